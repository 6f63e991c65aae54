namespace Digest.Signup.Gate;

/// <summary>The large provider that somebody most likely meant whose mail domain differs from it in one slip of the fingers.</summary>
internal static class LikelyDomain
{
    // No short names: too many real domains are one letter away from them. No country's variants of one provider: they are near each other.
    private static readonly string[] Meant =
    [
        "gmail.com", "googlemail.com", "hotmail.com", "outlook.com", "yahoo.com", "icloud.com", "protonmail.com",
        "t-online.de", "freenet.de", "wanadoo.fr", "laposte.net", "orange.fr", "telefonica.net", "btinternet.com", "comcast.net",
    ];

    // Real providers that look like a slip.
    private static readonly HashSet<string> Real = new(["mail.com", "email.com", "ymail.com", "fmail.com"], StringComparer.Ordinal);

    /// <summary>The one that was meant; null: the domain looks right, or like none of them.</summary>
    public static string? Of(string domain) =>
        MailProviders.Large.Contains(domain) || Real.Contains(domain) ? null : Array.Find(Meant, meant => IsOneSlip(domain, meant));

    /// <summary>Whether one letter is missing, too many or another, or two neighbours have changed places.</summary>
    private static bool IsOneSlip(string typed, string meant)
    {
        if (Math.Abs(typed.Length - meant.Length) > 1)
            return false;
        var same = typed.AsSpan().CommonPrefixLength(meant);
        var left = typed.AsSpan(same);
        var right = meant.AsSpan(same);
        if (left.Length != right.Length)
            return left.Length > right.Length ? left[1..].SequenceEqual(right) : right[1..].SequenceEqual(left);
        return left.Length > 0 && (left[1..].SequenceEqual(right[1..])
            || (left.Length > 1 && left[0] == right[1] && left[1] == right[0] && left[2..].SequenceEqual(right[2..])));
    }
}
