namespace Digest.Net;

/// <summary>What is known of an address after asking.</summary>
/// <param name="Status">The answer's status code after all redirects; 0: there was none.</param>
/// <param name="Why">Why nothing can be read there, as part of a sentence; null: it can, or nobody asked.</param>
public sealed record ProbeResult(int Status, string? Why)
{
    /// <summary>Why nobody asked.</summary>
    public ProbeRefusal Refusal { get; init; }

    /// <summary>Such as <c>image/png</c>; null: the server does not say.</summary>
    public string? ContentType { get; init; }

    /// <summary>Bytes of the whole; null: the server does not say.</summary>
    public long? Length { get; init; }
}

/// <summary>Why an address was not asked.</summary>
public enum ProbeRefusal
{
    None,

    /// <summary>Its host lies at a private or special address.</summary>
    PrivateAddress,

    /// <summary>Its scheme, its port or a password in it.</summary>
    Rules,
}
