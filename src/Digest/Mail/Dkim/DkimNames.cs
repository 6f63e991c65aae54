namespace Digest.Mail.Dkim;

/// <summary>The names that a signature and its DNS record are made of (RFC 6376 §3.1, §3.5).</summary>
public static class DkimNames
{
    private const int LongestLabel = 63;

    /// <summary>Whether this is a domain name of two labels or more, in A-labels.</summary>
    public static bool IsDomain(string domain) => domain.Length <= 253 && domain.Split('.') is { Length: >= 2 } labels && Array.TrueForAll(labels, IsLabel);

    /// <summary>Whether this can stand before <c>._domainkey</c>: one label or more.</summary>
    public static bool IsSelector(string selector) => Array.TrueForAll(selector.Split('.'), IsLabel);

    /// <summary>Whether a signature of one domain speaks for a sender at another: they are the same, or one lies below the other.</summary>
    public static bool AreAligned(string signing, string sender) =>
        signing.Equals(sender, StringComparison.OrdinalIgnoreCase) || IsBelow(sender, signing) || IsBelow(signing, sender);

    /// <summary>Where the public key is published (RFC 6376 §3.6.2.1).</summary>
    public static string RecordName(string selector, string domain) => $"{selector}._domainkey.{domain}";

    private static bool IsBelow(string name, string above) => name.EndsWith($".{above}", StringComparison.OrdinalIgnoreCase);

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= LongestLabel && label[0] != '-' && label[^1] != '-' && label.All(one => char.IsAsciiLetterOrDigit(one) || one == '-');
}
