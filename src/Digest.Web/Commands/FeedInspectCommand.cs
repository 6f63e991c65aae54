using System.CommandLine;
using Digest.Net;
using Digest.Stories;
using Digest.Stories.Pages;
using Digest.Web.Settings;

namespace Digest.Web.Commands;

/// <summary><c>feed inspect</c>: what Digest reads from feeds. Opens no database.</summary>
internal static class FeedInspectCommand
{
    private const int MostPages = 10;

    public static Command Create()
    {
        var sources = new Argument<string[]>("FILE|URL") { Description = "Files or http addresses", Arity = ArgumentArity.OneOrMore };
        var pages = new Option<bool>("--pages") { Description = $"Also what the first {MostPages} stories' own pages would fill in" };
        var inspect = new Command("inspect", "What Digest reads from feeds (opens no database)") { sources, pages };
        inspect.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(sources)!, parsed.GetValue(pages), parsed.GetValue(CommandLine.Json), cancellation));
        return new Command("feed", "Feeds") { inspect };
    }

    private static async Task<int> RunAsync(string[] sources, bool pages, bool json, CancellationToken cancellation)
    {
        var settings = AppSettings.Read(Environment.CurrentDirectory);
        using var client = new GuardedClient(settings.Net, settings.Site, TimeProvider.System);
        var trial = new StoryPageTrial(client, Task.Delay);
        var feeds = new List<(string Source, FeedDocument Document)>();
        var tried = new List<IReadOnlyList<TriedPage>>();
        foreach (var source in sources)
        {
            feeds.Add((source, await NamedFeed.ReadAsync(client, source, cancellation)));
            if (pages)
                tried.Add(await trial.ReadAsync(feeds[^1].Document, MostPages, cancellation));
        }
        if (json && pages)
            CommandScope.WriteJson(feeds.Zip(tried, (feed, read) => new { feed = FeedInspection.ToJson(feed.Source, feed.Document), pages = PageInspection.ToJson(read) }));
        else if (json)
            CommandScope.WriteJson(feeds.Select(feed => FeedInspection.ToJson(feed.Source, feed.Document)));
        else
            await FeedInspection.PrintAsync(feeds, Console.Out);
        foreach (var read in json ? [] : tried)
            await PageInspection.PrintAsync(read, Console.Out);
        var unread = feeds.Where(feed => feed.Document.Kind == FeedKind.None).ToList();
        foreach (var (source, document) in unread)
            await Console.Error.WriteLineAsync($"{source}: {document.Problems[0]}");
        return unread.Count == 0 ? ExitCode.Done : ExitCode.DoneWithFailures;
    }
}
