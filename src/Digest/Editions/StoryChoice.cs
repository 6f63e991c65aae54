using System.Text.Json;
using Digest.Outbox;
using Digest.Related;
using Digest.Stories;

namespace Digest.Editions;

/// <summary>Which items a group of readers gets: every story after their position, filtered by topics; put together by event, ranked, cut.</summary>
public sealed class StoryChoice(EditionOptions options)
{
    /// <summary>The choice for readers without history beyond a position: every topic, nothing ahead.</summary>
    public IReadOnlyList<EditionItem> Of(IReadOnlyCollection<NumberedStory> stories, long position, DateTimeOffset closedAt, StoryClusters clusters) =>
        Of(stories, new ReaderGroup { Position = position }, closedAt, clusters);

    /// <summary>The choice for a group of readers, the top item first; empty when nothing is left for them.</summary>
    /// <param name="stories">Numbered stories up to the edition's last, or more than that.</param>
    /// <param name="group">What they were offered and chose. Whoever follows topics gets the stories that have one of them; everybody else those without a muted one.</param>
    /// <param name="closedAt">What ages are counted from.</param>
    /// <param name="clusters">Which of the stories are about one event.</param>
    public IReadOnlyList<EditionItem> Of(IReadOnlyCollection<NumberedStory> stories, ReaderGroup group, DateTimeOffset closedAt, StoryClusters clusters) =>
        [.. Items(Eligible(stories, group, closedAt), clusters).Take(options.MaxStories)];

    /// <summary>What is offered to a group of readers, shown or cut. Tells whether there is anything for them without looking for events.</summary>
    /// <inheritdoc cref="Of(IReadOnlyCollection{NumberedStory}, ReaderGroup, DateTimeOffset, StoryClusters)" path="/param"/>
    public IEnumerable<NumberedStory> Eligible(IEnumerable<NumberedStory> stories, ReaderGroup group, DateTimeOffset closedAt)
    {
        var ahead = OfferedRanges.ReadAhead(group.OfferedAhead);
        var (followed, muted) = (Set(group.Topics), Set(group.Muted));
        var oldest = options.MaxAgeDays is { } days ? (closedAt - TimeSpan.FromDays(days)).ToUnixTimeMilliseconds() : long.MinValue;
        return stories
            .Where(story => story.Number > group.Position && story.Time >= oldest && !ahead.Any(range => range.Contains(story.Number)))
            .Where(story => followed.Count > 0 ? story.Topics.Any(followed.Contains) : !story.Topics.Any(muted.Contains));
    }

    /// <summary>All items that eligible stories make, none cut.</summary>
    public static IReadOnlyList<EditionItem> Items(IEnumerable<NumberedStory> eligible, StoryClusters clusters)
    {
        var stories = eligible.ToDictionary(story => story.Id);
        return [.. ItemOrder.Of(clusters.Groups(stories.Keys).Select(group => new EditionItem([.. group.Select(id => stories[id])])))];
    }

    private static HashSet<string> Set(string topics) => new(JsonSerializer.Deserialize<string[]>(topics) ?? [], StringComparer.OrdinalIgnoreCase);
}
