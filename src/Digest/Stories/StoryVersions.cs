using Digest.Storage;

namespace Digest.Stories;

/// <summary>What a story said before what it says now.</summary>
public sealed record StoryVersion
{
    /// <summary>From 1, the first that was seen.</summary>
    public required int Number { get; init; }

    /// <summary>When it was first seen so.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When it was first seen otherwise.</summary>
    public required DateTimeOffset Until { get; init; }

    public required string Headline { get; init; }

    public string? Dek { get; init; }

    public string? Text { get; init; }
}

/// <summary>The rows of <c>story_versions</c>: one for each time that a headline, dek or text gave way to another.</summary>
public sealed class StoryVersions(Database database)
{
    /// <summary>What is kept of a story that changes all day: the first version and the latest ones.</summary>
    internal const int MostKept = 50;

    /// <summary>The earlier versions of a story, the oldest first; what it says now is the story itself.</summary>
    public Task<IReadOnlyList<StoryVersion>> OfAsync(long storyId, CancellationToken cancellation = default) =>
        database.ReadAsync(session => OfAsync(session, storyId), cancellation);

    /// <inheritdoc cref="OfAsync(long, CancellationToken)"/>
    public static async Task<IReadOnlyList<StoryVersion>> OfAsync(Session session, long storyId)
    {
        var rows = await session.QueryAsync<Row>("SELECT number, since, until, headline, dek, text FROM story_versions WHERE story_id = @storyId ORDER BY number", new { storyId });
        return [.. rows.Select(row => new StoryVersion { Number = row.Number, Since = row.Since.ToTime(), Until = row.Until.ToTime(), Headline = row.Headline, Dek = row.Dek, Text = row.Text })];
    }

    /// <summary>Keeps what a story says, which is about to be replaced; nothing where the new words are the same.</summary>
    internal static async Task KeepAsync(Session session, long storyId, StoryRow next, long now)
    {
        var kept = await session.ExecuteAsync(
            """
            INSERT INTO story_versions (story_id, number, since, until, headline, dek, text)
            SELECT id, COALESCE(latest.number, 0) + 1, COALESCE(latest.until, first_seen_at), @now, headline, dek, text
            FROM stories
            LEFT JOIN (SELECT number, until FROM story_versions WHERE story_id = @storyId ORDER BY number DESC LIMIT 1) AS latest ON 1 = 1
            WHERE id = @storyId AND (headline <> @Headline OR COALESCE(dek, '') <> COALESCE(@Dek, '') OR COALESCE(text, '') <> COALESCE(@Text, ''))
            """,
            new { storyId, now, next.Headline, next.Dek, next.Text });
        if (kept > 0)
        {
            await session.ExecuteAsync(
                "DELETE FROM story_versions WHERE story_id = @storyId AND number > 1 AND number <= (SELECT MAX(number) FROM story_versions WHERE story_id = @storyId) - @most",
                new { storyId, most = MostKept });
        }
    }

    private sealed record Row
    {
        public int Number { get; init; }

        public long Since { get; init; }

        public long Until { get; init; }

        public string Headline { get; init; } = "";

        public string? Dek { get; init; }

        public string? Text { get; init; }
    }
}
