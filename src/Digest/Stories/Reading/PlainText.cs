using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Digest.Stories.Reading;

/// <summary>Text that is safe to show anywhere: nothing in it but what a reader is meant to see.</summary>
internal static partial class PlainText
{
    private const int LongestRemark = 1000;
    private const string C1 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    /// <summary>
    /// Without control and bidirectional override characters, separators, private and unassigned code points; white space
    /// squeezed to single spaces. Null when nothing is left.
    /// </summary>
    public static string? Clean(string? text)
    {
        if (text is null)
            return null;
        // Never longer than what was written.
        var buffer = ArrayPool<char>.Shared.Rent(text.Length);
        try
        {
            var length = Clean(text, buffer);
            return length == 0 ? null : length == text.Length && text.AsSpan().SequenceEqual(buffer.AsSpan(0, length)) ? text : new string(buffer, 0, length);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    private static int Clean(string text, Span<char> clean)
    {
        var length = 0;
        var gap = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Visible(rune) is not { } shown)
                continue;
            if (Rune.IsWhiteSpace(shown))
            {
                gap = length > 0;
                continue;
            }
            if (gap)
                clean[length++] = ' ';
            gap = false;
            length += shown.EncodeToUtf16(clean[length..]);
        }
        return length;
    }

    /// <summary>Clean, and with the references that were escaped once too often decoded: <c>AT&amp;amp;T</c> is a mistake, not a name.</summary>
    public static string? CleanLine(string? text) => Clean(text is null || !text.Contains('&', StringComparison.Ordinal) ? text : EscapedTwice().Replace(text, match => References.Symbol(match.Value[1..^1]) ?? match.Value));

    /// <summary>Whether references stand in a text that should have none.</summary>
    public static bool HasReferences(string text) => EscapedTwice().Matches(text).Any(match => References.Symbol(match.Value[1..^1]) is { Length: > 0 });

    /// <summary>At most so many characters: to the end of a sentence where there is one, else to the end of a word, with an ellipsis.</summary>
    public static string Shorten(string text, int length)
    {
        if (text.Length <= length)
            return text;
        var head = text[..length];
        var sentence = SentenceEnd().Matches(head).LastOrDefault();
        if (sentence is not null && sentence.Index > length / 3)
            return head[..(sentence.Index + sentence.Length)].TrimEnd();
        var word = head.LastIndexOf(' ');
        if (word <= length / 2)
            word = char.IsHighSurrogate(head[^1]) ? length - 1 : length;
        return head[..word].TrimEnd(' ', ',', ';', ':', '-', '–', '—') + "…";
    }

    /// <summary>What is said of a picture, short enough to stand below it.</summary>
    public static string? Remark(string? text) => CleanLine(text) is { } clean ? Shorten(clean, LongestRemark) : null;

    private static Rune? Visible(Rune rune)
    {
        var code = rune.Value;
        if (code is > 0x20 and < 0x7F)
            return rune;
        // Nobody writes C1 controls; they are Windows-1252 under a wrong name.
        if (code is >= 0x80 and <= 0x9F)
            return Rune.IsControl(new Rune(C1[code - 0x80])) ? null : new Rune(C1[code - 0x80]);
        if (Rune.IsWhiteSpace(rune))
            return new Rune(' ');
        // LRE … RLO, the isolates, the deprecated format characters, the byte order mark, interlinear annotation, tags
        if (code is (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F) or 0xFEFF or (>= 0xFFF9 and <= 0xFFFB) or 0x200B or 0xFFFD or (>= 0xE0000 and <= 0xE007F))
            return null;
        return Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate
            ? null
            : rune;
    }

    [GeneratedRegex("&(#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex EscapedTwice();

    [GeneratedRegex("[.!?…。！？][\"'”’»)]*( |$)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex SentenceEnd();
}
