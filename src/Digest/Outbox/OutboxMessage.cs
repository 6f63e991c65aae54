namespace Digest.Outbox;

/// <summary>A message as the outbox's pages show it.</summary>
public sealed record OutboxMessage
{
    public long Id { get; init; }

    public MessageKind Kind { get; init; }

    public MessageStatus Status { get; init; }

    public long? EditionId { get; init; }

    /// <summary>The edition's name in addresses; null: the message belongs to none.</summary>
    public string? Edition { get; init; }

    public long VariantId { get; init; }

    public long SubscriberId { get; init; }

    /// <summary>Empty when the subscriber asked to be forgotten.</summary>
    public string Address { get; init; } = "";

    public long CreatedAt { get; init; }

    /// <summary>Not before; after a deferral, when it is tried again.</summary>
    public long DueAt { get; init; }

    /// <summary>The Date it carries.</summary>
    public long DatedAt { get; init; }

    /// <summary>Null while something may still happen to it.</summary>
    public long? FinishedAt { get; init; }

    public int Attempts { get; init; }

    public int? AnswerCode { get; init; }

    /// <summary>What the server said last, or what happened instead.</summary>
    public string? Answer { get; init; }
}

/// <summary>One attempt at a message and what came of it.</summary>
public sealed record OutboxAttempt
{
    public long At { get; init; }

    public MessageStatus Outcome { get; init; }

    public int? Code { get; init; }

    public string? Answer { get; init; }
}
