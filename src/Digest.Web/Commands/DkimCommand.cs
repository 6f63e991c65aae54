using System.CommandLine;
using Digest.Mail;
using Digest.Mail.Dkim;
using Digest.Web.Settings;

namespace Digest.Web.Commands;

/// <summary><c>dkim generate</c>: a key that signs, and the DNS record that publishes it. It opens no database and changes no setting.</summary>
internal static class DkimCommand
{
    private const string DefaultFile = "data/dkim.pem";

    public static Command Create()
    {
        var domain = new Option<string?>("--domain") { Description = "The signing domain. Default: Dkim:Domain, else the domain of Site:From" };
        var selector = new Option<string?>("--selector") { Description = "The name below _domainkey. Default: Dkim:Selector" };
        var file = new Option<string?>("--file") { Description = $"Where the private key goes. Default: Dkim:PrivateKeyFile, else {DefaultFile} in the settings' folder" };
        var generate = new Command("generate", "Make a key that signs messages and print the DNS record that publishes it") { domain, selector, file };
        generate.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(domain), parsed.GetValue(selector), parsed.GetValue(file), parsed.GetValue(CommandLine.Json), cancellation));
        return new Command("dkim", "The signature on messages (DKIM)") { generate };
    }

    private static async Task<int> RunAsync(string? givenDomain, string? givenSelector, string? givenFile, bool json, CancellationToken cancellation)
    {
        var folder = SettingsFolder.Find(Environment.CurrentDirectory);
        var configuration = SettingsFolder.Load(folder);
        // Read loosely: a key that is named and missing is what this command is asked to make.
        var options = configuration.GetSection("Dkim");
        var domain = (givenDomain ?? Set(options[nameof(DkimOptions.Domain)]) ?? Sender(configuration)).ToLowerInvariant();
        var selector = (givenSelector ?? Set(options[nameof(DkimOptions.Selector)]) ?? new DkimOptions().Selector).ToLowerInvariant();
        if (!DkimNames.IsDomain(domain))
            throw new SettingsException($"dkim generate: '{domain}' is not a domain such as news.example; --domain names it");
        if (!DkimNames.IsSelector(selector))
            throw new SettingsException($"dkim generate: '{selector}' is not a selector such as digest");
        var file = givenFile is not null ? Path.GetFullPath(givenFile) : Path.GetFullPath(Set(options[nameof(DkimOptions.PrivateKeyFile)]) ?? DefaultFile, folder);

        using var key = DkimKey.Create();
        try
        {
            await DkimKeyFile.WriteAsync(key, file, cancellation);
        }
        catch (DkimKeyException problem)
        {
            throw new CommandException($"dkim generate: {problem.Message}");
        }
        if (json)
            CommandScope.WriteJson(new { domain, selector, file, record = new { name = DkimNames.RecordName(selector, domain), type = "TXT", value = DkimRecord.Value(key) } });
        else
            await Console.Out.WriteLineAsync(Told(key, domain, selector, file));
        return ExitCode.Done;
    }

    private static string Told(DkimKey key, string domain, string selector, string file) =>
        $$"""
        The private key is in {{file}}. Only this program needs to read it; back it up with the database.

        1. Publish the public key in the DNS of {{domain}}:

        {{DkimRecord.ZoneLine(key, selector, domain)}}

           Where the DNS has a form: name {{DkimNames.RecordName(selector, domain)}}, type TXT, value

        {{DkimRecord.Value(key)}}

        2. When the record can be seen (dig TXT {{DkimNames.RecordName(selector, domain)}}), have messages signed: in appsettings.Local.json

        "Dkim": { "Domain": "{{domain}}", "Selector": "{{selector}}", "PrivateKeyFile": "{{file.Replace("\\", "\\\\", StringComparison.Ordinal)}}" }
        """;

    private static string? Set(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static string Sender(IConfiguration configuration)
    {
        try
        {
            return MailboxAddress.Parse(configuration["Site:From"] ?? new SiteOptions().From).Domain;
        }
        catch (HeaderException problem)
        {
            throw new SettingsException($"Site:From: {problem.Message}");
        }
    }
}
