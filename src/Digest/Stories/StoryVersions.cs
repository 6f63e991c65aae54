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

    /// <summary>What a story says at this moment, before it is written.</summary>
    internal static async Task<Words> WordsAsync(Session session, long storyId) =>
        (await session.FirstOrDefaultAsync<Words>("SELECT headline, dek, text, first_seen_at FROM stories WHERE id = @storyId", new { storyId }))!;

    /// <summary>Keeps what a story said before it was written; nothing where its words are the same.</summary>
    internal static async Task KeepAsync(Session session, long storyId, Words before, long now)
    {
        var words = await WordsAsync(session, storyId);
        if (words == before)
            return;
        await session.ExecuteAsync(
            """
            INSERT INTO story_versions (story_id, number, since, until, headline, dek, text)
            SELECT @storyId, COALESCE(MAX(number), 0) + 1, COALESCE(MAX(until), @FirstSeenAt), @now, @Headline, @Dek, @Text
            FROM story_versions WHERE story_id = @storyId
            """,
            new { storyId, now, before.FirstSeenAt, before.Headline, before.Dek, before.Text });
        await session.ExecuteAsync(
            "DELETE FROM story_versions WHERE story_id = @storyId AND number > 1 AND number <= (SELECT MAX(number) FROM story_versions WHERE story_id = @storyId) - @most",
            new { storyId, most = MostKept });
        await session.ExecuteAsync("UPDATE stories SET version = version + 1 WHERE id = @storyId", new { storyId });
        await StoryRemoval.AfterFeedAsync(session, storyId, StoryMarks.Of(before.Headline, before.Dek, before.Text), StoryMarks.Of(words.Headline, words.Dek, words.Text), now);
    }

    /// <summary>What a version is of.</summary>
    internal sealed record Words
    {
        public string Headline { get; init; } = "";

        public string? Dek { get; init; }

        public string? Text { get; init; }

        public long FirstSeenAt { get; init; }
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
