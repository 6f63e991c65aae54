using Digest.Storage;

namespace Digest.Stories;

/// <summary>The rows of <c>feeds</c>: what each poll left behind, and when the next one is.</summary>
internal sealed class FeedLog(Database database, TimeProvider clock)
{
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromHours(24);
    private static readonly TimeSpan LongestPatience = TimeSpan.FromDays(7);

    /// <summary>The rows of the feeds that the settings name; missing ones are made.</summary>
    public Task<IReadOnlyList<FeedRow>> RowsAsync(IReadOnlyList<FeedOptions> feeds, CancellationToken cancellation) => database.WriteAsync(async session =>
    {
        var urls = feeds.Select(feed => feed.Url).Distinct().ToList();
        await session.ExecuteAsync("INSERT INTO feeds (url, fetch_url) VALUES (@url, @url) ON CONFLICT (url) DO NOTHING", urls.Select(url => new { url }));
        return await session.QueryAsync<FeedRow>($"SELECT {FeedRow.Columns} FROM feeds WHERE url IN @urls ORDER BY id", new { urls });
    }, cancellation);

    /// <summary>Takes a due feed for this process: of two that find it due, one gets it.</summary>
    public async Task<bool> ClaimAsync(FeedRow feed, FeedOptions options, CancellationToken cancellation)
    {
        var now = clock.Milliseconds();
        return await database.WriteAsync(session => session.ExecuteAsync(
            "UPDATE feeds SET next_poll_at = @next WHERE id = @Id AND next_poll_at = @NextPollAt AND gone = 0",
            new { next = now + (long)Interval(options).TotalMilliseconds, feed.Id, feed.NextPollAt }), cancellation) == 1;
    }

    public Task SucceededAsync(FeedRow feed, FeedOptions options, string? title, string? etag, string? lastModified, Uri? moved) => database.WriteAsync(session => session.ExecuteAsync(
        """
        UPDATE feeds
        SET title = COALESCE(@title, title), etag = @etag, last_modified = @lastModified, fetch_url = @fetchUrl, next_poll_at = @next,
            last_polled_at = @now, last_success_at = @now, failures = 0, failing_since = NULL, problem = NULL
        WHERE id = @Id
        """,
        new { title, etag, lastModified, fetchUrl = moved?.AbsoluteUri ?? feed.FetchUrl, next = Next(Interval(options)), now = clock.Milliseconds(), feed.Id }));

    /// <summary>Notes a failure and waits longer after each one. Where a redirect led to a dead end, the settings' own address is tried again.</summary>
    public Task FailedAsync(FeedRow feed, FeedOptions options, string problem, TimeSpan? retryAfter) => database.WriteAsync(session => session.ExecuteAsync(
        """
        UPDATE feeds
        SET problem = @problem, failures = failures + 1, failing_since = COALESCE(failing_since, @now), next_poll_at = @next, last_polled_at = @now, fetch_url = url,
            etag = CASE WHEN fetch_url = url THEN etag END, last_modified = CASE WHEN fetch_url = url THEN last_modified END
        WHERE id = @Id
        """,
        new { problem, next = Next(BackOff(options, feed.Failures, retryAfter)), now = clock.Milliseconds(), feed.Id }));

    public Task GoneAsync(FeedRow feed, string problem) => database.WriteAsync(session => session.ExecuteAsync(
        "UPDATE feeds SET gone = 1, failing_since = COALESCE(failing_since, @now), problem = @problem, last_polled_at = @now WHERE id = @Id",
        new { problem, now = clock.Milliseconds(), feed.Id }));

    private long Next(TimeSpan after) => (clock.GetUtcNow() + after).ToMilliseconds();

    private static TimeSpan Interval(FeedOptions options) => TimeSpan.FromMinutes(options.PollMinutes);

    private static TimeSpan BackOff(FeedOptions options, int failuresBefore, TimeSpan? retryAfter)
    {
        var doubled = Interval(options) * Math.Pow(2, Math.Min(failuresBefore, 20));
        var wait = doubled < LongestBackOff ? doubled : LongestBackOff;
        var asked = retryAfter < LongestPatience ? retryAfter : retryAfter is null ? null : LongestPatience;
        return asked > wait ? asked.Value : wait;
    }
}
