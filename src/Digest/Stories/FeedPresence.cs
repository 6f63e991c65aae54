using Digest.Storage;

namespace Digest.Stories;

/// <summary>Which stories each feed had when it was last read. Only what came or went is written; in most polls nothing.</summary>
internal static class FeedPresence
{
    private const int AtOnce = 500;

    /// <summary>Writes what came back into a feed and what fell off; what is new in it comes with its first words.</summary>
    /// <param name="database">Where stories are kept.</param>
    /// <param name="feedId">The feed.</param>
    /// <param name="guids">Its stories as it calls them.</param>
    /// <param name="cancellation">Ends the wait for the database.</param>
    public static async Task StoreAsync(Database database, long feedId, IReadOnlyCollection<string> guids, CancellationToken cancellation)
    {
        var before = (await database.ReadAsync(session => session.QueryAsync<string>("SELECT guid FROM story_ids WHERE feed_id = @feedId AND in_feed = 1", new { feedId }), cancellation)).ToHashSet(StringComparer.Ordinal);
        var present = guids.ToHashSet(StringComparer.Ordinal);
        foreach (var came in present.Except(before, StringComparer.Ordinal).Chunk(AtOnce))
        {
            var known = await database.ReadAsync(session => session.QueryAsync<string>("SELECT guid FROM story_ids WHERE feed_id = @feedId AND guid IN @came", new { feedId, came = came.ToList() }), cancellation);
            if (known.Count > 0)
                await database.WriteAsync(session => session.ExecuteAsync("UPDATE story_ids SET in_feed = 1 WHERE feed_id = @feedId AND guid IN @known", new { feedId, known = known.ToList() }), cancellation);
        }
        foreach (var went in before.Except(present, StringComparer.Ordinal).Chunk(AtOnce))
            await database.WriteAsync(session => session.ExecuteAsync("UPDATE story_ids SET in_feed = 0 WHERE feed_id = @feedId AND guid IN @went", new { feedId, went = went.ToList() }), cancellation);
    }

    /// <summary>Whether a feed has a story: one that is read, as it was last read.</summary>
    /// <param name="session">A read or a write.</param>
    /// <param name="storyId">The story.</param>
    /// <param name="feeds">The feeds of the settings. What another one had says nothing, and neither does one that is gone.</param>
    public static async Task<bool> HasAsync(Session session, long storyId, FeedsOptions feeds)
    {
        var having = await session.QueryAsync<string>("SELECT DISTINCT f.url FROM story_ids k JOIN feeds f ON f.id = k.feed_id WHERE k.story_id = @storyId AND k.in_feed = 1 AND f.gone = 0", new { storyId });
        return having.Any(url => feeds.Feeds.Any(feed => feed.Url == url));
    }
}
