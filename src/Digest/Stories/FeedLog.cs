using System.Text.Json;
using Digest.Storage;

namespace Digest.Stories;

/// <summary>The rows of <c>feeds</c>: what each poll left behind, and when the next one is.</summary>
internal sealed class FeedLog(Database database, TimeProvider clock, Random random)
{
    /// <summary>By how much a wait may differ, so that feeds that were read together once are not for ever.</summary>
    private const double Jitter = 0.1;

    private const int MostRemarks = 20;
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

    /// <summary>What a feed's publisher could mend, as its row keeps it.</summary>
    public static string Remarks(FeedDocument read) => JsonSerializer.Serialize(read.Problems.Take(MostRemarks));

    /// <summary>Notes that a feed was read.</summary>
    /// <param name="feed">Its row.</param>
    /// <param name="options">Its settings.</param>
    /// <param name="read">What it says of itself; null: it has not changed.</param>
    /// <param name="etag">For the next request.</param>
    /// <param name="lastModified">Likewise.</param>
    /// <param name="moved">Where a permanent redirect led.</param>
    public Task SucceededAsync(FeedRow feed, FeedOptions options, FeedDocument? read, string? etag, string? lastModified, Uri? moved) => database.WriteAsync(session => session.ExecuteAsync(
        """
        UPDATE feeds
        SET title = COALESCE(@title, title), remarks = COALESCE(@remarks, remarks), etag = @etag, last_modified = @lastModified, fetch_url = @fetchUrl, next_poll_at = @next,
            last_polled_at = @now, last_success_at = @now, failures = 0, failing_since = NULL, problem = NULL
        WHERE id = @Id
        """,
        new
        {
            title = read?.Title,
            remarks = read is null ? null : Remarks(read),
            etag,
            lastModified,
            fetchUrl = moved?.AbsoluteUri ?? feed.FetchUrl,
            next = Next(Sooner(Interval(options))),
            now = clock.Milliseconds(),
            feed.Id,
        }));

    /// <summary>A host asked for patience: its other feeds wait, too.</summary>
    public Task PutOffAsync(IEnumerable<FeedRow> feeds, TimeSpan after) => database.WriteAsync(session => session.ExecuteAsync(
        "UPDATE feeds SET next_poll_at = @next WHERE id IN @ids AND next_poll_at < @next", new { next = Next(Later(Patience(after))), ids = feeds.Select(feed => feed.Id).ToList() }));

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

    private TimeSpan BackOff(FeedOptions options, int failuresBefore, TimeSpan? retryAfter)
    {
        var doubled = Interval(options) * Math.Pow(2, Math.Min(failuresBefore, 20));
        var wait = Sooner(doubled < LongestBackOff ? doubled : LongestBackOff);
        return retryAfter is { } asked && Later(Patience(asked)) is var patient && patient > wait ? patient : wait;
    }

    private static TimeSpan Patience(TimeSpan asked) => asked < LongestPatience ? asked : LongestPatience;

    private TimeSpan Sooner(TimeSpan wait) => wait * (1 - Jitter * random.NextDouble());

    /// <summary>Never before the time that was asked for.</summary>
    private TimeSpan Later(TimeSpan wait) => wait * (1 + Jitter * random.NextDouble());
}
