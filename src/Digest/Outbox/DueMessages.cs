using Digest.Storage;

namespace Digest.Outbox;

/// <summary>
/// Which messages are due: edition by edition, so that a hundred thousand of a paused edition keep nobody from finding the
/// others. It reads of the editions which are paused, and of variants which are outdated, without knowing them: numbers, not their code.
/// </summary>
internal sealed class DueMessages
{
    /// <summary>Which editions are paused.</summary>
    public const string PausedEditions = "SELECT id FROM editions WHERE paused_at IS NOT NULL";

    /// <summary>Of a message <c>m</c>: its variant is not outdated, or it is uncertain and keeps its bytes.</summary>
    public const string IsUpToDate = "(m.status = 'Uncertain' OR m.variant_id NOT IN (SELECT o.variant_id FROM outdated_variants o))";

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

    // A worker's own claims end when it says so, whatever the clock does; another's when it has not been heard of for long, and
    // the journal has nothing of the message.
    private const string IsAbandoned = "(m.lease <> @worker AND m.lease_until < @now AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.message_id = m.id OR j.begun_id = m.id))";

    private const string Columns =
        """
        m.id, m.kind, m.status, m.edition_id, m.variant_id, m.subscriber_id, m.attempts, m.breaks, m.resubmitted, m.priority, m.due_at,
        m.created_at, m.dated_at, COALESCE(m.to_address, s.address) AS address, s.name, s.format,
        CASE WHEN s.status = 'Active' OR (m.kind <> 'Digest' AND s.status <> 'Erased') THEN 1 ELSE 0 END AS is_wanted
        """;

    private readonly bool outsideEditions;
    private readonly bool ofEditions;

    private DueMessages(bool outsideEditions, bool ofEditions)
    {
        this.outsideEditions = outsideEditions;
        this.ofEditions = ofEditions;
    }

    /// <summary>All that is due.</summary>
    public static DueMessages All { get; } = new(outsideEditions: true, ofEditions: true);

    /// <summary>What readers wait for.</summary>
    public static DueMessages Awaited { get; } = new(outsideEditions: true, ofEditions: false);

    /// <summary>The editions' messages.</summary>
    public static DueMessages Digests { get; } = new(outsideEditions: false, ofEditions: true);

    /// <summary>Those that go next: what readers wait for first, then by time.</summary>
    /// <param name="session">In a write they are taken.</param>
    /// <param name="worker">For whom.</param>
    /// <param name="now">The time, in milliseconds.</param>
    /// <param name="count">At most.</param>
    public async Task<IReadOnlyList<ClaimedMessage>> FirstAsync(Session session, string worker, long now, int count)
    {
        var due = new List<ClaimedMessage>();
        if (outsideEditions)
            due.AddRange(await OfAsync(session, "m.edition_id IS NULL", edition: null, worker, now, count));
        if (ofEditions)
        {
            foreach (var edition in await session.QueryAsync<long>(EditionsThatGo))
                due.AddRange(await OfAsync(session, "m.edition_id = @edition", edition, worker, now, count));
        }
        return [.. due.OrderBy(one => one.Priority).ThenBy(one => one.DueAt).ThenBy(one => one.Id).Take(count)];
    }

    /// <summary>The same as ids only.</summary>
    public async Task<IReadOnlyList<long>> IdsAsync(Session session, string worker, long now, int count) =>
        [.. (await FirstAsync(session, worker, now, count)).Select(message => message.Id)];

    private static Task<IReadOnlyList<ClaimedMessage>> OfAsync(Session session, string which, long? edition, string worker, long now, int count) => session.QueryAsync<ClaimedMessage>(
        $"""
        SELECT {Columns} FROM messages m JOIN subscribers s ON s.id = m.subscriber_id
        WHERE {which} AND m.finished_at IS NULL AND m.status IN ('Prepared', 'Deferred', 'Uncertain') AND m.due_at <= @now AND (m.lease IS NULL OR {IsAbandoned})
            AND {IsUpToDate}
        ORDER BY m.priority, m.due_at, m.id LIMIT @count {session.TakeRows("m")}
        """, new { edition, now, count, worker });
}
