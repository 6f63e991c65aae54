using System.Text.Json;
using Digest.Storage;

namespace Digest.Stories.Pages;

/// <summary>
/// Puts into a story what its page says and its feed does not, and remembers which parts are the page's: those the feed may
/// replace at any time, and the page again when it is read anew. What several stories' pages of a host say is no story's.
/// </summary>
internal static class StoryFilling
{
    private const string PageColumns = "story_id, host, facts, description_key, picture_key, canonical, former_link, filled";

    /// <summary>From so many pages on that claim one address, it is nobody's.</summary>
    private const int TooMany = 3;

    /// <summary>However often a feed changes a story, its page is not asked for again within the hour.</summary>
    private const long Soonest = 3_600_000;

    /// <summary>The story that a link means: whose canonical link it is, or was before a page gave it another.</summary>
    public static async Task<long?> HolderAsync(Session session, string canonicalLink) =>
        await session.ScalarAsync<long?>("SELECT id FROM stories WHERE canonical_link = @canonicalLink", new { canonicalLink })
        ?? await session.ScalarAsync<long?>("SELECT story_id FROM story_pages WHERE former_link = @canonicalLink ORDER BY story_id LIMIT 1", new { canonicalLink });

    /// <summary>Called when a feed has written a story's row: what the page had filled in is put back where the feed says nothing, and the page is looked at again.</summary>
    public static async Task AfterFeedAsync(Session session, long storyId, long now)
    {
        if (await session.FirstOrDefaultAsync<PageRow>($"SELECT {PageColumns} FROM story_pages WHERE story_id = @storyId", new { storyId }) is not { } page)
            return;
        // All but the time is the feed's again; that stays where a feed has none.
        var story = await StoryAsync(session, storyId);
        var isTimeOurs = page.Has(FilledParts.Published) && page.Page?.Published?.ToMilliseconds() == story.PublishedAt;
        await FillAsync(session, story, page with
        {
            Filled = isTimeOurs ? JsonSerializer.Serialize(new[] { FilledParts.Published }) : "[]",
            FormerLink = story.CanonicalLink == page.Canonical ? page.FormerLink : null,
        }, now);
        await ReadAnewAsync(session, storyId, now);
    }

    /// <summary>Called when a story's words changed, whoever changed them: its page is looked at again.</summary>
    public static Task ReadAnewAsync(Session session, long storyId, long now) => session.ExecuteAsync(
        "UPDATE story_pages SET next_at = CASE WHEN tried_at + @Soonest > @now THEN tried_at + @Soonest ELSE @now END, attempts = 0 WHERE story_id = @storyId AND state IN ('Read', 'GivenUp')", new { storyId, now, Soonest });

    /// <summary>Called when a page was read and its row written.</summary>
    public static async Task AfterPageAsync(Session session, long storyId, long now)
    {
        var page = (await session.FirstOrDefaultAsync<PageRow>($"SELECT {PageColumns} FROM story_pages WHERE story_id = @storyId", new { storyId }))!;
        await FillAsync(session, await StoryAsync(session, storyId), page, now);
        // What was thought to be another story's own may have turned out to be everybody's.
        var others = await session.QueryAsync<PageRow>(
            $"""
            SELECT {PageColumns} FROM story_pages
            WHERE story_id <> @storyId AND host = @Host AND facts IS NOT NULL AND filled <> '[]'
                AND (description_key = @DescriptionKey OR picture_key = @PictureKey OR canonical = @Canonical)
            ORDER BY story_id DESC LIMIT 20
            """, new { storyId, page.Host, page.DescriptionKey, page.PictureKey, page.Canonical });
        foreach (var other in others)
            await FillAsync(session, await StoryAsync(session, other.StoryId), other, now);
    }

    private static async Task<StoryRow> StoryAsync(Session session, long id) =>
        (await session.FirstOrDefaultAsync<StoryRow>($"SELECT {StoryRow.Columns} FROM stories WHERE id = @id", new { id }))!;

    private static async Task FillAsync(Session session, StoryRow story, PageRow row, long now)
    {
        if (row.Page is not { } page)
            return;
        var (ofFeed, filled) = (FilledParts.Without(story, row.Parts), new List<string>());
        var isOwnText = !await IsSharedAsync(session, row, "description_key", row.DescriptionKey);
        var isOwnPicture = page.IsCardShown || !await IsSharedAsync(session, row, "picture_key", row.PictureKey);
        var full = FilledParts.Fill(ofFeed, page with { Description = isOwnText ? page.Description : null, Card = isOwnPicture ? page.Card : null }, filled);
        var (link, former) = await LinkAsync(session, story, row);
        full = full with { CanonicalLink = link };
        if (former is not null)
            filled.Add(FilledParts.Link);
        if (full != story)
        {
            await session.ExecuteAsync(
                """
                UPDATE stories SET canonical_link = @CanonicalLink, dek = @Dek, byline = @Byline, picture_url = @PictureUrl, picture_alt = @PictureAlt, picture_caption = @PictureCaption,
                    picture_credit = @PictureCredit, picture_width = @PictureWidth, picture_height = @PictureHeight, topics = @Topics, licence = @Licence, published_at = @PublishedAt, changed_at = @ChangedAt
                WHERE id = @Id
                """, full with { ChangedAt = now });
        }
        await session.ExecuteAsync("UPDATE story_pages SET filled = @filled, former_link = @former WHERE story_id = @StoryId", new { filled = JsonSerializer.Serialize(filled), former, row.StoryId });
    }

    /// <summary>The host's front page says the same, or another story's page does; one story under two addresses is no other.</summary>
    private static async Task<bool> IsSharedAsync(Session session, PageRow row, string column, string? key) => key is not null && await session.ScalarAsync<int>(
        $"""
        SELECT COUNT(*) FROM (
            SELECT 1 FROM page_hosts WHERE host = @Host AND {column} = @key
            UNION ALL
            SELECT 1 FROM story_pages WHERE host = @Host AND {column} = @key AND story_id <> @StoryId AND (canonical IS NULL OR @Canonical IS NULL OR canonical <> @Canonical)
        ) same
        """, new { row.Host, key, row.StoryId, row.Canonical }) > 0;

    /// <summary>The canonical link that the story should have, and the one that it had, if that is another one.</summary>
    private static async Task<(string Link, string? Former)> LinkAsync(Session session, StoryRow story, PageRow row)
    {
        var own = row.FormerLink ?? story.CanonicalLink;
        if (row.Canonical is null || row.Canonical == own)
            return (await IsFreeAsync(session, own, story.Id) ? own : story.CanonicalLink, null);
        var claims = await session.ScalarAsync<int>("SELECT COUNT(*) FROM story_pages WHERE canonical = @Canonical", new { row.Canonical });
        return claims < TooMany && await IsFreeAsync(session, row.Canonical, story.Id) ? (row.Canonical, own)
            : await IsFreeAsync(session, own, story.Id) ? (own, null) : (story.CanonicalLink, row.FormerLink);
    }

    private static async Task<bool> IsFreeAsync(Session session, string link, long storyId) => await HolderAsync(session, link) is not { } holder || holder == storyId;

    private sealed record PageRow
    {
        public long StoryId { get; init; }

        public string Host { get; init; } = "";

        public string? Facts { get; init; }

        public string? DescriptionKey { get; init; }

        public string? PictureKey { get; init; }

        public string? Canonical { get; init; }

        public string? FormerLink { get; init; }

        public string Filled { get; init; } = "[]";

        public StoryPage? Page => Facts is null ? null : JsonSerializer.Deserialize<StoryPage>(Facts);

        public IReadOnlyList<string> Parts => JsonSerializer.Deserialize<List<string>>(Filled) ?? [];

        public bool Has(string part) => Parts.Contains(part);
    }
}
