using Digest.Outbox;
using Digest.Storage;
using Microsoft.Extensions.Logging;

namespace Digest.Editions;

/// <summary>
/// Submits messages once more that failed for the sender's sake: a sign-in that was missing, a rule of the server. Only where no
/// later message may have offered the same stories, so that no reader gets a story twice.
/// </summary>
public sealed class EditionRetry(Database database, OutboxSignal signal, TimeProvider clock, ILogger<EditionRetry> logger)
{
    private const int AtOnce = 500;

    // What speaks of the reader's address or mailbox (RFC 3463 §3.2, §3.3) stays failed; so does a refusal without such a code that
    // usually does. A failed message has offered nothing: it may go while the reader's position is where it was made for;
    // one of a special edition wherever that is, since only a later message could have offered its stories.
    private const string Retriable =
        """
        FROM messages m JOIN subscribers s ON s.id = m.subscriber_id
        WHERE m.edition_id = @id AND m.status = 'Failed' AND m.id > @after AND m.kind = 'Digest' AND s.status = 'Active'
          AND (m.answer_code IS NULL OR NOT (
                m.answer LIKE '5__ 5.2.%'
                OR (m.answer LIKE '5__ 5.1.%' AND m.answer NOT LIKE '5__ 5.1.7 %' AND m.answer NOT LIKE '5__ 5.1.8 %')
                OR (m.answer NOT LIKE '5__ 5._%.%' AND m.answer_code IN (550, 551, 553))))
          AND (m.last_number = 0 OR (s.position <= m.after_number AND s.offered_ahead = '[]'))
          AND NOT EXISTS (SELECT 1 FROM messages later WHERE later.subscriber_id = m.subscriber_id AND later.kind = 'Digest' AND later.id > m.id AND later.status <> 'Superseded')
        """;

    /// <summary>How many would go.</summary>
    public Task<int> CountAsync(long id, CancellationToken cancellation = default) =>
        database.ReadAsync(session => session.ScalarAsync<int>($"SELECT COUNT(*) {Retriable}", new { id, after = 0L }), cancellation);

    /// <summary>Puts them back into the outbox.</summary>
    /// <returns>How many.</returns>
    public async Task<int> RunAsync(long id, string by, CancellationToken cancellation = default)
    {
        var all = 0;
        for (long? after = 0; after is not null;)
            after = await database.WriteAsync(async session =>
            {
                var ids = await session.QueryAsync<long>($"SELECT m.id {Retriable} ORDER BY m.id LIMIT @AtOnce", new { id, after, AtOnce });
                var now = clock.Milliseconds();
                all += await session.ExecuteAsync(
                    "UPDATE messages SET status = 'Prepared', due_at = @now, created_at = @now, finished_at = NULL, attempts = 0, breaks = 0, resubmitted = 0, lease = NULL, lease_until = NULL WHERE id IN @ids", new { ids, now });
                if (ids.Count < AtOnce && all > 0)
                    await EditionRows.NoteAsync(session, id, EditionDeed.Retried, by, now);
                return ids.Count < AtOnce ? (long?)null : ids[^1];
            }, cancellation);
        logger.LogInformation("{Admin} had {Count} failed messages of edition {Edition} submitted once more", by, all, id);
        signal.Ring();
        return all;
    }
}
