using Digest.Subscribers;

namespace Digest.Outbox;

/// <summary>A message that this worker has taken, with what is needed to fill and submit it.</summary>
public sealed record ClaimedMessage
{
    public long Id { get; init; }

    public MessageKind Kind { get; init; }

    public MessageStatus Status { get; init; }

    public long? EditionId { get; init; }

    public long VariantId { get; init; }

    public long SubscriberId { get; init; }

    /// <summary>Lower goes first.</summary>
    public int Priority { get; init; }

    /// <summary>Not before.</summary>
    public long DueAt { get; init; }

    /// <summary>False: the reader left after the message was prepared.</summary>
    public bool IsWanted { get; init; } = true;

    public int Attempts { get; init; }

    /// <summary>How often the connection broke over it while others' messages went.</summary>
    public int Breaks { get; init; }

    public bool Resubmitted { get; init; }

    public long CreatedAt { get; init; }

    /// <summary>The Date it carries, the same for each attempt.</summary>
    public long DatedAt { get; init; }

    /// <summary>The subscriber's, or the one that they want to move to.</summary>
    public string Address { get; init; } = "";

    public string? Name { get; init; }

    /// <summary>What its reader wants messages to consist of.</summary>
    public MessageFormat Format { get; init; }
}
