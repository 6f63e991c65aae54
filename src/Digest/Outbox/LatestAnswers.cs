using Digest.Storage;

namespace Digest.Outbox;

/// <summary>What the mail server said last, message by message.</summary>
public static class LatestAnswers
{
    /// <summary>The answers to the latest attempts at digests, the latest first.</summary>
    public static Task<IReadOnlyList<DigestAnswer>> OfDigestsAsync(Session session, int most) => session.QueryAsync<DigestAnswer>(
        """
        SELECT m.edition_id, a.at, a.outcome, a.code, a.answer
        FROM (SELECT message_id, at, outcome, code, answer, id FROM attempts ORDER BY id DESC LIMIT @most) a
        JOIN messages m ON m.id = a.message_id
        WHERE m.edition_id IS NOT NULL
        ORDER BY a.id DESC
        """, new { most });

    /// <summary>When the server last said anything to any message; null: never.</summary>
    public static Task<long?> LastAtAsync(Session session) => session.ScalarAsync<long?>("SELECT at FROM attempts ORDER BY id DESC LIMIT 1");
}

/// <summary>An answer to a message of an edition.</summary>
public sealed record DigestAnswer
{
    public long EditionId { get; init; }

    public long At { get; init; }

    public MessageStatus Outcome { get; init; }

    public int? Code { get; init; }

    public string? Answer { get; init; }
}
