using Digest.Storage;
using Digest.Stories.Pages;
using Microsoft.Extensions.Logging;

namespace Digest.Editions.Corrections;

/// <summary>
/// The job that keeps what readers get true: finds what changed, moves what has not begun, lets corrections go whose time has come,
/// and ends those that nobody is owed any more. Every step is safe to run again.
/// </summary>
public sealed class KeepCorrections(Database database, FindCorrections find, MoveCorrected move, CorrectionDesk desk, EditionOptions options, TimeProvider clock, ILogger<KeepCorrections> logger)
{
    /// <summary>Asking whether anybody is owed something reads many messages; it is not done every minute.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(15);

    /// <summary>What was in time is known for certain when nothing that was rendered before may still be written.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromHours(1);

    /// <summary>Whose pages are looked at: stories that readers got in the last days.</summary>
    private static readonly TimeSpan Watched = TimeSpan.FromDays(7);

    /// <summary>Does all of it.</summary>
    /// <exception cref="CorrectedMessagesWaitException">Everything else was done.</exception>
    public async Task RunAsync(CancellationToken cancellation = default)
    {
        await find.RunAsync(cancellation);
        var moved = await move.RunAsync(cancellation);
        await GoAsync(cancellation);
        await EndAsync(cancellation);
        await WatchAsync(cancellation);
        if (moved.Problem is { } problem)
            throw new CorrectedMessagesWaitException(problem);
    }

    private async Task GoAsync(CancellationToken cancellation)
    {
        if (options.CorrectionsGoAfterMinutes is { } minutes)
        {
            var due = await database.ReadAsync(session => session.QueryAsync<Correction>(
                $"SELECT {CorrectionRows.Columns} FROM corrections WHERE state = 'Open' AND kind <> 'Words' AND by_hand = 0 AND found_at <= @due ORDER BY id",
                new { due = (clock.GetUtcNow() - TimeSpan.FromMinutes(minutes)).ToMilliseconds() }), cancellation);
            foreach (var correction in due)
            {
                if (await database.ReadAsync(session => CorrectionReaders.AnyAsync(session, correction), cancellation))
                    await desk.TellAsync(correction.Id, by: null, right: null, said: null, cancellation);
            }
        }
        // All bits were taken when these went.
        var without = await database.ReadAsync(session => session.QueryAsync<long>(
            "SELECT DISTINCT c.id FROM corrections c JOIN correction_cases k ON k.correction_id = c.id WHERE c.state = 'Going' AND k.mask IS NULL ORDER BY c.id"), cancellation);
        foreach (var id in without)
            await database.WriteAsync(session => CorrectionRows.StartAsync(session, id), cancellation);
    }

    private async Task EndAsync(CancellationToken cancellation)
    {
        var now = clock.Milliseconds();
        var atWork = await database.ReadAsync(session => session.QueryAsync<Correction>(
            $"SELECT {CorrectionRows.Columns} FROM corrections WHERE state IN ('Open', 'Going') AND looked_at <= @before ORDER BY id", new { before = now - (long)LookAgain.TotalMilliseconds }), cancellation);
        if (atWork.Count == 0)
            return;
        var owed = await database.ReadAsync(CorrectionReaders.OwedAsync, cancellation);
        foreach (var correction in atWork)
            await LookAsync(correction, owed.Contains(correction.Id), now, cancellation);
    }

    private async Task LookAsync(Correction correction, bool isOwed, long now, CancellationToken cancellation)
    {
        var isOver = (correction.DecidedAt ?? correction.FoundAt) <= now - (long)FindCorrections.Lasts.TotalMilliseconds;
        var mayEnd = correction.State is CorrectionState.Going ? !isOwed : correction.FoundAt <= now - (long)Settled.TotalMilliseconds;
        if (!isOver && mayEnd)
        {
            mayEnd = await database.ReadAsync(async session =>
                !await CorrectionReaders.IsUnderWayAsync(session, correction) && (correction.State is CorrectionState.Going ? await CorrectionRows.HasBitsAsync(session, correction.Id) : !await CorrectionReaders.AnyAsync(session, correction)), cancellation);
        }
        await database.WriteAsync(async session =>
        {
            await session.ExecuteAsync("UPDATE corrections SET looked_at = @now WHERE id = @Id", new { correction.Id, now });
            if (!isOver && !mayEnd)
                return;
            // Somebody may have decided meanwhile.
            if ((await CorrectionRows.ByIdAsync(session, correction.Id))?.State != correction.State)
                return;
            var (state, deed) = correction.State is CorrectionState.Going ? (CorrectionState.Told, CorrectionDeed.Ended)
                : isOver ? (CorrectionState.Dismissed, CorrectionDeed.Ended) : (CorrectionState.NobodyGot, CorrectionDeed.NobodyGot);
            await CorrectionRows.EndAsync(session, correction.Id, state, deed, now);
            logger.LogInformation("Correction {Correction} is {State}", correction.Id, state);
        }, cancellation);
    }

    private async Task WatchAsync(CancellationToken cancellation)
    {
        var since = (clock.GetUtcNow() - Watched).ToMilliseconds();
        var offered = await database.ReadAsync(session => session.QueryAsync<Offered>(
            """
            SELECT x.story_id, MIN(e.closed_at) AS since, MAX(e.closed_at) AS latest
            FROM editions e JOIN edition_versions x ON x.edition_id = e.id
            WHERE e.closed_at >= @since AND NOT EXISTS (SELECT 1 FROM watched_pages w WHERE w.story_id = x.story_id AND w.until >= e.closed_at + @lasts)
            GROUP BY x.story_id
            """, new { since, lasts = (long)Watched.TotalMilliseconds }), cancellation);
        foreach (var some in offered.GroupBy(one => one.Latest))
            await database.WriteAsync(session => WatchStoryPages.BeginAsync(session, some.Select(one => (one.StoryId, one.Since)), some.Key.ToTime() + Watched), cancellation);
    }

    private sealed record Offered
    {
        public long StoryId { get; init; }

        public long Since { get; init; }

        public long Latest { get; init; }
    }
}
