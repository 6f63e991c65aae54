using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Digest.Subscribers;

/// <summary>What stands behind the @: a public host name, kept as lower-case A-labels (RFC 5321 §2.3.5, RFC 5891).</summary>
internal static class DomainName
{
    private const int LongestLabel = 63;
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    public static bool TryRead(string text, out string domain, [NotNullWhen(false)] out string? problem)
    {
        domain = text;
        problem = null;
        if (text.Length == 0)
            problem = "Something is missing behind the @.";
        else if (text[0] == '[')
            problem = "A number in brackets is no public mail address.";
        else if (!TryEncode(text, out domain))
            problem = "What stands behind the @ is not the name of a mail server.";
        else
            problem = CheckLabels(domain.Split('.'));
        return problem is null;
    }

    private static bool TryEncode(string text, out string domain)
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

    private static string? CheckLabels(string[] labels)
    {
        if (labels.Any(label => label.Length == 0))
            return "A dot cannot stand first, last or beside another dot behind the @.";
        if (labels.Any(label => label.Length > LongestLabel))
            return $"A part of the name behind the @ has at most {LongestLabel} characters.";
        if (labels.Any(label => label[0] == '-' || label[^1] == '-'))
            return "A part of the name behind the @ begins or ends with a hyphen.";
        if (!labels.All(label => label.All(sign => char.IsAsciiLetterOrDigit(sign) || sign == '-')))
            return "There is a sign behind the @ that no mail server has in its name.";
        if (labels.Length == 1)
            return "Something is missing behind the @, as in name@example.org.";
        return labels[^1].All(char.IsAsciiDigit) ? "The name behind the @ ends in a number; no public mail server has such a name." : null;
    }
}
