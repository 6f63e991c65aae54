using System.Text.Json;
using Digest.Outbox;
using Digest.Stories;

namespace Digest.Editions;

/// <summary>Which stories a group of readers gets: everything after their position, filtered by topics, ranked, cut.</summary>
public sealed class StoryChoice(EditionOptions options)
{
    /// <summary>The choice for readers without history beyond a position: every topic, nothing ahead.</summary>
    public IReadOnlyList<long> Of(IEnumerable<NumberedStory> stories, long position, DateTimeOffset closedAt) => Of(stories, position, [], "[]", closedAt);

    /// <summary>The choice for a group of readers.</summary>
    public IReadOnlyList<long> Of(IEnumerable<NumberedStory> stories, ReaderGroup group, DateTimeOffset closedAt) =>
        Of(stories, group.Position, OfferedRanges.ReadAhead(group.OfferedAhead), group.Topics, closedAt);

    /// <summary>The choice, the top story first; empty when nothing is left for these readers.</summary>
    /// <param name="stories">Numbered stories up to the edition's last, or more than that.</param>
    /// <param name="position">The number up to which the readers were offered stories.</param>
    /// <param name="ahead">What they were offered beyond it.</param>
    /// <param name="topics">The topics they follow as a JSON array; empty: everything.</param>
    /// <param name="closedAt">What ages are counted from.</param>
    public IReadOnlyList<long> Of(IEnumerable<NumberedStory> stories, long position, IReadOnlyList<OfferedRange> ahead, string topics, DateTimeOffset closedAt)
    {
        var followed = new HashSet<string>(JsonSerializer.Deserialize<string[]>(topics) ?? [], StringComparer.OrdinalIgnoreCase);
        var oldest = options.MaxAgeDays is { } days ? (closedAt - TimeSpan.FromDays(days)).ToUnixTimeMilliseconds() : long.MinValue;
        return stories
            .Where(story => story.Number > position && story.Time >= oldest && !ahead.Any(range => range.Contains(story.Number)))
            .Where(story => followed.Count == 0 || story.Topics.Any(followed.Contains))
            .OrderByDescending(story => story.Time).ThenByDescending(story => story.Id)
            .Take(options.MaxStories)
            .Select(story => story.Id)
            .ToList();
    }
}
