using System.Globalization;
using Digest.Storage;
using Digest.Stories;

namespace Digest.Editions;

/// <summary>Closes an edition: numbers the stories, fixes what it covers. All in the caller's transaction.</summary>
public sealed class EditionCloser(EditionOptions options, EditionClock calendar, StoryChoice choice, TimeProvider clock)
{
    /// <summary>Closes the edition of a day, or one by hand; gives null when there is nothing new for anybody.</summary>
    /// <param name="session">The write.</param>
    /// <param name="held">The row of an edition that was held until now; null: there is none.</param>
    /// <param name="day">The regular edition's day; null: closed by hand, for the cadences that include today.</param>
    public async Task<Edition?> CloseAsync(Session session, Edition? held, DateOnly? day)
    {
        var now = clock.GetUtcNow();
        var last = await StoryNumbers.AssignAsync(session, now - TimeSpan.FromMinutes(options.GraceMinutes));
        var after = await LastClosedNumberAsync(session);
        var cadenceDay = day ?? calendar.DayOf(now);
        var isNew = await AnythingForAsync(session, after, last, cadenceDay, now);
        if (!isNew && held is null && day is null)
            return null;
        await session.ExecuteAsync(
            "UPDATE editions SET state = 'Skipped', release_at = NULL WHERE (state = 'Held' OR (state = 'Closed' AND prepared_at IS NULL)) AND id <> @id", new { id = held?.Id ?? 0 });
        var id = held?.Id ?? await InsertAsync(session, day, calendar.DayOf(now), now);
        await session.ExecuteAsync(
            """
            UPDATE editions SET state = @state, held_because = NULL, release_at = NULL, after_number = @after, last_number = @last, closed_at = @closedAt,
                ignore_hours = @byHand, weekday = @weekday
            WHERE id = @id
            """,
            new { id, state = (isNew ? EditionState.Closed : EditionState.Skipped).ToString(), after, last, closedAt = now.ToMilliseconds(), byHand = day is null, weekday = Readership.Bit(cadenceDay) });
        return isNew ? await EditionRows.ByIdAsync(session, id) : null;
    }

    /// <summary>Whether an edition closing now would have something new for the archive or for a reader who is due.</summary>
    private async Task<bool> AnythingForAsync(Session session, long after, long last, DateOnly day, DateTimeOffset now)
    {
        var groups = await session.QueryAsync<ReaderGroup>(
            $"{Readership.Due} SELECT DISTINCT position, topics FROM due WHERE position < @last",
            new { weekday = Readership.Bit(day), closedAt = now.ToMilliseconds(), ignoreHours = true, from = 0L, to = long.MaxValue, last });
        var stories = await StoryNumbers.BetweenAsync(session, groups.Select(group => group.Position).Append(after).Min(), last);
        return choice.Of(stories, after, "[]", now).Count > 0
            || groups.Any(group => choice.Of(stories, group.Position, group.Topics, now).Count > 0);
    }

    private static async Task<long> LastClosedNumberAsync(Session session) =>
        await session.ScalarAsync<long?>("SELECT MAX(last_number) FROM editions WHERE state = 'Closed' AND prepared_at IS NOT NULL") ?? 0;

    /// <summary>Adds a row; its slug is the day, with a number when the day has one already.</summary>
    internal static async Task<long> InsertAsync(Session session, DateOnly? day, DateOnly slugDay, DateTimeOffset dueAt)
    {
        var name = slugDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var taken = (await session.QueryAsync<string>("SELECT slug FROM editions WHERE slug LIKE @like", new { like = name + "%" })).ToHashSet(StringComparer.Ordinal);
        var slug = name;
        for (var number = 2; taken.Contains(slug); number++)
            slug = $"{name}-{number}";
        return await session.ScalarAsync<long>(
            "INSERT INTO editions (slug, day, state, due_at) VALUES (@slug, @day, 'Held', @dueAt) RETURNING id",
            new { slug, day = day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), dueAt = dueAt.ToMilliseconds() });
    }
}
