using Digest.Storage;

namespace Digest.Editions.Corrections;

/// <summary>How many readers got which version of a story, and who is still owed a correction of it.</summary>
internal static class CorrectionReaders
{
    // Edition by edition, of which few showed the story.
    private const string Got =
        """
        (SELECT DISTINCT v.edition_id FROM variant_stories ex JOIN variants v ON v.id = ex.variant_id WHERE ex.story_id = @StoryId) e
        JOIN messages m ON m.edition_id = e.edition_id AND m.status IN ('Submitted', 'Uncertain')
        JOIN variant_stories x ON x.variant_id = m.variant_id AND x.story_id = @StoryId
        """;

    // Who heard of a withdrawal, and not yet of its end.
    private const string Heard =
        """
        corrections w JOIN variant_corrections c ON c.correction_id = w.id JOIN variants v ON v.id = c.variant_id
        JOIN messages m ON m.edition_id = v.edition_id AND m.variant_id = v.id AND m.status IN ('Submitted', 'Uncertain')
        WHERE w.story_id = @StoryId AND w.kind = 'Removed' AND w.id < @Id
          AND NOT EXISTS (SELECT 1 FROM corrections r JOIN variant_corrections e ON e.correction_id = r.id
                          JOIN messages d ON d.variant_id = e.variant_id AND d.subscriber_id = m.subscriber_id AND d.status IN ('Submitted', 'Uncertain')
                          WHERE r.story_id = w.story_id AND r.kind = 'Restored' AND r.id > w.id AND r.id < @Id)
        """;

    /// <summary>How many got which version; of those who got several, each counts. Where the story stands again: how many had heard that it was withdrawn, by what they had got.</summary>
    public static Task<IReadOnlyList<VersionReaders>> OfAsync(Session session, Correction correction) => session.QueryAsync<VersionReaders>(
        correction.Kind is CorrectionKind.Restored
            ? $"SELECT c.version, COUNT(DISTINCT m.subscriber_id) AS readers FROM {Heard} GROUP BY c.version ORDER BY c.version"
            : $"SELECT x.version, x.told, COUNT(DISTINCT m.subscriber_id) AS readers FROM {Got} GROUP BY x.version, x.told ORDER BY x.version, x.told", correction);

    /// <summary>Whether anybody got a version that a correction is about.</summary>
    public static async Task<bool> AnyAsync(Session session, Correction correction) => await session.ScalarAsync<int?>(
        correction.Kind is CorrectionKind.Restored ? $"SELECT 1 FROM {Heard} LIMIT 1" : $"SELECT 1 FROM {Got} WHERE EXISTS (SELECT 1 FROM correction_cases k WHERE k.correction_id = @Id AND k.version = x.version) LIMIT 1", correction) is not null;

    /// <summary>How many messages carried it, or are carrying it at this moment.</summary>
    public static Task<int> CarriedAsync(Session session, long id) => session.ScalarAsync<int>(
        """
        SELECT COUNT(DISTINCT m.subscriber_id) FROM variant_corrections c JOIN variants v ON v.id = c.variant_id
        JOIN messages m ON m.edition_id = v.edition_id AND m.variant_id = v.id AND m.status IN ('Submitted', 'Submitting', 'Uncertain')
        WHERE c.correction_id = @id
        """, new { id });

    /// <summary>The corrections that somebody who may still get an edition is owed.</summary>
    public static async Task<HashSet<long>> OwedAsync(Session session) => [.. (await CountOwedAsync(session)).Keys];

    /// <summary>How many readers are owed each of the corrections that go.</summary>
    public static async Task<IReadOnlyDictionary<long, int>> CountOwedAsync(Session session)
    {
        var rows = await session.QueryAsync<OwedCount>(
            $"""
            SELECT k.correction_id, COUNT(*) AS readers
            FROM ({OwedCorrections.Owing}) o JOIN subscribers s ON s.id = o.subscriber_id AND s.status = 'Active'
            JOIN correction_cases k ON k.mask IS NOT NULL AND (k.mask & o.owed) <> 0
            GROUP BY k.correction_id
            """, new { from = 0L, to = long.MaxValue });
        return rows.ToDictionary(row => row.CorrectionId, row => row.Readers);
    }

    /// <summary>Whether a message that shows an earlier version, tells of a withdrawal that is over, or carries the correction has no answer yet.</summary>
    public static async Task<bool> IsUnderWayAsync(Session session, Correction correction) => await session.ScalarAsync<int?>(
        """
        SELECT 1 FROM messages m
        WHERE m.finished_at IS NULL AND (m.status IN ('Submitting', 'Uncertain')
              AND EXISTS (SELECT 1 FROM variant_corrections c JOIN corrections o ON o.id = c.correction_id
                          WHERE c.variant_id = m.variant_id AND (o.id = @Id OR (@restored = 1 AND o.story_id = @StoryId AND o.kind = 'Removed')))
            OR @restored = 0 AND m.status IN ('Submitting', 'Uncertain', 'Prepared', 'Deferred')
              AND EXISTS (SELECT 1 FROM variant_stories x JOIN correction_cases k ON k.correction_id = @Id AND k.version = x.version WHERE x.variant_id = m.variant_id AND x.story_id = @StoryId))
        LIMIT 1
        """, new { correction.Id, correction.StoryId, restored = correction.Kind is CorrectionKind.Restored }) is not null;

    private sealed record OwedCount
    {
        public long CorrectionId { get; init; }

        public int Readers { get; init; }
    }
}

/// <summary>How many readers got a version of a story.</summary>
public sealed record VersionReaders
{
    public int Version { get; init; }

    /// <summary>Only in a correction.</summary>
    public bool Told { get; init; }

    public int Readers { get; init; }
}
