using Digest.Storage;

namespace Digest.Editions;

/// <summary>The editions that were closed or are held, the latest first; without their content.</summary>
public static class LatestEditions
{
    public static Task<IReadOnlyList<LatestEdition>> ReadAsync(Session session, int most) => session.QueryAsync<LatestEdition>(
        """
        SELECT id, slug, state, subject, due_at, closed_at, prepared_at
        FROM editions WHERE state <> 'Skipped' ORDER BY id DESC LIMIT @most
        """, new { most });

    /// <summary>The editions that somebody paused while messages of theirs are left to go, as <see cref="ListedEdition.IsPaused"/> says it.</summary>
    public static Task<IReadOnlyList<LatestEdition>> PausedAsync(Session session) => session.QueryAsync<LatestEdition>(
        """
        SELECT id, slug, state, subject, due_at, closed_at, prepared_at, paused_at, paused_by
        FROM editions e
        WHERE paused_at IS NOT NULL AND state = 'Closed'
          AND (prepared_at IS NULL OR EXISTS (
              SELECT 1 FROM messages m WHERE m.edition_id = e.id AND m.status IN ('Prepared', 'Submitting', 'Deferred', 'Uncertain') AND m.finished_at IS NULL))
        ORDER BY id
        """);
}

/// <summary>An edition as a list shows it.</summary>
public sealed record LatestEdition
{
    public long Id { get; init; }

    public string Slug { get; init; } = "";

    public EditionState State { get; init; }

    /// <summary>The top story's headline, whole; null until its page is rendered.</summary>
    public string? Subject { get; init; }

    public long DueAt { get; init; }

    public long? ClosedAt { get; init; }

    public long? PreparedAt { get; init; }

    /// <summary>Only where it was asked for.</summary>
    public long? PausedAt { get; init; }

    public string? PausedBy { get; init; }
}
