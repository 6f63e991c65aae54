using Digest.Storage;

namespace Digest.Outbox;

/// <summary>How an edition's messages stand, and when the last one was submitted.</summary>
/// <param name="Counts">Its messages by state.</param>
/// <param name="LastSubmittedAt">When the latest message was submitted; null: none was.</param>
public sealed record EditionFigures(EditionCounts Counts, long? LastSubmittedAt)
{
    /// <summary>Those of an edition without messages.</summary>
    public static EditionFigures None { get; } = new(new EditionCounts(), LastSubmittedAt: null);

    /// <summary>The figures of editions; of one without messages, zeros.</summary>
    public static async Task<IReadOnlyDictionary<long, EditionFigures>> ReadAsync(Session session, IReadOnlyCollection<long> editionIds, long now)
    {
        var counts = await EditionCounts.ReadAsync(session, editionIds, now);
        // One step in an index for each.
        var last = (await session.QueryAsync<Last>(
            """
            SELECT e.id AS edition_id, COALESCE((SELECT MAX(m.finished_at) FROM messages m WHERE m.edition_id = e.id AND m.status = 'Submitted'),
                (SELECT p.last_at FROM edition_past p WHERE p.edition_id = e.id AND p.status = 'Submitted')) AS at
            FROM editions e WHERE e.id IN @editionIds
            """, new { editionIds })).ToDictionary(one => one.EditionId, one => one.At);
        return counts.ToDictionary(one => one.Key, one => new EditionFigures(one.Value, last.GetValueOrDefault(one.Key)));
    }

    private sealed record Last
    {
        public long EditionId { get; init; }

        public long? At { get; init; }
    }
}
