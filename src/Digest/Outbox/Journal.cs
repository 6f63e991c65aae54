using Digest.Storage;

namespace Digest.Outbox;

/// <summary>
/// Answers and beginnings as they come, one row each, and how they get into the rows of the messages: in one go for hundreds of
/// them. A row of the journal is as durable as any; only who changes unfinished messages must fold it first.
/// </summary>
internal static class Journal
{
    private const string IsOffered = "m.kind = 'Digest' AND (j.outcome = 'Submitted' OR (j.outcome = 'Uncertain' AND j.retry_at IS NULL))";
    private const string Begins = $"SELECT 1 FROM messages m WHERE m.id = @begun AND m.lease = @worker AND m.variant_id = @variant AND m.finished_at IS NULL AND m.status IN ('Prepared', 'Deferred', 'Uncertain') AND {DueMessages.IsUpToDate}";
    private const string BeginsLocked = $"{Begins} FOR UPDATE";
    private const string Addition =
        """
        INSERT INTO journal (worker, at, message_id, outcome, code, answer, counts, broke, retry_at, begun_id)
        VALUES (@worker, @now, @answered, @outcome, @code, @text, @counts, @broke, @retryAt, @begun)
        """;

    private const string Ours = "(@worker = '' OR j.worker = @worker)";
    private const string Answered = $"journal j JOIN messages m ON m.id = j.message_id AND m.finished_at IS NULL AND {Ours}";
    // Servers repeat the address, and whoever was erased while the message was on the wire must not come back with its answer.
    private const string Words = "CASE WHEN EXISTS (SELECT 1 FROM subscribers s WHERE s.id = m.subscriber_id AND s.status = 'Erased') THEN NULL ELSE j.answer END";

    /// <summary>
    /// Writes an answer and what its connection begins next, unless that was paused, taken back, moved to another variant, is to be moved, or was answered since this worker took it.
    /// </summary>
    /// <returns>Whether the next message may begin.</returns>
    public static bool Add(Session session, string worker, long now, long? answered, Answer? answer, long? begun, long? variant = null)
    {
        var mayBegin = begun is not null && session.Run(session.Dialect.ForUpdate.Length == 0 ? Begins : BeginsLocked, begun, worker, variant);
        if (answered is not null || mayBegin)
            session.Run(Addition, worker, now, answered, Word(answer?.Status), answer?.Code, answer?.Text, answer is { CountsAgainstAddress: true } ? 1 : 0, answer is { Broke: true } ? 1 : 0, answer?.RetryAt?.ToMilliseconds(), mayBegin ? begun : null);
        return mayBegin;
    }

    // Nearly all are the same.
    private static string? Word(MessageStatus? status) => status is MessageStatus.Submitted ? nameof(MessageStatus.Submitted) : status?.ToString();

    /// <summary>Brings the messages up to date, and empties the journal.</summary>
    /// <param name="session">A write: one that is alone, or one for which nobody else folds the same worker's.</param>
    /// <param name="worker">Whose part of the journal; null: everybody's.</param>
    /// <returns>How many messages were answered.</returns>
    public static async Task<int> FoldAsync(Session session, string? worker = null)
    {
        var parameters = new { worker = worker ?? "" };
        if (await session.ScalarAsync<long?>("SELECT MAX(id) FROM journal") is null)
            return 0;
        await session.ExecuteAsync($"INSERT INTO attempts (message_id, at, outcome, code, answer) SELECT m.id, j.at, j.outcome, j.code, {Words} FROM {Answered} ORDER BY j.id", parameters);
        await OfferAsync(session, parameters);
        await AppealCount.AddAsync(session, $"{Answered} WHERE {IsOffered}", parameters);
        // Being put off is no answer.
        await session.ExecuteAsync(
            $"""
            INSERT INTO edition_answers (edition_id, first_at, last_at)
            SELECT m.edition_id, MIN(j.at), MAX(j.at) FROM {Answered} WHERE m.edition_id IS NOT NULL AND NOT (j.outcome = 'Deferred' AND j.code IS NULL) GROUP BY m.edition_id
            ON CONFLICT (edition_id) DO UPDATE SET last_at = excluded.last_at
            """, parameters);
        // Nothing but what was on the wire is submitted once more.
        var answered = await session.ExecuteAsync(
            $"""
            UPDATE messages AS m
            SET status = j.outcome, answer_code = j.code, answer = {Words}, lease = NULL, lease_until = NULL, attempts = m.attempts + j.counts, breaks = m.breaks + j.broke,
                due_at = COALESCE(j.retry_at, m.due_at), finished_at = CASE WHEN j.retry_at IS NULL THEN j.at END,
                resubmitted = CASE WHEN m.status = 'Uncertain' AND EXISTS (SELECT 1 FROM journal b WHERE b.begun_id = m.id) THEN 1 ELSE m.resubmitted END
            FROM journal j WHERE m.id = j.message_id AND m.finished_at IS NULL AND {Ours}
            """, parameters);
        await session.ExecuteAsync(
            $"""
            UPDATE messages SET status = 'Submitting', resubmitted = CASE WHEN status = 'Uncertain' THEN 1 ELSE resubmitted END
            WHERE finished_at IS NULL AND id IN (SELECT j.begun_id FROM journal j WHERE j.begun_id IS NOT NULL AND {Ours} EXCEPT SELECT j.message_id FROM journal j WHERE j.message_id IS NOT NULL AND {Ours})
            """, parameters);
        await session.ExecuteAsync(worker is null ? "DELETE FROM journal" : "DELETE FROM journal WHERE worker = @worker", parameters);
        return answered;
    }

    /// <summary>What was submitted, or will never have an answer, counts as offered.</summary>
    private static async Task OfferAsync(Session session, object parameters)
    {
        await session.ExecuteAsync(
            $"""
            UPDATE subscribers AS s SET position = m.last_number FROM {Answered}
            WHERE s.id = m.subscriber_id AND s.offered_ahead = '[]' AND m.apart IS NULL AND s.position >= m.after_number AND s.position < m.last_number AND {IsOffered}
            """, parameters);
        // Whoever had several messages answered, or has an earlier one that is not: one by one.
        foreach (var offer in await session.QueryAsync<Offer>(
            $"""
            SELECT m.subscriber_id, m.after_number, m.last_number, m.apart FROM {Answered} JOIN subscribers s ON s.id = m.subscriber_id
            WHERE {IsOffered} AND s.position < m.last_number ORDER BY j.id
            """, parameters))
            await OfferedStories.OfferAsync(session, offer);
        await OfferedStories.OfferSpecialAsync(session, $"{Answered} WHERE {IsOffered}", parameters);
    }
}
