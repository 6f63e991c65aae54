using Digest.Editions.Specials;
using Digest.Storage;
using Digest.Stories;

namespace Digest.Editions;

/// <summary>What an edition would be if it closed now: how many stories, for how many readers. Changes nothing.</summary>
public sealed class ComingEdition(Database database, NextEdition next, EditionOptions options, EditionClock calendar, StoryChoice choice, TimeProvider clock)
{
    /// <summary>The coming regular edition.</summary>
    public async Task<Coming> RegularAsync(CancellationToken cancellation = default)
    {
        var dueAt = await next.DueAtAsync(cancellation);
        return await ReadAsync(dueAt, calendar.DayOf(dueAt), cancellation);
    }

    /// <summary>One that closes by hand now, for the cadences that include today.</summary>
    public Task<Coming> NowAsync(CancellationToken cancellation = default) => ReadAsync(clock.GetUtcNow(), calendar.DayOf(clock.GetUtcNow()), cancellation);

    private Task<Coming> ReadAsync(DateTimeOffset at, DateOnly day, CancellationToken cancellation) => database.ReadAsync(async session =>
    {
        var now = clock.GetUtcNow();
        var before = (await EditionRows.LatestPreparedAsync(session))?.LastNumber ?? 0;
        var leftUndone = (await EditionRows.LeftUndoneAsync(session, at)).Aggregate(0, (bits, edition) => bits | edition.Weekday);
        var dueOn = Readership.Bit(day) | leftUndone | await EditionCloser.SkippedAsync(session, at);
        var groups = await session.QueryAsync<CountedGroup>(
            $"{Readership.Due} SELECT position, offered_ahead, topics, muted, COUNT(*) AS readers FROM due GROUP BY position, offered_ahead, topics, muted",
            new { weekday = dueOn, closedAt = at.ToMilliseconds(), ignoreHours = true, appealEvery = 0, from = 0L, to = long.MaxValue, open = await Readership.OpenAsync(session, EditionKind.Regular) });
        var stories = await StoryNumbers.BetweenAsync(session, groups.Select(group => group.Position).Append(before).Min(), long.MaxValue);
        var fresh = await StoryNumbers.UnnumberedAsync(session, now - TimeSpan.FromMinutes(options.GraceMinutes));
        var all = stories.Concat(fresh).ToList();
        var recipients = groups.Where(group => choice.Eligible(all, new ReaderGroup { Position = group.Position, OfferedAhead = group.OfferedAhead, Topics = group.Topics, Muted = group.Muted }, now).Any());
        var eligible = choice.Eligible(all, await SpecialRows.FaithfulAsync(session, before), now).Count();
        return new Coming(at, day, eligible, options.MaxStories, groups.Sum(group => group.Readers), recipients.Sum(group => group.Readers));
    }, cancellation);

    private sealed record CountedGroup
    {
        public long Position { get; init; }

        public string OfferedAhead { get; init; } = "[]";

        public string Topics { get; init; } = "[]";

        public string Muted { get; init; } = "[]";

        public int Readers { get; init; }
    }
}

/// <summary>An edition that has not closed yet.</summary>
/// <param name="At">When it closes.</param>
/// <param name="Day">The day whose readers it is due for.</param>
/// <param name="Stories">New stories that a reader of every edition is offered, shown or cut for length.</param>
/// <param name="MostItems">How many items a reader is shown at most; several stories about one event are one.</param>
/// <param name="Readers">Readers who are due.</param>
/// <param name="Recipients">Those of them for whom something is left: so many messages.</param>
public sealed record Coming(DateTimeOffset At, DateOnly Day, int Stories, int MostItems, int Readers, int Recipients);
