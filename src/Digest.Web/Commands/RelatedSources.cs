using Digest.Net;
using Digest.Related;
using Digest.Stories;
using Digest.Web.Settings;

namespace Digest.Web.Commands;

/// <summary>Where the <c>related</c> command has its stories from.</summary>
internal static class RelatedSources
{
    private const int Page = 500;

    /// <summary>One feed, in memory; opens no database.</summary>
    public static async Task<RelatedSource> FromFeedAsync(string source, CancellationToken cancellation)
    {
        var settings = AppSettings.Read(Environment.CurrentDirectory);
        using var client = new GuardedClient(settings.Net, settings.Site, TimeProvider.System);
        var feed = await NamedFeed.ReadAsync(client, source, cancellation);
        if (feed.Kind == FeedKind.None)
            return new RelatedSource(Collection: null, $"{source}: {feed.Problems[0]}");
        return new RelatedSource(RelatedCollection.OfFeed(
            feed.Stories.Select((story, at) => (story.Id ?? story.Link ?? $"{at + 1}", new RelatedDocument(0, story.Headline ?? "", story.Dek, story.Text, story.Published ?? story.Updated, story.Link ?? ""))),
            settings.Related, TimeProvider.System.GetUtcNow()));
    }

    /// <summary>The archive.</summary>
    public static async Task<RelatedSource> FromArchiveAsync(CancellationToken cancellation)
    {
        await using var scope = await CommandScope.OpenAsync(cancellation);
        var archive = scope.Get<StoryArchive>();
        var documents = new List<RelatedDocument>();
        for (IReadOnlyList<Story> page = await archive.AllAsync(0, Page, cancellation); page.Count > 0; page = await archive.AllAsync(page[^1].Id, Page, cancellation))
            documents.AddRange(page.Select(RelatedArchive.Document));
        return new RelatedSource(RelatedCollection.OfArchive(documents, scope.Get<RelatedOptions>(), scope.Get<TimeProvider>().GetUtcNow()));
    }
}

/// <summary>Stories to look among, or why there are none.</summary>
internal sealed record RelatedSource(RelatedCollection? Collection, string? Problem = null);
