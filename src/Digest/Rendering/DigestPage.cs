namespace Digest.Rendering;

/// <summary>What the digest's templates see.</summary>
public sealed record DigestPage : MessagePage
{
    /// <summary>The edition's day, in the site's language.</summary>
    public required string Date { get; init; }

    /// <summary>The top story first.</summary>
    public required IReadOnlyList<StoryPart> Stories { get; init; }
}

/// <summary>One story, ready to be written.</summary>
public sealed record StoryPart
{
    public required string Headline { get; init; }

    /// <summary>Null where the feed gave none that can be followed.</summary>
    public string? Link { get; init; }

    /// <summary>The link's number in the text part.</summary>
    public int LinkNumber { get; init; }

    public string? Dek { get; init; }

    /// <summary>Byline, date and topics in one line; null when none is known.</summary>
    public string? Details { get; init; }

    public PicturePart? Picture { get; init; }

    public string? Licence { get; init; }

    public IReadOnlyList<RelatedPart> Related { get; init; } = [];
}

/// <summary>A story's picture at the size it is shown.</summary>
/// <param name="Url">http or https.</param>
/// <param name="Alt">Never empty.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Legend">Caption and credit in one line; null when there is neither.</param>
public sealed record PicturePart(string Url, string Alt, int Width, int Height, string? Legend);

/// <summary>An earlier story beside a story.</summary>
/// <param name="Headline">Its headline.</param>
/// <param name="Link">Null where it cannot be followed.</param>
/// <param name="LinkNumber">The link's number in the text part.</param>
/// <param name="Date">When it was published, in the site's language; null: not known.</param>
public sealed record RelatedPart(string Headline, string? Link, int LinkNumber, string? Date);
