namespace Digest.Stories;

/// <summary>A story's picture.</summary>
public sealed record Picture
{
    public required string Url { get; init; }

    /// <summary>What it shows, for those who do not see it.</summary>
    public string? Alt { get; init; }

    public string? Caption { get; init; }

    /// <summary>Who made it, as the feed words it.</summary>
    public string? Credit { get; init; }

    /// <summary>In pixels, where the feed says so.</summary>
    public int? Width { get; init; }

    /// <inheritdoc cref="Width"/>
    public int? Height { get; init; }
}
