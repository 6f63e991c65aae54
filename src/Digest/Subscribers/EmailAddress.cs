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
    internal const int LongestPath = 254;

    /// <summary>What stands behind the @.</summary>
    public string Domain => Value[(Value.LastIndexOf('@') + 1)..];

    /// <summary>The domain for people to read: in the letters of its own language, where these look like no others.</summary>
    public string ShownDomain => Subscribers.ShownDomain.Of(Domain);

    /// <summary>An address for people to read, its domain as <see cref="ShownDomain"/>.</summary>
    /// <param name="value">As it is kept; empty: erased.</param>
    public static string Show(string value)
    {
        var domain = value.LastIndexOf('@') + 1;
        return value[..domain] + Subscribers.ShownDomain.Of(value[domain..]);
    }

    /// <summary>Reads what a person typed: white space around it is not theirs.</summary>
    public static bool TryParseTyped(string? text, [NotNullWhen(true)] out EmailAddress? address, [NotNullWhen(false)] out AddressProblem? problem) =>
        TryParse((text ?? "").Trim(), out address, out problem);

    /// <summary>Reads an address to the letter.</summary>
    /// <param name="text">The whole address and nothing else.</param>
    /// <param name="address">The address, when this returns true.</param>
    /// <param name="problem">Why it is none.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out EmailAddress? address, [NotNullWhen(false)] out AddressProblem? problem)
    {
        address = null;
        problem = Check(text, out var local, out var domain);
        if (problem is not null)
            return false;
        address = new EmailAddress($"{local}@{domain}", $"{LocalPart.Unquote(local)}@{domain}".ToLowerInvariant());
        return true;
    }

    private static AddressProblem? Check(string text, out string local, out string domain)
    {
        local = domain = "";
        if (text.Length == 0)
            return AddressProblem.Empty;
        // RFC 5321 §4.5.3.1.3 bounds the path in octets; no text with more characters can have fewer octets.
        if (text.Length > LongestPath * 4)
            return AddressProblem.TooLong;
        var at = text.LastIndexOf('@');
        if (at < 0)
            return AddressProblem.NoAt;
        if (!LocalPart.TryRead(text[..at], out local, out var problem) || !DomainName.TryRead(text[(at + 1)..], out domain, out problem))
            return problem;
        return Encoding.UTF8.GetByteCount(local) + 1 + domain.Length > LongestPath ? AddressProblem.TooLong : null;
    }
}
