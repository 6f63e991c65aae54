using Digest.Storage;

namespace Digest.Outbox;

/// <summary>What subscribers were sent outside editions, for those who must not send it too often; and the end of that memory.</summary>
public static class OutboxHistory
{
    /// <summary>The messages of the given kinds for the given subscribers since a time, apart from those that were taken back.</summary>
    public static Task<IReadOnlyList<PastMessage>> SinceAsync(Session session, IReadOnlyCollection<long> subscriberIds, IReadOnlyCollection<MessageKind> kinds, long since) =>
        session.QueryAsync<PastMessage>(
            """
            SELECT subscriber_id, kind, status, created_at
            FROM messages
            WHERE subscriber_id IN @subscriberIds AND kind IN @kinds AND created_at > @since AND status <> 'Superseded'
            """,
            new { subscriberIds, kinds = kinds.Select(kind => kind.ToString()).ToList(), since });

    /// <summary>Whether a message went to an address that was not its subscriber's, or is about to, since a time.</summary>
    public static async Task<bool> WentToAsync(Session session, string address, long since) => await session.ScalarAsync<int>(
        "SELECT COUNT(*) FROM messages WHERE to_address = @address AND created_at > @since AND status NOT IN ('Failed', 'Superseded')", new { address, since }) > 0;

    /// <summary>
    /// Removes every message of subscribers who are about to be removed, apart from those who have one that a worker holds or
    /// whose answer is still open: its answer must find its row.
    /// </summary>
    /// <returns>The subscribers who have no messages any more and may be removed.</returns>
    public static async Task<IReadOnlyList<long>> ForgetAsync(Session session, IReadOnlyCollection<long> subscriberIds)
    {
        var held = await session.QueryAsync<long>(
            """
            SELECT DISTINCT subscriber_id
            FROM messages
            WHERE subscriber_id IN @subscriberIds AND finished_at IS NULL AND (lease IS NOT NULL OR status IN ('Submitting', 'Uncertain'))
            """,
            new { subscriberIds });
        var free = subscriberIds.Except(held).ToList();
        await session.ExecuteAsync("DELETE FROM attempts WHERE message_id IN (SELECT id FROM messages WHERE subscriber_id IN @free)", new { free });
        await session.ExecuteAsync("DELETE FROM messages WHERE subscriber_id IN @free", new { free });
        return free;
    }
}

/// <summary>A message that was made for a subscriber.</summary>
public sealed record PastMessage
{
    public long SubscriberId { get; init; }

    public MessageKind Kind { get; init; }

    public MessageStatus Status { get; init; }

    public long CreatedAt { get; init; }
}
