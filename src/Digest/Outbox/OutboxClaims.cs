using Digest.Storage;

namespace Digest.Outbox;

/// <summary>Which worker has which message. A claim is a lease: it ends by itself when the worker does.</summary>
public sealed class OutboxClaims(Database database, TimeProvider clock)
{
    /// <summary>For how long a claim holds without being renewed; far longer than any submission may take.</summary>
    public static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(30);

    private const string Due =
        """
        FROM messages
        WHERE finished_at IS NULL AND status IN ('Prepared', 'Deferred', 'Uncertain')
          AND due_at <= @now AND (lease IS NULL OR lease_until < @now)
        """;

    /// <summary>Takes up to <paramref name="count"/> messages that are due, those that readers wait for first.</summary>
    public async Task<IReadOnlyList<ClaimedMessage>> TakeAsync(string worker, int count, CancellationToken cancellation = default)
    {
        var parameters = new { worker, count, now = clock.Milliseconds(), until = (clock.GetUtcNow() + LeaseTime).ToMilliseconds() };
        // Looking is free; taking the write lock every second for nothing is not.
        if (await database.ReadAsync(session => session.FirstOrDefaultAsync<long?>($"SELECT id {Due} LIMIT 1", parameters), cancellation) is null)
            return [];
        return await database.WriteAsync(session => TakeAsync(session, parameters, parameters.now), cancellation);
    }

    private static async Task<IReadOnlyList<ClaimedMessage>> TakeAsync(Session session, object parameters, long now)
    {
        var ids = await session.QueryAsync<long>(
            $"""
            UPDATE messages SET lease = @worker, lease_until = @until
            WHERE id IN (SELECT id {Due} ORDER BY priority, due_at, id LIMIT @count)
            RETURNING id
            """, parameters);
        await DropForLeaversAsync(session, ids, now);
        return await session.QueryAsync<ClaimedMessage>(
            """
            SELECT m.id, m.kind, m.status, m.edition_id, m.after_number, m.last_number, m.variant_id, m.subscriber_id, m.attempts, m.resubmitted,
                   m.created_at, m.dated_at, s.address, s.name
            FROM messages m JOIN subscribers s ON s.id = m.subscriber_id
            WHERE m.id IN @ids AND m.finished_at IS NULL
            ORDER BY m.priority, m.due_at, m.id
            """, new { ids });
    }

    /// <summary>A reader who left after the message was prepared gets nothing any more, not even once more; who was erased has no address.</summary>
    private static async Task DropForLeaversAsync(Session session, IReadOnlyList<long> ids, long now)
    {
        const string left = "m.id IN @ids AND NOT EXISTS (SELECT 1 FROM subscribers s WHERE s.id = m.subscriber_id AND (s.status = 'Active' OR (m.kind <> 'Digest' AND s.status <> 'Erased')))";
        await OfferedStories.OfferUncertainAsync(session, $"m.status = 'Uncertain' AND {left}", new { ids });
        await session.ExecuteAsync(
            $"""
            UPDATE messages AS m
            SET status = CASE WHEN status = 'Uncertain' THEN status ELSE 'Superseded' END, finished_at = @now, lease = NULL, lease_until = NULL
            WHERE {left}
            """, new { ids, now });
    }

    /// <summary>Gives back what was taken and not begun.</summary>
    public Task ReleaseAsync(IReadOnlyCollection<long> ids, CancellationToken cancellation = default) => ids.Count == 0
        ? Task.CompletedTask
        : database.WriteAsync(session => session.ExecuteAsync(
            "UPDATE messages SET lease = NULL, lease_until = NULL WHERE id IN @ids AND status <> 'Submitting'", new { ids }), cancellation);

    /// <summary>
    /// Puts off everything that is due: the server cannot be reached, which is nobody's fault among the readers. What has waited
    /// for too long is given up.
    /// </summary>
    public async Task DeferDueAsync(string answer, DateTimeOffset until, TimeSpan giveUpAfter, CancellationToken cancellation = default)
    {
        const int atOnce = 500;
        var now = clock.Milliseconds();
        // Never within the same moment: what was put off would be due again.
        var parameters = new { answer, until = Math.Max(until.ToMilliseconds(), now + 1000), now, tooOld = (clock.GetUtcNow() - giveUpAfter).ToMilliseconds(), atOnce };
        while (await database.WriteAsync(session => session.ExecuteAsync(
            $"""
            UPDATE messages
            SET status = CASE WHEN status = 'Uncertain' THEN status WHEN created_at <= @tooOld THEN 'Failed' ELSE 'Deferred' END,
                answer_code = NULL, answer = @answer, due_at = @until, finished_at = CASE WHEN created_at <= @tooOld THEN @now ELSE NULL END
            WHERE id IN (SELECT id {Due} ORDER BY priority, due_at, id LIMIT @atOnce)
            """, parameters), cancellation) == atOnce)
        {
        }
    }

    /// <summary>
    /// Voids claims of workers that are no more: all of them when a process has just become the only worker, or those of one
    /// worker that begins again. What was on the wire has an unknown answer; it is Uncertain and, where that is wanted, submitted
    /// once more under its Message-ID.
    /// </summary>
    /// <param name="resubmit">Whether an unknown answer leads to one more submission.</param>
    /// <param name="worker">Whose claims; null: everybody's.</param>
    /// <param name="cancellation">Ends the wait for the database.</param>
    /// <returns>How many messages were on the wire.</returns>
    public Task<int> RecoverAsync(bool resubmit, string? worker, CancellationToken cancellation = default) => database.WriteAsync(async session =>
    {
        const string why = "the program ended while the message was on the wire";
        var parameters = new { resubmit, worker, why, now = clock.Milliseconds() };
        await session.ExecuteAsync(
            """
            UPDATE messages SET lease = NULL, lease_until = NULL
            WHERE lease IS NOT NULL AND finished_at IS NULL AND status <> 'Submitting' AND (@worker IS NULL OR lease = @worker)
            """, parameters);
        await session.ExecuteAsync(
            """
            INSERT INTO attempts (message_id, at, outcome, answer)
            SELECT id, @now, 'Uncertain', @why FROM messages WHERE status = 'Submitting' AND (@worker IS NULL OR lease = @worker)
            """, parameters);
        await OfferedStories.OfferUncertainAsync(session, "m.status = 'Submitting' AND (@worker IS NULL OR m.lease = @worker) AND (NOT @resubmit OR m.resubmitted = 1)", parameters);
        return await session.ExecuteAsync(
            """
            UPDATE messages
            SET status = 'Uncertain', lease = NULL, lease_until = NULL, due_at = @now, answer_code = NULL, answer = @why,
                finished_at = CASE WHEN @resubmit AND resubmitted = 0 THEN NULL ELSE @now END
            WHERE status = 'Submitting' AND (@worker IS NULL OR lease = @worker)
            """, parameters);
    }, cancellation);
}
