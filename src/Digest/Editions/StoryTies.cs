using Digest.Related;
using Digest.Storage;

namespace Digest.Editions;

/// <summary>What editors said of which stories are about one event, as rows. Nothing of it is removed; what is undone says so.</summary>
public static class StoryTies
{
    /// <summary>What was said of stories numbered after a number and holds at a time, the latest word first.</summary>
    public static async Task<IReadOnlyList<StoryTie>> AfterAsync(Session session, long number, DateTimeOffset at) => [.. (await session.QueryAsync<Pair>(
        """
        SELECT p.one_id, p.other_id, t.what
        FROM story_ties t
        JOIN story_tie_pairs p ON p.tie_id = t.id
        JOIN stories s ON s.id = p.one_id
        JOIN stories o ON o.id = p.other_id
        WHERE t.at <= @at AND (t.undone_at IS NULL OR t.undone_at > @at)
          AND (s.number IS NULL OR s.number > @number OR o.number IS NULL OR o.number > @number)
        ORDER BY t.id DESC, p.one_id, p.other_id
        """, new { number, at = at.ToMilliseconds() })).Select(pair => new StoryTie(pair.OneId, pair.OtherId, pair.What is TieKind.Joined))];

    /// <summary>The latest words on some stories, undone ones too, the latest first.</summary>
    public static Task<IReadOnlyList<StoryWord>> OfAsync(Session session, IReadOnlyCollection<long> storyIds, int most) => session.QueryAsync<StoryWord>(
        """
        SELECT t.id, t.what, t.story_id, t.other_id, s.headline, o.headline AS other_headline, t.by_admin, t.at, t.undone_at, t.undone_by
        FROM story_ties t
        JOIN stories s ON s.id = t.story_id
        JOIN stories o ON o.id = t.other_id
        WHERE t.story_id IN @storyIds OR t.other_id IN @storyIds
        ORDER BY t.id DESC LIMIT @most
        """, new { storyIds, most });

    /// <summary>Writes down an editor's word.</summary>
    /// <param name="session">The write.</param>
    /// <param name="what">What was said.</param>
    /// <param name="ones">The stories of which it was said; the first stands for them.</param>
    /// <param name="others">Those it was said against; the first stands for them.</param>
    /// <param name="by">The editor.</param>
    /// <param name="now">Milliseconds.</param>
    public static async Task AddAsync(Session session, TieKind what, IReadOnlyList<long> ones, IReadOnlyList<long> others, string by, long now)
    {
        var tie = await session.ScalarAsync<long>(
            "INSERT INTO story_ties (what, story_id, other_id, by_admin, at) VALUES (@what, @story, @other, @by, @now) RETURNING id",
            new { what = what.ToString(), story = ones[0], other = others[0], by, now });
        // Of every pair, so that it holds for readers who get only some of the stories.
        await session.ExecuteAsync(
            """
            INSERT INTO story_tie_pairs (tie_id, one_id, other_id)
            SELECT @tie, CASE WHEN s.id < o.id THEN s.id ELSE o.id END, CASE WHEN s.id < o.id THEN o.id ELSE s.id END
            FROM stories s CROSS JOIN stories o WHERE s.id IN @ones AND o.id IN @others
            """, new { tie, ones, others });
    }

    /// <summary>Takes a word back.</summary>
    /// <returns>False when there is none of this id, or it was taken back before.</returns>
    public static async Task<bool> UndoAsync(Session session, long id, string by, long now) =>
        await session.ExecuteAsync("UPDATE story_ties SET undone_at = @now, undone_by = @by WHERE id = @id AND undone_at IS NULL", new { id, by, now }) == 1;

    private sealed record Pair
    {
        public long OneId { get; init; }

        public long OtherId { get; init; }

        public TieKind What { get; init; }
    }
}

/// <summary>What an editor says of stories.</summary>
public enum TieKind
{
    /// <summary>They are about one event.</summary>
    Joined,

    /// <summary>They are not.</summary>
    Apart,
}

/// <summary>An editor's word as the pages show it.</summary>
public sealed record StoryWord
{
    public long Id { get; init; }

    public TieKind What { get; init; }

    public long StoryId { get; init; }

    public long OtherId { get; init; }

    public string Headline { get; init; } = "";

    public string OtherHeadline { get; init; } = "";

    public string ByAdmin { get; init; } = "";

    public long At { get; init; }

    public long? UndoneAt { get; init; }

    public string? UndoneBy { get; init; }
}
