using Digest.Storage;

namespace Digest.Stories;

/// <summary>Looks stories up by their headlines, the newest first, a page at a time.</summary>
public sealed class StorySearch(Database database)
{
    /// <summary>A page of stories.</summary>
    /// <param name="words">What the headline contains; empty: anything.</param>
    /// <param name="after">The last story of the page before; null: the first page.</param>
    /// <param name="take">The page's length.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public Task<IReadOnlyList<FoundStory>> FindAsync(string words, StoryPlace? after, int take, CancellationToken cancellation = default) => database.ReadAsync(
        session => session.QueryAsync<FoundStory>(
            $"""
            SELECT {FoundStory.Columns} FROM stories
            WHERE (COALESCE(published_at, first_seen_at), id) < (@time, @id) {(words.Length > 0 ? "AND headline LIKE @pattern ESCAPE '!'" : "")}
            ORDER BY COALESCE(published_at, first_seen_at) DESC, id DESC LIMIT @take
            """, new { time = after?.Time ?? long.MaxValue, id = after?.Id ?? long.MaxValue, pattern = $"%{Literal(words)}%", take }), cancellation);

    private static string Literal(string words) =>
        words.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal);
}

/// <summary>Where a story stands among all, by time.</summary>
public sealed record StoryPlace(long Time, long Id);

/// <summary>A story in a list.</summary>
public sealed record FoundStory
{
    internal const string Columns = "id, link, headline, topics AS topics_json, published_at, first_seen_at, COALESCE(published_at, first_seen_at) AS time, number";

    public long Id { get; init; }

    public string Link { get; init; } = "";

    public string Headline { get; init; } = "";

    /// <summary>A JSON array.</summary>
    public string TopicsJson { get; init; } = "[]";

    public IReadOnlyList<string> Topics => StoryRow.ReadList(TopicsJson);

    public long? PublishedAt { get; init; }

    public long FirstSeenAt { get; init; }

    /// <summary>When it came out, or else was first seen.</summary>
    public long Time { get; init; }

    /// <summary>Given at closing; null: no edition has closed over it yet.</summary>
    public long? Number { get; init; }

    public StoryPlace Place => new(Time, Id);
}
