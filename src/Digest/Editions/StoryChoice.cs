using System.Text.Json;
using Digest.Editions.Desk;
using Digest.Editions.Ranking;
using Digest.Outbox;
using Digest.Related;
using Digest.Stories;

namespace Digest.Editions;

/// <summary>Which items a group of readers gets: every story after their position, filtered by topics; put together by event, ranked, cut.</summary>
public sealed class StoryChoice(EditionOptions options)
{
    /// <summary>The choice for a group of readers, the top item first; empty when nothing is left for them.</summary>
    /// <param name="stories">Numbered stories up to the edition's last, or more than that.</param>
    /// <param name="group">What they were offered and chose. Whoever follows topics gets the stories that have one of them; everybody else those without a muted one.</param>
    /// <param name="closedAt">What ages are counted from.</param>
    /// <param name="clusters">Which of the stories are about one event.</param>
    /// <param name="order">What editors want at the top, in order.</param>
    public IReadOnlyList<EditionItem> Of(IReadOnlyCollection<NumberedStory> stories, ReaderGroup group, DateTimeOffset closedAt, StoryClusters clusters, IReadOnlyList<Placed> order) =>
        [.. Items(Eligible(stories, group, closedAt), group, closedAt, clusters, order).Take(options.MaxStories)];

    /// <summary>What is offered to a group of readers, shown or cut. Tells whether there is anything for them without looking for events.</summary>
    /// <param name="stories">Numbered stories.</param>
    /// <param name="group">What the readers were offered and chose.</param>
    /// <param name="closedAt">What ages are counted from.</param>
    public IEnumerable<NumberedStory> Eligible(IEnumerable<NumberedStory> stories, ReaderGroup group, DateTimeOffset closedAt)
    {
        var ahead = OfferedRanges.ReadAhead(group.OfferedAhead);
        var (followed, muted) = (Set(group.Topics), Set(group.Muted));
        var oldest = options.MaxAgeDays is { } days ? (closedAt - TimeSpan.FromDays(days)).ToUnixTimeMilliseconds() : long.MinValue;
        return stories
            .Where(story => story.Number > group.Position && story.Time >= oldest && !ahead.Any(range => range.Contains(story.Number)))
            .Where(story => followed.Count > 0 ? story.Topics.Any(followed.Contains) : !story.Topics.Any(muted.Contains));
    }

    /// <summary>All items that eligible stories make, in order, none cut.</summary>
    /// <inheritdoc cref="Of(IReadOnlyCollection{NumberedStory}, ReaderGroup, DateTimeOffset, StoryClusters, IReadOnlyList{Placed})" path="/param"/>
    public IReadOnlyList<EditionItem> Items(IEnumerable<NumberedStory> eligible, ReaderGroup group, DateTimeOffset closedAt, StoryClusters clusters, IReadOnlyList<Placed> order)
    {
        var stories = eligible.ToDictionary(story => story.Id);
        var items = clusters.Groups(stories.Keys).Select(ids => new EditionItem([.. ids.Select(id => stories[id])])).ToDictionary(item => item.Lead.Id);
        var followed = Set(group.Topics);
        var pinned = order.Select((one, at) => (one.Story, Pin: new Pin(at, one.By))).DistinctBy(one => one.Story).ToDictionary(one => one.Story, one => one.Pin);
        var candidates = items.Values.Select(item => Candidate(item, followed, pinned));
        return [.. ItemRanking.Order(candidates, options.Ranking, closedAt, options.MaxStories).Select(ranked => items[ranked.Candidate.StoryIds[0]] with { Score = ranked.Score })];
    }

    private static Candidate Candidate(EditionItem item, HashSet<string> followed, Dictionary<long, Pin> pins) => new(item.StoryIds, item.LatestAt)
    {
        FeedPlace = item.Stories.Min(story => story.FeedPlace),
        FeedId = item.Lead.FeedId,
        HasPicture = item.Lead.HasPicture,
        Topics = item.Size == 1 ? item.Lead.Topics : [.. item.Stories.SelectMany(story => story.Topics).Distinct(StringComparer.OrdinalIgnoreCase)],
        Followed = followed,
        Pin = pins.Count == 0 ? null : item.StoryIds.Select(pins.GetValueOrDefault).OfType<Pin>().MinBy(pin => pin.Order),
    };

    private static HashSet<string> Set(string topics) => new(JsonSerializer.Deserialize<string[]>(topics) ?? [], StringComparer.OrdinalIgnoreCase);
}
