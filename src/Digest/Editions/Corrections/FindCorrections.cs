using Digest.Storage;
using Microsoft.Extensions.Logging;

namespace Digest.Editions.Corrections;

/// <summary>Finds stories that say something else than when readers got them, and those that are withdrawn.</summary>
public sealed class FindCorrections(Database database, TimeProvider clock, ILogger<FindCorrections> logger)
{
    /// <summary>For so long after a change, and for so long after it goes, readers are told.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(30);

    private const int AtOnce = 200;

    /// <summary>
    /// Changed lately, and shown by a variant in a version that was not compared with the present one; or withdrawn, or standing again, and nobody has taken note.
    /// Three questions, each with an index of its own: of a hundred thousand stories no more rows are read than there are changes.
    /// </summary>
    private const string Unseen =
        """
        SELECT s.id FROM stories s
        WHERE s.version > 1 AND s.changed_at >= @since AND s.id > @after
          AND EXISTS (SELECT 1 FROM variant_stories x WHERE x.story_id = s.id AND x.version < s.version
                      AND NOT EXISTS (SELECT 1 FROM version_checks k WHERE k.story_id = s.id AND k.version = x.version AND k.against = s.version))
        UNION SELECT s.id FROM stories s
        WHERE s.removed_at IS NOT NULL AND s.changed_at >= @since AND s.id > @after
          AND EXISTS (SELECT 1 FROM variant_stories x WHERE x.story_id = s.id)
          AND NOT EXISTS (SELECT 1 FROM corrections c WHERE c.story_id = s.id AND c.kind = 'Removed' AND c.state <> 'ChangedBack')
        UNION SELECT s.id FROM corrections c JOIN stories s ON s.id = c.story_id
        WHERE c.kind = 'Removed' AND c.state <> 'ChangedBack' AND s.removed_at IS NULL AND s.changed_at >= @since AND s.id > @after
        """;

    /// <summary>Looks at all that changed.</summary>
    /// <returns>How many corrections were opened.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        var since = (clock.GetUtcNow() - Lasts).ToMilliseconds();
        var opened = 0;
        for (var (found, after) = (AtOnce, 0L); found == AtOnce && !cancellation.IsCancellationRequested;)
        {
            var ids = await database.ReadAsync(session => session.QueryAsync<long>($"SELECT id FROM ({Unseen}) AS unseen ORDER BY id LIMIT @AtOnce", new { since, after, AtOnce }), cancellation);
            foreach (var id in ids)
                opened += await LookAsync(id, cancellation) ? 1 : 0;
            (found, after) = (ids.Count, ids.Count == 0 ? after : ids[^1]);
        }
        return opened;
    }

    // Texts are compared before anything is written; what changes meanwhile is seen the next time.
    private async Task<bool> LookAsync(long id, CancellationToken cancellation)
    {
        var seen = await database.ReadAsync(session => SeenStory.ReadAsync(session, id), cancellation);
        if (seen is null)
            return false;
        var changes = seen.Shown.ToDictionary(version => version, seen.ChangeSince);
        var news = seen.IsNews;
        var correction = await database.WriteAsync(session => WriteAsync(session, seen, changes, news), cancellation);
        if (correction is { } opened)
            logger.LogInformation("Story {Story} says something else than readers got: correction {Correction}", id, opened);
        return correction is not null;
    }

    private async Task<long?> WriteAsync(Session session, SeenStory seen, Dictionary<int, StoryChange?> changes, bool isNews)
    {
        var (story, now) = (seen.Story, clock.Milliseconds());
        if (await session.ScalarAsync<int>("SELECT COUNT(*) FROM stories WHERE id = @Id AND version = @Version AND CASE WHEN removed_at IS NULL THEN 0 ELSE 1 END = @removed", new { story.Id, story.Version, removed = story.Removed is not null }) == 0)
            return null;
        await session.ExecuteAsync(
            """
            INSERT INTO version_checks (story_id, version, against, differs) VALUES (@Id, @shown, @against, @differs)
            ON CONFLICT (story_id, version) DO UPDATE SET against = excluded.against, differs = excluded.differs
            """, changes.Select(one => new { story.Id, shown = one.Key, against = story.Version, differs = one.Value is not null }));
        var latest = await CorrectionRows.LatestAsync(session, story.Id);
        if (latest?.Id != seen.Latest?.Id)
            return null;
        var cases = changes.Where(one => one.Value is not null).ToDictionary(one => one.Key, one => one.Value!);
        if (latest is { Kind: CorrectionKind.Removed } && story.Removed is null)
        {
            await TakeBackAsync(session, latest, now);
            latest = null;
        }
        if (story.Removed is not null)
            await EndRestoringAsync(session, story.Id, now);
        if (!isNews)
        {
            if (latest is { State: CorrectionState.Open or CorrectionState.Going })
                await AddCasesAsync(session, latest.Id, cases);
            return null;
        }
        if (latest is { State: CorrectionState.Open or CorrectionState.Going })
            await CorrectionRows.EndAsync(session, latest.Id, cases.Count == 0 ? CorrectionState.ChangedBack : CorrectionState.Overtaken, cases.Count == 0 ? CorrectionDeed.ChangedBack : CorrectionDeed.Overtaken, now);
        return cases.Count == 0 ? null : await OpenAsync(session, seen, cases, now);
    }

    private static async Task<long> OpenAsync(Session session, SeenStory seen, Dictionary<int, StoryChange> cases, long now)
    {
        // As those see it who got the latest of the earlier versions.
        var change = cases[cases.Keys.Max()];
        var id = await session.ScalarAsync<long>(
            "INSERT INTO corrections (story_id, kind, state, below, right_words, found_at) VALUES (@story, @kind, 'Open', @Below, @Right, @now) RETURNING id",
            new { story = seen.Story.Id, kind = change.Kind.ToString(), seen.Below, change.Right, now });
        await AddCasesAsync(session, id, cases);
        await CorrectionRows.NoteAsync(session, id, CorrectionDeed.Found, by: null, now);
        return id;
    }

    private static async Task AddCasesAsync(Session session, long id, Dictionary<int, StoryChange> cases)
    {
        await session.ExecuteAsync(
            "INSERT INTO correction_cases (correction_id, version, said) VALUES (@id, @version, @said) ON CONFLICT DO NOTHING",
            cases.Select(one => new { id, version = one.Key, said = one.Value.Said }));
    }

    // Whoever was told that it is withdrawn, or is being told at this moment, is owed that it stands again.
    private async Task TakeBackAsync(Session session, Correction withdrawal, long now)
    {
        await CorrectionRows.EndAsync(session, withdrawal.Id, CorrectionState.ChangedBack, CorrectionDeed.ChangedBack, now);
        await session.ExecuteAsync("UPDATE corrections SET state = 'ChangedBack' WHERE id = @Id", new { withdrawal.Id });
        if (withdrawal.State is not (CorrectionState.Going or CorrectionState.Told) && !await CorrectionReaders.AnyAsync(session, new Correction { Id = long.MaxValue, StoryId = withdrawal.StoryId, Kind = CorrectionKind.Restored }))
            return;
        var id = await session.ScalarAsync<long>(
            "INSERT INTO corrections (story_id, kind, state, below, right_words, found_at) VALUES (@StoryId, 'Restored', 'Open', @Below, '', @now) RETURNING id", new { withdrawal.StoryId, withdrawal.Below, now });
        await session.ExecuteAsync("INSERT INTO correction_cases (correction_id, version, said) SELECT @id, version, said FROM correction_cases WHERE correction_id = @withdrawal", new { id, withdrawal = withdrawal.Id });
        await CorrectionRows.NoteAsync(session, id, CorrectionDeed.Found, by: null, now);
        logger.LogInformation("Story {Story} stands again: correction {Correction}", withdrawal.StoryId, id);
    }

    private static async Task EndRestoringAsync(Session session, long storyId, long now)
    {
        foreach (var id in await session.QueryAsync<long>("SELECT id FROM corrections WHERE story_id = @storyId AND kind = 'Restored' AND state IN ('Open', 'Going')", new { storyId }))
            await CorrectionRows.EndAsync(session, id, CorrectionState.Overtaken, CorrectionDeed.Overtaken, now);
    }
}
