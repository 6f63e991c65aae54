using System.Globalization;
using Digest.Storage;
using Microsoft.Extensions.Logging;

namespace Digest.Editions;

/// <summary>
/// The job that closes the regular edition: run as often as one likes, it closes one a day, when it is due and not before, and
/// catches up after a standstill. What is too late, or held, waits.
/// </summary>
public sealed class CloseEdition(Database database, EditionOptions options, EditionClock calendar, EditionCloser closer, TimeProvider clock, ILogger<CloseEdition> logger)
{
    /// <summary>Closes what is due.</summary>
    /// <returns>The edition that was closed now; null when none was due, or it is held, or there is nothing new.</returns>
    public Task<Edition?> RunAsync(CancellationToken cancellation = default) => database.WriteAsync(async session =>
    {
        var now = clock.GetUtcNow();
        var day = calendar.LatestDay(now);
        var due = calendar.DueAt(day);
        var installed = (await session.ScalarAsync<long>("SELECT installed_at FROM installation")).ToTime();
        // A new installation has nothing to catch up.
        if (due <= installed)
            return null;
        var edition = await EditionRows.OfDayAsync(session, day);
        // A long hold may end when the next day's edition is due already: one after the other.
        if (await EditionRows.OnHoldAsync(session) is { Day: { } heldDay } held)
            (edition, day, due) = (held, DateOnly.ParseExact(heldDay, "yyyy-MM-dd", CultureInfo.InvariantCulture), held.DueAt.ToTime());
        var goesAt = due + TimeSpan.FromMinutes(options.HoldMinutes);
        var isOpen = edition is null || (edition.State is EditionState.Held && edition.LastNumber is null && edition.ReleaseAt is not null);
        if (!isOpen || (edition is not null && now < goesAt))
            return null;
        if (now - goesAt > options.Lateness)
            return await HoldAsync(session, edition, day, due, releaseAt: null, $"it was due at {goesAt:yyyy-MM-dd HH:mm} UTC, more than {options.MaxLatenessHours} hours ago");
        if (now < goesAt)
        {
            return options.AfterHold is AfterHold.Goes
                ? await HoldAsync(session, edition, day, due, goesAt, $"it goes at {goesAt:HH:mm} UTC unless somebody stops it")
                : await HoldAsync(session, edition, day, due, releaseAt: null, "it waits for somebody to let it go (Editions:AfterHold)");
        }
        return Report(await closer.CloseAsync(session, edition, day), day);
    }, cancellation);

    private async Task<Edition?> HoldAsync(Session session, Edition? edition, DateOnly day, DateTimeOffset due, DateTimeOffset? releaseAt, string because)
    {
        var id = edition?.Id ?? await EditionCloser.InsertAsync(session, day, day, due);
        await session.ExecuteAsync(
            "UPDATE editions SET held_because = @because, release_at = @releaseAt WHERE id = @id", new { id, because, releaseAt = releaseAt?.ToMilliseconds() });
        logger.LogWarning("The edition of {Day} is held: {Because}", day, because);
        return null;
    }

    private Edition? Report(Edition? edition, DateOnly day)
    {
        if (edition is null)
            logger.LogInformation("There is no edition on {Day}: nothing is new", day);
        else
            logger.LogInformation("Edition {Edition} is closed; it covers the stories numbered {After} to {Last}", edition.Id, edition.AfterNumber + 1, edition.LastNumber);
        return edition;
    }
}
