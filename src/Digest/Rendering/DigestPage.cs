namespace Digest.Rendering;

/// <summary>What the digest's templates see.</summary>
public sealed record DigestPage : MessagePage
{
    public override bool NameIsTitle => true;

    /// <summary>What the editors say above the first story; null: nothing.</summary>
    public MarkdownText? Note { get; init; }

    /// <summary>The top story first.</summary>
    public required IReadOnlyList<StoryPart> Stories { get; init; }

    /// <summary>Corrections of earlier editions, told first.</summary>
    public IReadOnlyList<CorrectionPart> Corrections { get; init; } = [];

    public required IReadOnlyList<BlockPart> Blocks { get; init; }

    /// <summary>The marker of the link that lets the appeal rest; null in the archive.</summary>
    public string? NotNow { get; init; }

    /// <summary>The blocks of a place.</summary>
    public IEnumerable<BlockPart> BlocksAt(BlockPlace place) => Blocks.Where(block => block.Place == place);

    /// <summary>How many stories these are, with all that are listed or counted under others.</summary>
    public int Count => Stories.Sum(story => 1 + story.Timeline.Count + story.TimelineRest);

    /// <summary>How many stories of the edition did not fit in.</summary>
    public int LeftOut { get; init; }
}

/// <summary>One story, ready to be written.</summary>
public sealed record StoryPart
{
    public required string Headline { get; init; }

    /// <summary>Its place in the edition, from 1; its link in the text part has the same number.</summary>
    public required int Number { get; init; }

    /// <summary>Null where the feed gave none that can be followed.</summary>
    public string? Link { get; init; }

    public string? Dek { get; init; }

    /// <summary>Byline, date and topics in one line; null when none is known.</summary>
    public string? Details { get; init; }

    /// <summary>Where a reader asks for fewer like it; null where it has no topics, and in the archive.</summary>
    public string? Fewer { get; init; }

    public PicturePart? Picture { get; init; }

    public string? Licence { get; init; }

    /// <summary>Earlier stories about the same event, the latest first.</summary>
    public IReadOnlyList<TimelinePart> Timeline { get; init; } = [];

    /// <summary>How many more there are, older than those.</summary>
    public int TimelineRest { get; init; }

    public IReadOnlyList<RelatedPart> Related { get; init; } = [];
}

/// <summary>A correction of an earlier edition.</summary>
/// <param name="Headline">The story's headline now; null: it is withdrawn.</param>
/// <param name="Said">What was said.</param>
/// <param name="Right">What is right; null where nothing is said of it.</param>
/// <param name="Link">Null where there is nothing to follow.</param>
/// <param name="Number">The link's number in the text part: a letter.</param>
/// <param name="IsWithdrawn">Whether the story is withdrawn.</param>
public sealed record CorrectionPart(string? Headline, string Said, string? Right, string? Link, string Number, bool IsWithdrawn)
{
    /// <summary>The key of the sentence on where the story stands; null: only what it says is another.</summary>
    public string? Standing { get; init; }

    /// <summary>The key of the words on the link.</summary>
    public string LinkWords { get; init; } = "mail.correction.link";
}

/// <summary>A story's picture at the size it is shown.</summary>
/// <param name="Url">http or https.</param>
/// <param name="Alt">Never empty.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="IsBig">True where it stands above its story, across the paper; false where it stands beside.</param>
/// <param name="Caption">Null: none.</param>
/// <param name="Credit">Who made it, in words that say so; null: not known.</param>
public sealed record PicturePart(string Url, string Alt, int Width, int Height, bool IsBig, string? Caption, string? Credit)
{
    /// <summary>Caption and credit in one line; null when there is neither.</summary>
    public string? Legend => Credit is null ? Caption : Caption is null ? Credit : $"{Caption} ({Credit})";
}

/// <summary>An earlier story about the same event.</summary>
/// <param name="Headline">Its headline.</param>
/// <param name="Link">Null where it cannot be followed.</param>
/// <param name="Number">The link's number in the text part: its item's, and a letter.</param>
/// <param name="When">The day it was published, or the time where that is the day of the latest one, in the site's language; null: not known.</param>
public sealed record TimelinePart(string Headline, string? Link, string Number, string? When)
{
    /// <summary>The story's own; null: what the footer says.</summary>
    public string? Licence { get; init; }
}

/// <summary>An earlier story beside a story.</summary>
/// <param name="Headline">Its headline.</param>
/// <param name="Link">Null where it cannot be followed.</param>
/// <param name="Number">The link's number in the text part: its story's, and a letter.</param>
/// <param name="Date">When it was published, in the site's language; null: not known.</param>
public sealed record RelatedPart(string Headline, string? Link, string Number, string? Date)
{
    /// <inheritdoc cref="TimelinePart.Licence"/>
    public string? Licence { get; init; }
}
