using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Digest.Subscribers;

/// <summary>What stands behind the @: a public host name, kept as lower-case A-labels (RFC 5321 §2.3.5, RFC 5891).</summary>
internal static class DomainName
{
    public const int LongestLabel = 63;
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    public static bool TryRead(string text, out string domain, [NotNullWhen(false)] out AddressProblem? problem)
    {
        domain = text;
        problem = null;
        if (text.Length == 0)
            problem = AddressProblem.DomainEmpty;
        else if (text[0] == '[')
            problem = AddressProblem.DomainNumber;
        else if (!TryEncode(text, out domain))
            problem = AddressProblem.DomainUnreadable;
        else
            problem = CheckLabels(domain.Split('.'));
        return problem is null;
    }

    /// <summary>Turns a name, or a part of one between dots, into A-labels.</summary>
    public static bool TryEncode(string text, out string domain)
    {
        domain = text.ToLowerInvariant();
        if (text.All(char.IsAscii))
            return true;
        try
        {
            domain = Idn.GetAscii(text).ToLowerInvariant();
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static AddressProblem? CheckLabels(string[] labels)
    {
        if (labels.Any(label => label.Length == 0))
            return AddressProblem.DomainDots;
        if (labels.Any(label => label.Length > LongestLabel))
            return AddressProblem.DomainLong;
        if (labels.Any(label => label[0] == '-' || label[^1] == '-'))
            return AddressProblem.DomainHyphen;
        if (!labels.All(label => label.All(sign => char.IsAsciiLetterOrDigit(sign) || sign == '-')))
            return AddressProblem.DomainSign;
        if (labels.Length == 1)
            return AddressProblem.DomainDotless;
        return labels[^1].All(char.IsAsciiDigit) ? AddressProblem.DomainDigits : null;
    }
}
