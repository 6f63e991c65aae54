using Digest.Rendering;
using Digest.Storage;
using Digest.Stories;

namespace Digest.Editions.Blocks;

/// <summary>Which story of the archive an edition recalls: the most prominent one of a year ago.</summary>
public sealed class YearAgo(Database database, EditionClock calendar, StoryArchive archive)
{
    /// <summary>So many days before or after count as a year ago, too.</summary>
    private const int Around = 3;

    /// <summary>For so many days a story that an edition's page recalled is recalled by no other.</summary>
    private const int RestDays = 7;

    // What an item was made of tells how much there was to tell; then its place in its edition. Stories that no edition had stand
    // below those, as their feed had them.
    private const string Candidates =
        """
        SELECT s.id, (SELECT COUNT(*) FROM edition_stories y WHERE y.edition_id = x.edition_id AND y.lead_id = s.id) AS size, x.rank, s.feed_place, x.lead_id,
               COALESCE(s.published_at, s.first_seen_at) AS time
        FROM stories s LEFT JOIN edition_stories x ON x.story_id = s.id
        WHERE COALESCE(s.published_at, s.first_seen_at) >= @from AND COALESCE(s.published_at, s.first_seen_at) < @to AND s.number IS NOT NULL AND s.removed_at IS NULL AND s.dropped_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM edition_year_ago o JOIN editions e ON e.id = o.edition_id WHERE o.story_id = s.id AND e.slug <> @slug AND e.closed_at >= @since AND e.closed_at < @until)
        """;

    /// <summary>The story; null: there is none.</summary>
    /// <param name="day">The edition's.</param>
    /// <param name="slug">The edition's.</param>
    /// <param name="taken">Stories that it is not.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<Story?> FindAsync(DateOnly day, string slug, IReadOnlySet<long> taken, CancellationToken cancellation = default)
    {
        var then = day.AddYears(-1);
        var parameters = new
        {
            slug,
            from = Beginning(then.AddDays(-Around)),
            to = Beginning(then.AddDays(Around + 1)),
            since = Beginning(day.AddDays(-RestDays)),
            until = Beginning(day.AddDays(1)),
        };
        var candidates = await database.ReadAsync(session => session.QueryAsync<Candidate>(Candidates, parameters), cancellation);
        var noon = calendar.BeginningOf(then).AddHours(12).ToMilliseconds();
        var best = candidates.Where(one => !taken.Contains(one.Id))
            .OrderByDescending(one => one.Standing).ThenBy(one => one.Rank ?? long.MaxValue).ThenBy(one => one.FeedPlace ?? int.MaxValue)
            .ThenBy(one => Math.Abs(one.Time - noon)).ThenBy(one => one.Id)
            .FirstOrDefault();
        return best is null ? null : (await archive.ByIdsAsync([best.Id], cancellation)).SingleOrDefault();
    }

    /// <summary>Notes what an edition's page recalls.</summary>
    internal static async Task KeepAsync(Session session, long edition, DigestContent content)
    {
        await session.ExecuteAsync("DELETE FROM edition_year_ago WHERE edition_id = @edition", new { edition });
        await session.ExecuteAsync(
            "INSERT INTO edition_year_ago (edition_id, story_id) VALUES (@edition, @story)",
            content.Blocks.Select(block => block.Story?.Id).OfType<long>().Distinct().Select(story => new { edition, story }));
    }

    private long Beginning(DateOnly day) => calendar.BeginningOf(day).ToMilliseconds();

    private sealed record Candidate
    {
        public long Id { get; init; }

        /// <summary>How many stories were listed under it.</summary>
        public long Size { get; init; }

        /// <summary>Null: no edition had it.</summary>
        public long? Rank { get; init; }

        public long? LeadId { get; init; }

        public int? FeedPlace { get; init; }

        public long Time { get; init; }

        /// <summary>A lead with what was listed under it; what no edition had; what was listed under another.</summary>
        public long Standing => Rank is null ? 0 : LeadId is null ? Size + 1 : -1;
    }
}
