namespace Digest.Stories.Pages;

/// <summary>A part of a page whose text is gathered by itself until it ends.</summary>
internal enum OpenPart
{
    None,
    Figure,
    Caption,
    Credit,
    Byline,

    /// <summary>Whoever the markup calls the author.</summary>
    Author,

    /// <summary>The name inside, which is all that counts of it.</summary>
    Name,

    /// <summary>A link to somebody's own page.</summary>
    Profile,
}

/// <summary>An element that is open, and what it has of those around it.</summary>
internal readonly record struct OpenElement(string Name, OpenPart Begins, int Article, int Heading, bool IsAside, bool IsNoScript, bool IsInFigure, bool IsDek, bool IsLink);
