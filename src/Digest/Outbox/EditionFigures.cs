using Digest.Storage;

namespace Digest.Outbox;

/// <summary>How many of an edition's messages stand where, and when the last one was submitted; read from an index alone.</summary>
public sealed record EditionFigures
{
    public long EditionId { get; init; }

    /// <summary>All but what was superseded.</summary>
    public long Recipients => Waiting + Submitted + Deferred + Failed + Uncertain;

    /// <summary>Prepared, or on the wire.</summary>
    public long Waiting { get; init; }

    public long Submitted { get; init; }

    public long Deferred { get; init; }

    public long Failed { get; init; }

    public long Uncertain { get; init; }

    /// <summary>When the latest message was submitted; null: none was.</summary>
    public long? LastSubmittedAt { get; init; }

    /// <summary>The figures of editions; one without messages is not among them.</summary>
    public static async Task<IReadOnlyDictionary<long, EditionFigures>> ReadAsync(Session session, IReadOnlyCollection<long> editionIds) => (await session.QueryAsync<EditionFigures>(
        """
        SELECT edition_id,
               SUM(CASE WHEN status IN ('Prepared', 'Submitting') THEN messages ELSE 0 END) AS waiting,
               SUM(CASE WHEN status = 'Submitted' THEN messages ELSE 0 END) AS submitted,
               SUM(CASE WHEN status = 'Deferred' THEN messages ELSE 0 END) AS deferred,
               SUM(CASE WHEN status = 'Failed' THEN messages ELSE 0 END) AS failed,
               SUM(CASE WHEN status = 'Uncertain' THEN messages ELSE 0 END) AS uncertain,
               (SELECT MAX(m.finished_at) FROM messages m WHERE m.edition_id = counted.edition_id AND m.status = 'Submitted') AS last_submitted_at
        FROM (SELECT edition_id, status, COUNT(*) AS messages FROM messages WHERE edition_id IN @editionIds GROUP BY edition_id, status) counted
        GROUP BY edition_id
        """, new { editionIds })).ToDictionary(one => one.EditionId);
}
