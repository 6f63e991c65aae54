namespace Digest.Editions.Ranking;

/// <summary>An item as the ranking sees it.</summary>
/// <param name="StoryIds">At least one, the lead first.</param>
/// <param name="LatestAt">When its latest story was published, or else first seen; milliseconds.</param>
public sealed record Candidate(IReadOnlyList<long> StoryIds, long LatestAt)
{
    /// <summary>The highest place that any of its stories had in its feed, from 1; null: none of them stood near the top.</summary>
    public int? FeedPlace { get; init; }

    /// <summary>The feed that brought the lead; null: none is known.</summary>
    public long? FeedId { get; init; }

    /// <summary>Whether the lead has a picture.</summary>
    public bool HasPicture { get; init; }

    /// <summary>Of all of its stories.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>What the readers follow; empty: nothing in particular.</summary>
    public IReadOnlySet<string> Followed { get; init; } = new HashSet<string>();

    /// <summary>The earliest pin on one of its stories; null: none is pinned.</summary>
    public Pin? Pin { get; init; }
}

/// <summary>An editor's wish that an item stands at the top.</summary>
/// <param name="Order">The lower, the earlier it was made.</param>
/// <param name="By">The editor.</param>
public sealed record Pin(long Order, string By);

/// <summary>A candidate in its place.</summary>
public sealed record Ranked(Candidate Candidate, ItemScore Score);
