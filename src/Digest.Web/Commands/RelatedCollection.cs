using System.Globalization;
using Digest.Related;
using Digest.Stories;

namespace Digest.Web.Commands;

/// <summary>The stories among which related ones are looked for, and what they are called outside.</summary>
internal sealed class RelatedCollection
{
    private readonly Dictionary<long, (RelatedDocument Document, object Name, string? Link)> stories = [];
    private readonly Dictionary<string, long> ids = new(StringComparer.Ordinal);
    private readonly RelatedIndex index;
    private readonly RelatedDirection direction;
    private readonly DateTimeOffset now;

    private RelatedCollection(RelatedOptions options, RelatedDirection direction, DateTimeOffset now)
    {
        index = new RelatedIndex(options);
        this.direction = direction;
        this.now = now;
    }

    /// <summary>Every story's name, in the collection's order.</summary>
    public IEnumerable<string> Names => stories.Values.Select(story => Convert.ToString(story.Name, CultureInfo.InvariantCulture)!);

    /// <summary>The stories of one feed: named by their ids there, each beside any other, before or after.</summary>
    public static RelatedCollection OfFeed(IEnumerable<FeedStory> feed, RelatedOptions options, DateTimeOffset now)
    {
        var collection = new RelatedCollection(options, RelatedDirection.Either, now);
        foreach (var story in feed)
        {
            var id = collection.stories.Count + 1;
            // A story without a link is no version of another one.
            var link = story.Link is null ? $"story:{id}" : CanonicalLink.Of(story.Link);
            collection.Add(story.Id ?? link, story.Link, new RelatedDocument(id, story.Headline, story.Dek, story.Text, story.Published ?? story.Updated, link));
        }
        return collection;
    }

    /// <summary>The archive: named by story ids, each beside those that are not newer.</summary>
    /// <param name="archive">The documents, by canonical link, and the stories' own links.</param>
    /// <param name="options">What counts as related.</param>
    /// <param name="now">The present.</param>
    public static RelatedCollection OfArchive(IEnumerable<(RelatedDocument Document, string Link)> archive, RelatedOptions options, DateTimeOffset now)
    {
        var collection = new RelatedCollection(options, RelatedDirection.Earlier, now);
        foreach (var (document, link) in archive)
            collection.Add(document.Id, link, document);
        return collection;
    }

    /// <summary>What belongs beside the story of that name or link; null when there is no such story.</summary>
    public RelatedAnswer? Answer(string nameOrLink, int max)
    {
        if (!ids.TryGetValue(nameOrLink, out var id) && !ids.TryGetValue(CanonicalLink.Of(nameOrLink), out id))
            return null;
        var offers = index.Find(id, max, new HashSet<long>(), now, direction);
        return new RelatedAnswer(stories[id].Name, stories[id].Document.Headline, offers.Select(offer =>
        {
            var (document, name, link) = stories[offer.Id];
            return new RelatedOffer(name, link, document.Headline, offer.Score, offer.Words);
        }).ToList());
    }

    private void Add(object name, string? link, RelatedDocument document)
    {
        // A feed may carry a story twice; the first stands.
        if (!ids.TryAdd(Convert.ToString(name, CultureInfo.InvariantCulture)!, document.Id))
            return;
        ids.TryAdd(document.Link, document.Id);
        stories.Add(document.Id, (document, name, link));
        index.Add(document);
    }
}

/// <summary>What belongs beside a story.</summary>
internal sealed record RelatedAnswer(object Story, [property: System.Text.Json.Serialization.JsonIgnore] string Headline, IReadOnlyList<RelatedOffer> Related);

/// <summary>One story that does, and why.</summary>
internal sealed record RelatedOffer(object Id, string? Link, string Headline, double Score, IReadOnlyList<string> Words);
