namespace Digest.Editions.Desk;

/// <summary>What became of an editor's word.</summary>
/// <param name="What">Whether it holds now, and else why not.</param>
/// <param name="Other">The word of somebody else that came in between.</param>
public sealed record DeskOutcome(DeskResult What, DeskEdit? Other = null)
{
    public static implicit operator DeskOutcome(DeskResult what) => new(what);
}

/// <summary>Whether an editor's word holds, and else why not.</summary>
public enum DeskResult
{
    Done,

    /// <summary>It says what held already; nothing was written.</summary>
    SaidAlready,

    /// <summary>Somebody else said something since the editor looked; nothing was written.</summary>
    Overtaken,

    /// <summary>The story is not in the coming edition, or not any more.</summary>
    Unknown,

    /// <summary>An edition has closed since and took it.</summary>
    Closed,
}
