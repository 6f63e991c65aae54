namespace Digest.Stories;

/// <summary>One article of the site, as it is kept: one canonical link, one story, however many feeds carry it.</summary>
public sealed record Story
{
    public required long Id { get; init; }

    /// <summary>The form of the link by which stories are told apart (<see cref="Stories.CanonicalLink"/>).</summary>
    public required string CanonicalLink { get; init; }

    /// <summary>The story's page, as the feed gives it.</summary>
    public required string Link { get; init; }

    public required string Headline { get; init; }

    public string? Dek { get; init; }

    public string? Byline { get; init; }

    /// <summary>The full text where a feed carries it; blank lines between paragraphs.</summary>
    public string? Text { get; init; }

    public Picture? Picture { get; init; }

    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>The story's own terms, else its feed's.</summary>
    public string? Licence { get; init; }

    public DateTimeOffset? Published { get; init; }

    public DateTimeOffset? Updated { get; init; }

    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>When it was last written, in milliseconds: what has changed since is found by it.</summary>
    public long ChangedAt { get; init; }

    /// <summary>Given when an edition closes; null: no edition has covered it yet.</summary>
    public long? Number { get; init; }

    /// <summary>From 1; rises with each change of headline, dek or text.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Since when it is withdrawn; null: it stands.</summary>
    public DateTimeOffset? Removed { get; init; }
}
