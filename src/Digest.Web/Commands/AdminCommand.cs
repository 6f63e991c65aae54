using System.CommandLine;
using Digest.Web.Security;

namespace Digest.Web.Commands;

/// <summary><c>admin link</c>: a new one-time link.</summary>
internal static class AdminCommand
{
    public static Command Create()
    {
        var link = new Command("link", "Print a new one-time link that makes an admin or gives one a new password");
        link.SetAction(async (parsed, cancellation) =>
        {
            await using var scope = await CommandScope.OpenAsync(cancellation);
            var url = await scope.Get<AdminLinks>().CreateAsync(cancellation);
            if (parsed.GetValue(CommandLine.Json))
                CommandScope.WriteJson(new { link = url, validHours = AdminLinks.Validity.TotalHours });
            else
                await Console.Out.WriteLineAsync($"{url}{Environment.NewLine}It works once, within {AdminLinks.Validity.TotalHours:0} hours.");
            return ExitCode.Done;
        });
        return new Command("admin", "The people who run the site") { link };
    }
}
