using Digest.Storage;

namespace Digest.Editions;

/// <summary>What editors pinned to the top, as rows. Nothing of it is removed; what is taken back says so.</summary>
public static class StoryPins
{
    /// <summary>
    /// The pins that hold at a time, the earliest first: those made by then, not taken back by then, whose story no edition has taken
    /// since. What was skipped took nothing.
    /// </summary>
    /// <param name="session">The reading.</param>
    /// <param name="at">When the edition closed, or now.</param>
    /// <param name="edition">The edition that closed then; null: the coming one.</param>
    public static Task<IReadOnlyList<StoryPin>> OfAsync(Session session, DateTimeOffset at, long? edition) => session.QueryAsync<StoryPin>(
        """
        SELECT p.id, p.story_id, p.by_admin, p.at
        FROM story_pins p JOIN stories s ON s.id = p.story_id
        WHERE p.at <= @at AND (p.undone_at IS NULL OR p.undone_at > @at)
          AND NOT EXISTS (SELECT 1 FROM editions e
                          WHERE e.closed_at >= p.at AND e.closed_at <= @at AND e.id <> @edition AND e.state <> 'Skipped' AND e.last_number >= s.number)
        ORDER BY p.id
        """, new { at = at.ToMilliseconds(), edition = edition ?? 0 });

    /// <summary>Pins a story.</summary>
    public static Task AddAsync(Session session, long story, string by, long now) =>
        session.ExecuteAsync("INSERT INTO story_pins (story_id, by_admin, at) VALUES (@story, @by, @now)", new { story, by, now });

    /// <summary>Takes pins back.</summary>
    /// <returns>How many of them held until now.</returns>
    public static Task<int> UndoAsync(Session session, IReadOnlyList<long> ids, string by, long now) =>
        session.ExecuteAsync("UPDATE story_pins SET undone_at = @now, undone_by = @by WHERE id IN @ids AND undone_at IS NULL", new { ids, by, now });
}

/// <summary>A story that an editor wants at the top.</summary>
public sealed record StoryPin
{
    public long Id { get; init; }

    public long StoryId { get; init; }

    public string ByAdmin { get; init; } = "";

    public long At { get; init; }
}
