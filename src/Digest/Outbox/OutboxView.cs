using Digest.Storage;

namespace Digest.Outbox;

/// <summary>The messages as pages look for them: by state, kind, edition and reader, the newest first.</summary>
public sealed class OutboxView(Database database, TimeProvider clock)
{
    private const string Columns =
        """
        SELECT m.id, m.kind, m.status, m.edition_id, e.slug AS edition, m.variant_id, m.subscriber_id, CASE WHEN s.address = '' THEN '' ELSE COALESCE(m.to_address, s.address) END AS address,
               m.created_at, m.due_at, m.dated_at, m.finished_at, m.attempts, m.answer_code, m.answer
        FROM messages m
        JOIN subscribers s ON s.id = m.subscriber_id
        LEFT JOIN editions e ON e.id = m.edition_id
        """;

    /// <summary>Up to <paramref name="most"/> messages that fit.</summary>
    public Task<IReadOnlyList<OutboxMessage>> FindAsync(OutboxFilter filter, int most, CancellationToken cancellation = default) =>
        database.ReadAsync(session => session.QueryAsync<OutboxMessage>(
            $"{Columns} WHERE {string.Join(" AND ", Conditions(filter))} ORDER BY m.id DESC LIMIT @most",
            new { kind = filter.Kind?.ToString(), filter.EditionId, filter.AddressKey, filter.Before, most }), cancellation);

    public Task<OutboxMessage?> ByIdAsync(long id, CancellationToken cancellation = default) =>
        database.ReadAsync(session => session.FirstOrDefaultAsync<OutboxMessage>($"{Columns} WHERE m.id = @id", new { id }), cancellation);

    /// <summary>A subscriber's message of an edition; null: there is none.</summary>
    public static Task<OutboxMessage?> OfEditionAsync(Session session, long editionId, long subscriberId) =>
        session.FirstOrDefaultAsync<OutboxMessage>($"{Columns} WHERE m.edition_id = @editionId AND m.subscriber_id = @subscriberId", new { editionId, subscriberId });

    /// <summary>Every attempt at a message, the first one first.</summary>
    public Task<IReadOnlyList<OutboxAttempt>> AttemptsAsync(long messageId, CancellationToken cancellation = default) => database.ReadAsync(
        session => session.QueryAsync<OutboxAttempt>("SELECT at, outcome, code, answer FROM attempts WHERE message_id = @messageId ORDER BY id", new { messageId }), cancellation);

    /// <summary>How many messages something may still happen to, by state.</summary>
    public Task<IReadOnlyDictionary<MessageStatus, long>> OpenAsync(CancellationToken cancellation = default) => CountAsync(
        """
        SELECT status, COUNT(*) AS number FROM messages WHERE finished_at IS NULL AND status IN ('Prepared', 'Deferred', 'Uncertain') GROUP BY status
        UNION ALL
        SELECT status, COUNT(*) AS number FROM messages WHERE finished_at IS NULL AND status IN ('Submitting', 'Uncertain') AND status = 'Submitting' GROUP BY status
        """, since: 0, cancellation);

    /// <summary>How many messages were finished since a time, by state.</summary>
    public Task<IReadOnlyDictionary<MessageStatus, long>> FinishedAsync(TimeSpan within, CancellationToken cancellation = default) => CountAsync(
        "SELECT status, COUNT(*) AS number FROM messages WHERE finished_at > @since GROUP BY status", (clock.GetUtcNow() - within).ToMilliseconds(), cancellation);

    private async Task<IReadOnlyDictionary<MessageStatus, long>> CountAsync(string sql, long since, CancellationToken cancellation) =>
        (await database.ReadAsync(session => session.QueryAsync<Count>(sql, new { since }), cancellation)).ToDictionary(row => row.Status, row => row.Number);

    private static IEnumerable<string> Conditions(OutboxFilter filter)
    {
        yield return filter.Before is null ? "1 = 1" : "m.id < @Before";
        // Written out, not as a parameter: the partial indexes are found by the word.
        if (filter.Status is { } status)
            yield return $"m.status = '{status}'{(status is MessageStatus.Prepared or MessageStatus.Submitting ? " AND m.finished_at IS NULL" : "")}";
        if (filter.Kind is not null)
            yield return "m.kind = @kind";
        if (filter.EditionId is not null)
            yield return "m.edition_id = @EditionId";
        if (filter.AddressKey is not null)
            yield return "s.address_key = @AddressKey";
    }

    private sealed record Count
    {
        public MessageStatus Status { get; init; }

        public long Number { get; init; }
    }
}

/// <summary>Which messages are looked for; null: all.</summary>
public sealed record OutboxFilter
{
    public MessageStatus? Status { get; init; }

    public MessageKind? Kind { get; init; }

    public long? EditionId { get; init; }

    /// <summary>A subscriber's address as it is compared.</summary>
    public string? AddressKey { get; init; }

    /// <summary>Only messages with a lower id: the page after the one that ended there.</summary>
    public long? Before { get; init; }
}
