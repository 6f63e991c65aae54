namespace Digest.Stories;

/// <summary>What came of polling.</summary>
/// <param name="Feeds">One for each feed that was polled.</param>
public sealed record PollReport(IReadOnlyList<FeedPoll> Feeds)
{
    public int New => Feeds.Sum(feed => feed.New);

    public int Updated => Feeds.Sum(feed => feed.Updated);

    /// <summary>The feeds that could not be read.</summary>
    public IReadOnlyList<FeedPoll> Failures => [.. Feeds.Where(feed => feed.Problem is not null)];
}

/// <summary>What came of polling one feed.</summary>
/// <param name="FeedId">Its row.</param>
/// <param name="Url">As the settings name it.</param>
/// <param name="New">Stories that no feed had brought before.</param>
/// <param name="Updated">Stories whose content changed.</param>
/// <param name="Problem">Why it could not be read, in a sentence; null: it could.</param>
public sealed record FeedPoll(long FeedId, string Url, int New, int Updated, string? Problem);
