using Digest.Storage;

namespace Digest.Outbox;

/// <summary>Messages that came to their end long ago: how they ended is counted for their edition, and the rest forgotten.</summary>
public static class PastMessages
{
    /// <summary>Counts and removes the oldest of those that ended before a time, with their answers.</summary>
    /// <param name="session">A write.</param>
    /// <param name="before">In milliseconds.</param>
    /// <param name="most">How many at most.</param>
    /// <returns>How many are gone.</returns>
    public static async Task<int> RemoveAsync(Session session, long before, int most) => await RemoveAsync(
        session, await session.QueryAsync<long>("SELECT id FROM messages WHERE finished_at < @before ORDER BY finished_at LIMIT @most", new { before, most }));

    /// <summary>The same for messages to another address than the subscriber's, whose owner may have agreed to nothing.</summary>
    /// <inheritdoc cref="RemoveAsync(Session, long, int)"/>
    public static async Task<int> RemoveElsewhereAsync(Session session, long before, int most) => await RemoveAsync(
        session, await session.QueryAsync<long>("SELECT id FROM messages WHERE to_address IS NOT NULL AND finished_at < @before ORDER BY finished_at LIMIT @most", new { before, most }));

    private static async Task<int> RemoveAsync(Session session, IReadOnlyList<long> ids)
    {
        if (ids.Count == 0)
            return 0;
        await session.ExecuteAsync(
            """
            INSERT INTO edition_past (edition_id, status, messages, last_at)
            SELECT edition_id, status, COUNT(*), MAX(finished_at) FROM messages WHERE id IN @ids AND edition_id IS NOT NULL GROUP BY edition_id, status
            ON CONFLICT (edition_id, status) DO UPDATE SET messages = edition_past.messages + excluded.messages,
                last_at = CASE WHEN excluded.last_at > edition_past.last_at THEN excluded.last_at ELSE edition_past.last_at END
            """, new { ids });
        await session.ExecuteAsync("DELETE FROM attempts WHERE message_id IN @ids", new { ids });
        return await session.ExecuteAsync("DELETE FROM messages WHERE id IN @ids", new { ids });
    }

    /// <summary>Removes what was rendered for editions of which no message is left.</summary>
    public static async Task RemoveVariantsAsync(Session session, long before)
    {
        const string over =
            """
            edition_id IN (SELECT e.id FROM editions e WHERE e.prepared_at < @before AND EXISTS (SELECT 1 FROM edition_past p WHERE p.edition_id = e.id)
                AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.edition_id = e.id))
            """;
        await session.ExecuteAsync($"DELETE FROM edition_choices WHERE {over}", new { before });
        await session.ExecuteAsync($"DELETE FROM variants WHERE {over}", new { before });
    }
}
