namespace Digest.Editions;

/// <summary>Why an address did, or did not, get an edition.</summary>
/// <param name="Got">Whether the mail server has taken the message; null: that is not known, or still open.</param>
/// <param name="Sentence">The answer in one sentence, to be read to the person who asks.</param>
public sealed record Explanation(bool? Got, string Sentence)
{
    /// <summary>What the sentence rests on, each with its name.</summary>
    public IReadOnlyList<ExplanationFact> Facts { get; init; } = [];

    /// <summary>Whose it is; null: the address is nobody's here.</summary>
    public long? SubscriberId { get; init; }

    /// <summary>The message; null: none was prepared.</summary>
    public long? MessageId { get; init; }
}

/// <summary>One fact: words, or a time for whoever shows it to write.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Words">In words; null where it is a time.</param>
/// <param name="Time">When; null where it is words.</param>
public sealed record ExplanationFact(string Name, string? Words, DateTimeOffset? Time = null);
