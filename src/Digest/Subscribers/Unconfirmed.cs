using Digest.Storage;

namespace Digest.Subscribers;

/// <summary>The pending subscribers that the jobs look for.</summary>
public static class Unconfirmed
{
    /// <summary>Pending, last asked before a time, not reminded yet.</summary>
    public static Task<IReadOnlyList<long>> ToRemindAsync(Session session, DateTimeOffset askedBefore, int most) => session.QueryAsync<long>(
        """
        SELECT s.id
        FROM subscribers s
        WHERE s.status = 'Pending' AND s.reminded_at IS NULL AND s.created_at <= @before
          AND (SELECT MAX(c.at) FROM consents c WHERE c.subscriber_id = s.id AND c.kind = 'Asked') <= @before
        ORDER BY s.id
        LIMIT @most
        """,
        new { before = askedBefore.ToMilliseconds(), most });

    public static Task MarkRemindedAsync(Session session, IReadOnlyCollection<long> ids, long now) => session.ExecuteAsync(
        "UPDATE subscribers SET reminded_at = @now WHERE id IN @ids", new { ids, now });

    /// <summary>Pending, never confirmed, last asked before a time; by their ids, from the one behind <paramref name="after"/> on.</summary>
    public static Task<IReadOnlyList<long>> ToForgetAsync(Session session, DateTimeOffset askedBefore, long after, int most) => session.QueryAsync<long>(
        $"SELECT s.id FROM subscribers s WHERE s.id > @after AND {LongPending} AND s.confirmed_at IS NULL ORDER BY s.id LIMIT @most",
        new { before = askedBefore.ToMilliseconds(), after, most });

    /// <summary>Those who were readers once, asked to come back and did not confirm are again what they were: gone, with their history.</summary>
    public static async Task<int> ReturnToUnsubscribedAsync(Session session, DateTimeOffset askedBefore, long now)
    {
        const string who =
            """
            status = 'Pending' AND confirmed_at IS NOT NULL AND created_at < @before
              AND NOT EXISTS (SELECT 1 FROM consents c WHERE c.subscriber_id = subscribers.id AND c.at >= @before)
            """;
        var parameters = new { before = askedBefore.ToMilliseconds(), now, by = SubscriberChanges.CleanUp };
        await session.ExecuteAsync(
            $"""
            INSERT INTO subscriber_changes (subscriber_id, at, who, what, before_value, after_value)
            SELECT id, @now, @by, 'Status', 'Pending', 'Unsubscribed' FROM subscribers WHERE {who}
            """,
            parameters);
        return await session.ExecuteAsync($"UPDATE subscribers SET status = 'Unsubscribed' WHERE {who}", parameters);
    }

    /// <summary>Removes the rows with their consents and changes; nothing else refers to them any more.</summary>
    public static async Task ForgetAsync(Session session, IReadOnlyCollection<long> ids)
    {
        await session.ExecuteAsync("DELETE FROM consents WHERE subscriber_id IN @ids", new { ids });
        await session.ExecuteAsync("DELETE FROM subscriber_changes WHERE subscriber_id IN @ids", new { ids });
        await session.ExecuteAsync("DELETE FROM subscribers WHERE id IN @ids AND status = 'Pending'", new { ids });
    }

    private const string LongPending =
        "s.status = 'Pending' AND s.created_at < @before AND NOT EXISTS (SELECT 1 FROM consents c WHERE c.subscriber_id = s.id AND c.at >= @before)";
}
