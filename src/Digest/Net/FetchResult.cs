namespace Digest.Net;

/// <summary>What came of a fetch. Each case asks for something else of the caller; none of them is an exception.</summary>
public abstract record FetchResult
{
    private FetchResult()
    {
    }

    /// <summary>The answer's body, decompressed.</summary>
    /// <param name="Bytes">At most the limit that holds.</param>
    /// <param name="ContentType">The whole header, parameters included.</param>
    /// <param name="ETag">To be sent with the next request (RFC 9110 §13.1.2), as it came.</param>
    /// <param name="LastModified">Likewise (RFC 9110 §13.1.3), as it came.</param>
    /// <param name="Address">Where the body was found, after all redirects.</param>
    /// <param name="PermanentAddress">Where the next request should go: the end of the redirects that were permanent (301, 308); null: the same as before.</param>
    public sealed record Fetched(byte[] Bytes, string? ContentType, string? ETag, string? LastModified, Uri Address, Uri? PermanentAddress) : FetchResult;

    /// <summary>304: what the caller has is still what is there.</summary>
    /// <param name="PermanentAddress">As in <see cref="Fetched"/>.</param>
    public sealed record NotModified(Uri? PermanentAddress) : FetchResult;

    /// <summary>410: there will never be anything again.</summary>
    public sealed record Gone : FetchResult;

    /// <summary>The server asks for patience (Retry-After, RFC 9110 §10.2.3).</summary>
    /// <param name="After">How long to wait.</param>
    /// <param name="Why">What the server answered.</param>
    /// <param name="Status">The answer's status code.</param>
    public sealed record RetryLater(TimeSpan After, string Why, int Status = 0) : FetchResult;

    /// <summary>The address, or what it leads to, must not be fetched.</summary>
    public sealed record Refused(string Why) : FetchResult;

    /// <summary>It did not work this time.</summary>
    /// <param name="Why">The reason, as part of a sentence.</param>
    /// <param name="Status">The status code, if there was an answer; else 0.</param>
    public sealed record Failed(string Why, int Status = 0) : FetchResult;
}
