namespace Digest.Mail;

/// <summary>A message as a group of readers gets it, with markers where one reader's own values go.</summary>
public sealed record MessageTemplate
{
    /// <summary>The author (RFC 5322 §3.6.2).</summary>
    public required MailboxAddress From { get; init; }

    /// <summary>Plain text; control characters become spaces. It has no slots.</summary>
    public required string Subject { get; init; }

    /// <summary>The HTML part; null: the message is text alone. What fills a slot is escaped for text and attributes.</summary>
    public required string? Html { get; init; }

    /// <summary>The text part. What fills a slot stands as it is.</summary>
    public required string Text { get; init; }

    /// <summary>Headers beside those every message has (From, To, Subject, Date, Message-ID, MIME-Version, Content-Type), in order.</summary>
    public IReadOnlyList<Header> Headers { get; init; } = [];

    /// <summary>Slot name to the marker that stands for it. Markers are of ASCII letters and digits, which no encoding changes.</summary>
    public IReadOnlyDictionary<string, string> Markers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The parts' language as a BCP 47 tag (RFC 3282).</summary>
    public string Language { get; init; } = "en";
}

/// <summary>One header field: a name and a value that may contain markers.</summary>
public sealed record Header(string Name, string Value);
