using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Digest.Subscribers;

/// <summary>What stands before the @: a dot-string or a quoted string (RFC 5321 §4.1.2), letters of any script allowed (RFC 6531 §3.3).</summary>
internal static class LocalPart
{
    public const int LongestOctets = 64;
    private const string AtomSigns = "!#$%&'*+-/=?^_`{|}~";

    public static bool TryRead(string text, out string local, [NotNullWhen(false)] out AddressProblem? problem)
    {
        local = text;
        problem = Check(text);
        if (problem is not null)
            return false;
        local = text.Normalize(NormalizationForm.FormC);
        if (Encoding.UTF8.GetByteCount(local) > LongestOctets)
            problem = AddressProblem.LocalLong;
        return problem is null;
    }

    /// <summary>The same mailbox without quotation marks, where it can be written without them (RFC 5321 §4.1.2).</summary>
    public static string Unquote(string local)
    {
        if (local[0] != '"')
            return local;
        var inner = new StringBuilder(local.Length);
        for (var at = 1; at < local.Length - 1; at++)
            inner.Append(local[at] == '\\' ? local[++at] : local[at]);
        return IsDotString(inner.ToString()) ? inner.ToString() : local;
    }

    private static AddressProblem? Check(string text)
    {
        if (text.Length == 0)
            return AddressProblem.LocalEmpty;
        if (text[0] == '"')
            return IsQuotedString(text) ? null : AddressProblem.LocalQuotes;
        if (IsDotString(text))
            return null;
        if (text[0] == '.' || text[^1] == '.' || text.Contains("..", StringComparison.Ordinal))
            return AddressProblem.LocalDots;
        return text.Any(char.IsWhiteSpace) ? AddressProblem.LocalSpace : AddressProblem.LocalSign;
    }

    private static bool IsDotString(string text) => text.Split('.').All(atom => atom.Length > 0 && atom.EnumerateRunes().All(IsAtomText));

    private static bool IsAtomText(Rune rune) => rune.IsAscii
        ? Rune.IsLetterOrDigit(rune) || AtomSigns.Contains((char)rune.Value, StringComparison.Ordinal)
        // Letters, digits and accents only: nothing invisible, nothing that turns the direction of writing.
        : !Unseen.Is(rune) && (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);

    private static bool IsQuotedString(string text)
    {
        if (text.Length < 2 || text[^1] != '"')
            return false;
        for (var at = 1; at < text.Length - 1; at++)
        {
            var escaped = text[at] == '\\';
            if (escaped && ++at == text.Length - 1)
                return false;
            if (text[at] is < ' ' or > '~' || (text[at] == '"' && !escaped))
                return false;
        }
        return true;
    }
}
