using System.CommandLine;
using Digest.Web.Security;

namespace Digest.Web.Commands;

/// <summary><c>admin link [NAME]</c>: a new one-time link.</summary>
internal static class AdminCommand
{
    public static Command Create()
    {
        var name = new Argument<string?>("NAME")
        {
            Description = "Whom it is for: an admin gets a new password, anybody else becomes one. Without it, whoever opens the link chooses",
            Arity = ArgumentArity.ZeroOrOne,
        };
        name.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && AdminNames.Clean(result.Tokens[0].Value) is null)
                result.AddError($"admin link: NAME needs 1 to {AdminNames.Longest} characters");
        });
        var link = new Command("link", "Print a new one-time link that makes an admin or gives one a new password") { name };
        link.SetAction((parsed, cancellation) => RunAsync(AdminNames.Clean(parsed.GetValue(name)), parsed.GetValue(CommandLine.Json), cancellation));
        return new Command("admin", "The people who run the site") { link };
    }

    private static async Task<int> RunAsync(string? name, bool json, CancellationToken cancellation)
    {
        await using var scope = await CommandScope.OpenAsync(cancellation);
        var url = await scope.Get<AdminLinks>().CreateAsync(name, cancellation);
        var isKnown = name is not null && (await scope.Get<Admins>().AllAsync(cancellation)).Any(admin => AdminNames.Same(admin.Name, name));
        if (json)
            CommandScope.WriteJson(new { link = url, name, validHours = AdminLinks.Validity.TotalHours });
        else
            await Console.Out.WriteLineAsync($"{url}{Environment.NewLine}It {Does(name, isKnown)}works once, within {AdminLinks.Validity.TotalHours:0} hours.");
        return ExitCode.Done;
    }

    private static string Does(string? name, bool isKnown) => name is null ? "" : isKnown ? $"gives {name} a new password. It " : $"makes {name} an admin. It ";
}
