using Digest.Storage;
using Microsoft.Extensions.Logging;

namespace Digest.Editions;

/// <summary>Decides against an edition before it goes: its stories and its readers pass to the next one.</summary>
public sealed class EditionSkip(Database database, EditionClock calendar, EditionOptions options, TimeProvider clock, ILogger<EditionSkip> logger)
{
    /// <summary>How far ahead an edition can be skipped.</summary>
    internal const int DaysAhead = 14;

    /// <summary>Skips the regular edition of a day that has not gone.</summary>
    public async Task<SkipOutcome> SkipAsync(DateOnly day, string by, CancellationToken cancellation = default)
    {
        var outcome = await database.WriteAsync(async session =>
        {
            if (await EditionRows.OfDayAsync(session, day) is { } edition)
                return await SkipAsync(session, edition, by);
            var latest = calendar.LatestDay(clock.GetUtcNow());
            if (day < latest || day > latest.AddDays(DaysAhead))
                return SkipOutcome.OutOfReach;
            return await MarkAsync(session, await EditionCloser.InsertAsync(session, day, day, calendar.DueAt(day)), by);
        }, cancellation);
        if (outcome is SkipOutcome.Skipped)
            logger.LogInformation("The edition of {Day:yyyy-MM-dd} is skipped by {Admin}", day, by);
        return outcome;
    }

    /// <summary>Skips an edition that is held.</summary>
    public async Task<SkipOutcome> SkipHeldAsync(long id, string by, CancellationToken cancellation = default)
    {
        var outcome = await database.WriteAsync(async session => await EditionRows.ByIdAsync(session, id) is { } edition ? await SkipAsync(session, edition, by) : SkipOutcome.OutOfReach, cancellation);
        if (outcome is SkipOutcome.Skipped)
            logger.LogInformation("Edition {Edition}, which was held, is skipped by {Admin}", id, by);
        return outcome;
    }

    /// <summary>The edition goes at its time after all.</summary>
    /// <returns>False when it is not skipped any more, or its time has passed.</returns>
    public async Task<bool> TakeBackAsync(long id, string by, CancellationToken cancellation = default)
    {
        var done = await database.WriteAsync(async session =>
        {
            if (await EditionRows.ByIdAsync(session, id) is not { } edition || !CanBeTakenBack(edition))
                return false;
            await EditionRows.ForgetAsync(session, id);
            return true;
        }, cancellation);
        if (done)
            logger.LogInformation("Edition {Edition} is not skipped any more, says {Admin}", id, by);
        return done;
    }

    /// <summary>Whether a skipped edition can still go at its time.</summary>
    public bool CanBeTakenBack(Edition edition) => edition is { State: EditionState.Skipped, SkippedAt: not null, LastNumber: null, Day: not null }
        && clock.GetUtcNow() < edition.DueAt.ToTime() + TimeSpan.FromMinutes(options.HoldMinutes);

    private async Task<SkipOutcome> SkipAsync(Session session, Edition edition, string by) => edition switch
    {
        { State: EditionState.Skipped, SkippedAt: not null } => SkipOutcome.SkippedAlready,
        { State: EditionState.Held, PreparedTo: 0 } => await MarkAsync(session, edition.Id, by),
        _ => SkipOutcome.ClosedAlready,
    };

    private async Task<SkipOutcome> MarkAsync(Session session, long id, string by)
    {
        var now = clock.Milliseconds();
        await session.ExecuteAsync(
            "UPDATE editions SET state = 'Skipped', held_because = NULL, release_at = NULL, skipped_at = @now, skipped_by = @by WHERE id = @id", new { id, by, now });
        await EditionRows.NoteAsync(session, id, EditionDeed.Skipped, by, now);
        return SkipOutcome.Skipped;
    }
}

/// <summary>What became of skipping.</summary>
public enum SkipOutcome
{
    Skipped,

    SkippedAlready,

    /// <summary>It was closed before: its messages can only be paused.</summary>
    ClosedAlready,

    /// <summary>A day that is over, or too far ahead.</summary>
    OutOfReach,
}
