using Digest.Storage;

namespace Digest.Outbox;

/// <summary>
/// How the messages of an edition stand. <see cref="Waiting"/> are prepared or on the wire: no answer yet.
/// What was superseded is nobody's message any more and not among the recipients.
/// </summary>
public sealed record EditionCounts
{
    public int Recipients { get; init; }

    public int Waiting { get; init; }

    public int Submitted { get; init; }

    public int Deferred { get; init; }

    public int Failed { get; init; }

    public int Uncertain { get; init; }

    public int Superseded { get; init; }

    public static async Task<EditionCounts> ReadAsync(Session session, long editionId) => (await session.FirstOrDefaultAsync<EditionCounts>(
        """
        SELECT COALESCE(SUM(CASE WHEN status <> 'Superseded' THEN 1 ELSE 0 END), 0) AS recipients,
               COALESCE(SUM(CASE WHEN status IN ('Prepared', 'Submitting') THEN 1 ELSE 0 END), 0) AS waiting,
               COALESCE(SUM(CASE WHEN status = 'Submitted' THEN 1 ELSE 0 END), 0) AS submitted,
               COALESCE(SUM(CASE WHEN status = 'Deferred' THEN 1 ELSE 0 END), 0) AS deferred,
               COALESCE(SUM(CASE WHEN status = 'Failed' THEN 1 ELSE 0 END), 0) AS failed,
               COALESCE(SUM(CASE WHEN status = 'Uncertain' THEN 1 ELSE 0 END), 0) AS uncertain,
               COALESCE(SUM(CASE WHEN status = 'Superseded' THEN 1 ELSE 0 END), 0) AS superseded
        FROM messages WHERE edition_id = @editionId
        """, new { editionId }))!;
}
