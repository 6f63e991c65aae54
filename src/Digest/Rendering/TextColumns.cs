using System.Globalization;
using System.Text;

namespace Digest.Rendering;

/// <summary>How much room characters take where all have the same width, and where a line of them may end (a part of UAX #11 and #14).</summary>
internal static class TextColumns
{
    // Closing brackets, full stops and small kana do not begin a line; opening brackets do not end one.
    private const string NoStart = "、。，．・：；？！）］｝〉》」』】〕〗’”…‥ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ";
    private const string NoEnd = "（［｛〈《「『【〔〖‘“";
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>The columns of a text: two for what East Asian type sets in a square, none for marks that sit on their neighbour.</summary>
    public static int Of(string text) => text.EnumerateRunes().Sum(Of);

    /// <summary>What stays together in a line, each with whether a space stands before it.</summary>
    public static IEnumerable<(string Word, bool Spaced)> Words(string text)
    {
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var spaced = true;
            var part = new StringBuilder();
            var before = new Rune('a');
            foreach (var rune in word.EnumerateRunes())
            {
                if (part.Length > 0 && MayEndBetween(before, rune))
                {
                    yield return (part.ToString(), spaced);
                    part.Clear();
                    spaced = false;
                }
                part.Append(rune);
                before = rune;
            }
            yield return (part.ToString(), spaced);
        }
    }

    private static int Of(Rune rune) => IsMark(rune) ? 0 : IsWide(rune) ? 2 : 1;

    private static bool MayEndBetween(Rune before, Rune after) =>
        (IsWide(before) || IsWide(after)) && !IsMark(after) && before.Value != ZeroWidthJoiner && !IsIn(NoStart, after) && !IsIn(NoEnd, before);

    private static bool IsIn(string characters, Rune rune) => characters.Contains(rune.ToString(), StringComparison.Ordinal);

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
        || rune.Value is >= 0x1F3FB and <= 0x1F3FF;

    // Korean is wide, but parts its words by spaces: a line may still end between its syllables.
    private static bool IsWide(Rune rune) => rune.Value is
        (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0x303E) or (>= 0x3041 and <= 0xA4CF) or (>= 0xA960 and <= 0xA97C)
        or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60)
        or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1F64F) or (>= 0x1F680 and <= 0x1F6FF) or (>= 0x1F900 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD);
}
