using Digest.Stories;
using Digest.Subscribers;

namespace Digest.Web.Pages.Preferences;

/// <summary>What the link beside a story offers: the story's topics, to be left out one by one.</summary>
internal sealed class FewerLikeThis(StoryArchive archive)
{
    /// <summary>The topics of a story that still come to a reader.</summary>
    /// <param name="story">As the link names it.</param>
    /// <param name="choices">The reader's.</param>
    /// <returns>Null: there is no such story, or it has no topics.</returns>
    public async Task<IReadOnlyList<string>?> TopicsAsync(long? story, Choices choices)
    {
        if (story is null || (await archive.ByIdsAsync([story.Value])) is not [{ Topics.Count: > 0 } found])
            return null;
        return [.. found.Topics.Where(topic => choices.Topics.Count > 0 ? IsIn(choices.Topics, topic) : !IsIn(choices.Muted, topic))];
    }

    private static bool IsIn(IReadOnlyList<string> topics, string topic) => topics.Contains(topic, StringComparer.OrdinalIgnoreCase);
}
