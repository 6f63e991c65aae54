using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using Digest.Storage;
using Digest.Stories.Pages;

namespace Digest.Stories;

/// <summary>
/// Stores what a feed brought. A story is known by the id that the feed gives it, else by its canonical link, else by what it says
/// (<see cref="KnownStories"/>). Only what a feed changes of what it said itself is an update, so that two feeds with different summaries
/// do not undo each other.
/// </summary>
internal sealed class StoryWriter(Database database, TimeProvider clock)
{
    private const int StoriesAtOnce = 500;

    /// <summary>Stores what changed since this feed was last read, in transactions of bounded length.</summary>
    /// <returns>How many stories are new, and how many were changed.</returns>
    public async Task<(int New, int Updated)> StoreAsync(long feedId, FeedDocument feed, CancellationToken cancellation)
    {
        var (added, changed) = (0, 0);
        var items = Items(feed);
        var present = items.SelectMany(item => new[] { item.Guid, item.Row.CanonicalLink }).ToHashSet(StringComparer.Ordinal);
        var guids = items.ConvertAll(item => item.Guid);
        var now = clock.Milliseconds();
        // First: nobody takes a page's word for a story that the feed is about to speak of.
        await FeedPresence.StoreAsync(database, feedId, guids, cancellation);
        foreach (var some in items.AsEnumerable().Reverse().OrderBy(item => item.Row.PublishedAt ?? now).Chunk(StoriesAtOnce))
        {
            var known = await database.ReadAsync(session => KnownAsync(session, feedId, some), cancellation);
            var news = some.Where(item => known.GetValueOrDefault(item.Guid)?.ContentHash != item.Hash).ToList();
            if (news.Count == 0)
                continue;
            var (addedNow, changedNow) = await database.WriteAsync(session => StoreAsync(session, feedId, news, present), cancellation);
            added += addedNow;
            changed += changedNow;
        }
        await FeedPlaces.StoreAsync(database, feedId, guids, cancellation);
        return (added, changed);
    }

    /// <summary>A story needs something to say and a page to lead to.</summary>
    public static bool IsUsable(FeedStory story) => story.Headline.Length > 0 && story.Link?.StartsWith("http", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>In the order of the feed.</summary>
    private List<Item> Items(FeedDocument feed)
    {
        var now = clock.Milliseconds();
        var usable = feed.Stories.Where(IsUsable).ToList();
        // Some feeds give every item the same id; the link tells those apart.
        var ambiguous = usable.GroupBy(story => story.Id, story => CanonicalLink.Of(story.Link!)).Where(group => group.Distinct().Skip(1).Any()).Select(group => group.Key).ToHashSet();
        return usable
            .Select(story => new Item(story.Id is null || ambiguous.Contains(story.Id) ? story.Link! : story.Id, StoryRow.Of(story, feed.Licence, now)))
            // Of two items for one page the upper is the newer one.
            .DistinctBy(item => item.Row.CanonicalLink)
            .DistinctBy(item => item.Guid)
            .ToList();
    }

    private static async Task<Dictionary<string, KnownId>> KnownAsync(Session session, long feedId, IEnumerable<Item> items)
    {
        var known = await session.QueryAsync<KnownId>(
            "SELECT guid, story_id, content_hash FROM story_ids WHERE feed_id = @feedId AND guid IN @guids",
            new { feedId, guids = items.Select(item => item.Guid).ToList() });
        return known.ToDictionary(one => one.Guid, StringComparer.Ordinal);
    }

    private static async Task<(int New, int Updated)> StoreAsync(Session session, long feedId, List<Item> items, HashSet<string> present)
    {
        // Asked again inside the transaction: another process may have polled the same feed meanwhile.
        var known = await KnownAsync(session, feedId, items);
        var gone = await KnownStories.GoneAsync(session, feedId, [.. items.Where(item => !known.ContainsKey(item.Guid)).Select(item => item.Row)], present);
        var (added, changed) = (0, 0);
        foreach (var item in items)
        {
            var before = known.GetValueOrDefault(item.Guid);
            if (before?.ContentHash == item.Hash)
                continue;
            var storyId = before?.StoryId;
            if (storyId is null)
            {
                storyId = await KnownStories.ByNameAsync(session, feedId, item.Guid, item.Row) ?? KnownStories.BySense(gone, item.Row);
                gone.RemoveAll(one => one.Id == storyId);
                if (storyId is null)
                {
                    storyId = await InsertAsync(session, feedId, item.Row);
                    added++;
                }
                else if (await session.ScalarAsync<long?>("SELECT story_id FROM story_ids WHERE story_id = @storyId AND feed_id = @feedId LIMIT 1", new { storyId, feedId }) is not null)
                {
                    // The same feed gave its story another id.
                    changed += await UpdateAsync(session, storyId.Value, item.Row);
                }
            }
            else
            {
                changed += await UpdateAsync(session, storyId.Value, item.Row);
            }
            await session.ExecuteAsync(
                """
                INSERT INTO story_ids (feed_id, guid, story_id, content_hash, in_feed) VALUES (@feedId, @Guid, @storyId, @Hash, 1)
                ON CONFLICT (feed_id, guid) DO UPDATE SET content_hash = excluded.content_hash, in_feed = 1
                """,
                new { feedId, item.Guid, storyId, item.Hash });
        }
        return (added, changed);
    }

    private static Task<long> InsertAsync(Session session, long feedId, StoryRow row)
    {
        var parameters = new DynamicParameters(row);
        parameters.Add("feedId", feedId);
        return session.ScalarAsync<long>(
            """
            INSERT INTO stories (canonical_link, link, headline, dek, byline, text, picture_url, picture_alt, picture_caption, picture_credit,
                                 picture_width, picture_height, topics, licence, published_at, updated_at, first_seen_at, changed_at, feed_id)
            VALUES (@CanonicalLink, @Link, @Headline, @Dek, @Byline, @Text, @PictureUrl, @PictureAlt, @PictureCaption, @PictureCredit,
                    @PictureWidth, @PictureHeight, @Topics, @Licence, @PublishedAt, @UpdatedAt, @FirstSeenAt, @FirstSeenAt, @feedId)
            RETURNING id
            """,
            parameters);
    }

    /// <summary>
    /// Number, first sight and, where the feed does not say otherwise, the time of publication stay. A story that moved to
    /// another page takes its new link along, unless that page is another story's already.
    /// </summary>
    private static async Task<int> UpdateAsync(Session session, long storyId, StoryRow row)
    {
        var holder = await StoryFilling.HolderAsync(session, row.CanonicalLink);
        var before = await StoryVersions.WordsAsync(session, storyId);
        var changed = await session.ExecuteAsync(
            """
            UPDATE stories
            SET canonical_link = CASE WHEN @moves = 1 THEN @CanonicalLink ELSE canonical_link END, link = CASE WHEN @moves = 1 THEN @Link ELSE link END,
                headline = @Headline, dek = @Dek, byline = @Byline, text = @Text, picture_url = @PictureUrl, picture_alt = @PictureAlt,
                picture_caption = @PictureCaption, picture_credit = @PictureCredit, picture_width = @PictureWidth, picture_height = @PictureHeight,
                topics = @Topics, licence = @Licence, published_at = COALESCE(@published, published_at), updated_at = @UpdatedAt,
                changed_at = @now
            WHERE id = @storyId
            """,
            new
            {
                storyId,
                moves = holder is null || holder == storyId,
                // A time of publication that is only the time of the update must not move.
                published = row.PublishedAt == row.UpdatedAt ? null : row.PublishedAt,
                row.CanonicalLink,
                row.Link,
                row.Headline,
                row.Dek,
                row.Byline,
                row.Text,
                row.PictureUrl,
                row.PictureAlt,
                row.PictureCaption,
                row.PictureCredit,
                row.PictureWidth,
                row.PictureHeight,
                row.Topics,
                row.Licence,
                row.UpdatedAt,
                // The row was made for this poll: its first sight is now.
                now = row.FirstSeenAt,
            });
        await StoryFilling.AfterFeedAsync(session, storyId, row.FirstSeenAt);
        await StoryVersions.KeepAsync(session, storyId, before, row.FirstSeenAt);
        return changed;
    }

    /// <summary>Writes the headline of a story that no feed has any more. When one brings it again, whatever it says is a change, and counts.</summary>
    /// <param name="session">A write.</param>
    /// <param name="storyId">The story.</param>
    /// <param name="said">Its headline until now; where that is another one, nothing is written.</param>
    /// <param name="headline">Its headline from now on.</param>
    /// <param name="now">The time.</param>
    /// <returns>Whether it was written.</returns>
    public static async Task<bool> RewordAsync(Session session, long storyId, string said, string headline, long now)
    {
        var before = await StoryVersions.WordsAsync(session, storyId);
        if (await session.ExecuteAsync("UPDATE stories SET headline = @headline, changed_at = @now WHERE id = @storyId AND headline = @said", new { storyId, said, headline, now }) == 0)
            return false;
        await session.ExecuteAsync("UPDATE story_ids SET content_hash = '' WHERE story_id = @storyId", new { storyId });
        await StoryFilling.ReadAnewAsync(session, storyId, now);
        await StoryVersions.KeepAsync(session, storyId, before, now);
        return true;
    }

    private sealed record Item(string Guid, StoryRow Row)
    {
        public string Hash { get; } = Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(Row with { FirstSeenAt = 0 })).AsSpan(0, 16));
    }

    private sealed record KnownId
    {
        public string Guid { get; init; } = "";

        public long StoryId { get; init; }

        public string ContentHash { get; init; } = "";
    }
}
