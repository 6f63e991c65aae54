using System.Globalization;
using Digest.Storage;

namespace Digest.Stories;

/// <summary>
/// The stories that are kept, for everyone who reads them. Each question can be asked inside a session too: editions number
/// stories in the transaction that closes them.
/// </summary>
public sealed class StoryArchive(Database database)
{
    private const int IdsAtOnce = 500;

    /// <summary>The stories of these ids, in no promised order; unknown ids are left out.</summary>
    public Task<IReadOnlyList<Story>> ByIdsAsync(IEnumerable<long> ids, CancellationToken cancellation = default) =>
        database.ReadAsync(session => ByIdsAsync(session, ids), cancellation);

    /// <inheritdoc cref="ByIdsAsync(IEnumerable{long}, CancellationToken)"/>
    public static async Task<IReadOnlyList<Story>> ByIdsAsync(Session session, IEnumerable<long> ids)
    {
        var stories = new List<Story>();
        foreach (var some in ids.Distinct().Chunk(IdsAtOnce))
            stories.AddRange(await StoriesAsync(session, "WHERE id IN @some", new { some }));
        return stories;
    }

    /// <summary>The stories with <paramref name="after"/> &lt; number ≤ <paramref name="to"/>, by number.</summary>
    public Task<IReadOnlyList<Story>> NumberedAsync(long after, long to, CancellationToken cancellation = default) =>
        database.ReadAsync(session => NumberedAsync(session, after, to), cancellation);

    /// <inheritdoc cref="NumberedAsync(long, long, CancellationToken)"/>
    public static Task<IReadOnlyList<Story>> NumberedAsync(Session session, long after, long to) =>
        StoriesAsync(session, "WHERE number > @after AND number <= @to ORDER BY number", new { after, to });

    /// <summary>The stories first seen at or before a time that have no number yet, the oldest first.</summary>
    public Task<IReadOnlyList<Story>> UnnumberedAsync(DateTimeOffset seenBefore, CancellationToken cancellation = default) =>
        database.ReadAsync(session => UnnumberedAsync(session, seenBefore), cancellation);

    /// <inheritdoc cref="UnnumberedAsync(DateTimeOffset, CancellationToken)"/>
    public static Task<IReadOnlyList<Story>> UnnumberedAsync(Session session, DateTimeOffset seenBefore) => StoriesAsync(
        session,
        "WHERE number IS NULL AND first_seen_at <= @before ORDER BY COALESCE(published_at, first_seen_at), id",
        new { before = seenBefore.ToMilliseconds() });

    /// <summary>The story of an id, a link in any of its forms, or an id that a feed gave it; null when there is none.</summary>
    public Task<Story?> FindAsync(string idOrUrl, CancellationToken cancellation = default) =>
        database.ReadAsync(session => FindAsync(session, idOrUrl), cancellation);

    /// <inheritdoc cref="FindAsync(string, CancellationToken)"/>
    public static async Task<Story?> FindAsync(Session session, string idOrUrl)
    {
        var found = long.TryParse(idOrUrl, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? await StoriesAsync(session, "WHERE id = @id", new { id })
            : await StoriesAsync(session, "WHERE canonical_link = @link", new { link = CanonicalLink.Of(idOrUrl) });
        if (found.Count == 0)
            found = await StoriesAsync(session, "WHERE id IN (SELECT story_id FROM story_ids WHERE guid = @guid) ORDER BY id LIMIT 1", new { guid = idOrUrl });
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>The latest stories by time of publication, the latest first.</summary>
    public Task<IReadOnlyList<Story>> RecentAsync(int count, CancellationToken cancellation = default) =>
        database.ReadAsync(session => RecentAsync(session, count), cancellation);

    /// <inheritdoc cref="RecentAsync(int, CancellationToken)"/>
    public static Task<IReadOnlyList<Story>> RecentAsync(Session session, int count) =>
        StoriesAsync(session, "ORDER BY COALESCE(published_at, first_seen_at) DESC, id DESC LIMIT @count", new { count });

    /// <summary>A page of all stories by id, beginning after one.</summary>
    public Task<IReadOnlyList<Story>> AllAsync(long afterId, int take, CancellationToken cancellation = default) =>
        database.ReadAsync(session => AllAsync(session, afterId, take), cancellation);

    /// <inheritdoc cref="AllAsync(long, int, CancellationToken)"/>
    public static Task<IReadOnlyList<Story>> AllAsync(Session session, long afterId, int take) =>
        StoriesAsync(session, "WHERE id > @afterId ORDER BY id LIMIT @take", new { afterId, take });

    /// <summary>Every topic that a story has, sorted; spellings that differ only in case count once.</summary>
    public Task<IReadOnlyList<string>> TopicsAsync(CancellationToken cancellation = default) => database.ReadAsync(TopicsAsync, cancellation);

    /// <inheritdoc cref="TopicsAsync(CancellationToken)"/>
    public static async Task<IReadOnlyList<string>> TopicsAsync(Session session)
    {
        var lists = await session.QueryAsync<string>("SELECT DISTINCT topics FROM stories");
        return lists.SelectMany(StoryRow.ReadTopics)
            .GroupBy(topic => topic, StringComparer.OrdinalIgnoreCase)
            .Select(spellings => spellings.Min(StringComparer.Ordinal)!)
            .Order(StringComparer.OrdinalIgnoreCase)
            .ToList();
    }

    private static async Task<IReadOnlyList<Story>> StoriesAsync(Session session, string which, object parameters)
    {
        var rows = await session.QueryAsync<StoryRow>($"SELECT {StoryRow.Columns} FROM stories {which}", parameters);
        return rows.Select(row => row.ToStory()).ToList();
    }
}
