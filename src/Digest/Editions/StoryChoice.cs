using System.Text.Json;
using Digest.Stories;

namespace Digest.Editions;

/// <summary>Which stories a group of readers gets: everything after their position, filtered by topics, ranked, cut.</summary>
public sealed class StoryChoice(EditionOptions options)
{
    /// <summary>The choice, the top story first; empty when nothing is left for these readers.</summary>
    /// <param name="stories">Numbered stories up to the edition's last, or more than that.</param>
    /// <param name="position">The number up to which the readers were offered stories.</param>
    /// <param name="topics">The topics they follow as a JSON array; empty: everything.</param>
    /// <param name="closedAt">What ages are counted from.</param>
    public IReadOnlyList<long> Of(IEnumerable<NumberedStory> stories, long position, string topics, DateTimeOffset closedAt)
    {
        var followed = new HashSet<string>(JsonSerializer.Deserialize<string[]>(topics) ?? [], StringComparer.OrdinalIgnoreCase);
        var oldest = options.MaxAgeDays is { } days ? (closedAt - TimeSpan.FromDays(days)).ToUnixTimeMilliseconds() : long.MinValue;
        return stories
            .Where(story => story.Number > position && story.Time >= oldest)
            .Where(story => followed.Count == 0 || story.Topics.Any(followed.Contains))
            .OrderByDescending(story => story.Time).ThenByDescending(story => story.Id)
            .Take(options.MaxStories)
            .Select(story => story.Id)
            .ToList();
    }
}
