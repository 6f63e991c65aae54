using Digest.Storage;
using Digest.Stories;

namespace Digest.Editions;

/// <summary>What the coming edition would be made of if it closed now: counted, not rendered.</summary>
public sealed class Readiness(Database database, NextEdition next, EditionOptions options, EditionClock calendar, StoryChoice choice, TimeProvider clock)
{
    public async Task<ComingEdition> ReadAsync(CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        var dueAt = await next.DueAtAsync(cancellation);
        return await database.ReadAsync(async session =>
        {
            var last = (await EditionRows.LatestPreparedAsync(session))?.LastNumber ?? 0;
            var numbered = await StoryNumbers.BetweenAsync(session, last, long.MaxValue);
            var fresh = await StoryNumbers.UnnumberedAsync(session, now - TimeSpan.FromMinutes(options.GraceMinutes));
            // The choice cuts at what one reader gets; beyond that the mere number is told.
            var chosen = choice.Of(numbered.Concat(fresh), last, now).Count;
            return new ComingEdition(dueAt, chosen, chosen < options.MaxStories ? chosen : numbered.Count + fresh.Count, await ReadersAsync(session, dueAt));
        }, cancellation);
    }

    private Task<long> ReadersAsync(Session session, DateTimeOffset dueAt) => session.ScalarAsync<long>(
        "SELECT COUNT(*) FROM subscribers WHERE status = 'Active' AND (days & @weekday) <> 0 AND (paused_until IS NULL OR paused_until <= @dueAt)",
        new { weekday = Readership.Bit(calendar.DayOf(dueAt)), dueAt = dueAt.ToMilliseconds() });
}

/// <summary>The coming regular edition as it stands now.</summary>
/// <param name="DueAt">When it closes.</param>
/// <param name="Stories">New stories that a reader of every edition gets.</param>
/// <param name="Waiting">All new stories, those that are cut for length too.</param>
/// <param name="Readers">Subscribers whose cadence includes that day and who have not paused.</param>
public sealed record ComingEdition(DateTimeOffset DueAt, int Stories, int Waiting, long Readers);
