using Digest.Storage;

namespace Digest.Stories;

/// <summary>The stories that are kept, for everyone who reads them.</summary>
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

    /// <summary>A page of all stories by id, beginning after one.</summary>
    public Task<IReadOnlyList<Story>> AllAsync(long afterId, int take, CancellationToken cancellation = default) =>
        database.ReadAsync(session => AllAsync(session, afterId, take), cancellation);

    /// <inheritdoc cref="AllAsync(long, int, CancellationToken)"/>
    public static Task<IReadOnlyList<Story>> AllAsync(Session session, long afterId, int take) =>
        StoriesAsync(session, "WHERE id > @afterId ORDER BY id LIMIT @take", new { afterId, take });

    /// <summary>A page of the stories that are new or changed since a time, in the order in which they changed.</summary>
    /// <param name="changedAt">The time of the last story of the page before, in milliseconds; -1: from the beginning.</param>
    /// <param name="afterId">Its id.</param>
    /// <param name="take">The page's length.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public Task<IReadOnlyList<Story>> ChangedAsync(long changedAt, long afterId, int take, CancellationToken cancellation = default) => database.ReadAsync(
        session => StoriesAsync(session, "WHERE changed_at > @changedAt OR (changed_at = @changedAt AND id > @afterId) ORDER BY changed_at, id LIMIT @take", new { changedAt, afterId, take }), cancellation);

    /// <summary>The ids of the stories that changed no later than a change; see <see cref="ChangedAsync"/>.</summary>
    public Task<IReadOnlyList<long>> IdsAsync(long changedAt, long upToId, CancellationToken cancellation = default) => database.ReadAsync(
        session => session.QueryAsync<long>("SELECT id FROM stories WHERE changed_at < @changedAt OR (changed_at = @changedAt AND id <= @upToId)", new { changedAt, upToId }), cancellation);

    /// <summary>The story with that canonical link; null: none.</summary>
    public Task<long?> IdOfAsync(string canonicalLink, CancellationToken cancellation = default) => database.ReadAsync(
        session => session.ScalarAsync<long?>("SELECT id FROM stories WHERE canonical_link = @canonicalLink", new { canonicalLink }), cancellation);

    /// <summary>What tells this archive from others that were once at the same place.</summary>
    public Task<long> IdentityAsync(CancellationToken cancellation = default) => database.ReadAsync(
        session => session.ScalarAsync<long>("SELECT installed_at FROM installation"), cancellation);

    private static async Task<IReadOnlyList<Story>> StoriesAsync(Session session, string which, object parameters)
    {
        var rows = await session.QueryAsync<StoryRow>($"SELECT {StoryRow.Columns} FROM stories {which}", parameters);
        return rows.Select(row => row.ToStory()).ToList();
    }
}
