using Digest.Outbox;
using Digest.Storage;
using Microsoft.Extensions.Logging;

namespace Digest.Editions;

/// <summary>Stops the messages of an edition and lets them go on. What is on the wire finishes; nothing is lost or repeated.</summary>
public sealed class EditionPause(Database database, OutboxSignal signal, TimeProvider clock, ILogger<EditionPause> logger)
{
    private const int AtOnce = 5_000;

    /// <summary>From the commit on no message of the edition begins.</summary>
    /// <returns>False when it is paused already, or nothing of it is left to go.</returns>
    public async Task<bool> PauseAsync(long id, string by, CancellationToken cancellation = default)
    {
        var done = await database.WriteAsync(async session =>
        {
            var now = clock.Milliseconds();
            await OutboxClaims.SettleAsync(session);
            if (await session.ExecuteAsync(
                """
                UPDATE editions SET paused_at = @now, paused_by = @by
                WHERE id = @id AND paused_at IS NULL AND state = 'Closed'
                  AND (prepared_at IS NULL
                       OR EXISTS (SELECT 1 FROM messages WHERE edition_id = @id AND status IN ('Prepared', 'Submitting', 'Deferred', 'Uncertain') AND finished_at IS NULL))
                """, new { id, by, now }) == 0)
                return false;
            await OutboxClaims.ReleaseEditionAsync(session, id);
            await EditionRows.NoteAsync(session, id, EditionDeed.Paused, by, now);
            return true;
        }, cancellation);
        if (done)
            logger.LogInformation("Edition {Edition} is paused by {Admin}", id, by);
        return done;
    }

    /// <summary>Its messages go on where they stopped.</summary>
    /// <returns>False when it is not paused.</returns>
    public async Task<bool> ResumeAsync(long id, string by, CancellationToken cancellation = default)
    {
        var done = await database.WriteAsync(session => ResumeAsync(session, id, by, EditionDeed.Resumed), cancellation);
        if (done)
            logger.LogInformation("Edition {Edition} is resumed by {Admin}", id, by);
        signal.Ring();
        return done;
    }

    /// <summary>
    /// Gives up what a paused edition has not submitted: those readers get its stories with the next edition. What is uncertain
    /// stays so and is pursued.
    /// </summary>
    /// <returns>How many messages were given up; null when the edition is not paused or still being prepared.</returns>
    public async Task<int?> GiveUpAsync(long id, string by, CancellationToken cancellation = default)
    {
        int all = 0, some;
        do
        {
            var outcome = await database.WriteAsync(session => GiveUpSomeAsync(session, id), cancellation);
            if (outcome is null)
                return null;
            some = outcome.Value;
            all += some;
        }
        while (some == AtOnce);
        await database.WriteAsync(session => ResumeAsync(session, id, by, EditionDeed.GivenUp), cancellation);
        logger.LogInformation("{Admin} gave up {Count} messages of edition {Edition}", by, all, id);
        signal.Ring();
        return all;
    }

    private static async Task<bool> IsReadyAsync(Session session, long id) =>
        await EditionRows.ByIdAsync(session, id) is { PausedAt: not null, PreparedAt: not null };

    private async Task<bool> ResumeAsync(Session session, long id, string by, EditionDeed deed)
    {
        if (await session.ExecuteAsync("UPDATE editions SET paused_at = NULL, paused_by = NULL WHERE id = @id AND paused_at IS NOT NULL", new { id }) == 0)
            return false;
        await EditionRows.NoteAsync(session, id, deed, by, clock.Milliseconds());
        return true;
    }

    private async Task<int?> GiveUpSomeAsync(Session session, long id)
    {
        await OutboxClaims.SettleAsync(session);
        return await IsReadyAsync(session, id)
            ? await session.ExecuteAsync(
                """
                UPDATE messages SET status = 'Superseded', finished_at = @now, lease = NULL, lease_until = NULL
                WHERE id IN (SELECT id FROM messages WHERE edition_id = @id AND status IN ('Prepared', 'Deferred') AND finished_at IS NULL LIMIT @AtOnce)
                """, new { id, AtOnce, now = clock.Milliseconds() })
            : null;
    }
}
