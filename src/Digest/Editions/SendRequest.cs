namespace Digest.Editions;

/// <summary>What an admin asked to go now; the job does it and writes down what came of it.</summary>
public sealed record SendRequest
{
    public long Id { get; init; }

    /// <summary>The held edition to release; null: send now.</summary>
    public long? HeldId { get; init; }

    public string AskedBy { get; init; } = "";

    public long AskedAt { get; init; }

    /// <summary>The edition that it led to.</summary>
    public long? SentId { get; init; }

    public long? HandledAt { get; init; }

    /// <summary>What came of it, in a sentence.</summary>
    public string? Outcome { get; init; }
}

/// <summary>What became of asking.</summary>
public enum AskOutcome
{
    Asked,

    /// <summary>Somebody asked a moment ago and the job has not been done yet.</summary>
    AskedAlready,

    /// <summary>An edition was closed since the page was shown: what was agreed to is not what would go.</summary>
    ClosedMeanwhile,

    /// <summary>The edition is not held any more.</summary>
    NotHeld,

    /// <summary>The edition that would go on is paused.</summary>
    Paused,
}
