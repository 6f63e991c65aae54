using System.Text.Json;
using Digest.Storage;
using Microsoft.Extensions.Logging;

namespace Digest.Editions.Desk;

/// <summary>
/// What editors say of the coming edition: its subject, preheader and note, the pictures of its stories and what stands beside them.
/// Who says something names the word they have seen, so that nobody overwrites what they have not read.
/// </summary>
public sealed class DeskEdits(Database database, NextEdition next, TimeProvider clock, ILogger<DeskEdits> logger)
{
    /// <summary>Characters of a subject or preheader.</summary>
    public const int MostOfLine = 200;

    /// <summary>Stories beside one at most, when an editor chooses them.</summary>
    public const int MostRelated = 10;

    /// <summary>The subject of whoever gets the story that stands first now; null: as the program finds it.</summary>
    /// <param name="line">The line, cleaned.</param>
    /// <param name="seen">The word that the editor has seen (<see cref="DeskWords.Seen"/>).</param>
    /// <param name="by">The editor.</param>
    /// <param name="cancellation">Ends the wait for the database.</param>
    public Task<DeskOutcome> SubjectAsync(string? line, long seen, string by, CancellationToken cancellation = default) => LineAsync(DeskField.Subject, line, seen, by, cancellation);

    /// <summary>The same of the line beside the subject.</summary>
    /// <inheritdoc cref="SubjectAsync" path="/param"/>
    public Task<DeskOutcome> PreheaderAsync(string? line, long seen, string by, CancellationToken cancellation = default) => LineAsync(DeskField.Preheader, line, seen, by, cancellation);

    /// <summary>The note above the first story, in Markdown; null: none.</summary>
    /// <inheritdoc cref="SubjectAsync" path="/param"/>
    public Task<DeskOutcome> NoteAsync(string? note, long seen, string by, CancellationToken cancellation = default) => SayAsync(DeskField.Note, story: null, note, seen, by, cancellation);

    /// <summary>A story's picture; null: its own.</summary>
    /// <inheritdoc cref="SubjectAsync" path="/param"/>
    public Task<DeskOutcome> PictureAsync(long story, DeskPicture? picture, long seen, string by, CancellationToken cancellation = default) => OfStoryAsync(DeskField.Picture, story, picture, seen, by, cancellation);

    /// <summary>What stands beside a story, in order; null: as the index finds it, empty: nothing.</summary>
    /// <inheritdoc cref="SubjectAsync" path="/param"/>
    public Task<DeskOutcome> RelatedAsync(long story, IReadOnlyList<long>? related, long seen, string by, CancellationToken cancellation = default) =>
        OfStoryAsync(DeskField.Related, story, related?.Where(id => id != story).Distinct().Take(MostRelated).ToList(), seen, by, cancellation);

    /// <summary>Leaves an item's stories out of this edition and of all to come.</summary>
    public async Task<DeskOutcome> DropAsync(long story, string by, CancellationToken cancellation = default)
    {
        if (await ItemAsync(story, cancellation) is not { } item)
            return DeskResult.Unknown;
        var done = await database.WriteAsync(async session =>
        {
            var now = clock.Milliseconds();
            if (await session.ExecuteAsync("UPDATE stories SET dropped_at = @now WHERE id IN @ids AND dropped_at IS NULL", new { now, ids = item.StoryIds }) == 0)
                return false;
            await DeskRows.AddAsync(session, DeskField.Dropped, item.Lead.Id, JsonSerializer.Serialize(item.StoryIds), by, now);
            return true;
        }, cancellation);
        if (done)
            logger.LogInformation("{Admin} drops stories {Stories}", by, item.StoryIds);
        return done ? DeskResult.Done : DeskResult.SaidAlready;
    }

    /// <summary>Takes a word back; what was said before it, or else the program's own finding, holds again.</summary>
    public async Task<DeskOutcome> UndoAsync(long id, string by, CancellationToken cancellation = default)
    {
        var outcome = await database.WriteAsync<DeskOutcome>(async session =>
        {
            var now = clock.Milliseconds();
            if (await DeskRows.ByIdAsync(session, id) is not { } edit)
                return DeskResult.Unknown;
            if (edit.UndoneAt is not null)
                return DeskResult.SaidAlready;
            if (await DeskRows.ClosedSinceAsync(session, edit.At))
                return DeskResult.Closed;
            if (edit.What is DeskField.Dropped)
                await session.ExecuteAsync("UPDATE stories SET dropped_at = NULL WHERE id IN @ids", new { ids = edit.Read<List<long>>() });
            else if (await DeskRows.HoldingAsync(session, edit.What, edit.StoryId, now) is { } later && later.Id != id)
                return new DeskOutcome(DeskResult.Overtaken, later);
            await DeskRows.UndoAsync(session, id, by, now);
            return DeskResult.Done;
        }, cancellation);
        if (outcome.What is DeskResult.Done)
            logger.LogInformation("{Admin} took back edit {Edit} of the desk", by, id);
        return outcome;
    }

    private async Task<DeskOutcome> LineAsync(DeskField what, string? line, long seen, string by, CancellationToken cancellation)
    {
        if (await next.ItemsAsync(cancellation) is not [var first, ..])
            return DeskResult.Unknown;
        return await SayAsync(what, story: null, line is null ? null : new DeskLine(line, first.Lead.Id), seen, by, cancellation);
    }

    private async Task<DeskOutcome> OfStoryAsync<T>(DeskField what, long story, T? value, long seen, string by, CancellationToken cancellation) where T : class =>
        await ItemAsync(story, cancellation) is null ? DeskResult.Unknown : await SayAsync(what, story, value, seen, by, cancellation);

    private async Task<EditionItem?> ItemAsync(long story, CancellationToken cancellation) =>
        (await next.ItemsAsync(cancellation)).FirstOrDefault(item => item.StoryIds.Contains(story));

    private async Task<DeskOutcome> SayAsync<T>(DeskField what, long? story, T? value, long seen, string by, CancellationToken cancellation) where T : class
    {
        var said = JsonSerializer.Serialize(value);
        var outcome = await database.WriteAsync<DeskOutcome>(async session =>
        {
            var now = clock.Milliseconds();
            var holding = await DeskRows.HoldingAsync(session, what, story, now);
            if ((holding?.Value ?? "null") == said)
                return DeskResult.SaidAlready;
            if ((holding?.Id ?? 0) != seen)
                return new DeskOutcome(DeskResult.Overtaken, holding);
            await DeskRows.AddAsync(session, what, story, said, by, now);
            return DeskResult.Done;
        }, cancellation);
        if (outcome.What is DeskResult.Done)
            logger.LogInformation("{Admin} edits the {What} of the coming edition, story {Story}", by, what, story);
        return outcome;
    }
}
