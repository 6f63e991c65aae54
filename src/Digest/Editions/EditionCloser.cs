using Digest.Editions.Specials;
using Digest.Storage;
using Digest.Stories;

namespace Digest.Editions;

/// <summary>Closes an edition: numbers the stories, fixes what it covers. All in the caller's transaction.</summary>
public sealed class EditionCloser(EditionOptions options, EditionClock calendar, StoryChoice choice, SiteOptions site, TimeProvider clock)
{
    /// <summary>Closes the edition of a day, or one by hand; gives null when there is nothing new for anybody.</summary>
    /// <param name="session">The write.</param>
    /// <param name="held">The row of an edition that was held until now; null: there is none.</param>
    /// <param name="day">The regular edition's day; null: closed by hand, for the cadences that include today.</param>
    public async Task<Edition?> CloseAsync(Session session, Edition? held, DateOnly? day)
    {
        var now = clock.GetUtcNow();
        var last = await StoryNumbers.AssignAsync(session, now - TimeSpan.FromMinutes(options.GraceMinutes));
        var before = await EditionRows.LatestPreparedAsync(session);
        var dueOn = Readership.Bit(day ?? calendar.DayOf(now)) | await SkippedAsync(session, now) | await TakeOverAsync(session, held, now) | await MissedAsync(session, day);
        var isNew = await AnythingForAsync(session, before?.LastNumber ?? 0, last, dueOn, now);
        if (!isNew && held is null && day is null)
            return null;
        var id = held?.Id ?? await InsertAsync(session, day, calendar.DayOf(now), now);
        await session.ExecuteAsync(
            """
            UPDATE editions
            SET state = @state, held_because = NULL, release_at = NULL, after_number = @after, last_number = @last, closed_at = @closedAt,
                ignore_hours = @byHand, weekday = @dueOn, appeal_every = @appealEvery
            WHERE id = @id
            """,
            new
            {
                id,
                state = (isNew ? EditionState.Closed : EditionState.Skipped).ToString(),
                // Without new numbers it repeats the range of the one before: that is what it has for a new reader.
                after = before is null ? 0 : last > before.LastNumber ? before.LastNumber : before.AfterNumber,
                last,
                closedAt = now.ToMilliseconds(),
                byHand = day is null,
                dueOn,
                appealEvery = site.Appeal.IsSet ? site.Appeal.EveryEditions : 0,
            });
        return isNew ? await EditionRows.ByIdAsync(session, id) : null;
    }

    /// <summary>
    /// Takes over what earlier editions left undone: they go no further, and their readers are due now.
    /// </summary>
    /// <returns>The bits of the days whose readers are still waiting.</returns>
    private static async Task<int> TakeOverAsync(Session session, Edition? held, DateTimeOffset now)
    {
        var left = (await EditionRows.LeftUndoneAsync(session, now)).Where(edition => held is null || edition.Id < held.Id).ToList();
        var ids = left.ConvertAll(edition => edition.Id);
        // What has messages already keeps its page and counts as prepared for those who have one.
        await session.ExecuteAsync(
            "UPDATE editions SET state = 'Closed', held_because = NULL, prepared_at = @now WHERE id IN @ids AND prepared_to > 0",
            new { ids, now = now.ToMilliseconds() });
        await session.ExecuteAsync(
            "UPDATE editions SET state = 'Skipped', release_at = NULL WHERE id IN @ids AND prepared_to = 0", new { ids });
        return left.Append(held).Aggregate(0, (bits, edition) => bits | (edition?.Weekday ?? 0));
    }

    /// <summary>The bits of the days whose editions somebody skipped since one was closed last: their readers are due now.</summary>
    internal static async Task<int> SkippedAsync(Session session, DateTimeOffset now) => (await session.QueryAsync<int>(
        """
        SELECT weekday FROM editions
        WHERE kind = 'Regular' AND skipped_at IS NOT NULL AND due_at <= @now
          AND CASE WHEN skipped_at > due_at THEN skipped_at ELSE due_at END >= COALESCE((SELECT MAX(closed_at) FROM editions WHERE kind = 'Regular'), 0)
        """, new { now = now.ToMilliseconds() })).Aggregate(0, (bits, one) => bits | one);

    /// <summary>The bits of the days, a week at most, that passed without an edition because nobody ran the jobs: their readers are due now.</summary>
    private static async Task<int> MissedAsync(Session session, DateOnly? day)
    {
        if (day is null || await EditionRows.LatestDayBeforeAsync(session, EditionRows.Name(day.Value)) is not { } latest)
            return 0;
        var missed = Enumerable.Range(1, 6).Select(ago => day.Value.AddDays(-ago)).TakeWhile(one => string.CompareOrdinal(EditionRows.Name(one), latest) > 0);
        return missed.Aggregate(0, (bits, one) => bits | Readership.Bit(one));
    }

    /// <summary>Whether an edition closing now would have something new for the archive or for a reader who is due.</summary>
    private async Task<bool> AnythingForAsync(Session session, long after, long last, int dueOn, DateTimeOffset now)
    {
        var groups = await session.QueryAsync<ReaderGroup>(
            $"{Readership.Due} SELECT DISTINCT position, offered_ahead, topics, muted FROM due WHERE position < @last",
            new { weekday = dueOn, closedAt = now.ToMilliseconds(), ignoreHours = true, appealEvery = 0, from = 0L, to = long.MaxValue, last, open = await Readership.OpenAsync(session, EditionKind.Regular) });
        var stories = await StoryNumbers.BetweenAsync(session, groups.Select(group => group.Position).Append(after).Min(), last);
        return choice.Eligible(stories, await SpecialRows.FaithfulAsync(session, after), now).Any() || groups.Any(group => choice.Eligible(stories, group, now).Any());
    }

    /// <summary>Adds a row; its slug is the day, with a number when the day has one already.</summary>
    internal static async Task<long> InsertAsync(Session session, DateOnly? day, DateOnly slugDay, DateTimeOffset dueAt) => await session.ScalarAsync<long>(
        "INSERT INTO editions (slug, day, state, weekday, due_at) VALUES (@slug, @day, 'Held', @weekday, @dueAt) RETURNING id",
        new { slug = await SlugAsync(session, EditionRows.Name(slugDay)), weekday = day is null ? 0 : Readership.Bit(day.Value), day = day is null ? null : EditionRows.Name(day.Value), dueAt = dueAt.ToMilliseconds() });

    /// <summary>Adds the row of a special edition, whose slug says that it is one.</summary>
    internal static async Task<long> InsertSpecialAsync(Session session, DateOnly day, long dueAt) => await session.ScalarAsync<long>(
        "INSERT INTO editions (slug, kind, state, due_at) VALUES (@slug, 'Special', 'Held', @dueAt) RETURNING id", new { slug = await SlugAsync(session, SpecialSlug(day)), dueAt });

    /// <summary>What the first special edition of a day is called in addresses.</summary>
    internal static string SpecialSlug(DateOnly day) => $"{EditionRows.Name(day)}-special";

    private static async Task<string> SlugAsync(Session session, string name)
    {
        var taken = (await session.QueryAsync<string>("SELECT slug FROM editions WHERE slug LIKE @like", new { like = name + "%" })).ToHashSet(StringComparer.Ordinal);
        var slug = name;
        for (var number = 2; taken.Contains(slug); number++)
            slug = $"{name}-{number}";
        return slug;
    }
}
