using Digest.Outbox;
using Digest.Storage;

namespace Digest.Tests.Safety;

/// <summary>What the database says of one message.</summary>
internal sealed record DeliveryRow
{
    public string Address { get; init; } = "";

    public MessageStatus Status { get; init; }

    public int? AnswerCode { get; init; }

    public string? Answer { get; init; }

    public long? FinishedAt { get; init; }

    /// <summary>The last number that the message offers.</summary>
    public long LastNumber { get; init; }

    /// <summary>The number up to which the subscriber counts as offered.</summary>
    public long Position { get; init; }

    /// <summary>Attempts that were kept.</summary>
    public int Kept { get; init; }

    /// <summary>Those of them whose answer is not known.</summary>
    public int Unknown { get; init; }

    public static Task<IReadOnlyList<DeliveryRow>> ReadAllAsync(Database database) => database.ReadAsync(session => session.QueryAsync<DeliveryRow>(
        """
        SELECT s.address, m.status, m.answer_code, m.answer, m.finished_at, m.last_number, s.position,
               (SELECT COUNT(*) FROM attempts a WHERE a.message_id = m.id) AS kept,
               (SELECT COUNT(*) FROM attempts a WHERE a.message_id = m.id AND a.outcome = 'Uncertain') AS unknown
        FROM messages m JOIN subscribers s ON s.id = m.subscriber_id
        """));
}
