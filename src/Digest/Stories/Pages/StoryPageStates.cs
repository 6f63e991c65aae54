using Digest.Storage;

namespace Digest.Stories.Pages;

/// <summary>What came of the pages of each feed's stories lately, for those who wonder why a story has no picture.</summary>
public sealed class StoryPageStates(Database database, TimeProvider clock)
{
    private static readonly TimeSpan Lately = TimeSpan.FromDays(7);

    /// <summary>By the feed's row.</summary>
    public async Task<ILookup<long, StoryPageCount>> ReadAsync(CancellationToken cancellation = default)
    {
        var since = (clock.GetUtcNow() - Lately).ToMilliseconds();
        var counts = await database.ReadAsync(session => session.QueryAsync<StoryPageCount>(
            """
            SELECT k.feed_id, CASE WHEN p.facts IS NULL THEN 0 ELSE 1 END AS is_read, p.problem, COUNT(DISTINCT p.story_id) AS pages
            FROM story_pages p JOIN story_ids k ON k.story_id = p.story_id
            WHERE p.tried_at >= @since
            GROUP BY k.feed_id, CASE WHEN p.facts IS NULL THEN 0 ELSE 1 END, p.problem ORDER BY pages DESC, p.problem
            """, new { since }), cancellation);
        return counts.ToLookup(count => count.FeedId);
    }
}

/// <summary>How many pages of a feed's stories fared alike.</summary>
public sealed record StoryPageCount
{
    public long FeedId { get; init; }

    public bool IsRead { get; init; }

    /// <summary>Why they could not be read, or not again; null: they were, or are about to be.</summary>
    public string? Problem { get; init; }

    public long Pages { get; init; }
}
