using Digest.Storage;

namespace Digest.Outbox;

/// <summary>
/// Which messages are due: edition by edition, so that a hundred thousand of a paused edition keep nobody from finding the
/// others. It reads of the editions which are paused without knowing them: numbers, not their code.
/// </summary>
internal static class DueMessages
{
    /// <summary>Which editions are paused.</summary>
    public const string PausedEditions = "SELECT id FROM editions WHERE paused_at IS NOT NULL";

    private const string Open = "finished_at IS NULL AND status IN ('Prepared', 'Deferred', 'Uncertain')";

    // From one edition to the next by the index: an edition costs one step, however many messages it has.
    private const string EditionsThatGo =
        $"""
        WITH RECURSIVE open (edition) AS (
            SELECT (SELECT MIN(edition_id) FROM messages WHERE {Open} AND edition_id > 0)
            UNION ALL
            SELECT (SELECT MIN(edition_id) FROM messages WHERE {Open} AND edition_id > open.edition) FROM open WHERE open.edition IS NOT NULL)
        SELECT edition FROM open WHERE edition IS NOT NULL AND edition NOT IN ({PausedEditions})
        """;

    /// <summary>The ids of those that go next, at most <paramref name="count"/>: what readers wait for first, then by time.</summary>
    public static async Task<IReadOnlyList<long>> FirstAsync(Session session, long now, int count)
    {
        var due = new List<Due>(await OfAsync(session, "edition_id IS NULL", edition: null, now, count));
        foreach (var edition in await session.QueryAsync<long>(EditionsThatGo))
            due.AddRange(await OfAsync(session, "edition_id = @edition", edition, now, count));
        return [.. due.OrderBy(one => one.Priority).ThenBy(one => one.DueAt).ThenBy(one => one.Id).Take(count).Select(one => one.Id)];
    }

    private static Task<IReadOnlyList<Due>> OfAsync(Session session, string which, long? edition, long now, int count) => session.QueryAsync<Due>(
        $"""
        SELECT id, priority, due_at FROM messages
        WHERE {which} AND {Open} AND due_at <= @now AND (lease IS NULL OR lease_until < @now)
        ORDER BY priority, due_at, id LIMIT @count {session.SkipLocked}
        """, new { edition, now, count });

    private sealed record Due
    {
        public long Id { get; init; }

        public int Priority { get; init; }

        public long DueAt { get; init; }
    }
}
