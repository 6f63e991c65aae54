namespace Digest.Net;

/// <summary>How much of the world one fetch may take up.</summary>
internal sealed record FetchLimits
{
    /// <summary>Bytes of a body after decompression.</summary>
    public int MaxBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>From the first question to the last byte, redirects and retries included.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(30);

    public int Redirects { get; init; } = 5;
}
