using Digest.Net;
using Digest.Stories;
using Digest.Web.Settings;

namespace Digest.Web.Commands;

/// <summary>Where the command <c>related</c> takes its stories from.</summary>
internal static class RelatedSources
{
    /// <summary>One feed, read without a database; null when it cannot be read, and why stands on standard error.</summary>
    public static async Task<RelatedCollection?> FromFeedAsync(string file, CancellationToken cancellation)
    {
        var settings = AppSettings.Read(Environment.CurrentDirectory);
        using var client = new GuardedClient(settings.Net, settings.Site, TimeProvider.System);
        var feed = await FeedInspectCommand.ReadAsync(client, file, cancellation);
        if (feed.Kind != FeedKind.None)
            return RelatedCollection.OfFeed(feed.Stories, settings.Related, TimeProvider.System.GetUtcNow());
        await Console.Error.WriteLineAsync($"{file}: {feed.Problems[0]}");
        return null;
    }
}
