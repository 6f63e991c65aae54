using Digest.Stories.Reading;

namespace Digest.Stories.Pages;

/// <summary>What a reader sees of a page, one after the other.</summary>
internal enum PageBlockKind
{
    Heading,
    Text,
    Picture,

    /// <summary>Names that the markup calls the author's.</summary>
    Author,

    /// <summary>A line that the markup calls a byline: names, often with a date or a word before them.</summary>
    Byline,

    /// <summary>A link to a licence, or to what looks like one.</summary>
    Licence,
}

/// <summary>One of them.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What it says, as plain text; of a licence its address.</param>
internal sealed record PageBlock(PageBlockKind Kind, string Text)
{
    /// <summary>Of a heading, 1 to 6.</summary>
    public int Level { get; init; }

    /// <summary>Which article element it stands in; 0: in none.</summary>
    public int Article { get; init; }

    /// <summary>The markup calls it a dek: standfirst, subtitle, description …</summary>
    public bool IsDek { get; init; }

    /// <summary>More of it is links than not.</summary>
    public bool IsLink { get; init; }

    public HtmlPicture? Picture { get; init; }
}
