using System.Globalization;
using Digest.Storage;

namespace Digest.Editions;

/// <summary>Editions as rows.</summary>
public static class EditionRows
{
    /// <summary>All columns but the edition's page, which is long.</summary>
    internal const string Columns =
        """
        id, slug, day, kind, state, held_because, release_at, after_number, last_number, ignore_hours, weekday, due_at, closed_at, prepared_at, prepared_to,
        subject, paused_at, paused_by, skipped_at, skipped_by, appeal_every
        """;

    /// <summary>A day as rows and slugs name it.</summary>
    public static string Name(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static Task<Edition?> ByIdAsync(Session session, long id) =>
        session.FirstOrDefaultAsync<Edition>("SELECT * FROM editions WHERE id = @id", new { id });

    /// <summary>The latest editions, in whatever state, the newest first; without their pages.</summary>
    public static Task<IReadOnlyList<Edition>> LatestAsync(Session session, int most) =>
        session.QueryAsync<Edition>($"SELECT {Columns} FROM editions ORDER BY id DESC LIMIT @most", new { most });

    /// <summary>The regular edition of a day, in whatever state.</summary>
    public static Task<Edition?> OfDayAsync(Session session, DateOnly day) =>
        session.FirstOrDefaultAsync<Edition>("SELECT * FROM editions WHERE day = @day", new { day = Name(day) });

    /// <summary>The regular edition of a day while it is held and not closed.</summary>
    public static Task<Edition?> HeldOfDayAsync(Session session, DateOnly day) => session.FirstOrDefaultAsync<Edition>(
        "SELECT * FROM editions WHERE day = @day AND state = 'Held' AND last_number IS NULL", new { day = Name(day) });

    /// <summary>The earliest regular edition whose hold ends by itself.</summary>
    public static Task<Edition?> OnHoldAsync(Session session) => session.FirstOrDefaultAsync<Edition>(
        "SELECT * FROM editions WHERE state = 'Held' AND day IS NOT NULL AND last_number IS NULL AND release_at IS NOT NULL ORDER BY due_at");

    /// <summary>The latest day that has a regular edition, before a day; null: none has.</summary>
    public static Task<string?> LatestDayBeforeAsync(Session session, string day) => session.ScalarAsync<string?>("SELECT MAX(day) FROM editions WHERE day < @day", new { day });

    /// <summary>The editions whose messages are yet to be prepared, oldest first.</summary>
    public static Task<IReadOnlyList<Edition>> UnpreparedAsync(Session session) => session.QueryAsync<Edition>(
        "SELECT * FROM editions WHERE last_number IS NOT NULL AND prepared_at IS NULL AND state IN ('Closed', 'Held') ORDER BY id");

    /// <summary>The latest regular edition of which every due subscriber has a message or needs none.</summary>
    public static Task<Edition?> LatestPreparedAsync(Session session) => session.FirstOrDefaultAsync<Edition>(
        "SELECT * FROM editions WHERE kind = 'Regular' AND state = 'Closed' AND prepared_at IS NOT NULL ORDER BY last_number DESC, id DESC LIMIT 1");

    /// <summary>Regular editions that are held though they are due, or closed and not prepared. What somebody holds before its time is not late.</summary>
    /// <param name="session">The reading.</param>
    /// <param name="at">The present, or when the edition that is asked about closes.</param>
    public static Task<IReadOnlyList<Edition>> LeftUndoneAsync(Session session, DateTimeOffset at) => session.QueryAsync<Edition>(
        "SELECT * FROM editions WHERE kind = 'Regular' AND ((state = 'Held' AND (due_at <= @at OR last_number IS NOT NULL)) OR (state = 'Closed' AND prepared_at IS NULL))", new { at = at.ToMilliseconds() });

    /// <summary>Special editions that closed and are held, or not prepared.</summary>
    public static Task<IReadOnlyList<Edition>> SpecialsLeftUndoneAsync(Session session) =>
        session.QueryAsync<Edition>("SELECT * FROM editions WHERE kind = 'Special' AND (state = 'Held' OR (state = 'Closed' AND prepared_at IS NULL))");

    /// <summary>
    /// The latest regular edition that is closed and not finished: its messages are not prepared, or one of them has had no answer that
    /// speaks of its reader. A full mailbox does not keep an edition open.
    /// </summary>
    public static Task<Edition?> UnfinishedAsync(Session session, long now) => session.FirstOrDefaultAsync<Edition>(
        """
        SELECT * FROM editions e
        WHERE e.kind = 'Regular' AND e.last_number IS NOT NULL AND e.state IN ('Closed', 'Held')
          AND (e.prepared_at IS NULL
               OR EXISTS (SELECT 1 FROM messages m WHERE m.edition_id = e.id AND m.status = 'Submitting')
               OR EXISTS (SELECT 1 FROM messages m WHERE m.edition_id = e.id AND m.finished_at IS NULL AND m.status IN ('Prepared', 'Deferred', 'Uncertain')
                          AND (m.status = 'Prepared' OR (m.status = 'Deferred' AND m.attempts = 0) OR (m.status = 'Uncertain' AND m.due_at <= @now))))
        ORDER BY e.id DESC LIMIT 1
        """, new { now });

    /// <summary>The latest edition that is paused.</summary>
    public static Task<Edition?> PausedAsync(Session session) => session.FirstOrDefaultAsync<Edition>(
        "SELECT * FROM editions WHERE paused_at IS NOT NULL AND state = 'Closed' ORDER BY id DESC LIMIT 1");

    /// <summary>How many stories its page shows, those too that are listed under others.</summary>
    public static Task<int> CountStoriesAsync(Session session, long id) =>
        session.ScalarAsync<int>("SELECT COUNT(*) FROM edition_stories WHERE edition_id = @id", new { id });

    /// <summary>When a regular edition was closed last; 0: none was.</summary>
    public static async Task<long> LastClosingAsync(Session session) => await session.ScalarAsync<long?>("SELECT MAX(closed_at) FROM editions WHERE kind = 'Regular'") ?? 0;

    /// <summary>Writes down who did what with an edition.</summary>
    public static Task NoteAsync(Session session, long id, EditionDeed what, string by, long now) => session.ExecuteAsync(
        "INSERT INTO edition_events (edition_id, at, what, by_admin) VALUES (@id, @now, @what, @by)", new { id, now, what = what.ToString(), by });

    /// <summary>Removes the row of an edition that has not closed: without one the day's edition is open again.</summary>
    internal static async Task ForgetAsync(Session session, long id)
    {
        await session.ExecuteAsync("DELETE FROM edition_events WHERE edition_id = @id", new { id });
        await session.ExecuteAsync("UPDATE send_requests SET held_id = NULL WHERE held_id = @id", new { id });
        await session.ExecuteAsync("DELETE FROM editions WHERE id = @id", new { id });
    }

    /// <summary>Sets an edition aside until its reason is mended; nobody has got anything of it.</summary>
    public static Task HoldAsync(Session session, long id, string because) =>
        session.ExecuteAsync("UPDATE editions SET state = 'Held', held_because = @because WHERE id = @id AND prepared_at IS NULL AND state <> 'Skipped'", new { id, because });
}
