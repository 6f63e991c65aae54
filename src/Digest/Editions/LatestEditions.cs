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
}

/// <summary>An edition as a list shows it.</summary>
public sealed record LatestEdition
{
    public long Id { get; init; }

    public string Slug { get; init; } = "";

    public EditionState State { get; init; }

    /// <summary>The subject of its messages; null until it is rendered.</summary>
    public string? Subject { get; init; }

    public long DueAt { get; init; }

    public long? ClosedAt { get; init; }

    public long? PreparedAt { get; init; }
}
