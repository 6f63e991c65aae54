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
    public Task<IReadOnlyList<ClaimedMessage>> TakeAsync(string worker, int count, CancellationToken cancellation = default) =>
        TakeAsync(worker, DueMessages.All, count, looks: true, cancellation);

    /// <summary>The same of a part of what is due.</summary>
    /// <param name="worker">Who takes them.</param>
    /// <param name="which">The part.</param>
    /// <param name="count">At most.</param>
    /// <param name="looks">Whether it looks first. Looking is free; taking the write lock every second for nothing is not.</param>
    /// <param name="cancellation">Ends the wait for the database.</param>
    internal async Task<IReadOnlyList<ClaimedMessage>> TakeAsync(string worker, DueMessages which, int count, bool looks, CancellationToken cancellation = default)
    {
        if (looks && (await database.ReadAsync(session => which.FirstAsync(session, worker, clock.Milliseconds(), count: 1), cancellation)).Count == 0)
            return [];
        return await database.WriteBesideAsync(session => TakeAsync(session, worker, which, count), cancellation);
    }

    private async Task<IReadOnlyList<ClaimedMessage>> TakeAsync(Session session, string worker, DueMessages which, int count)
    {
        var (now, until) = (clock.Milliseconds(), (clock.GetUtcNow() + LeaseTime).ToMilliseconds());
        var taken = await which.FirstAsync(session, worker, now, count);
        foreach (var message in taken)
            session.Run("UPDATE messages SET lease = @worker, lease_until = @until WHERE id = @id", worker, until, message.Id);
        var left = taken.Where(message => !message.IsWanted).ToList();
        if (left.Count == 0)
            return taken;
        await DropForLeaversAsync(session, left.ConvertAll(message => message.Id), now);
        return [.. taken.Where(message => message.IsWanted)];
    }

    /// <summary>A reader who left after the message was prepared gets nothing any more, not even once more; who was erased has no address.</summary>
    private static async Task DropForLeaversAsync(Session session, IReadOnlyList<long> ids, long now)
    {
        await OfferedStories.OfferUncertainAsync(session, "m.status = 'Uncertain' AND m.id IN @ids", new { ids });
        await session.ExecuteAsync(
            """
            UPDATE messages
            SET status = CASE WHEN status = 'Uncertain' THEN status ELSE 'Superseded' END, finished_at = @now, lease = NULL, lease_until = NULL
            WHERE id IN @ids
            """, new { ids, now });
    }

    /// <summary>Gives back what was taken and not begun; it is due later.</summary>
    internal Task PutOffAsync(IReadOnlyCollection<(long Id, DateTimeOffset Until)> messages, CancellationToken cancellation = default) => messages.Count == 0
        ? Task.CompletedTask
        : database.WriteAsync(
            session =>
            {
                foreach (var (id, until) in messages)
                    session.Run("UPDATE messages SET lease = NULL, lease_until = NULL, due_at = @until WHERE id = @id AND status <> 'Submitting' AND finished_at IS NULL", until.ToMilliseconds(), id);
                return Task.CompletedTask;
            }, cancellation);

    /// <summary>Gives back what was taken and not begun.</summary>
    public Task ReleaseAsync(IReadOnlyCollection<long> ids, CancellationToken cancellation = default) => ids.Count == 0
        ? Task.CompletedTask
        : database.WriteAsync(
            session =>
            {
                foreach (var id in ids)
                    session.Run("UPDATE messages SET lease = NULL, lease_until = NULL WHERE id = @id AND status <> 'Submitting'", id);
                return Task.CompletedTask;
            }, cancellation);

    /// <summary>Brings the messages' rows up to date: what was begun or answered a moment ago must not be taken for prepared.</summary>
    internal static Task SettleAsync(Session session) => Journal.FoldAsync(session);

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
            """, new { answer, later, now, tooOld, ids = await DueMessages.All.IdsAsync(session, Worker, now, atOnce) }), cancellation) == atOnce)
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
        await Journal.FoldAsync(session);
        var parameters = new { resubmit, worker = worker ?? "", why, now = clock.Milliseconds() };
        await session.ExecuteAsync(
            """
            UPDATE messages SET lease = NULL, lease_until = NULL
            WHERE lease IS NOT NULL AND finished_at IS NULL AND status <> 'Submitting' AND (@worker = '' OR lease = @worker)
            """, parameters);
        await session.ExecuteAsync(
            """
            INSERT INTO attempts (message_id, at, outcome, answer)
            SELECT id, @now, 'Uncertain', @why FROM messages WHERE status = 'Submitting' AND (@worker = '' OR lease = @worker)
            """, parameters);
        await OfferedStories.OfferUncertainAsync(session, "m.status = 'Submitting' AND (@worker = '' OR m.lease = @worker) AND (@resubmit = 0 OR m.resubmitted = 1)", parameters);
        return await session.ExecuteAsync(
            """
            UPDATE messages
            SET status = 'Uncertain', lease = NULL, lease_until = NULL, due_at = @now, answer_code = NULL, answer = @why,
                finished_at = CASE WHEN @resubmit = 1 AND resubmitted = 0 THEN NULL ELSE @now END
            WHERE status = 'Submitting' AND (@worker = '' OR lease = @worker)
            """, parameters);
    }, cancellation);
}
