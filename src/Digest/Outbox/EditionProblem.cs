using Digest.Storage;

namespace Digest.Outbox;

/// <summary>An answer that kept messages of an edition from being submitted, and how many it met.</summary>
public sealed record EditionProblem
{
    private const int Most = 10;

    public MessageStatus Status { get; init; }

    public string Answer { get; init; } = "";

    public int Messages { get; init; }

    /// <summary>The most frequent first, ten at most.</summary>
    public static Task<IReadOnlyList<EditionProblem>> ReadAsync(Session session, long editionId) => session.QueryAsync<EditionProblem>(
        """
        SELECT status, COALESCE(answer, 'no answer') AS answer, COUNT(*) AS messages
        FROM messages WHERE edition_id = @editionId AND status IN ('Deferred', 'Failed', 'Uncertain')
        GROUP BY status, COALESCE(answer, 'no answer') ORDER BY COUNT(*) DESC LIMIT @Most
        """, new { editionId, Most });
}
