namespace Digest.Editions;

/// <summary>What an admin did with an edition.</summary>
public enum EditionDeed
{
    /// <summary>Closed it by hand ("send now").</summary>
    Closed,

    /// <summary>Stopped it before it closed.</summary>
    Held,

    /// <summary>Let it go while it was held.</summary>
    Released,

    Paused,

    Resumed,

    Skipped,

    /// <summary>Gave up the messages that were not submitted yet; their stories return to the choice.</summary>
    GivenUp,

    /// <summary>Had messages submitted once more that had failed.</summary>
    Retried,
}

/// <summary>Who did what with an edition, and when.</summary>
public sealed record EditionEvent
{
    public long At { get; init; }

    public EditionDeed What { get; init; }

    public string ByAdmin { get; init; } = "";
}
