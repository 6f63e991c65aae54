using Digest.Rendering;
using Digest.Storage;
using Digest.Stories;

namespace Digest.Editions;

/// <summary>The coming edition as a reader without history would get it now; changes nothing.</summary>
public sealed class NextEdition(Database database, EditionOptions options, EditionClock calendar, StoryChoice choice, EditionComposer composer, TimeProvider clock)
{
    /// <summary>When the next regular edition is due: not today any more when today's has been closed already.</summary>
    public Task<DateTimeOffset> DueAtAsync(CancellationToken cancellation = default) => database.ReadAsync(async session =>
    {
        var day = calendar.LatestDay(clock.GetUtcNow()).AddDays(1);
        while (await EditionRows.OfDayAsync(session, day) is not null)
            day = day.AddDays(1);
        return calendar.DueAt(day);
    }, cancellation);

    /// <summary>Chooses, composes and renders.</summary>
    /// <returns>Null when nothing is new.</returns>
    public async Task<Preview?> PreviewAsync(CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        var fresh = new HashSet<long>();
        var later = new HashSet<long>();
        var ids = await database.ReadAsync(async session =>
        {
            // A new reader starts before the latest closed edition.
            var after = await session.ScalarAsync<long?>("SELECT after_number FROM editions WHERE state = 'Closed' ORDER BY last_number DESC, id DESC LIMIT 1") ?? 0;
            var stories = await StoryNumbers.BetweenAsync(session, after, long.MaxValue);
            var unnumbered = await StoryNumbers.UnnumberedAsync(session, now - TimeSpan.FromMinutes(options.GraceMinutes));
            fresh.UnionWith(unnumbered.Select(story => story.Id));
            later.UnionWith(await StoryNumbers.LaterAsync(session, long.MaxValue));
            later.ExceptWith(fresh);
            return choice.Of(stories.Concat(unnumbered), after, now);
        }, cancellation);
        if (ids.Count == 0)
            return null;
        var dueAt = await DueAtAsync(cancellation);
        var composition = await composer.ComposeAsync(ids, $"{calendar.DayOf(dueAt):yyyy-MM-dd}", dueAt, later, cancellation);
        return new Preview(dueAt, composition, await composer.RenderAsync(composition)) { New = fresh };
    }
}

/// <summary>What the coming edition looks like.</summary>
/// <param name="DueAt">When it would close.</param>
/// <param name="Composition">Its stories.</param>
/// <param name="Message">Rendered, with markers.</param>
public sealed record Preview(DateTimeOffset DueAt, Composition Composition, Rendered Message)
{
    /// <summary>The stories that no edition has had yet; the others were in the latest one, with which a new reader begins.</summary>
    public IReadOnlySet<long> New { get; init; } = new HashSet<long>();
}
