using System.Text.Json;
using Dapper;
using Digest.Storage;
using Digest.Stories;
using Microsoft.Extensions.Logging;

namespace Digest.Editions.Specials;

/// <summary>
/// What editors do to special editions before they go. Stories are added, moved and removed one by one, so that two editors both get what they wanted; who changes the
/// words or sends it names the version they have seen, and overwrites nothing that they have not.
/// </summary>
public sealed class SpecialBook(Database database, TimeProvider clock, ILogger<SpecialBook> logger)
{
    /// <summary>Stories of one at most.</summary>
    public const int MostStories = 50;

    /// <summary>Those that have not gone, what goes first first.</summary>
    public Task<IReadOnlyList<SpecialEdition>> OpenAsync(CancellationToken cancellation = default) => database.ReadAsync(OpenAsync, cancellation);

    /// <inheritdoc cref="OpenAsync(CancellationToken)"/>
    public static Task<IReadOnlyList<SpecialEdition>> OpenAsync(Session session) => session.QueryAsync<SpecialEdition>(
        "SELECT * FROM specials WHERE state <> 'Closed' ORDER BY CASE WHEN state = 'Draft' THEN 1 ELSE 0 END, send_at, id DESC");

    /// <summary>One; null: there is none of the number, or not any more.</summary>
    public Task<SpecialEdition?> FindAsync(long id, CancellationToken cancellation = default) => database.ReadAsync(session => SpecialRows.ByIdAsync(session, id), cancellation);

    /// <summary>What an edition was made of; null: it is a regular one.</summary>
    public Task<SpecialEdition?> OfEditionAsync(long edition, CancellationToken cancellation = default) => database.ReadAsync(session => SpecialRows.OfEditionAsync(session, edition), cancellation);

    /// <summary>Begins one without stories, for everyone.</summary>
    /// <returns>Its number.</returns>
    public async Task<long> AddAsync(string by)
    {
        var id = await database.WriteAsync(session => session.ScalarAsync<long>(
            "INSERT INTO specials (made_at, made_by, changed_at, changed_by) VALUES (@now, @by, @now, @by) RETURNING id", new { by, now = clock.Milliseconds() }));
        logger.LogInformation("{Admin} began special edition {Special}", by, id);
        return id;
    }

    /// <summary>Puts a story below those that it has.</summary>
    public Task<SpecialResult> AddStoryAsync(long id, long story, string by) => ChangeStoriesAsync(id, by, async (session, stories) =>
    {
        if (stories.Contains(story))
            return SpecialResult.SaidAlready;
        if (stories.Count >= MostStories)
            return SpecialResult.Full;
        if ((await StoryNumbers.OfAsync(session, [story])).Count == 0)
            return SpecialResult.Unusable;
        stories.Add(story);
        return SpecialResult.Done;
    });

    /// <summary>Takes a story out.</summary>
    public Task<SpecialResult> RemoveStoryAsync(long id, long story, string by) =>
        ChangeStoriesAsync(id, by, (_, stories) => Task.FromResult(stories.Remove(story) ? SpecialResult.Done : SpecialResult.SaidAlready));

    /// <summary>Moves a story by so many places, up where they are negative.</summary>
    public Task<SpecialResult> MoveStoryAsync(long id, long story, int places, string by) => ChangeStoriesAsync(id, by, (_, stories) =>
    {
        var from = stories.IndexOf(story);
        var to = Math.Clamp((long)from + places, 0, Math.Max(0, stories.Count - 1));
        if (from < 0 || to == from)
            return Task.FromResult(SpecialResult.SaidAlready);
        stories.RemoveAt(from);
        stories.Insert((int)to, story);
        return Task.FromResult(SpecialResult.Done);
    });

    /// <summary>Changes its words and readers.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="seen">The version of its words that the editor has seen (<see cref="SpecialEdition.WordsVersion"/>).</param>
    /// <param name="draft">Without a problem.</param>
    /// <param name="by">The editor.</param>
    public Task<SpecialResult> SayAsync(long id, long seen, SpecialDraft draft, string by)
    {
        var parameters = new DynamicParameters(draft.Row());
        return ChangeAsync(id, by, "changed the words of", special => special.WordsVersion != seen ? SpecialResult.Overtaken : SpecialResult.Done,
            "subject = @subject, preheader = @preheader, note = @note, audience = @audience, topics = @topics, with_others = @withOthers, words_version = words_version + 1", parameters);
    }

    /// <summary>Lets it go at a time.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="seen">The version that the editor has seen (<see cref="SpecialEdition.Version"/>).</param>
    /// <param name="at">When; not long past.</param>
    /// <param name="by">The editor.</param>
    public Task<SpecialResult> ScheduleAsync(long id, long seen, DateTimeOffset at, string by)
    {
        var parameters = new DynamicParameters();
        parameters.AddDynamicParams(new { at = at.ToMilliseconds() });
        return ChangeAsync(id, by, "set the time of", special => special.Version != seen ? SpecialResult.Overtaken : special.StoryIds.Count == 0 ? SpecialResult.Unusable : SpecialResult.Done,
            "state = 'Scheduled', send_at = @at, scheduled_by = @by, held_because = NULL", parameters);
    }

    /// <summary>Keeps it from going: it is a draft again.</summary>
    public Task<SpecialResult> TakeBackAsync(long id, string by) => ChangeAsync(id, by, "took back the time of", special => special.State is SpecialState.Draft ? SpecialResult.SaidAlready : SpecialResult.Done,
        "state = 'Draft', send_at = NULL, scheduled_by = NULL, held_because = NULL", new DynamicParameters());

    /// <summary>Removes it before it has gone.</summary>
    public async Task<SpecialResult> RemoveAsync(long id, string by)
    {
        var removed = await database.WriteAsync(session => session.ExecuteAsync("DELETE FROM specials WHERE id = @id AND state <> 'Closed'", new { id })) == 1;
        if (!removed)
            return await FindAsync(id) is null ? SpecialResult.Gone : SpecialResult.Closed;
        logger.LogInformation("{Admin} removed special edition {Special}", by, id);
        return SpecialResult.Done;
    }

    private async Task<SpecialResult> ChangeStoriesAsync(long id, string by, Func<Session, List<long>, Task<SpecialResult>> change)
    {
        var result = await database.WriteAsync(async session =>
        {
            if (await LockedAsync(session, id) is not { } special)
                return SpecialResult.Gone;
            if (special.State is SpecialState.Closed)
                return SpecialResult.Closed;
            var stories = special.StoryIds.ToList();
            var result = await change(session, stories);
            if (result is SpecialResult.Done)
                await session.ExecuteAsync("UPDATE specials SET stories = @stories, version = version + 1, changed_at = @now, changed_by = @by WHERE id = @id", new { id, by, now = clock.Milliseconds(), stories = JsonSerializer.Serialize(stories) });
            return result;
        });
        if (result is SpecialResult.Done)
            logger.LogInformation("{Admin} changed the stories of special edition {Special}", by, id);
        return result;
    }

    private async Task<SpecialResult> ChangeAsync(long id, string by, string deed, Func<SpecialEdition, SpecialResult> may, string what, DynamicParameters parameters)
    {
        parameters.AddDynamicParams(new { id, by, now = clock.Milliseconds() });
        var result = await database.WriteAsync(async session =>
        {
            if (await LockedAsync(session, id) is not { } special)
                return SpecialResult.Gone;
            var result = special.State is SpecialState.Closed ? SpecialResult.Closed : may(special);
            if (result is SpecialResult.Done)
                await session.ExecuteAsync($"UPDATE specials SET {what}, version = version + 1, changed_at = @now, changed_by = @by WHERE id = @id", parameters);
            return result;
        });
        if (result is SpecialResult.Done)
            logger.LogInformation("{Admin} {Deed} special edition {Special}", by, deed, id);
        return result;
    }

    private static Task<SpecialEdition?> LockedAsync(Session session, long id) =>
        session.FirstOrDefaultAsync<SpecialEdition>($"SELECT * FROM specials WHERE id = @id {session.Dialect.ForUpdate}", new { id });
}

/// <summary>What became of what an editor wanted.</summary>
public enum SpecialResult
{
    Done,

    /// <summary>It is so already.</summary>
    SaidAlready,

    /// <summary>Somebody changed it after the editor had looked.</summary>
    Overtaken,

    /// <summary>It has as many stories as one may have.</summary>
    Full,

    /// <summary>The story is withdrawn, kept out of editions or not known; or there is none to send.</summary>
    Unusable,

    /// <summary>It has gone.</summary>
    Closed,

    /// <summary>It was removed.</summary>
    Gone,
}
