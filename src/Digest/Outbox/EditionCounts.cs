using Digest.Storage;

namespace Digest.Outbox;

/// <summary>
/// How the messages of an edition stand, for every page and command alike. What was superseded is nobody's message any more and
/// not among the recipients.
/// </summary>
public sealed record EditionCounts
{
    public int Recipients { get; init; }

    /// <summary>
    /// Those without an answer: prepared, on the wire, uncertain and about to be submitted once more, or put off because the server
    /// could not be reached.
    /// </summary>
    public int Waiting { get; init; }

    /// <summary>Of those that wait: Deferred though the server has said nothing to them.</summary>
    public int PutOff { get; init; }

    public int Submitted { get; init; }

    /// <summary>The server said "not now" to them.</summary>
    public int Deferred { get; init; }

    public int Failed { get; init; }

    /// <summary>The answer is not known; some may be submitted once more later.</summary>
    public int Uncertain { get; init; }

    /// <summary>Given up before they were submitted; not among the recipients.</summary>
    public int Superseded { get; init; }

    /// <summary>All that may still be submitted: those that wait, and those that are tried again later.</summary>
    public int Open { get; init; }

    public static async Task<EditionCounts> ReadAsync(Session session, long editionId, long now) => (await ReadAsync(session, [editionId], now))[editionId];

    /// <summary>The counts of several editions; of those without messages, zeros.</summary>
    public static async Task<IReadOnlyDictionary<long, EditionCounts>> ReadAsync(Session session, IReadOnlyCollection<long> editionIds, long now)
    {
        // Answered by the index alone: an edition may have a hundred thousand messages.
        var states = await session.QueryAsync<State>(
            """
            SELECT edition_id, status, COUNT(*) AS messages FROM messages WHERE edition_id IN @editionIds GROUP BY edition_id, status
            UNION ALL SELECT edition_id, status, messages FROM edition_past WHERE edition_id IN @editionIds
            """, new { editionIds });
        var later = await session.QueryAsync<Later>(
            """
            SELECT edition_id, status, COUNT(*) AS messages,
                   SUM(CASE WHEN (status = 'Deferred' AND attempts = 0) OR (status = 'Uncertain' AND due_at <= @now) THEN 1 ELSE 0 END) AS unanswered
            FROM messages WHERE edition_id IN @editionIds AND status IN ('Deferred', 'Uncertain') AND finished_at IS NULL GROUP BY edition_id, status
            """, new { editionIds, now });
        return editionIds.Distinct().ToDictionary(id => id, id => Of(
            states.Where(state => state.EditionId == id).GroupBy(state => state.Status).ToDictionary(same => same.Key, same => same.Sum(state => state.Messages)), [.. later.Where(one => one.EditionId == id)]));
    }

    private static EditionCounts Of(Dictionary<MessageStatus, int> states, IReadOnlyList<Later> later)
    {
        var putOff = later.Where(one => one.Status is MessageStatus.Deferred).Sum(one => one.Unanswered);
        var again = later.Where(one => one.Status is MessageStatus.Uncertain).Sum(one => one.Unanswered);
        var begun = states.GetValueOrDefault(MessageStatus.Prepared) + states.GetValueOrDefault(MessageStatus.Submitting);
        return new EditionCounts
        {
            Recipients = states.Where(state => state.Key is not MessageStatus.Superseded).Sum(state => state.Value),
            Waiting = begun + putOff + again,
            PutOff = putOff,
            Submitted = states.GetValueOrDefault(MessageStatus.Submitted),
            Deferred = states.GetValueOrDefault(MessageStatus.Deferred) - putOff,
            Failed = states.GetValueOrDefault(MessageStatus.Failed),
            Uncertain = states.GetValueOrDefault(MessageStatus.Uncertain) - again,
            Superseded = states.GetValueOrDefault(MessageStatus.Superseded),
            Open = begun + later.Sum(one => one.Messages),
        };
    }

    private sealed record State
    {
        public long EditionId { get; init; }

        public MessageStatus Status { get; init; }

        public int Messages { get; init; }
    }

    private sealed record Later
    {
        public long EditionId { get; init; }

        public MessageStatus Status { get; init; }

        public int Messages { get; init; }

        public int Unanswered { get; init; }
    }
}
