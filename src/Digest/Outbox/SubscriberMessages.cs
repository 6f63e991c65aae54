using Digest.Storage;

namespace Digest.Outbox;

/// <summary>One subscriber's messages with every attempt.</summary>
public static class SubscriberMessages
{
    /// <summary>The newest messages that were made before a time.</summary>
    public static async Task<IReadOnlyList<SubscriberMessage>> ReadAsync(Session session, long subscriberId, long before, int most)
    {
        var messages = await session.QueryAsync<SubscriberMessage>(
            """
            SELECT m.id, m.kind, m.status, e.slug AS edition, m.created_at, m.due_at, m.finished_at, m.answer_code, m.answer
            FROM messages m LEFT JOIN editions e ON e.id = m.edition_id
            WHERE m.subscriber_id = @subscriberId AND m.created_at < @before
            ORDER BY m.created_at DESC, m.id DESC
            LIMIT @most
            """,
            new { subscriberId, before, most });
        var attempts = await session.QueryAsync<MessageAttempt>(
            "SELECT message_id, at, outcome, code, answer FROM attempts WHERE message_id IN @ids ORDER BY id", new { ids = messages.Select(message => message.Id).ToList() });
        var byMessage = attempts.ToLookup(attempt => attempt.MessageId);
        return [.. messages.Select(message => message with { Attempts = [.. byMessage[message.Id]] })];
    }

    /// <summary>Takes out where an erased subscriber's messages went and what servers said: they repeat the address. Codes and times stay.</summary>
    public static async Task EraseAnswersAsync(Session session, long subscriberId)
    {
        await session.ExecuteAsync(
            "UPDATE attempts SET answer = NULL WHERE answer IS NOT NULL AND message_id IN (SELECT id FROM messages WHERE subscriber_id = @subscriberId)", new { subscriberId });
        await session.ExecuteAsync("UPDATE messages SET to_address = NULL WHERE to_address IS NOT NULL AND subscriber_id = @subscriberId", new { subscriberId });
        await session.ExecuteAsync("UPDATE messages SET answer = NULL WHERE answer IS NOT NULL AND subscriber_id = @subscriberId", new { subscriberId });
    }
}

/// <summary>A message that was made for a subscriber.</summary>
public sealed record SubscriberMessage
{
    public long Id { get; init; }

    public MessageKind Kind { get; init; }

    public MessageStatus Status { get; init; }

    /// <summary>The edition's slug; null: it belongs to none.</summary>
    public string? Edition { get; init; }

    public long CreatedAt { get; init; }

    /// <summary>Not before; after a deferral, when it is tried again.</summary>
    public long DueAt { get; init; }

    /// <summary>Null while something may still happen to it.</summary>
    public long? FinishedAt { get; init; }

    public int? AnswerCode { get; init; }

    /// <summary>What the server said last; null: nothing yet.</summary>
    public string? Answer { get; init; }

    /// <summary>The first first.</summary>
    public IReadOnlyList<MessageAttempt> Attempts { get; init; } = [];
}

/// <summary>What one attempt came to.</summary>
public sealed record MessageAttempt
{
    public long MessageId { get; init; }

    public long At { get; init; }

    public MessageStatus Outcome { get; init; }

    public int? Code { get; init; }

    public string? Answer { get; init; }
}
