using Digest.Rendering;

namespace Digest.Editions.Blocks;

/// <summary>What editors put into editions again and again, as a row.</summary>
public sealed record EditionBlock
{
    public long Id { get; init; }

    public BlockKind Kind { get; init; }

    public BlockPlace Place { get; init; }

    /// <summary>Markdown; of a story a year old what introduces it, and may be empty.</summary>
    public string Text { get; init; } = "";

    /// <summary>yyyy-MM-dd; null: from the beginning.</summary>
    public string? FirstDay { get; init; }

    /// <summary>yyyy-MM-dd; null: for ever.</summary>
    public string? LastDay { get; init; }

    /// <summary>The bits of the editions' days (<see cref="Readership.Bit"/>).</summary>
    public int Weekdays { get; init; }

    public bool IsOn { get; init; }

    /// <summary>Counts its changes.</summary>
    public long Version { get; init; }

    public long ChangedAt { get; init; }

    public string ChangedBy { get; init; } = "";

    /// <summary>Whether an edition of the day shows it.</summary>
    public bool IsShownOn(DateOnly day) => StandingOn(day) is BlockStanding.Now && (Weekdays & Readership.Bit(day)) != 0;

    /// <summary>How it stands on a day.</summary>
    public BlockStanding StandingOn(DateOnly day)
    {
        var name = EditionRows.Name(day);
        return !IsOn ? BlockStanding.Off
            : LastDay is not null && string.CompareOrdinal(name, LastDay) > 0 ? BlockStanding.Ended
            : FirstDay is not null && string.CompareOrdinal(name, FirstDay) < 0 ? BlockStanding.Later
            : BlockStanding.Now;
    }
}

/// <summary>How a block stands.</summary>
public enum BlockStanding
{
    /// <summary>Switched off.</summary>
    Off,

    /// <summary>Its first day is to come.</summary>
    Later,

    /// <summary>Its days have come; its weekdays say which editions show it.</summary>
    Now,

    /// <summary>Its last day is over.</summary>
    Ended,
}
