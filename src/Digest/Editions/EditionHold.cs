using Digest.Storage;
using Microsoft.Extensions.Logging;

namespace Digest.Editions;

/// <summary>Stops the coming edition before it closes: it waits until somebody lets it go, or until a later one takes over its stories and readers.</summary>
public sealed class EditionHold(Database database, EditionClock calendar, EditionOptions options, TimeProvider clock, ILogger<EditionHold> logger)
{
    /// <summary>Holds the regular edition of a day that has not closed.</summary>
    public async Task<HoldOutcome> HoldAsync(DateOnly day, string by, CancellationToken cancellation = default)
    {
        var outcome = await database.WriteAsync(async session =>
        {
            var edition = await EditionRows.OfDayAsync(session, day);
            if (edition is { State: EditionState.Skipped })
                return HoldOutcome.Skipped;
            if (edition is { LastNumber: not null })
                return HoldOutcome.ClosedAlready;
            if (edition is { ReleaseAt: null })
                return HoldOutcome.HeldAlready;
            if (edition is null && !IsInReach(day))
                return HoldOutcome.OutOfReach;
            var id = edition?.Id ?? await EditionCloser.InsertAsync(session, day, day, calendar.DueAt(day));
            await session.ExecuteAsync("UPDATE editions SET held_because = @because, release_at = NULL WHERE id = @id", new { id, because = $"{by} holds it" });
            await EditionRows.NoteAsync(session, id, EditionDeed.Held, by, clock.Milliseconds());
            return HoldOutcome.Held;
        }, cancellation);
        if (outcome is HoldOutcome.Held)
            logger.LogInformation("{Admin} holds the edition of {Day:yyyy-MM-dd}", by, day);
        return outcome;
    }

    /// <summary>Takes a hold back before the edition's time: it goes then.</summary>
    /// <returns>False when it is not held any more, or its time has come: then it is let go instead (<see cref="SendRequests"/>).</returns>
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
            logger.LogInformation("Edition {Edition} is not held any more, says {Admin}", id, by);
        return done;
    }

    /// <summary>Whether a held edition can still go at its time.</summary>
    public bool CanBeTakenBack(Edition edition) => edition is { State: EditionState.Held, LastNumber: null, Day: not null } && clock.GetUtcNow() < edition.DueAt.ToTime();

    /// <summary>From the edition that may be due already, up to the one after all that can be skipped.</summary>
    private bool IsInReach(DateOnly day)
    {
        var latest = calendar.LatestDay(clock.GetUtcNow());
        return day >= latest && day <= latest.AddDays(EditionSkip.DaysAhead + 1) && clock.GetUtcNow() < calendar.DueAt(day) + TimeSpan.FromMinutes(options.HoldMinutes) + options.Lateness;
    }
}

/// <summary>What became of holding an edition.</summary>
public enum HoldOutcome
{
    Held,

    /// <summary>It waits for somebody already.</summary>
    HeldAlready,

    /// <summary>Somebody decided against it.</summary>
    Skipped,

    /// <summary>It is on its way, or has gone.</summary>
    ClosedAlready,

    /// <summary>Its day is too far away.</summary>
    OutOfReach,
}
