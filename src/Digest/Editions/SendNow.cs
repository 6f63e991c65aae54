using System.Globalization;
using Digest.Outbox;
using Digest.Storage;

namespace Digest.Editions;

/// <summary>"Send now": finishes an edition that is closed and not finished, else closes one, however many were closed today.</summary>
public sealed class SendNow(Database database, EditionCloser closer, EditionClock calendar, EditionOptions options, PrepareMessages prepare, OutboxSignal signal, TimeProvider clock)
{
    /// <summary>Closes and prepares as needed, and makes every message of the edition due at once.</summary>
    /// <param name="request">What an admin asked for; null: the command line.</param>
    /// <param name="cancellation">Ends it between two transactions; the next run goes on.</param>
    /// <returns>The edition, which may be paused and then waits; null when there is nothing to do.</returns>
    /// <exception cref="EditionHeldException">A template failed; nothing was prepared.</exception>
    public async Task<Edition?> RunAsync(SendRequest? request = null, CancellationToken cancellation = default)
    {
        var edition = await database.WriteAsync(session => ChooseAsync(session, request), cancellation);
        if (edition is null or { PausedAt: not null })
            return edition;
        if (edition.PreparedAt is null && !await prepare.PrepareAsync(edition, cancellation))
            throw new EditionHeldException(await database.ReadAsync(session => session.ScalarAsync<string>("SELECT held_because FROM editions WHERE id = @Id", edition), cancellation));
        // A regular edition that was let go in time keeps to its readers' hours.
        if (request?.HeldId is null || edition.IgnoreHours)
            await MakeDueAsync(edition, cancellation);
        signal.Ring();
        return edition;
    }

    // So few at once that nobody who signs up meanwhile waits for long.
    private async Task MakeDueAsync(Edition edition, CancellationToken cancellation)
    {
        const int batch = 1_000;
        for (var touched = batch; touched == batch;)
        {
            touched = await database.WriteAsync(session => session.ExecuteAsync(
                """
                UPDATE messages SET status = 'Prepared', due_at = @now, dated_at = CASE WHEN dated_at > @now THEN @now ELSE dated_at END
                WHERE id IN (
                    SELECT id FROM messages
                    WHERE edition_id = @Id AND (status = 'Deferred' OR (status = 'Prepared' AND (due_at > @now OR dated_at > @now)))
                    LIMIT @batch)
                """, new { edition.Id, batch, now = clock.Milliseconds() }), cancellation);
        }
    }

    /// <summary>What "send now" would begin with at present.</summary>
    public Task<SendPlan> PlanAsync(CancellationToken cancellation = default) => database.ReadAsync(async session =>
        new SendPlan(await EditionRows.UnfinishedAsync(session, clock.Milliseconds()), await HeldAsync(session), await EditionRows.LastClosingAsync(session)), cancellation);

    private async Task<Edition?> ChooseAsync(Session session, SendRequest? request)
    {
        var edition = request switch
        {
            // A process ended after it had closed the edition.
            { SentId: { } begun } => await EditionRows.ByIdAsync(session, begun),
            { HeldId: { } held } => await ReleaseAsync(session, held, request),
            _ => await EditionRows.UnfinishedAsync(session, clock.Milliseconds()) ?? await CloseAsync(session, request),
        };
        if (edition is not null && request is { SentId: null })
            await session.ExecuteAsync("UPDATE send_requests SET sent_id = @edition WHERE id = @Id", new { edition = edition.Id, request.Id });
        return edition;
    }

    private async Task<Edition?> CloseAsync(Session session, SendRequest? request)
    {
        var closed = await closer.CloseAsync(session, await HeldAsync(session), day: null);
        if (closed is not null && request is not null)
            await EditionRows.NoteAsync(session, closed.Id, EditionDeed.Closed, request.AskedBy, clock.Milliseconds());
        return closed;
    }

    /// <summary>Lets a held edition go: within its lateness as the regular one that it is, else like any that is closed by hand.</summary>
    private async Task<Edition?> ReleaseAsync(Session session, long id, SendRequest request)
    {
        if (await EditionRows.ByIdAsync(session, id) is not { State: EditionState.Held } held)
            return null;
        await EditionRows.NoteAsync(session, id, EditionDeed.Released, request.AskedBy, clock.Milliseconds());
        if (held.LastNumber is not null)
            return held;
        var inTime = clock.GetUtcNow() - held.DueAt.ToTime() <= TimeSpan.FromMinutes(options.HoldMinutes) + options.Lateness;
        return await closer.CloseAsync(session, held, inTime && held.Day is { } day ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null);
    }

    /// <summary>The regular edition that waits for somebody, or for the end of its hold.</summary>
    private Task<Edition?> HeldAsync(Session session) => EditionRows.HeldOfDayAsync(session, calendar.LatestDay(clock.GetUtcNow()));
}

/// <summary>What "send now" begins with.</summary>
/// <param name="Unfinished">An edition that is closed and not finished: it goes on.</param>
/// <param name="Held">Else the held edition that is closed; null: a new one is.</param>
/// <param name="LastClosing">When an edition was closed last: who asks says what they have seen.</param>
public sealed record SendPlan(Edition? Unfinished, Edition? Held, long LastClosing);

/// <summary>The edition is held; the message says why.</summary>
public sealed class EditionHeldException(string? because) : Exception($"The edition is held: {because ?? "a later one took its stories over"}");
