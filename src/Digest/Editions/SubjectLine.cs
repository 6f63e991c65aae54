using System.Globalization;
using System.Text;
using Digest.Rendering;

namespace Digest.Editions;

/// <summary>Makes a subject of a headline: what inboxes show of it names the matter, and no word is cut.</summary>
public static class SubjectLine
{
    /// <summary>The longest subject, in characters as people count them (grapheme clusters).</summary>
    public const int MaxLength = 60;

    /// <summary>Fewer characters than these seldom name a matter.</summary>
    internal const int EnoughLength = 25;

    // An emoji of a family takes fourteen; whoever piles up a thousand accents on a letter gets some of them.
    private const int MaxUnitsOfCharacter = 32;
    private const int MaxRead = 600;

    /// <summary>The headline, shortened where it is longer than <see cref="MaxLength"/>; the dek stands in for a headline that shows nothing; empty where that is none either.</summary>
    public static string Of(string headline, string? dek = null)
    {
        var line = Cleaned(headline) is { Length: > 0 } shown ? shown : Cleaned(dek);
        if (Fits(line))
            return line;
        line = Kickers.Without(line);
        if (Fits(line))
            return line;
        line = WithoutQuotation(line);
        return Fits(line) ? line : Clauses.First(line) ?? WordCut.Of(line, MaxLength);
    }

    /// <summary>One line without what nobody sees; empty where nothing of the text shows.</summary>
    internal static string Cleaned(string? text)
    {
        var line = PlainText.Line(text);
        var cleaned = new StringBuilder();
        var shows = false;
        for (int at = 0, count = 0; line is not null && at < line.Length && count < MaxRead; count++)
        {
            var length = StringInfo.GetNextTextElementLength(line, at);
            var kept = 0;
            foreach (var rune in line.Substring(at, length).EnumerateRunes())
            {
                // A place where a word may be broken; many inboxes show it.
                if (rune.Value is 0xAD or 0x200B or 0x2060 || (kept += rune.Utf16SequenceLength) > MaxUnitsOfCharacter)
                    continue;
                cleaned.Append(rune);
                shows |= Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.NonSpacingMark or UnicodeCategory.OtherNotAssigned) && rune.Value is not 0xFFFD;
            }
            at += length;
        }
        return shows ? cleaned.ToString().Trim(' ') : "";
    }

    // "‘We’d given up hope’: Ferry returns": what was said names nothing, what follows does.
    private static string WithoutQuotation(string line)
    {
        var end = Marks.EndOfLeadingQuotation(line);
        if (end == 0)
            return line;
        var after = line[end..].TrimStart();
        if (after.Length == 0 || after[0] is not (':' or '–' or '—' or '-' or '|'))
            return line;
        after = Kickers.Capitalised(after[1..].TrimStart());
        return Graphemes.Count(after) < EnoughLength ? line : after;
    }

    private static bool Fits(string line) => Graphemes.Fit(line, MaxLength);
}
