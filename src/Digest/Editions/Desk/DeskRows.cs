using Digest.Storage;

namespace Digest.Editions.Desk;

/// <summary>What editors said, as rows. Nothing of it is removed; what is taken back says so.</summary>
public static class DeskRows
{
    // A word holds for the first regular edition that closes after it; what was skipped took nothing.
    private const string Taken = "SELECT 1 FROM editions e WHERE e.kind = 'Regular' AND e.closed_at >= d.at AND e.closed_at <= @at AND e.id <> @edition AND e.state <> 'Skipped'";

    private const string Said = "d.at <= @at AND (d.undone_at IS NULL OR d.undone_at > @at)";

    /// <summary>What holds for an edition.</summary>
    /// <param name="session">The reading.</param>
    /// <param name="at">When the edition closed, or now: what is said or taken back later makes no difference.</param>
    /// <param name="edition">The edition that closed then; null: the coming one.</param>
    /// <param name="after">It has stories numbered after this one.</param>
    public static async Task<DeskWords> OfAsync(Session session, DateTimeOffset at, long? edition, long after)
    {
        var parameters = new { at = at.ToMilliseconds(), edition = edition ?? 0, after };
        // Of one thing the latest; of a story as long as readers get it; an order as long as a story in it is left. A cross join, so
        // that SQLite begins with what editors said, which is little, and not with the stories.
        var holding = await session.QueryAsync<DeskEdit>(
            $"""
            SELECT d.* FROM desk_edits d
            WHERE d.id IN (SELECT MAX(d.id) FROM desk_edits d WHERE d.what IN ('Subject', 'Preheader', 'Note') AND {Said} AND NOT EXISTS ({Taken}) GROUP BY d.what)
               OR d.id IN (SELECT MAX(d.id) FROM desk_edits d WHERE d.what = 'Order' AND {Said})
               OR d.id IN (SELECT MAX(d.id) FROM desk_edits d CROSS JOIN stories s
                           WHERE s.id = d.story_id AND (s.number IS NULL OR s.number > @after) AND d.what IN ('Picture', 'Related') AND {Said} GROUP BY d.what, d.story_id)
            """, parameters);
        return Words(holding) with { Order = await OrderAsync(session, holding.FirstOrDefault(edit => edit.What is DeskField.Order), at, edition) };
    }

    /// <summary>What holds for some stories: their pictures, and what stands beside them.</summary>
    public static async Task<DeskWords> OfStoriesAsync(Session session, IEnumerable<long> stories, DateTimeOffset at) => Words(await session.QueryAsync<DeskEdit>(
        $"""
        SELECT d.* FROM desk_edits d
        WHERE d.id IN (SELECT MAX(d.id) FROM desk_edits d WHERE d.story_id IN @stories AND d.what IN ('Picture', 'Related') AND {Said} GROUP BY d.what, d.story_id)
        """, new { stories = stories.ToList(), at = at.ToMilliseconds() }));

    /// <summary>The words of the coming edition, the latest first, those too that were taken back; and whatever keeps a story of it out.</summary>
    public static Task<IReadOnlyList<DeskEdit>> LatestAsync(Session session, int most) => session.QueryAsync<DeskEdit>(
        """
        SELECT * FROM desk_edits
        WHERE at > COALESCE((SELECT MAX(closed_at) FROM editions WHERE kind = 'Regular' AND state <> 'Skipped'), 0)
        ORDER BY id DESC LIMIT @most
        """, new { most });

    /// <summary>The word on a thing that holds now; null: there is none.</summary>
    internal static Task<DeskEdit?> HoldingAsync(Session session, DeskField what, long? story, long now) => session.FirstOrDefaultAsync<DeskEdit>(
        $"""
        SELECT d.* FROM desk_edits d
        WHERE d.what = @what AND COALESCE(d.story_id, 0) = @story AND {Said} AND (d.what NOT IN ('Subject', 'Preheader', 'Note') OR NOT EXISTS ({Taken}))
        ORDER BY d.id DESC LIMIT 1
        """, new { what = what.ToString(), story = story ?? 0, at = now, edition = 0L });

    internal static Task<DeskEdit?> ByIdAsync(Session session, long id) => session.FirstOrDefaultAsync<DeskEdit>("SELECT * FROM desk_edits WHERE id = @id", new { id });

    internal static Task AddAsync(Session session, DeskField what, long? story, string value, string by, long now) => session.ExecuteAsync(
        "INSERT INTO desk_edits (what, story_id, value, by_admin, at) VALUES (@what, @story, @value, @by, @now)", new { what = what.ToString(), story, value, by, now });

    /// <summary>Takes a word back.</summary>
    internal static Task UndoAsync(Session session, long id, string by, long now) =>
        session.ExecuteAsync("UPDATE desk_edits SET undone_at = @now, undone_by = @by WHERE id = @id AND undone_at IS NULL", new { id, by, now });

    /// <summary>Whether an edition has closed since a time, and took what was said before.</summary>
    internal static async Task<bool> ClosedSinceAsync(Session session, long at) =>
        await session.ScalarAsync<int?>("SELECT 1 FROM editions WHERE kind = 'Regular' AND closed_at >= @at AND state <> 'Skipped' LIMIT 1", new { at }) is not null;

    private static async Task<IReadOnlyList<Placed>> OrderAsync(Session session, DeskEdit? said, DateTimeOffset at, long? edition)
    {
        if (said?.Read<DeskOrder>() is not { Stories.Count: > 0 } order)
            return [];
        var taken = await session.QueryAsync<long>(
            """
            SELECT s.id FROM stories s
            WHERE s.id IN @ids
              AND EXISTS (SELECT 1 FROM editions e
                          WHERE e.kind = 'Regular' AND e.closed_at >= @said AND e.closed_at <= @at AND e.id <> @edition AND e.state <> 'Skipped' AND e.last_number >= s.number)
            """, new { ids = order.Stories.Select(one => one.Story).ToList(), said = said.At, at = at.ToMilliseconds(), edition = edition ?? 0 });
        return [.. order.Stories.Where(one => !taken.Contains(one.Story))];
    }

    private static DeskWords Words(IReadOnlyList<DeskEdit> holding)
    {
        var said = holding.Where(edit => !edit.IsNothing).ToLookup(edit => edit.What);
        return new DeskWords
        {
            Subject = said[DeskField.Subject].FirstOrDefault()?.Read<DeskLine>(),
            Preheader = said[DeskField.Preheader].FirstOrDefault()?.Read<DeskLine>(),
            Note = said[DeskField.Note].FirstOrDefault()?.Read<string>(),
            Pictures = said[DeskField.Picture].ToDictionary(edit => edit.StoryId!.Value, edit => edit.Read<DeskPicture>()!),
            Related = said[DeskField.Related].ToDictionary(edit => edit.StoryId!.Value, edit => edit.Read<IReadOnlyList<long>>()!),
            Holding = holding.ToDictionary(edit => (edit.What, edit.StoryId)),
        };
    }
}
