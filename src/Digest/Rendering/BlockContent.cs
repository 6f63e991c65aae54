namespace Digest.Rendering;

/// <summary>What editors put into editions again and again.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Text">What it says; may be empty where there is a story.</param>
public sealed record BlockContent(BlockKind Kind, BlockPlace Place, MarkdownText Text)
{
    /// <summary>The story that it shows; null: none.</summary>
    public StoryContent? Story { get; init; }
}

/// <summary>What a block is.</summary>
public enum BlockKind
{
    /// <summary>What somebody paid for. It says so itself.</summary>
    Sponsor,

    Events,

    /// <summary>A story of the archive, a year old.</summary>
    YearAgo,
}

/// <summary>Where a block stands.</summary>
public enum BlockPlace
{
    AboveStories,

    /// <summary>Below the first item.</summary>
    AfterFirst,

    AfterStories,
}

/// <summary>A block, ready to be written.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Label">What stands above it, in the reader's language.</param>
/// <param name="Text">Null: it says nothing of its own.</param>
public sealed record BlockPart(BlockPlace Place, string Label, MarkdownText? Text)
{
    /// <summary>The story that it shows; null: none.</summary>
    public StoryPart? Story { get; init; }
}
