using System.Globalization;
using Digest.Related;
using Digest.Stories;

namespace Digest.Web.Commands;

/// <summary>The stories of one feed, among which related ones are looked for, and what they are called there.</summary>
internal sealed class RelatedCollection : IRelatedStories
{
    private readonly Dictionary<long, (RelatedDocument Document, object Name)> stories = [];
    private readonly Dictionary<string, long> ids = new(StringComparer.Ordinal);
    private readonly RelatedIndex index;
    private readonly DateTimeOffset now;

    private RelatedCollection(RelatedOptions options, DateTimeOffset now)
    {
        index = new RelatedIndex(options);
        this.now = now;
    }

    /// <summary>Every story's name, in the collection's order.</summary>
    public IEnumerable<string> Names => stories.Values.Select(story => Convert.ToString(story.Name, CultureInfo.InvariantCulture)!);

    /// <summary>The stories of one feed: named by their ids there, each beside any other, before or after.</summary>
    public static RelatedCollection OfFeed(IEnumerable<(string Id, RelatedDocument Document)> items, RelatedOptions options, DateTimeOffset now)
    {
        var collection = new RelatedCollection(options, now);
        foreach (var (id, document) in items)
            collection.Add(id, document with { Id = collection.stories.Count + 1 });
        return collection;
    }

    public Task<RelatedAnswer?> AnswerAsync(string nameOrLink, int max, CancellationToken cancellation) => Task.FromResult(Answer(nameOrLink, max));

    private RelatedAnswer? Answer(string nameOrLink, int max)
    {
        if (!ids.TryGetValue(nameOrLink, out var id) && !ids.TryGetValue(CanonicalLink.Of(nameOrLink), out id))
            return null;
        var offers = index.Find(id, max, new HashSet<long>(), now, RelatedDirection.Either);
        return new RelatedAnswer(stories[id].Name, stories[id].Document.Headline, offers.Select(offer =>
        {
            var (document, name) = stories[offer.Id];
            return new RelatedOffer(name, document.Link.Length == 0 ? null : document.Link, document.Headline, offer.Score, offer.Words);
        }).ToList());
    }

    private void Add(object name, RelatedDocument document)
    {
        // A feed may carry a story twice; the first stands.
        if (!ids.TryAdd(Convert.ToString(name, CultureInfo.InvariantCulture)!, document.Id))
            return;
        var canonical = document.Link.Length == 0 ? "" : CanonicalLink.Of(document.Link);
        if (canonical.Length > 0)
            ids.TryAdd(canonical, document.Id);
        stories.Add(document.Id, (document, name));
        index.Add(document with { Link = canonical });
    }
}

/// <summary>Where the <c>related</c> command looks.</summary>
internal interface IRelatedStories
{
    /// <summary>The stories that are asked about where none is named.</summary>
    IEnumerable<string> Names { get; }

    /// <summary>What belongs beside the story of that name or link; null when there is no such story.</summary>
    Task<RelatedAnswer?> AnswerAsync(string nameOrLink, int max, CancellationToken cancellation);
}

/// <summary>What belongs beside a story.</summary>
internal sealed record RelatedAnswer(object Story, [property: System.Text.Json.Serialization.JsonIgnore] string Headline, IReadOnlyList<RelatedOffer> Related);

/// <summary>One story that does, and why.</summary>
internal sealed record RelatedOffer(object Id, string? Link, string Headline, double Score, IReadOnlyList<string> Words);
