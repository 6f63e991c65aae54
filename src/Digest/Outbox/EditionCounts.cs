using Digest.Storage;

namespace Digest.Outbox;

/// <summary>
/// How the messages of an edition stand. <see cref="Waiting"/> have no answer yet: prepared, on the wire, or
/// uncertain and about to be submitted once more.
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

    public static async Task<EditionCounts> ReadAsync(Session session, long editionId, long now) => (await session.FirstOrDefaultAsync<EditionCounts>(
        """
        SELECT COALESCE(SUM(CASE WHEN status <> 'Superseded' THEN 1 ELSE 0 END), 0) AS recipients,
               COALESCE(SUM(CASE WHEN status IN ('Prepared', 'Submitting') OR (status = 'Uncertain' AND finished_at IS NULL AND due_at <= @now) THEN 1 ELSE 0 END), 0) AS waiting,
               COALESCE(SUM(CASE WHEN status = 'Submitted' THEN 1 ELSE 0 END), 0) AS submitted,
               COALESCE(SUM(CASE WHEN status = 'Deferred' THEN 1 ELSE 0 END), 0) AS deferred,
               COALESCE(SUM(CASE WHEN status = 'Failed' THEN 1 ELSE 0 END), 0) AS failed,
               COALESCE(SUM(CASE WHEN status = 'Uncertain' AND (finished_at IS NOT NULL OR due_at > @now) THEN 1 ELSE 0 END), 0) AS uncertain
        FROM messages WHERE edition_id = @editionId
        """, new { editionId, now }))!;
}
