using Digest.Storage;

namespace Digest.Outbox;

/// <summary>Messages of one edition that are due and have had no answer. What somebody paused is not among them, nor what waits to be moved to another variant: the job that moves it tells.</summary>
public sealed record OverdueMessages
{
    private const string Unanswered =
        $"""
        finished_at IS NULL AND status IN ('Prepared', 'Deferred', 'Uncertain') AND due_at <= @dueBefore
        AND (edition_id IS NULL OR edition_id NOT IN ({DueMessages.PausedEditions})) AND {DueMessages.IsUpToDate}
        """;

    public long EditionId { get; init; }

    public long Messages { get; init; }

    /// <summary>Since when the first of them is due.</summary>
    public long DueAt { get; init; }

    /// <summary>Since when the longest waiting message, of whatever kind, is due; null: none was due by then.</summary>
    public static Task<long?> OldestAsync(Session session, long dueBefore) =>
        session.ScalarAsync<long?>($"SELECT due_at FROM messages m WHERE {Unanswered} ORDER BY due_at LIMIT 1", new { dueBefore });

    /// <summary>Those of editions that were due by then.</summary>
    public static Task<IReadOnlyList<OverdueMessages>> ByEditionAsync(Session session, long dueBefore) => session.QueryAsync<OverdueMessages>(
        $"SELECT edition_id, COUNT(*) AS messages, MIN(due_at) AS due_at FROM messages m WHERE {Unanswered} AND edition_id IS NOT NULL GROUP BY edition_id", new { dueBefore });
}
