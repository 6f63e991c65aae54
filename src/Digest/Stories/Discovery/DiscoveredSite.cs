namespace Digest.Stories.Discovery;

/// <summary>What a site says of itself. What it does not say is null.</summary>
public sealed record DiscoveredSite
{
    /// <summary>What was typed.</summary>
    public required string Typed { get; init; }

    /// <summary>Why there is nothing to use, in one line; null: there is.</summary>
    public string? Problem { get; init; }

    /// <summary>The page that was looked at, after all redirects.</summary>
    public string? Address { get; init; }

    public string? Name { get; init; }

    public string? Tagline { get; init; }

    /// <summary>A BCP 47 tag.</summary>
    public string? Language { get; init; }

    /// <summary>As <c>#rrggbb</c>.</summary>
    public string? Colour { get; init; }

    public string? Licence { get; init; }

    public SitePicture? Icon { get; init; }

    /// <summary>Those that can be read, the site's main one first.</summary>
    public IReadOnlyList<DiscoveredFeed> Feeds { get; init; } = [];

    /// <summary>What could not be had, each in a sentence.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}

/// <summary>A feed that was read.</summary>
/// <param name="Url">Where it lies.</param>
/// <param name="Title">As it says itself, else as the page calls it.</param>
/// <param name="Stories">How many it has.</param>
/// <param name="Newest">The headline of its newest story; null: it has none.</param>
/// <param name="NewestAt">When that was published.</param>
public sealed record DiscoveredFeed(string Url, string? Title, int Stories, string? Newest, DateTimeOffset? NewestAt)
{
    /// <summary>Whether to take it: no feed of comments, nor one whose stories another carries.</summary>
    public bool Suggested { get; init; } = true;

    /// <summary>Why not, in a few words.</summary>
    public string? Remark { get; init; }
}

/// <summary>A picture that was fetched and is what it says.</summary>
/// <param name="Url">Where it lies.</param>
/// <param name="Bytes">The picture.</param>
/// <param name="Type">Its media type, by its bytes.</param>
/// <param name="Width">In pixels; null: it does not say.</param>
/// <param name="Height">Likewise.</param>
public sealed record SitePicture(string Url, byte[] Bytes, string Type, int? Width, int? Height);
