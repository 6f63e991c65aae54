using System.CommandLine;
using Digest.Net;
using Digest.Stories;
using Digest.Web.Settings;

namespace Digest.Web.Commands;

/// <summary><c>feed inspect</c>: what Digest reads from feeds. Opens no database.</summary>
internal static class FeedInspectCommand
{
    public static Command Create()
    {
        var sources = new Argument<string[]>("FILE|URL") { Description = "Files or http addresses", Arity = ArgumentArity.OneOrMore };
        var inspect = new Command("inspect", "What Digest reads from feeds (opens no database)") { sources };
        inspect.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(sources)!, parsed.GetValue(CommandLine.Json), cancellation));
        return new Command("feed", "Feeds") { inspect };
    }

    private static async Task<int> RunAsync(string[] sources, bool json, CancellationToken cancellation)
    {
        var settings = AppSettings.Read(Environment.CurrentDirectory);
        using var client = new GuardedClient(settings.Net, settings.Site, TimeProvider.System);
        var feeds = new List<(string Source, FeedDocument Document)>();
        foreach (var source in sources)
            feeds.Add((source, await NamedFeed.ReadAsync(client, source, cancellation)));
        if (json)
            CommandScope.WriteJson(feeds.Select(feed => FeedInspection.ToJson(feed.Source, feed.Document)));
        else
            await FeedInspection.PrintAsync(feeds, Console.Out);
        var unread = feeds.Where(feed => feed.Document.Kind == FeedKind.None).ToList();
        foreach (var (source, document) in unread)
            await Console.Error.WriteLineAsync($"{source}: {document.Problems[0]}");
        return unread.Count == 0 ? ExitCode.Done : ExitCode.DoneWithFailures;
    }
}
