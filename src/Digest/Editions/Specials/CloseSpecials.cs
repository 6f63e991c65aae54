using Digest.Outbox;
using Digest.Storage;
using Digest.Stories;
using Microsoft.Extensions.Logging;

namespace Digest.Editions.Specials;

/// <summary>
/// The job that closes special editions when their time has come: their stories get numbers, and what the edition offers is fixed. What is too late, or has no story left,
/// waits for somebody.
/// </summary>
public sealed class CloseSpecials(Database database, EditionOptions options, EditionClock calendar, SiteOptions site, TimeProvider clock, ILogger<CloseSpecials> logger)
{
    /// <summary>Closes what is due.</summary>
    /// <returns>The editions that were closed now.</returns>
    public async Task<IReadOnlyList<Edition>> RunAsync(CancellationToken cancellation = default)
    {
        var closed = new List<Edition>();
        var due = await database.ReadAsync(session => session.QueryAsync<long>("SELECT id FROM specials WHERE state = 'Scheduled' AND send_at <= @now ORDER BY send_at, id", new { now = clock.Milliseconds() }), cancellation);
        foreach (var id in due)
        {
            if (await database.WriteAsync(session => CloseAsync(session, id), cancellation) is not { } edition)
                continue;
            closed.Add(edition);
            logger.LogInformation("Special edition {Special} is closed as edition {Edition}", id, edition.Id);
        }
        return closed;
    }

    private async Task<Edition?> CloseAsync(Session session, long id)
    {
        var now = clock.GetUtcNow();
        // Another process may have been faster, or an editor taken it back.
        if (await session.FirstOrDefaultAsync<SpecialEdition>($"SELECT * FROM specials WHERE id = @id {session.Dialect.ForUpdate}", new { id }) is not { State: SpecialState.Scheduled, SendAt: { } sendAt } special || sendAt > now.ToMilliseconds())
            return null;
        if (now - sendAt.ToTime() > options.Lateness)
            return await HoldAsync(session, special, $"it was due at {sendAt.ToTime():yyyy-MM-dd HH:mm} UTC, more than {options.MaxLatenessHours} hours ago");
        var stories = await SpecialRows.StoriesAsync(session, special);
        if (stories.Count == 0)
            return await HoldAsync(session, special, "none of its stories can go any more: they are withdrawn or kept out of all editions");
        await StoryNumbers.AssignAsync(session, stories.Select(story => story.Id));
        var numbers = (await StoryNumbers.OfAsync(session, stories.Select(story => story.Id))).Select(story => story.Number);
        var edition = await EditionCloser.InsertSpecialAsync(session, calendar.DayOf(now), sendAt);
        await session.ExecuteAsync(
            """
            UPDATE editions SET state = 'Closed', after_number = 0, last_number = 0, closed_at = @now, ignore_hours = 1, weekday = @Weekday, appeal_every = @appealEvery WHERE id = @edition
            """, new { edition, now = now.ToMilliseconds(), special.Weekday, appealEvery = site.Appeal.IsSet ? site.Appeal.EveryEditions : 0 });
        var ranges = numbers.Aggregate(new OfferedRanges(0, []), (known, number) => known.With(number - 1, number));
        await session.ExecuteAsync(
            "INSERT INTO edition_ranges (edition_id, after_number, last_number) VALUES (@edition, @After, @To)", ranges.All.Select(range => new { edition, range.After, range.To }));
        await session.ExecuteAsync("UPDATE specials SET state = 'Closed', edition_id = @edition WHERE id = @id", new { edition, id });
        await EditionRows.NoteAsync(session, edition, EditionDeed.Closed, special.ScheduledBy!, now.ToMilliseconds());
        return await EditionRows.ByIdAsync(session, edition);
    }

    private async Task<Edition?> HoldAsync(Session session, SpecialEdition special, string because)
    {
        await session.ExecuteAsync("UPDATE specials SET state = 'Held', held_because = @because WHERE id = @Id", new { special.Id, because });
        logger.LogWarning("Special edition {Special} is held: {Because}", special.Id, because);
        return null;
    }
}
