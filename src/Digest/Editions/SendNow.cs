using Digest.Outbox;
using Digest.Storage;

namespace Digest.Editions;

/// <summary>"Send now": finishes an edition that is closed and not finished, else closes one, however many were closed today.</summary>
public sealed class SendNow(Database database, EditionCloser closer, EditionClock calendar, PrepareMessages prepare, OutboxSignal signal, TimeProvider clock)
{
    /// <summary>Closes and prepares as needed, and makes every message of the edition due at once.</summary>
    /// <returns>The edition; null when there is nothing to do.</returns>
    /// <exception cref="EditionHeldException">A template failed; nothing was prepared.</exception>
    public async Task<Edition?> RunAsync(CancellationToken cancellation = default)
    {
        var edition = await database.WriteAsync(async session =>
            await EditionRows.UnfinishedAsync(session, clock.Milliseconds()) ?? await closer.CloseAsync(session, await HeldAsync(session), day: null), cancellation);
        if (edition is null)
            return null;
        if (edition.PreparedAt is null && !await prepare.PrepareAsync(edition, cancellation))
            throw new EditionHeldException(await database.ReadAsync(session => session.ScalarAsync<string>("SELECT held_because FROM editions WHERE id = @Id", edition), cancellation));
        await database.WriteAsync(session => session.ExecuteAsync(
            "UPDATE messages SET status = 'Prepared', due_at = @now, dated_at = CASE WHEN dated_at > @now THEN @now ELSE dated_at END WHERE edition_id = @Id AND status IN ('Prepared', 'Deferred')", new { edition.Id, now = clock.Milliseconds() }), cancellation);
        signal.Ring();
        return edition;
    }

    /// <summary>The regular edition that waits for somebody, or for the end of its hold.</summary>
    private Task<Edition?> HeldAsync(Session session) => EditionRows.HeldOfDayAsync(session, calendar.LatestDay(clock.GetUtcNow()));
}

/// <summary>The edition is held; the message says why.</summary>
public sealed class EditionHeldException(string? because) : Exception($"The edition is held: {because ?? "a later one took its stories over"}");
