namespace Digest.Stories;

/// <summary>What was read from the bytes of one feed.</summary>
public sealed record FeedDocument
{
    /// <summary><see cref="FeedKind.None"/>: it cannot be used as a feed, and <see cref="Problems"/> begins with the reason.</summary>
    public required FeedKind Kind { get; init; }

    public string? Title { get; init; }

    /// <summary>The page that the feed belongs to.</summary>
    public string? Link { get; init; }

    public string? Language { get; init; }

    /// <summary>Under which terms the feed's stories may be used, where a story does not say so itself.</summary>
    public string? Licence { get; init; }

    /// <summary>In the order of the feed.</summary>
    public IReadOnlyList<FeedStory> Stories { get; init; } = [];

    /// <summary>What a publisher should repair, each in a sentence; the worst first.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    internal static FeedDocument Unusable(string problem) => new() { Kind = FeedKind.None, Problems = [problem] };
}

/// <summary>The families of feed formats.</summary>
public enum FeedKind
{
    /// <summary>No feed.</summary>
    None,

    /// <summary>RSS 0.91 to 2.0.</summary>
    Rss,

    /// <summary>RSS 0.90 and 1.0.</summary>
    Rdf,

    /// <summary>Atom 0.3 and 1.0 (RFC 4287).</summary>
    Atom,

    /// <summary>JSON Feed 1 and 1.1.</summary>
    Json,
}

/// <summary>One story as a feed gives it. Text is text: entities decoded, markup removed, white space squeezed.</summary>
public sealed record FeedStory
{
    /// <summary>What the feed calls it (guid, atom:id), compared character by character (RFC 4287 §4.2.6.1); else its link.</summary>
    public string? Id { get; init; }

    /// <summary>The title, or the beginning of the text where there is none; empty where there is neither.</summary>
    public string Headline { get; init; } = "";

    /// <summary>The story's page, http or https.</summary>
    public string? Link { get; init; }

    /// <summary>The summary, in one line; without a summary, the text's first paragraph.</summary>
    public string? Dek { get; init; }

    public string? Byline { get; init; }

    public DateTimeOffset? Published { get; init; }

    public DateTimeOffset? Updated { get; init; }

    public Picture? Picture { get; init; }

    /// <summary>The full text where the feed carries it; blank lines between paragraphs.</summary>
    public string? Text { get; init; }

    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>The story's own terms; null: the feed's apply.</summary>
    public string? Licence { get; init; }
}
