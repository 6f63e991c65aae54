using Digest.Storage;

namespace Digest.Stories;

/// <summary>A feed that has not been read for a while because reading it fails, or that is gone.</summary>
public sealed record FeedTrouble
{
    public long Id { get; init; }

    public string Url { get; init; } = "";

    public string? Title { get; init; }

    public string? Problem { get; init; }

    public int Failures { get; init; }

    public bool Gone { get; init; }

    /// <summary>Null: it has never been read.</summary>
    public long? LastSuccessAt { get; init; }

    /// <summary>Of the feeds that are polled now, those that are gone or were last read before a time and have failed since.</summary>
    /// <param name="session">A read.</param>
    /// <param name="feeds">What the settings name.</param>
    /// <param name="readBefore">UTC milliseconds; a feed that has never been read is in trouble from its third failure.</param>
    public static Task<IReadOnlyList<FeedTrouble>> ReadAsync(Session session, FeedsOptions feeds, long readBefore) => session.QueryAsync<FeedTrouble>(
        """
        SELECT id, url, title, problem, failures, gone, last_success_at
        FROM feeds
        WHERE url IN @urls AND (gone = 1 OR (failures > 1 AND last_success_at < @readBefore) OR (failures > 2 AND last_success_at IS NULL))
        ORDER BY id
        """, new { urls = feeds.Feeds.Select(feed => feed.Url).ToList(), readBefore });

    /// <summary>When the latest story was published, or else first seen; null: there is none. From an index alone.</summary>
    public static Task<long?> LatestStoryAsync(Session session) => session.ScalarAsync<long?>("SELECT MAX(COALESCE(published_at, first_seen_at)) FROM stories");
}
