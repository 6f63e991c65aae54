using System.CommandLine;

namespace Digest.Web.Commands;

/// <summary>The command line: without a command the site runs.</summary>
internal static class CommandLine
{
    /// <summary>Prints one JSON document on standard output and nothing else there.</summary>
    public static readonly Option<bool> Json = new("--json") { Description = "Print one JSON document", Recursive = true };

    /// <summary>When asked to stop, what is on the wire has ten seconds to finish; the rest is putting things away.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(25);

    public static async Task<int> RunAsync(string[] args)
    {
        var urls = new Option<string?>("--urls") { Description = "The addresses to listen on, such as http://localhost:5000" };
        var root = new RootCommand("Digest: sign-up pages and a digest mailer for a news site. Without a command it runs the site, the admin pages and the jobs.")
        {
            Json,
            urls,
            MigrateCommand.Create(),
            FeedInspectCommand.Create(),
            RelatedCommand.Create(RelatedSources.FromFeedAsync, RelatedSources.FromArchiveAsync),
            SubscribersCommand.Create(),
            EditionCommand.Create(),
            AdminCommand.Create(),
            DkimCommand.Create(),
        };
        root.SetAction((parsed, cancellation) => RunSiteCommand.RunAsync(parsed.GetValue(urls), cancellation));
        var result = root.Parse(args);
        if (result.Errors.Count > 0)
        {
            foreach (var error in result.Errors)
                await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync("Digest.Web --help lists what it understands.");
            return ExitCode.WrongUse;
        }
        return await result.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = StopPatience });
    }
}
