using Digest.Storage;

namespace Digest.Outbox;

/// <summary>Which worker has which message. A claim is a lease: it ends by itself when the worker does.</summary>
public sealed class OutboxClaims(Database database, TimeProvider clock)
{
    /// <summary>For how long a claim holds without being renewed; far longer than any submission may take.</summary>
    public static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(30);

    /// <summary>This process, as its leases name it.</summary>
    internal string Worker => database.WorkerId;

    /// <summary>Takes up to <paramref name="count"/> messages that are due, those that readers wait for first; none of a paused edition.</summary>
    public async Task<IReadOnlyList<ClaimedMessage>> TakeAsync(string worker, int count, CancellationToken cancellation = default)
    {
        // Looking is free; taking the write lock every second for nothing is not.
        if ((await database.ReadAsync(session => DueMessages.FirstAsync(session, clock.Milliseconds(), count: 1), cancellation)).Count == 0)
            return [];
        return await database.WriteBesideAsync(session => TakeAsync(session, worker, count), cancellation);
    }

    private async Task<IReadOnlyList<ClaimedMessage>> TakeAsync(Session session, string worker, int count)
    {
        var now = clock.Milliseconds();
        var ids = await DueMessages.FirstAsync(session, now, count);
        await session.ExecuteAsync(
            "UPDATE messages SET lease = @worker, lease_until = @until WHERE id IN @ids", new { worker, until = (clock.GetUtcNow() + LeaseTime).ToMilliseconds(), ids });
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

    /// <summary>Takes back what was taken of an edition and not begun; what is on the wire finishes.</summary>
    internal static Task ReleaseEditionAsync(Session session, long editionId) => session.ExecuteAsync(
        "UPDATE messages SET lease = NULL, lease_until = NULL WHERE edition_id = @editionId AND lease IS NOT NULL AND finished_at IS NULL AND status <> 'Submitting'", new { editionId });

    /// <summary>
    /// Puts off everything that is due: the server cannot be reached, which is nobody's fault among the readers. What has waited
    /// for too long is given up.
    /// </summary>
    public async Task DeferDueAsync(string answer, DateTimeOffset until, TimeSpan giveUpAfter, CancellationToken cancellation = default)
    {
        const int atOnce = 500;
        var now = clock.Milliseconds();
        var tooOld = (clock.GetUtcNow() - giveUpAfter).ToMilliseconds();
        // Never within the same moment: what was put off would be due again.
        var later = Math.Max(until.ToMilliseconds(), now + 1000);
        while (await database.WriteAsync(async session => await session.ExecuteAsync(
            """
            UPDATE messages
            SET status = CASE WHEN status = 'Uncertain' THEN status WHEN created_at <= @tooOld THEN 'Failed' ELSE 'Deferred' END,
                answer_code = NULL, answer = @answer, due_at = @later, finished_at = CASE WHEN created_at <= @tooOld THEN @now ELSE NULL END
            WHERE id IN @ids
            """, new { answer, later, now, tooOld, ids = await DueMessages.FirstAsync(session, now, atOnce) }), cancellation) == atOnce)
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
        await OfferedStories.OfferUncertainAsync(session, "m.status = 'Submitting' AND (@worker IS NULL OR m.lease = @worker) AND (@resubmit = 0 OR m.resubmitted = 1)", parameters);
        return await session.ExecuteAsync(
            """
            UPDATE messages
            SET status = 'Uncertain', lease = NULL, lease_until = NULL, due_at = @now, answer_code = NULL, answer = @why,
                finished_at = CASE WHEN @resubmit = 1 AND resubmitted = 0 THEN NULL ELSE @now END
            WHERE status = 'Submitting' AND (@worker IS NULL OR lease = @worker)
            """, parameters);
    }, cancellation);
}
