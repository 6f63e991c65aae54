using Digest.Outbox;
using Digest.Storage;
using Digest.Stories;
using Microsoft.Extensions.Logging;

namespace Digest.Editions.Corrections;

/// <summary>What editors see of corrections and decide about them. Who did what is written down.</summary>
public sealed class CorrectionDesk(Database database, TimeProvider clock, ILogger<CorrectionDesk> logger)
{
    /// <summary>A correction; null: there is none of this id.</summary>
    public Task<Correction?> FindAsync(long id, CancellationToken cancellation = default) => database.ReadAsync(session => CorrectionRows.ByIdAsync(session, id), cancellation);

    /// <summary>Lets a correction go: the coming edition of each reader who got an earlier version carries it.</summary>
    /// <param name="id">Which.</param>
    /// <param name="by">The admin; null: its time has come.</param>
    /// <param name="right">What is right, as readers are told; null: the draft.</param>
    /// <param name="said">What was said, by the version that they got; null: the drafts.</param>
    /// <param name="cancellation">Ends the wait for the database.</param>
    public async Task<CorrectionOutcome> TellAsync(long id, string? by, string? right, IReadOnlyDictionary<int, string>? said, CancellationToken cancellation = default)
    {
        var outcome = await database.WriteAsync(async session =>
        {
            var now = clock.Milliseconds();
            if (await CorrectionRows.ByIdAsync(session, id) is not { } found)
                return CorrectionOutcome.NotFound;
            if (found.State is not CorrectionState.Open)
                return CorrectionOutcome.DecidedAlready;
            await session.ExecuteAsync(
                "UPDATE corrections SET state = 'Going', right_words = COALESCE(@right, right_words), decided_at = @now, decided_by = @by, by_hand = CASE WHEN @by IS NULL THEN by_hand ELSE 1 END, looked_at = @now WHERE id = @id",
                new { id, right, now, by });
            await session.ExecuteAsync("UPDATE correction_cases SET said = @Value WHERE correction_id = @id AND version = @Key", (said ?? new Dictionary<int, string>()).Select(one => new { id, one.Key, one.Value }));
            await CorrectionRows.StartAsync(session, id);
            await CorrectionRows.NoteAsync(session, id, CorrectionDeed.Told, by, now);
            return CorrectionOutcome.Done;
        }, cancellation);
        if (outcome is CorrectionOutcome.Done)
            logger.LogInformation("Correction {Correction} goes; decided by {Admin}", id, by ?? "its time");
        return outcome;
    }

    /// <summary>Decides that a correction is not worth telling.</summary>
    public Task<CorrectionOutcome> DismissAsync(long id, string by, CancellationToken cancellation = default) => database.WriteAsync(async session =>
    {
        var now = clock.Milliseconds();
        if (await CorrectionRows.ByIdAsync(session, id) is not { } found)
            return CorrectionOutcome.NotFound;
        if (found.State is not CorrectionState.Open)
            return CorrectionOutcome.DecidedAlready;
        await session.ExecuteAsync("UPDATE corrections SET state = 'Dismissed', decided_at = @now, decided_by = @by, by_hand = 1, ended_at = @now WHERE id = @id", new { id, now, by });
        await CorrectionRows.NoteAsync(session, id, CorrectionDeed.Dismissed, by, now);
        return CorrectionOutcome.Done;
    }, cancellation);

    /// <summary>Takes back what was decided, as long as no message has carried it. Messages that wait with it lose it again.</summary>
    public Task<CorrectionOutcome> UndoAsync(long id, string by, CancellationToken cancellation = default) => database.WriteAsync(async session =>
    {
        var now = clock.Milliseconds();
        if (await CorrectionRows.ByIdAsync(session, id) is not { } found)
            return CorrectionOutcome.NotFound;
        if (found.State is not (CorrectionState.Going or CorrectionState.Dismissed))
            return CorrectionOutcome.NothingToUndo;
        // The story changed since, or is withdrawn once more, and something else is open.
        if (await session.ScalarAsync<int>($"SELECT COUNT(*) FROM corrections WHERE story_id = @StoryId AND id > @Id AND state <> 'ChangedBack' AND kind {(found.Kind is CorrectionKind.Restored ? "IN ('Removed', 'Restored')" : "<> 'Restored'")}", found) > 0)
            return CorrectionOutcome.Overtaken;
        await OutboxClaims.SettleAsync(session);
        if (await CorrectionReaders.CarriedAsync(session, id) > 0)
            return CorrectionOutcome.CarriedAlready;
        await CorrectionRows.StopAsync(session, id);
        await session.ExecuteAsync("UPDATE corrections SET state = 'Open', decided_at = NULL, decided_by = NULL, by_hand = 1, ended_at = NULL WHERE id = @id", new { id });
        await CorrectionRows.NoteAsync(session, id, CorrectionDeed.Undone, by, now);
        return CorrectionOutcome.Done;
    }, cancellation);

    /// <summary>How many that say so themselves wait for somebody, and were got by readers.</summary>
    public Task<int> CountOpenAsync(CancellationToken cancellation = default) => database.ReadAsync(async session => (await OpenAsync(session, areSilent: false)).Count, cancellation);

    /// <summary>Those that wait for somebody and concern readers, the latest first; neither sort hides the other.</summary>
    /// <param name="areSilent">Changes of a dek or text that nothing was said of; else all others.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public Task<IReadOnlyList<ShownCorrection>> ListOpenAsync(bool areSilent, int most, CancellationToken cancellation = default) =>
        database.ReadAsync(async session => await ShowAsync(session, [.. (await OpenAsync(session, areSilent)).Take(most)]), cancellation);

    private static async Task<IReadOnlyList<Correction>> OpenAsync(Session session, bool areSilent)
    {
        var open = new List<Correction>();
        foreach (var correction in await session.QueryAsync<Correction>($"SELECT {CorrectionRows.Columns} FROM corrections WHERE state = 'Open' AND kind {(areSilent ? "=" : "<>")} 'Words' ORDER BY id DESC"))
        {
            if (await CorrectionReaders.AnyAsync(session, correction))
                open.Add(correction);
        }
        return open;
    }

    /// <summary>Those in some states, the latest first.</summary>
    /// <param name="states">Which.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<IReadOnlyList<ShownCorrection>> ListAsync(IReadOnlyCollection<CorrectionState> states, int most, CancellationToken cancellation = default)
    {
        var found = await database.ReadAsync(session => session.QueryAsync<Correction>(
            $"SELECT {CorrectionRows.Columns} FROM corrections WHERE state IN @states ORDER BY id DESC LIMIT @most", new { states = states.Select(state => state.ToString()).ToList(), most }), cancellation);
        return await database.ReadAsync(session => ShowAsync(session, found), cancellation);
    }

    private static async Task<IReadOnlyList<ShownCorrection>> ShowAsync(Session session, IReadOnlyList<Correction> found)
    {
        var ids = found.Select(one => one.Id).ToList();
        var cases = (await CorrectionRows.CasesAsync(session, ids)).ToLookup(one => one.CorrectionId);
        var events = (await session.QueryAsync<CorrectionEvent>("SELECT correction_id, at, what, by_admin FROM correction_events WHERE correction_id IN @ids ORDER BY id", new { ids })).ToLookup(one => one.CorrectionId);
        var owed = found.Any(one => one.State is CorrectionState.Going) ? await CorrectionReaders.CountOwedAsync(session) : new Dictionary<long, int>();
        var stories = (await StoryArchive.ByIdsAsync(session, found.Select(one => one.StoryId))).ToDictionary(story => story.Id);
        var shown = new List<ShownCorrection>();
        foreach (var correction in found)
        {
            shown.Add(new ShownCorrection(correction, stories[correction.StoryId], await StoryVersions.OfAsync(session, correction.StoryId), [.. cases[correction.Id]], await CorrectionReaders.OfAsync(session, correction))
            {
                Carried = await CorrectionReaders.CarriedAsync(session, correction.Id),
                Owed = owed.GetValueOrDefault(correction.Id),
                Events = [.. events[correction.Id]],
            });
        }
        return shown;
    }
}

/// <summary>What came of a decision.</summary>
public enum CorrectionOutcome
{
    Done,

    NotFound,

    /// <summary>Somebody decided meanwhile, or it ended by itself.</summary>
    DecidedAlready,

    /// <summary>It is open, or over.</summary>
    NothingToUndo,

    /// <summary>A message has gone with it.</summary>
    CarriedAlready,

    /// <summary>The story changed once more since.</summary>
    Overtaken,
}
