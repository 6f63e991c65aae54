using Digest.Storage;

namespace Digest.Stories;

/// <summary>How every feed stands, for those who look after them.</summary>
public sealed class FeedStates(Database database, FeedsOptions options, TimeProvider clock)
{
    /// <summary>The feeds of the settings in their order, read or not, then those that brought stories and are no longer in the settings.</summary>
    public async Task<IReadOnlyList<FeedState>> ReadAsync(CancellationToken cancellation = default)
    {
        var urls = options.Feeds.Select(feed => feed.Url).Distinct(StringComparer.Ordinal).ToList();
        var rows = await database.ReadAsync(RowsAsync, cancellation);
        var byUrl = rows.ToDictionary(row => row.Url, StringComparer.Ordinal);
        return
        [
            .. urls.Select(url => byUrl.TryGetValue(url, out var row) ? row with { IsInSettings = true } : new FeedState { Url = url, FetchUrl = url, IsInSettings = true }),
            .. rows.Where(row => row.Stories > 0 && !urls.Contains(row.Url, StringComparer.Ordinal)),
        ];
    }

    /// <summary>Makes a feed due, also one that was said to be gone: the next run of the reading job takes it.</summary>
    /// <param name="id">Its row; null: all feeds.</param>
    /// <param name="cancellation">Ends the wait for the database.</param>
    /// <returns>Whether there is such a feed.</returns>
    public async Task<bool> ReadSoonAsync(long? id, CancellationToken cancellation = default) => await database.WriteAsync(
        session => session.ExecuteAsync("UPDATE feeds SET next_poll_at = @now, gone = 0 WHERE id = @id OR (@id = 0 AND gone = 0)", new { now = clock.Milliseconds(), id = id ?? 0 }), cancellation) > 0;

    private static async Task<IReadOnlyList<FeedState>> RowsAsync(Session session)
    {
        var rows = await session.QueryAsync<FeedState>(
            """
            SELECT id, url, fetch_url, title, next_poll_at, last_polled_at, last_success_at, failures, failing_since, problem, remarks AS remarks_json, gone,
                (SELECT COUNT(DISTINCT story_id) FROM story_ids WHERE feed_id = feeds.id) AS stories
            FROM feeds ORDER BY url
            """);
        var complete = new List<FeedState>();
        foreach (var row in rows)
        {
            // From the newest story on until one is this feed's: quick where there is one at all.
            var newest = row.Stories == 0 ? null : await session.FirstOrDefaultAsync<FoundStory>(
                $"""
                SELECT {FoundStory.Columns} FROM stories
                WHERE EXISTS (SELECT 1 FROM story_ids WHERE story_ids.story_id = stories.id AND story_ids.feed_id = @Id)
                ORDER BY COALESCE(published_at, first_seen_at) DESC, id DESC LIMIT 1
                """, new { row.Id });
            complete.Add(row with { Newest = newest });
        }
        return complete;
    }
}

/// <summary>How a feed stands, in a word.</summary>
public enum FeedCondition
{
    Fine,
    NotReadYet,
    Failing,

    /// <summary>The server said that it is gone for good; it is not polled any more.</summary>
    Gone,

    /// <summary>It brought stories once, and is no longer read.</summary>
    NotInSettings,
}

/// <summary>How a feed stands.</summary>
public sealed record FeedState
{
    /// <summary>0: it was never polled.</summary>
    public long Id { get; init; }

    /// <summary>As the settings name it.</summary>
    public string Url { get; init; } = "";

    /// <summary>Where a permanent redirect led.</summary>
    public string FetchUrl { get; init; } = "";

    public string? Title { get; init; }

    public long NextPollAt { get; init; }

    public long? LastPolledAt { get; init; }

    public long? LastSuccessAt { get; init; }

    /// <summary>In a row.</summary>
    public int Failures { get; init; }

    /// <summary>The first of the failures in a row.</summary>
    public long? FailingSince { get; init; }

    /// <summary>Why it could not be read, in a sentence.</summary>
    public string? Problem { get; init; }

    /// <summary>What its publisher could mend, in sentences, as it was last read.</summary>
    public IReadOnlyList<string> Remarks => StoryRow.ReadList(RemarksJson);

    internal string RemarksJson { get; init; } = "[]";

    public bool Gone { get; init; }

    public bool IsInSettings { get; init; }

    /// <summary>How many it has brought.</summary>
    public long Stories { get; init; }

    public FoundStory? Newest { get; init; }

    public FeedCondition Condition =>
        !IsInSettings ? FeedCondition.NotInSettings
        : Gone ? FeedCondition.Gone
        : Failures > 0 ? FeedCondition.Failing
        : LastSuccessAt is null ? FeedCondition.NotReadYet
        : FeedCondition.Fine;
}
