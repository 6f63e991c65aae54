using Digest.Storage;

namespace Digest.Stories;

/// <summary>
/// Where stories stood in their feed when that was last read. Of two feeds with one story it is the one that brought it first. Only
/// the uppermost places are kept, so that a new story at the top moves a few rows and not the archive. What a story says does
/// not change with its place: it makes no version, and nobody reads the story again.
/// </summary>
public static class FeedPlaces
{
    /// <summary>The lowest place that is kept.</summary>
    public const int Most = 20;

    /// <summary>Writes the places that changed; in most polls none.</summary>
    /// <param name="database">Where stories are kept.</param>
    /// <param name="feedId">The feed.</param>
    /// <param name="guids">Its stories as it calls them, the uppermost first.</param>
    /// <param name="cancellation">Ends the wait for the database.</param>
    internal static async Task StoreAsync(Database database, long feedId, IReadOnlyList<string> guids, CancellationToken cancellation)
    {
        var changed = await database.ReadAsync(session => ChangedAsync(session, feedId, [.. guids.Take(Most)]), cancellation);
        if (changed.Count > 0)
            await database.WriteAsync(session => session.ExecuteAsync("UPDATE stories SET feed_place = @Place WHERE id = @Id", changed), cancellation);
    }

    private static async Task<List<Row>> ChangedAsync(Session session, long feedId, List<string> guids)
    {
        var kept = await session.QueryAsync<Row>("SELECT id, feed_place AS place FROM stories WHERE feed_id = @feedId AND feed_place IS NOT NULL", new { feedId });
        var present = await session.QueryAsync<Named>(
            "SELECT known.guid, known.story_id FROM story_ids known JOIN stories ON stories.id = known.story_id WHERE known.feed_id = @feedId AND known.guid IN @guids AND stories.feed_id = @feedId",
            new { feedId, guids });
        var before = kept.ToDictionary(row => row.Id, row => row.Place);
        // Two ids of one story: the upper place is its.
        var now = present.GroupBy(one => one.StoryId, one => guids.IndexOf(one.Guid) + 1).ToDictionary(places => places.Key, places => (int?)places.Min());
        return [
            .. now.Where(one => before.GetValueOrDefault(one.Key) != one.Value).Select(one => new Row { Id = one.Key, Place = one.Value }),
            .. before.Keys.Where(id => !now.ContainsKey(id)).Select(id => new Row { Id = id }),
        ];
    }

    private sealed record Row
    {
        public long Id { get; init; }

        public int? Place { get; init; }
    }

    private sealed record Named
    {
        public string Guid { get; init; } = "";

        public long StoryId { get; init; }
    }
}
