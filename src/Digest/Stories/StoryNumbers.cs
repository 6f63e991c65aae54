using System.Text.Json;
using Digest.Storage;

namespace Digest.Stories;

/// <summary>The numbers that stories get when an edition closes: each once, in order of publication, never below one already given.</summary>
public static class StoryNumbers
{
    /// <summary>What stands for the number of a story that has none yet: it lies behind every one that was given.</summary>
    public const long NoneYet = long.MaxValue;

    /// <summary>Numbers the stories known since before <paramref name="seenBefore"/> that have none yet; gives the highest number there is.</summary>
    public static async Task<long> AssignAsync(Session session, DateTimeOffset seenBefore)
    {
        await session.ExecuteAsync(
            """
            UPDATE stories SET number = fresh.number
            FROM (SELECT id, (SELECT COALESCE(MAX(number), 0) FROM stories WHERE number > 0) + ROW_NUMBER() OVER (ORDER BY COALESCE(published_at, first_seen_at), id) AS number
                  FROM stories WHERE number IS NULL AND first_seen_at <= @seenBefore) AS fresh
            WHERE stories.id = fresh.id
            """, new { seenBefore = seenBefore.ToMilliseconds() });
        return await HighestAsync(session);
    }

    /// <summary>Numbers those of some stories that have no number yet.</summary>
    public static Task AssignAsync(Session session, IEnumerable<long> ids) => session.ExecuteAsync(
        """
        UPDATE stories SET number = fresh.number
        FROM (SELECT id, (SELECT COALESCE(MAX(number), 0) FROM stories WHERE number > 0) + ROW_NUMBER() OVER (ORDER BY COALESCE(published_at, first_seen_at), id) AS number
              FROM stories WHERE number IS NULL AND id IN @ids) AS fresh
        WHERE stories.id = fresh.id
        """, new { ids = ids.ToList() });

    private const string Known = "topics AS topics_json, COALESCE(published_at, first_seen_at) AS time, feed_id, feed_place, CASE WHEN picture_url IS NULL THEN 0 ELSE 1 END AS has_picture";

    private const string Dropped = "SELECT id FROM stories WHERE dropped_at IS NOT NULL";

    /// <summary>The highest number that was given; 0: none was.</summary>
    public static async Task<long> HighestAsync(Session session) => await session.ScalarAsync<long?>("SELECT MAX(number) FROM stories WHERE number > 0") ?? 0;

    /// <summary>The stories that do not stand beside others in an edition up to a number: later ones have them, numbered or not yet, or editors keep them out of all.</summary>
    public static Task<IReadOnlyList<long>> LaterAsync(Session session, long last) =>
        session.QueryAsync<long>($"SELECT id FROM stories WHERE number > @last UNION ALL SELECT id FROM stories WHERE number IS NULL AND dropped_at IS NULL UNION ALL {Dropped}", new { last });

    /// <summary>The same for an edition closing now: it leaves for later ones what is known since <paramref name="seenBefore"/> or later.</summary>
    public static Task<IReadOnlyList<long>> WaitingAsync(Session session, DateTimeOffset seenBefore) =>
        session.QueryAsync<long>($"SELECT id FROM stories WHERE number IS NULL AND first_seen_at > @seenBefore AND dropped_at IS NULL UNION ALL {Dropped}", new { seenBefore = seenBefore.ToMilliseconds() });

    /// <summary>What a choice needs to know of the stories numbered after <paramref name="after"/> and up to <paramref name="to"/>; those that are withdrawn are not among them.</summary>
    public static async Task<IReadOnlyList<NumberedStory>> BetweenAsync(Session session, long after, long to) =>
        await session.QueryAsync<NumberedStory>(
            $"SELECT id, number, {Known} FROM stories WHERE number > @after AND number <= @to AND dropped_at IS NULL AND removed_at IS NULL", new { after, to });

    /// <summary>The same of some stories, numbered or not; not of a sample site's.</summary>
    public static async Task<IReadOnlyList<NumberedStory>> OfAsync(Session session, IEnumerable<long> ids) =>
        await session.QueryAsync<NumberedStory>(
            $"SELECT id, COALESCE(number, @NoneYet) AS number, {Known} FROM stories WHERE id IN @ids AND (number IS NULL OR number > 0) AND dropped_at IS NULL AND removed_at IS NULL", new { NoneYet, ids = ids.ToList() });

    /// <summary>The same of stories that have no number yet, as if an edition closed now.</summary>
    public static async Task<IReadOnlyList<NumberedStory>> UnnumberedAsync(Session session, DateTimeOffset seenBefore) =>
        await session.QueryAsync<NumberedStory>(
            $"""
            SELECT id, CAST(@NoneYet AS bigint) AS number, {Known}
            FROM stories WHERE number IS NULL AND first_seen_at <= @seenBefore AND dropped_at IS NULL AND removed_at IS NULL
            """, new { NoneYet, seenBefore = seenBefore.ToMilliseconds() });
}

/// <summary>A story as the choice sees it.</summary>
public sealed record NumberedStory
{
    private IReadOnlyList<string>? topics;

    public long Id { get; init; }

    public long Number { get; init; }

    public string TopicsJson { get; init; } = "[]";

    /// <summary>When it was published, or else first seen; milliseconds.</summary>
    public long Time { get; init; }

    /// <summary>The feed that brought it first; null: none is known.</summary>
    public long? FeedId { get; init; }

    /// <summary>Its place in that feed when it was last read, from 1; null: not among the uppermost.</summary>
    public int? FeedPlace { get; init; }

    public bool HasPicture { get; init; }

    public IReadOnlyList<string> Topics => topics ??= JsonSerializer.Deserialize<List<string>>(TopicsJson) ?? [];
}
