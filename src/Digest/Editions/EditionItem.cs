using Digest.Editions.Ranking;
using Digest.Stories;

namespace Digest.Editions;

/// <summary>One item of an edition: a story, or several about one event.</summary>
/// <param name="Stories">At least one, the latest first.</param>
public sealed record EditionItem(IReadOnlyList<NumberedStory> Stories)
{
    /// <summary>Why it stands where it does.</summary>
    public ItemScore Score { get; init; } = new();

    /// <summary>The story that stands for the item: the latest one.</summary>
    public NumberedStory Lead => Stories[0];

    /// <summary>The lead first.</summary>
    public IReadOnlyList<long> StoryIds => [.. Stories.Select(story => story.Id)];

    /// <summary>How many stories there are about the event; 1: no others.</summary>
    public int Size => Stories.Count;

    /// <summary>When its latest story was published, or else first seen; milliseconds.</summary>
    public long LatestAt => Lead.Time;
}
