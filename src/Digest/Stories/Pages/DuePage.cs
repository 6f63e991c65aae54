namespace Digest.Stories.Pages;

/// <summary>A story whose page should be read.</summary>
internal sealed record DuePage
{
    public long Id { get; init; }

    public string Link { get; init; } = "";

    /// <summary>How often it failed before, in a row.</summary>
    public int Attempts { get; init; }

    public Uri? Address => Uri.TryCreate(Link, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Host.Length > 0 ? address : null;
}
