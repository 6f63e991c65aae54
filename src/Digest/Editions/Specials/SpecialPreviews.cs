using Digest.Storage;
using Digest.Stories;

namespace Digest.Editions.Specials;

/// <summary>What a special edition would be if it went now: how it looks, and who would get it. Changes nothing.</summary>
public sealed class SpecialPreviews(Database database, EditionComposer composer, EditionClock calendar, TimeProvider clock)
{
    /// <summary>As a reader would get it who was offered none of its stories.</summary>
    /// <returns>Null: it has no story that can go.</returns>
    /// <exception cref="Rendering.TemplateException">A template could not be rendered.</exception>
    public async Task<Preview?> RenderAsync(SpecialEdition special, CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        var (matter, later) = await database.ReadAsync(async session => (
            new SpecialMatter(special with { Audience = SpecialAudience.Everyone }, await SpecialRows.StoriesAsync(session, special), await SpecialRows.WordsAsync(session, special, now)),
            await StoryNumbers.LaterAsync(session, await StoryNumbers.HighestAsync(session))), cancellation);
        var items = matter.Items(new ReaderGroup());
        if (items.Count == 0)
            return null;
        var composition = await composer.ComposeAsync(items, matter.Desk, EditionCloser.SpecialSlug(calendar.DayOf(now)), now, later.ToHashSet(), cancellation);
        return new Preview(special.SendAt?.ToTime() ?? now, composition, await composer.RenderAsync(composition)) { Items = items, New = matter.Offered(new ReaderGroup()), Desk = matter.Desk };
    }

    /// <summary>Who would get it.</summary>
    public Task<SpecialCount> CountAsync(SpecialEdition special, CancellationToken cancellation = default) => database.ReadAsync(async session =>
    {
        var matter = new SpecialMatter(special, await SpecialRows.StoriesAsync(session, special), Desk.DeskWords.None);
        var groups = await session.QueryAsync<CountedGroup>(
            $"{Readership.DueOfSpecial} SELECT position, offered_ahead, topics, muted, COUNT(*) AS count FROM due GROUP BY position, offered_ahead, topics, muted",
            new { weekday = special.Weekday, closedAt = clock.Milliseconds(), ignoreHours = true, appealEvery = 0, from = 0L, to = long.MaxValue, open = await Readership.OpenAsync(session, EditionKind.Special) });
        var chosen = groups.Where(group => matter.IsFor(group.Readers)).ToList();
        int Count(Func<ReaderGroup, bool> which) => chosen.Where(group => which(group.Readers)).Sum(group => group.Count);
        return new SpecialCount(chosen.Sum(group => group.Count), Count(group => matter.Items(group).Count > 0), Count(group => !matter.New(group).Any()));
    }, cancellation);

    private sealed record CountedGroup
    {
        public long Position { get; init; }

        public string OfferedAhead { get; init; } = "[]";

        public string Topics { get; init; } = "[]";

        public string Muted { get; init; } = "[]";

        public int Count { get; init; }

        public ReaderGroup Readers => new() { Position = Position, OfferedAhead = OfferedAhead, Topics = Topics, Muted = Muted };
    }
}

/// <summary>Who would get a special edition.</summary>
/// <param name="Chosen">Readers whom the editor chose, and who are active and have not paused.</param>
/// <param name="Recipients">Those of them for whom something is left: so many messages.</param>
/// <param name="Offered">Those who were offered all of it before, or have it waiting for them in another message.</param>
public sealed record SpecialCount(int Chosen, int Recipients, int Offered)
{
    /// <summary>Those who muted the topics of all that is new to them.</summary>
    public int Muted => Chosen - Recipients - Offered;
}
