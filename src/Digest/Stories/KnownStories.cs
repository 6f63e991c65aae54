using Digest.Storage;
using Digest.Stories.Pages;

namespace Digest.Stories;

/// <summary>
/// Whether a story that a feed gives under an id and a link that nobody has seen is one that is known: publishers move their sites,
/// change slugs with headlines, and give out new ids.
/// </summary>
internal static class KnownStories
{
    private const long RecentMilliseconds = 30L * 24 * 60 * 60 * 1000;

    private const int MostCandidates = 2000;

    /// <summary>A dek that is shorter says too little to know a story by.</summary>
    private const int TellingDek = 40;

    /// <summary>The story with this link, or with this id in another feed of the same site.</summary>
    public static async Task<long?> ByNameAsync(Session session, long feedId, string guid, StoryRow row)
    {
        if (await StoryFilling.HolderAsync(session, row.CanonicalLink) is { } byLink)
            return byLink;
        if (!IsUniversal(guid))
            return null;
        var byId = await session.QueryAsync<Candidate>(
            "SELECT stories.id, canonical_link FROM story_ids JOIN stories ON stories.id = story_ids.story_id WHERE guid = @guid AND story_ids.feed_id <> @feedId ORDER BY stories.id", new { guid, feedId });
        return byId.FirstOrDefault(one => Host(one.CanonicalLink) == Host(row.CanonicalLink))?.Id;
    }

    /// <summary>The stories of a feed that may be meant by those that are new in it: of the same times, and no longer in it themselves.</summary>
    /// <param name="session">A write.</param>
    /// <param name="feedId">The feed's row.</param>
    /// <param name="rows">What is new.</param>
    /// <param name="present">The ids and canonical links that are in the feed now.</param>
    public static async Task<List<Candidate>> GoneAsync(Session session, long feedId, IReadOnlyList<StoryRow> rows, IReadOnlySet<string> present)
    {
        // A feed that is read for the first time has nothing that could have gone.
        if (rows.Count == 0 || await session.ScalarAsync<long?>("SELECT story_id FROM story_ids WHERE feed_id = @feedId LIMIT 1", new { feedId }) is null)
            return [];
        var times = rows.Select(row => row.PublishedAt).OfType<long>().Distinct().ToList();
        var found = new List<Candidate>();
        if (times.Count > 0)
            found.AddRange(await CandidatesAsync(session, "COALESCE(published_at, first_seen_at) IN @times", new { feedId, times, most = MostCandidates }));
        if (rows.Any(row => row.PublishedAt is null))
            found.AddRange(await CandidatesAsync(session, "COALESCE(published_at, first_seen_at) >= @since", new { feedId, since = rows[0].FirstSeenAt - RecentMilliseconds, most = MostCandidates }));
        return [.. found.GroupBy(one => one.Id).Where(story => !story.Any(one => present.Contains(one.Guid) || present.Contains(one.CanonicalLink))).Select(story => story.First())];
    }

    /// <summary>
    /// The one that came out at the same second and has the same headline, dek or text; without times of publication, headline and text must be
    /// the same. Null: none, or several.
    /// </summary>
    public static long? BySense(IEnumerable<Candidate> gone, StoryRow row) =>
        gone.Where(story => (row.PublishedAt is null || story.PublishedAt == row.PublishedAt) && IsSame(story, row)).Take(2).ToList() is [var only] ? only.Id : null;

    // A cross join, so that SQLite begins with the times: a feed has brought few stories in a second, and a hundred thousand in all.
    private static Task<IReadOnlyList<Candidate>> CandidatesAsync(Session session, string when, object parameters) => session.QueryAsync<Candidate>(
        $"""
        SELECT stories.id, canonical_link, guid, headline, dek, text, published_at
        FROM stories CROSS JOIN story_ids
        WHERE {when} AND story_ids.story_id = stories.id AND story_ids.feed_id = @feedId
        ORDER BY COALESCE(published_at, first_seen_at) DESC, stories.id DESC LIMIT @most
        """,
        parameters);

    private static bool IsSame(Candidate story, StoryRow row)
    {
        var headline = string.Equals(story.Headline, row.Headline, StringComparison.OrdinalIgnoreCase);
        var text = row.Text is not null && story.Text == row.Text;
        var dek = row.Dek?.Length >= TellingDek && story.Dek == row.Dek;
        return row.PublishedAt is null ? headline && (text || dek) : headline || text || dek;
    }

    /// <summary>Ids that are meant to be unique in all the world (RFC 4287 §4.2.6, RFC 4151).</summary>
    private static bool IsUniversal(string guid) =>
        guid.StartsWith("http", StringComparison.OrdinalIgnoreCase) || guid.StartsWith("tag:", StringComparison.OrdinalIgnoreCase) || guid.StartsWith("urn:", StringComparison.OrdinalIgnoreCase);

    private static string? Host(string canonicalLink) => Uri.TryCreate(canonicalLink, UriKind.Absolute, out var address) ? address.Host : null;

    /// <summary>A story that may be meant.</summary>
    public sealed record Candidate
    {
        public long Id { get; init; }

        public string CanonicalLink { get; init; } = "";

        public string Guid { get; init; } = "";

        public string Headline { get; init; } = "";

        public string? Dek { get; init; }

        public string? Text { get; init; }

        public long? PublishedAt { get; init; }
    }
}
