using Digest.Storage;

namespace Digest.Outbox;

/// <summary>
/// How the messages of an edition stand. <see cref="Waiting"/> have no answer yet: prepared, on the wire, or
/// uncertain and about to be submitted once more.
/// What was superseded is nobody's message any more and not among the recipients.
/// </summary>
public sealed record EditionCounts
{
    public int Recipients { get; init; }

    public int Waiting { get; init; }

    public int Submitted { get; init; }

    public int Deferred { get; init; }

    public int Failed { get; init; }

    public int Uncertain { get; init; }

    /// <summary>Given up before they were submitted; not among the recipients.</summary>
    public int Superseded { get; init; }

    public static async Task<EditionCounts> ReadAsync(Session session, long editionId, long now) => (await ReadAsync(session, [editionId], now))[editionId];

    /// <summary>The counts of several editions; of those without messages, zeros.</summary>
    public static async Task<IReadOnlyDictionary<long, EditionCounts>> ReadAsync(Session session, IReadOnlyCollection<long> editionIds, long now)
    {
        // Answered by the index alone: an edition may have a hundred thousand messages.
        var states = await session.QueryAsync<State>(
            "SELECT edition_id, status, COUNT(*) AS messages FROM messages WHERE edition_id IN @editionIds GROUP BY edition_id, status", new { editionIds });
        var again = (await session.QueryAsync<State>(
            """
            SELECT edition_id, status, COUNT(*) AS messages FROM messages
            WHERE edition_id IN @editionIds AND status = 'Uncertain' AND finished_at IS NULL AND due_at <= @now GROUP BY edition_id, status
            """, new { editionIds, now })).ToDictionary(state => state.EditionId, state => state.Messages);
        return editionIds.Distinct().ToDictionary(id => id, id => Of(states.Where(state => state.EditionId == id).ToDictionary(state => state.Status, state => state.Messages), again.GetValueOrDefault(id)));
    }

    private static EditionCounts Of(Dictionary<MessageStatus, int> states, int again) => new()
    {
        Recipients = states.Where(state => state.Key is not MessageStatus.Superseded).Sum(state => state.Value),
        Waiting = states.GetValueOrDefault(MessageStatus.Prepared) + states.GetValueOrDefault(MessageStatus.Submitting) + again,
        Submitted = states.GetValueOrDefault(MessageStatus.Submitted),
        Deferred = states.GetValueOrDefault(MessageStatus.Deferred),
        Failed = states.GetValueOrDefault(MessageStatus.Failed),
        Uncertain = states.GetValueOrDefault(MessageStatus.Uncertain) - again,
        Superseded = states.GetValueOrDefault(MessageStatus.Superseded),
    };

    private sealed record State
    {
        public long EditionId { get; init; }

        public MessageStatus Status { get; init; }

        public int Messages { get; init; }
    }
}
