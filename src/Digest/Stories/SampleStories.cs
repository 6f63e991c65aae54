using Digest.Storage;

namespace Digest.Stories;

/// <summary>
/// The sample site's stories in a site that has feeds of its own: kept, as an edition may have offered them, but chosen no more.
/// A number below zero says so: it lies before every reader's position.
/// </summary>
public sealed class SampleStories(Database database, TimeProvider clock)
{
    /// <summary>Brings the stories that only the sample's feed carries to what holds now; changes nothing where that is so already.</summary>
    /// <param name="feedUrl">The sample's feed, as its row names it.</param>
    /// <param name="inUse">Whether it is read.</param>
    /// <param name="cancellation">Ends the wait for the database.</param>
    public async Task SettleAsync(string feedUrl, bool inUse, CancellationToken cancellation = default)
    {
        const string itsOwn =
            """
            id IN (SELECT known.story_id FROM story_ids known JOIN feeds ON feeds.id = known.feed_id WHERE feeds.url = @feedUrl)
            AND NOT EXISTS (SELECT 1 FROM story_ids other JOIN feeds ON feeds.id = other.feed_id WHERE other.story_id = stories.id AND feeds.url <> @feedUrl)
            """;
        var wrong = inUse ? "number < 0" : "(number IS NULL OR number >= 0)";
        var parameters = new { feedUrl, now = clock.Milliseconds() };
        if (await database.ReadAsync(session => session.ScalarAsync<int>($"SELECT COUNT(*) FROM stories WHERE {itsOwn} AND {wrong}", parameters), cancellation) > 0)
            await database.WriteAsync(session => session.ExecuteAsync($"UPDATE stories SET number = {(inUse ? "NULL" : "-id")}, changed_at = @now WHERE {itsOwn} AND {wrong}", parameters), cancellation);
    }
}
