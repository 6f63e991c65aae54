using System.Net.Sockets;
using System.Security.Cryptography;
using Digest.Editions;
using Digest.Mail;
using Digest.Web.Security;
using Digest.Web.Settings;
using Microsoft.AspNetCore.Connections;

namespace Digest.Web.Commands;

/// <summary>No command: runs the site, the admin pages and the jobs until it is stopped.</summary>
internal static class RunSiteCommand
{
    public static async Task<int> RunAsync(string? urls, CancellationToken cancellation)
    {
        var overrides = urls is null ? null : new[] { KeyValuePair.Create<string, string?>("urls", urls) };
        var settings = AppSettings.Read(Environment.CurrentDirectory, overrides);
        await using var app = await Failure.OpeningAsync(settings, async () =>
        {
            var site = WebSite.Build(settings, TimeProvider.System);
            await site.Services.PrepareAsync(isSite: true, cancellation);
            return site;
        });
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (Exception problem) when (WhyNot(problem, settings.Urls) is { } why)
        {
            throw new SettingsException($"urls: {settings.Urls} cannot be listened on: {why}");
        }
        await WelcomeAsync(app.Services, settings, cancellation);
        await app.WaitForShutdownAsync(cancellation);
        return ExitCode.Done;
    }

    /// <summary>Why an address cannot be listened on; null: something else broke.</summary>
    private static string? WhyNot(Exception problem, string urls) => problem switch
    {
        IOException { InnerException: AddressInUseException } => "another program does so already; choose another with --urls http://localhost:5001",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => "this machine does not have that address; http://*:5000 means all that it has",
        SocketException => problem.Message,
        InvalidOperationException when urls.Contains("https:", StringComparison.OrdinalIgnoreCase) =>
            "there is no certificate; Kestrel:Certificates:Default:Path (and :Password) names one, or a proxy before this program does TLS",
        CryptographicException or FileNotFoundException when urls.Contains("https:", StringComparison.OrdinalIgnoreCase) =>
            $"the certificate that Kestrel:Certificates:Default:Path names cannot be used: {problem.Message}",
        _ => null,
    };

    /// <summary>What a person wants to know first.</summary>
    private static async Task WelcomeAsync(IServiceProvider services, AppSettings settings, CancellationToken cancellation)
    {
        var calendar = services.GetRequiredService<EditionClock>();
        var next = TimeZoneInfo.ConvertTime(await services.GetRequiredService<NextEdition>().DueAtAsync(cancellation), calendar.Zone);
        var admin = await services.GetRequiredService<Admins>().AnyAsync(cancellation)
            ? $"{settings.Site.Url}/admin"
            : $"{await services.GetRequiredService<AdminLinks>().CreateFirstAsync(cancellation)} (works once)";
        await Console.Out.WriteLineAsync(
            $"""
            {settings.Site.Name}
              Sign up       {settings.Site.Url}/
              Admin         {admin}
              Messages to   {services.GetRequiredService<ITransport>().Describe()}
              Next edition  {next:dddd, d MMMM yyyy, HH:mm} ({settings.Editions.TimeZone})
            """);
    }
}
