using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Digest.Subscribers;

/// <summary>
/// A mailbox that a public mail server would accept (RFC 5321 §4.1.2, RFC 6531 §3.3): no address literals, no dotless or
/// all-numeric top domains, no comments, no white space around the parts.
/// </summary>
/// <param name="Value">As typed, the domain in lower case and as A-labels (RFC 5891).</param>
/// <param name="Key">What makes two addresses one: <paramref name="Value"/> in lower case, needless quotation marks removed.</param>
public sealed record EmailAddress(string Value, string Key)
{
    private const int LongestPath = 254;

    /// <summary>What stands behind the @.</summary>
    public string Domain => Value[(Value.LastIndexOf('@') + 1)..];

    /// <summary>Reads what a person typed: white space around it is not theirs.</summary>
    public static bool TryParseTyped(string? text, [NotNullWhen(true)] out EmailAddress? address, [NotNullWhen(false)] out string? problem) =>
        TryParse((text ?? "").Trim(), out address, out problem);

    /// <summary>Reads an address to the letter.</summary>
    /// <param name="text">The whole address and nothing else.</param>
    /// <param name="address">The address, when this returns true.</param>
    /// <param name="problem">Why it is none: one sentence for the person who typed it.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out EmailAddress? address, [NotNullWhen(false)] out string? problem)
    {
        address = null;
        problem = Check(text, out var local, out var domain);
        if (problem is not null)
            return false;
        address = new EmailAddress($"{local}@{domain}", $"{LocalPart.Unquote(local)}@{domain}".ToLowerInvariant());
        return true;
    }

    private static string? Check(string text, out string local, out string domain)
    {
        local = domain = "";
        if (text.Length == 0)
            return "Please type your e-mail address.";
        // RFC 5321 §4.5.3.1.3 bounds the path in octets; no text with more characters can have fewer octets.
        if (text.Length > LongestPath * 4)
            return TooLong;
        var at = text.LastIndexOf('@');
        if (at < 0)
            return "An address has an @ in it, as in name@example.org.";
        if (!LocalPart.TryRead(text[..at], out local, out var problem) || !DomainName.TryRead(text[(at + 1)..], out domain, out problem))
            return problem;
        return Encoding.UTF8.GetByteCount(local) + 1 + domain.Length > LongestPath ? TooLong : null;
    }

    private static string TooLong => $"An address has at most {LongestPath} characters.";
}
