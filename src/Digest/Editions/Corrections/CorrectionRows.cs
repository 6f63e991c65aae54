using Digest.Storage;

namespace Digest.Editions.Corrections;

/// <summary>Corrections as rows.</summary>
internal static class CorrectionRows
{
    public const string Columns = "id, story_id, kind, state, below, right_words, found_at, decided_at, decided_by, ended_at";

    /// <summary>So many bits stand for what readers are owed.</summary>
    private const int Bits = 62;

    public static Task<Correction?> ByIdAsync(Session session, long id) =>
        session.FirstOrDefaultAsync<Correction>($"SELECT {Columns} FROM corrections WHERE id = @id", new { id });

    /// <summary>The latest one of a story that still says something, other than that it stands again; null: there is none.</summary>
    public static Task<Correction?> LatestAsync(Session session, long storyId) => session.FirstOrDefaultAsync<Correction>(
        $"SELECT {Columns} FROM corrections WHERE story_id = @storyId AND state <> 'ChangedBack' AND kind <> 'Restored' ORDER BY id DESC LIMIT 1", new { storyId });

    /// <summary>Those of some stories that say something else than at a time.</summary>
    public static Task<IReadOnlyList<long>> CorrectedSinceAsync(Session session, IReadOnlyList<long> stories, long at) => session.QueryAsync<long>(
        """
        SELECT s.id FROM stories s
        JOIN version_checks k ON k.story_id = s.id AND k.against = s.version AND k.differs = 1
             AND k.version = (SELECT MIN(v.number) FROM story_versions v WHERE v.story_id = s.id AND v.until > @at)
        WHERE s.id IN @stories
        """, new { stories, at });

    public static Task<IReadOnlyList<CorrectionCase>> CasesAsync(Session session, IReadOnlyCollection<long> ids) => session.QueryAsync<CorrectionCase>(
        "SELECT correction_id, version, said FROM correction_cases WHERE correction_id IN @ids ORDER BY correction_id, version", new { ids });

    /// <summary>Writes down who did what with a correction, or what became of it.</summary>
    public static Task NoteAsync(Session session, long id, CorrectionDeed what, string? by, long now) => session.ExecuteAsync(
        "INSERT INTO correction_events (correction_id, at, what, by_admin) VALUES (@id, @now, @what, @by)", new { id, now, what = what.ToString(), by });

    /// <summary>Ends a correction that is open or going, for whichever reason. Its bits are free for others.</summary>
    public static async Task EndAsync(Session session, long id, CorrectionState state, CorrectionDeed deed, long now)
    {
        if (await session.ExecuteAsync("UPDATE corrections SET state = @state, ended_at = @now WHERE id = @id AND state IN ('Open', 'Going')", new { id, state = state.ToString(), now }) == 0)
            return;
        await StopAsync(session, id);
        await NoteAsync(session, id, deed, by: null, now);
    }

    /// <summary>Gives each case a bit of its own; those that find none free get one as soon as others end.</summary>
    /// <returns>Whether all have one.</returns>
    public static async Task<bool> StartAsync(Session session, long id)
    {
        var versions = await session.QueryAsync<int>("SELECT version FROM correction_cases WHERE correction_id = @id AND mask IS NULL ORDER BY version", new { id });
        var taken = (await session.QueryAsync<long>("SELECT mask FROM correction_cases WHERE mask IS NOT NULL")).ToHashSet();
        var free = new Queue<long>(Enumerable.Range(0, Bits).Select(bit => 1L << bit).Where(mask => !taken.Contains(mask)));
        foreach (var version in versions)
        {
            if (!free.TryDequeue(out var mask))
                return false;
            await session.ExecuteAsync("UPDATE correction_cases SET mask = @mask WHERE correction_id = @id AND version = @version", new { id, version, mask });
        }
        return true;
    }

    /// <summary>Whether each case has a bit: without, nobody is known to be owed it.</summary>
    public static async Task<bool> HasBitsAsync(Session session, long id) =>
        await session.ScalarAsync<int>("SELECT COUNT(*) FROM correction_cases WHERE correction_id = @id AND mask IS NULL", new { id }) == 0;

    /// <summary>Takes a correction's bits back. What was chosen by them, and has no message yet, is chosen anew: others may get them.</summary>
    public static async Task StopAsync(Session session, long id)
    {
        await session.ExecuteAsync(
            """
            DELETE FROM edition_choices
            WHERE owed > 0 AND edition_id IN (SELECT id FROM editions WHERE last_number IS NOT NULL AND prepared_at IS NULL)
              AND EXISTS (SELECT 1 FROM correction_cases k WHERE k.correction_id = @id AND k.mask IS NOT NULL AND (k.mask & edition_choices.owed) <> 0)
            """, new { id });
        await session.ExecuteAsync("UPDATE correction_cases SET mask = NULL WHERE correction_id = @id", new { id });
    }
}

/// <summary>What happened to a correction.</summary>
public enum CorrectionDeed
{
    Found,

    /// <summary>It goes to those who got an earlier version.</summary>
    Told,

    Dismissed,

    /// <summary>What was decided is taken back.</summary>
    Undone,

    /// <summary>Nobody is owed it any more.</summary>
    Ended,

    Overtaken,

    ChangedBack,

    NobodyGot,
}
