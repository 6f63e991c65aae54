namespace Digest.Editions;

/// <summary>The stories closed together at one time.</summary>
public sealed record Edition
{
    public long Id { get; init; }

    public string Slug { get; init; } = "";

    /// <summary>The day of a regular edition, yyyy-MM-dd; null: closed by hand.</summary>
    public string? Day { get; init; }

    public EditionKind Kind { get; init; }

    public EditionState State { get; init; }

    /// <summary>Why it is held, in a sentence.</summary>
    public string? HeldBecause { get; init; }

    /// <summary>When a hold that nobody touches ends; null: it waits for somebody.</summary>
    public long? ReleaseAt { get; init; }

    /// <summary>The last number of the edition before; 0 where it is a special one.</summary>
    public long? AfterNumber { get; init; }

    /// <summary>The last number it covers; null until it is closed. 0 where it is a special one: what that offers stands in ranges of its own.</summary>
    public long? LastNumber { get; init; }

    /// <summary>In every how many editions its readers see the appeal, as it was set when it closed; 0: there was none.</summary>
    public int AppealEvery { get; init; }

    /// <summary>"Send now": readers' own hours do not delay it.</summary>
    public bool IgnoreHours { get; init; }

    public long DueAt { get; init; }

    public long? ClosedAt { get; init; }

    public long? PreparedAt { get; init; }

    /// <summary>The bit of the day whose readers it is due for.</summary>
    public int Weekday { get; init; }

    /// <summary>The subscriber id up to which messages are prepared.</summary>
    public long PreparedTo { get; init; }

    /// <summary>The top story's headline, whole: what lists and pages call the edition. Its messages' subjects may be shorter. Null until the edition's page is rendered.</summary>
    public string? Subject { get; init; }

    /// <summary>Since when its messages wait for somebody to resume it.</summary>
    public long? PausedAt { get; init; }

    public string? PausedBy { get; init; }

    /// <summary>When somebody decided against it; null: it was not skipped by hand.</summary>
    public long? SkippedAt { get; init; }

    public string? SkippedBy { get; init; }
}

/// <summary>What an edition is made of.</summary>
public enum EditionKind
{
    /// <summary>All that is new, at its time or when somebody sends it.</summary>
    Regular,

    /// <summary>What an editor picked, for the readers they chose (<see cref="Specials.SpecialEdition"/>).</summary>
    Special,
}

/// <summary>Where an edition stands. The coming one has no row: it is open.</summary>
public enum EditionState
{
    /// <summary>Waits for its release, for somebody, or for a template to be mended.</summary>
    Held,

    /// <summary>Its stories are fixed and messages are or will be prepared.</summary>
    Closed,

    /// <summary>Nothing was new, somebody decided against it, or a later edition took its stories over.</summary>
    Skipped,
}
