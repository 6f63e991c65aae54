namespace Digest.Editions.Corrections;

/// <summary>That a story says something else than it did when readers got it, or is withdrawn; and what becomes of that.</summary>
public sealed record Correction
{
    public long Id { get; init; }

    public long StoryId { get; init; }

    public CorrectionKind Kind { get; init; }

    public CorrectionState State { get; init; }

    /// <summary>It concerns those who got a version below this one.</summary>
    public int Below { get; init; }

    /// <summary>What is right, as readers are told; empty where a withdrawn story gives no reason.</summary>
    public string RightWords { get; init; } = "";

    public long FoundAt { get; init; }

    public long? DecidedAt { get; init; }

    /// <summary>Null: nobody has decided, or it went by itself.</summary>
    public string? DecidedBy { get; init; }

    public long? EndedAt { get; init; }
}

/// <summary>What changed.</summary>
public enum CorrectionKind
{
    /// <summary>Dek or text, and nothing says so.</summary>
    Words,

    /// <summary>The headline.</summary>
    Headline,

    /// <summary>The story says itself that it was corrected, updated or made clear.</summary>
    Marked,

    /// <summary>The story is withdrawn: its page is gone, or it says so.</summary>
    Removed,

    /// <summary>The story was withdrawn and stands again: for those who were told of the withdrawal. It goes beside any other.</summary>
    Restored,
}

/// <summary>Where a correction stands.</summary>
public enum CorrectionState
{
    /// <summary>Somebody is to decide, or its time is to come.</summary>
    Open,

    /// <summary>The coming editions of those who got an earlier version carry it.</summary>
    Going,

    /// <summary>Nobody is owed it any more.</summary>
    Told,

    /// <summary>Not worth telling.</summary>
    Dismissed,

    /// <summary>The story changed once more: a later one took its place.</summary>
    Overtaken,

    /// <summary>The story says what it said, or stands again.</summary>
    ChangedBack,

    /// <summary>It was in time: every message showed what is right.</summary>
    NobodyGot,
}

/// <summary>What was said in one of the earlier versions, as those who got it are told.</summary>
public sealed record CorrectionCase
{
    public long CorrectionId { get; init; }

    public int Version { get; init; }

    public string Said { get; init; } = "";
}
