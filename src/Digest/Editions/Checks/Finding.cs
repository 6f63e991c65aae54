namespace Digest.Editions.Checks;

/// <summary>Something about an edition that somebody should know before it goes.</summary>
/// <param name="Level">Whether the edition may go with it.</param>
/// <param name="Code">By which programs know it, such as <c>postal-address</c>.</param>
/// <param name="Reason">What was found, one plain sentence.</param>
/// <param name="Remedy">What helps, one sentence.</param>
/// <param name="Where">What it is about.</param>
public sealed record Finding(FindingLevel Level, string Code, string Reason, string Remedy, FindingPlace Where)
{
    /// <summary>Why an edition is held, as the end of a sentence: reason and remedy in one line.</summary>
    public string InOneLine => $"{char.ToLowerInvariant(Reason[0])}{Reason[1..].TrimEnd('.')}. {Remedy.TrimEnd('.')}";

    internal static Finding Block(string code, string reason, string remedy, FindingPlace? where = null) => new(FindingLevel.Block, code, reason, remedy, where ?? FindingPlace.Message);

    internal static Finding Warn(string code, string reason, string remedy, FindingPlace? where = null) => new(FindingLevel.Warn, code, reason, remedy, where ?? FindingPlace.Message);
}

/// <summary>What a finding does to an edition.</summary>
public enum FindingLevel
{
    /// <summary>The edition is held until it is mended.</summary>
    Block,

    /// <summary>The edition goes all the same.</summary>
    Warn,
}

/// <summary>What a finding is about.</summary>
/// <param name="Kind">What sort of thing.</param>
/// <param name="Name">A story's headline, or an address; null for the message.</param>
public sealed record FindingPlace(FindingSubject Kind, string? Name = null)
{
    private const int LongestName = 300;

    public static FindingPlace Message { get; } = new(FindingSubject.Message);

    /// <summary>The story whose item it is in; null: none, or the whole message.</summary>
    public long? StoryId { get; init; }

    public override string ToString() => Name is null ? Kind.ToString().ToLowerInvariant() : $"{Kind.ToString().ToLowerInvariant()}: {(Name.Length <= LongestName ? Name : $"{Name[..LongestName]}…")}";
}

/// <summary>The sorts of things that findings are about.</summary>
public enum FindingSubject
{
    Message,
    Story,
    Picture,
    Link,
}
