namespace Digest.Mail;

/// <summary>What one reader's copy of a prepared message differs in.</summary>
public sealed record MessageFill
{
    /// <summary>The reader's address; its domain in A-labels (RFC 5890 §2.3.2.1).</summary>
    public required string To { get; init; }

    /// <summary>The reader's name; null or empty: the address stands alone.</summary>
    public string? ToName { get; init; }

    /// <summary>The Message-ID, with or without its angle brackets (RFC 5322 §3.6.4).</summary>
    public required string MessageId { get; init; }

    /// <summary>When the message was made. The same message submitted again carries the same date.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>Slot name to value: one line of plain text each.</summary>
    public IReadOnlyDictionary<string, string> Slots { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
