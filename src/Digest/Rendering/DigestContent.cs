namespace Digest.Rendering;

/// <summary>What a digest shows: plain texts throughout, the top story first.</summary>
/// <param name="Subject">What inboxes show of the top story, or a page's title; empty: the publication's name stands in.</param>
/// <param name="Preheader">The line that inboxes show beside the subject; null: none.</param>
/// <param name="Date">The edition's day in the editions' time zone.</param>
/// <param name="Stories">At least one.</param>
/// <param name="EditionUrl">Where the edition can be read in a browser.</param>
public sealed record DigestContent(string Subject, string? Preheader, DateOnly Date, IReadOnlyList<StoryContent> Stories, string EditionUrl)
{
    /// <summary>The licence that holds unless a story says otherwise; null: the site's.</summary>
    public string? Licence { get; init; }

    /// <summary>Whether it is an edition out of turn, which it says.</summary>
    public bool IsSpecial { get; init; }

    /// <summary>A short note of the editors above the first story; null or empty: none.</summary>
    public MarkdownText? Note { get; init; }

    /// <summary>What these readers got and is not so, told before the stories; mostly nothing.</summary>
    public IReadOnlyList<CorrectionContent> Corrections { get; init; } = [];

    /// <summary>What editors put into editions again and again, in the order in which it was made.</summary>
    public IReadOnlyList<BlockContent> Blocks { get; init; } = [];

    /// <summary>Whether the readers are to see the appeal, where there is one.</summary>
    public bool HasAppeal { get; init; } = true;

    /// <summary>How many stories of the edition are not among these because the message would be too long.</summary>
    public int LeftOut { get; init; }
}

/// <summary>One item as a digest shows it: a story, with others about the same event listed under it.</summary>
public sealed record StoryContent
{
    /// <summary>By which a reader can ask for fewer like it; null: it has none, and nobody can.</summary>
    public long? Id { get; init; }

    public required string Headline { get; init; }

    public required string Link { get; init; }

    public string? Dek { get; init; }

    public string? Byline { get; init; }

    public DateTimeOffset? Published { get; init; }

    public PictureContent? Picture { get; init; }

    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>The story's own licence, where it differs from the site's.</summary>
    public string? Licence { get; init; }

    /// <summary>Earlier stories about the same event, the latest first.</summary>
    public IReadOnlyList<TimelineContent> Timeline { get; init; } = [];

    public IReadOnlyList<RelatedContent> Related { get; init; } = [];
}

/// <summary>What was wrong in an earlier edition, as its readers are told.</summary>
/// <param name="Headline">The story's headline now; null: it is withdrawn.</param>
/// <param name="Said">What was said.</param>
/// <param name="Right">What is right; empty where no reason is given why a story is withdrawn, or stands again.</param>
/// <param name="Link">Where it stands now; null: nowhere.</param>
/// <param name="IsWithdrawn">Whether nothing of the story stands any more.</param>
public sealed record CorrectionContent(string? Headline, string Said, string Right, string? Link, bool IsWithdrawn)
{
    /// <summary>Whether it was withdrawn, as its readers know, and stands again.</summary>
    public bool IsRestored { get; init; }
}

/// <summary>A story's picture. The alternative text is never empty for a reader: the caption or the headline stands in.</summary>
public sealed record PictureContent(string Url, string Alt, string? Caption, string? Credit, int? Width, int? Height)
{
    /// <summary>True where nobody has said what the picture shows: the caption or the headline stands in.</summary>
    public bool AltStandsIn { get; init; }
}

/// <summary>An earlier story about the same event.</summary>
public sealed record TimelineContent(string Headline, string Link, DateTimeOffset? Published)
{
    /// <summary>The story's own licence, where it differs from the site's.</summary>
    public string? Licence { get; init; }
}

/// <summary>An earlier story offered beside a story.</summary>
public sealed record RelatedContent(string Headline, string Link, DateTimeOffset? Published)
{
    /// <summary>The story's own licence, where it differs from the site's.</summary>
    public string? Licence { get; init; }
}
