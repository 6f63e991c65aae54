using Digest.Editions.Desk;
using Digest.Rendering;
using Digest.Storage;
using Digest.Stories;

namespace Digest.Editions;

/// <summary>The coming edition as a reader without history would get it now; changes nothing.</summary>
public sealed class NextEdition(Database database, EditionOptions options, EditionClock calendar, StoryChoice choice, EditionClusters clusters, EditionComposer composer, TimeProvider clock)
{
    /// <summary>When the next regular edition is due: not today any more when today's has been closed already.</summary>
    public Task<DateTimeOffset> DueAtAsync(CancellationToken cancellation = default) => database.ReadAsync(async session =>
    {
        var day = calendar.LatestDay(clock.GetUtcNow()).AddDays(1);
        // One that somebody holds may be let go before its time.
        while (await EditionRows.OfDayAsync(session, day) is not null and not { State: EditionState.Held, LastNumber: null })
            day = day.AddDays(1);
        return calendar.DueAt(day);
    }, cancellation);

    /// <summary>Chooses, composes and renders.</summary>
    /// <returns>Null when nothing is new.</returns>
    public async Task<Preview?> PreviewAsync(CancellationToken cancellation = default)
    {
        var (desk, all) = await AllAsync(cancellation);
        var items = all.Take(options.MaxStories).ToList();
        if (items.Count == 0)
            return null;
        var dueAt = await DueAtAsync(cancellation);
        var fresh = items.SelectMany(item => item.Stories).Where(story => story.Number == StoryNumbers.NoneYet).Select(story => story.Id).ToHashSet();
        // What has a number beyond the latest edition's got it from a special one.
        var latest = await database.ReadAsync(async session => (await EditionRows.LatestPreparedAsync(session))?.LastNumber ?? 0, cancellation);
        var outOfTurn = items.SelectMany(item => item.Stories).Where(story => story.Number > latest && !fresh.Contains(story.Id)).Select(story => story.Id).ToHashSet();
        // What is still in its grace period comes as a story later.
        var later = (await database.ReadAsync(session => StoryNumbers.WaitingAsync(session, clock.GetUtcNow() - TimeSpan.FromMinutes(options.GraceMinutes)), cancellation)).ToHashSet();
        var composition = await composer.ComposeAsync(items, desk, $"{calendar.DayOf(dueAt):yyyy-MM-dd}", dueAt, later, cancellation);
        return new Preview(dueAt, composition, await composer.RenderAsync(composition))
        {
            Items = items,
            Cut = [.. all.Skip(items.Count)],
            New = fresh,
            OutOfTurn = outOfTurn,
            Desk = desk,
        };
    }

    /// <summary>All that it is made of, in order: also what is cut for length.</summary>
    public async Task<IReadOnlyList<EditionItem>> ItemsAsync(CancellationToken cancellation = default) => (await AllAsync(cancellation)).Items;

    /// <summary>The same with what editors said of it.</summary>
    public async Task<(DeskWords Desk, IReadOnlyList<EditionItem> Items)> AllAsync(CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        var (group, eligible, desk) = await database.ReadAsync(async session =>
        {
            // A new reader starts before the latest closed edition.
            var after = await session.ScalarAsync<long?>("SELECT after_number FROM editions WHERE kind = 'Regular' AND state = 'Closed' ORDER BY last_number DESC, id DESC LIMIT 1") ?? 0;
            var stories = await StoryNumbers.BetweenAsync(session, after, long.MaxValue);
            var unnumbered = await StoryNumbers.UnnumberedAsync(session, now - TimeSpan.FromMinutes(options.GraceMinutes));
            var newcomers = new ReaderGroup { Position = after };
            return (newcomers, choice.Eligible(stories.Concat(unnumbered), newcomers, now).ToList(), await DeskRows.OfAsync(session, now, edition: null, after));
        }, cancellation);
        return (desk, choice.Items(eligible, group, now, await clusters.OfAsync(eligible, now, cancellation), desk.Order));
    }
}

/// <summary>What the coming edition looks like.</summary>
/// <param name="DueAt">When it would close.</param>
/// <param name="Composition">Its stories.</param>
/// <param name="Message">Rendered, with markers.</param>
public sealed record Preview(DateTimeOffset DueAt, Composition Composition, Rendered Message)
{
    /// <summary>The same items as the composition's, with what is known of their stories.</summary>
    public IReadOnlyList<EditionItem> Items { get; init; } = [];

    /// <summary>The items that are cut for length, the next one first.</summary>
    public IReadOnlyList<EditionItem> Cut { get; init; } = [];

    /// <summary>The stories that no edition has had yet; the others were in the latest one, with which a new reader begins.</summary>
    public IReadOnlySet<long> New { get; init; } = new HashSet<long>();

    /// <summary>The stories that only special editions have had.</summary>
    public IReadOnlySet<long> OutOfTurn { get; init; } = new HashSet<long>();

    /// <summary>What editors said of it.</summary>
    public DeskWords Desk { get; init; } = DeskWords.None;
}
