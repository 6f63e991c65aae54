using System.Globalization;
using Digest.Net;
using Digest.Related;
using Digest.Stories;
using Digest.Web.Settings;

namespace Digest.Web.Commands;

/// <summary>Where the <c>related</c> command has its stories from.</summary>
internal static class RelatedSources
{
    /// <summary>One feed, in memory; opens no database.</summary>
    public static async Task<RelatedSource> FromFeedAsync(string source, CancellationToken cancellation)
    {
        var settings = AppSettings.Read(Environment.CurrentDirectory);
        using var client = new GuardedClient(settings.Net, settings.Site, TimeProvider.System);
        var feed = await NamedFeed.ReadAsync(client, source, cancellation, FeedBounds.Archive);
        if (feed.Kind == FeedKind.None)
            return new RelatedSource(Stories: null, $"{source}: {feed.Problems[0]}");
        return new RelatedSource(RelatedCollection.OfFeed(
            feed.Stories.Select((story, at) => (story.Id ?? story.Link ?? $"{at + 1}", new RelatedDocument(0, story.Headline ?? "", story.Dek, story.Text, story.Published ?? story.Updated, story.Link ?? ""))),
            settings.Related, TimeProvider.System.GetUtcNow()));
    }

    /// <summary>The archive; opens the database until the command ends.</summary>
    public static async Task<RelatedSource> FromArchiveAsync(CancellationToken cancellation)
    {
        var scope = await CommandScope.OpenAsync(cancellation);
        return new RelatedSource(new ArchivedStories(scope));
    }
}

/// <summary>The archive: named by story ids, each beside those that are not newer.</summary>
internal sealed class ArchivedStories(CommandScope scope) : IRelatedStories, IAsyncDisposable
{
    private static readonly HashSet<long> None = [];
    private readonly StoryArchive archive = scope.Get<StoryArchive>();
    private readonly RelatedArchive related = scope.Get<RelatedArchive>();

    public IEnumerable<string> Names => [];

    public async Task<RelatedAnswer?> AnswerAsync(string nameOrLink, int max, CancellationToken cancellation)
    {
        var id = long.TryParse(nameOrLink, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : await archive.IdOfAsync(CanonicalLink.Of(nameOrLink), cancellation) ?? 0;
        if ((await archive.ByIdsAsync([id], cancellation)).SingleOrDefault() is not { } story)
            return null;
        var offers = await related.FindAsync(id, max, None, cancellation);
        var stories = (await archive.ByIdsAsync(offers.Select(offer => offer.Id), cancellation)).ToDictionary(one => one.Id);
        return new RelatedAnswer(id, story.Headline, [.. offers.Where(offer => stories.ContainsKey(offer.Id)).Select(offer =>
            new RelatedOffer(offer.Id, stories[offer.Id].Link, stories[offer.Id].Headline, offer.Score, offer.Words))]);
    }

    public ValueTask DisposeAsync() => scope.DisposeAsync();
}

/// <summary>Stories to look among, or why there are none.</summary>
internal sealed record RelatedSource(IRelatedStories? Stories, string? Problem = null);
