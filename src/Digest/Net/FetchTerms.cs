namespace Digest.Net;

/// <summary>On which terms something is fetched; the client's own bounds hold beside them.</summary>
/// <param name="Accept">What is wanted, as the header says it (RFC 9110 §12.5.1).</param>
/// <param name="MaxBytes">Of a body after decompression.</param>
/// <param name="Time">From the first question to the last byte, redirects included.</param>
public sealed record FetchTerms(string Accept, int MaxBytes, TimeSpan Time)
{
    /// <summary>Asked before a redirect is followed: why it must not be, as part of a sentence; null: it may.</summary>
    public Func<Uri, CancellationToken, Task<string?>>? Objection { get; init; }
}
