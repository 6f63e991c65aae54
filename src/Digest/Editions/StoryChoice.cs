using System.Text.Json;
using Digest.Outbox;
using Digest.Stories;

namespace Digest.Editions;

/// <summary>Which stories a group of readers gets: everything after their position, filtered by topics, ranked, cut.</summary>
public sealed class StoryChoice(EditionOptions options)
{
    /// <summary>The choice for readers without history beyond a position: every topic, nothing ahead.</summary>
    public IReadOnlyList<long> Of(IEnumerable<NumberedStory> stories, long position, DateTimeOffset closedAt) => Of(stories, new ReaderGroup { Position = position }, closedAt);

    /// <summary>All that is offered to a group of readers: what the choice shows and what it cuts for length.</summary>
    /// <inheritdoc cref="Of(IEnumerable{NumberedStory}, ReaderGroup, DateTimeOffset)"/>
    public IReadOnlyList<long> Offered(IEnumerable<NumberedStory> stories, ReaderGroup group, DateTimeOffset closedAt) => [.. Eligible(stories, group, closedAt).Select(story => story.Id)];

    /// <summary>The choice for a group of readers, the top story first; empty when nothing is left for them.</summary>
    /// <param name="stories">Numbered stories up to the edition's last, or more than that.</param>
    /// <param name="group">What they were offered and chose. Whoever follows topics gets the stories that have one of them; everybody else those without a muted one.</param>
    /// <param name="closedAt">What ages are counted from.</param>
    public IReadOnlyList<long> Of(IEnumerable<NumberedStory> stories, ReaderGroup group, DateTimeOffset closedAt) => Eligible(stories, group, closedAt)
        .OrderByDescending(story => story.Time).ThenByDescending(story => story.Id)
        .Take(options.MaxStories)
        .Select(story => story.Id)
        .ToList();

    private IEnumerable<NumberedStory> Eligible(IEnumerable<NumberedStory> stories, ReaderGroup group, DateTimeOffset closedAt)
    {
        var ahead = OfferedRanges.ReadAhead(group.OfferedAhead);
        var (followed, muted) = (Set(group.Topics), Set(group.Muted));
        var oldest = options.MaxAgeDays is { } days ? (closedAt - TimeSpan.FromDays(days)).ToUnixTimeMilliseconds() : long.MinValue;
        return stories
            .Where(story => story.Number > group.Position && story.Time >= oldest && !ahead.Any(range => range.Contains(story.Number)))
            .Where(story => followed.Count > 0 ? story.Topics.Any(followed.Contains) : !story.Topics.Any(muted.Contains));
    }

    private static HashSet<string> Set(string topics) => new(JsonSerializer.Deserialize<string[]>(topics) ?? [], StringComparer.OrdinalIgnoreCase);
}
