using System.Globalization;
using System.Text;

namespace Digest.Related;

/// <summary>From words as people write them to terms that are compared: lower case, without diacritics and plural endings.</summary>
internal static class Terms
{
    private const int LongestWord = 40;

    /// <summary>Where the words of a text stand, at most <paramref name="limit"/>; ideographs, which know no spaces, as overlapping pairs.</summary>
    public static IEnumerable<(int Start, int Length)> Words(string? text, int limit)
    {
        if (string.IsNullOrEmpty(text))
            yield break;
        var at = 0;
        for (var found = 0; found < limit && at < text.Length;)
        {
            if (!IsWordPart(text[at]))
            {
                at++;
                continue;
            }
            var start = at;
            if (IsIdeograph(text[at]))
            {
                at++;
                if (at < text.Length && IsIdeograph(text[at]))
                {
                    found++;
                    yield return (start, 2);
                }
                continue;
            }
            while (at < text.Length && IsWordPart(text[at]) && !IsIdeograph(text[at]))
                at++;
            var end = at;
            if (at < text.Length && IsApostrophe(text[at]))
            {
                var tail = at + 1;
                while (tail < text.Length && IsWordPart(text[tail]))
                    tail++;
                // "don't", "we're", "Marlowe's": what follows is no word of its own, unlike in "l'Europe" and "O'Brien".
                var ending = text.AsSpan(at + 1, tail - at - 1);
                if (ending is "s" or "t" or "re" or "ve" or "ll" or "d" or "m" or "S" or "T" or "RE" or "VE" or "LL")
                {
                    at = tail;
                    if (ending is "t" or "T")
                        continue;
                }
            }
            if (end - start is < 2 or > LongestWord)
                continue;
            found++;
            yield return (start, end - start);
        }
    }

    /// <summary>The word in lower case without diacritics.</summary>
    public static string Fold(string word)
    {
        var lower = word.ToLowerInvariant();
        if (Ascii.IsValid(lower))
            return lower;
        var folded = new StringBuilder(lower.Length + 4);
        foreach (var c in lower.Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
                continue;
            _ = c switch
            {
                'ß' => folded.Append("ss"),
                'æ' => folded.Append("ae"),
                'œ' => folded.Append("oe"),
                'ø' => folded.Append('o'),
                'đ' or 'ð' => folded.Append('d'),
                'ł' => folded.Append('l'),
                'ı' => folded.Append('i'),
                _ => folded.Append(c),
            };
        }
        return folded.ToString();
    }

    /// <summary>Whether a folded word is too bare a number to tell one matter from another: a count, a day, a year, a part of "9,400".</summary>
    public static bool IsBareNumber(string folded) => folded.Length < 5 && folded.All(char.IsDigit);

    /// <summary>Whether a folded word is of letters that stand for sounds; a sign for a word or a syllable is none.</summary>
    public static bool IsAlphabetic(string folded) => folded.All(c => c is (>= 'a' and <= 'z') or (>= '\u0370' and <= '\u058F'));

    /// <summary>Whether a word is written in capitals, as "UN" is.</summary>
    public static bool IsAcronym(string word) => word.Length >= 2 && word.All(c => char.IsUpper(c) || char.IsDigit(c)) && word.Any(char.IsUpper);

    /// <summary>Whether the word that begins there is a sentence's first, or may be.</summary>
    public static bool BeginsSentence(string? text, int start)
    {
        for (var at = start - 1; at >= 0; at--)
        {
            var c = text![at];
            if (c is '.' or '!' or '?' or ':' or '…' or '\n' or '|' or '·' or '»' or '”' || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.DashPunctuation or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.OpenPunctuation || c is '"' or '\'' or '„')
                return true;
            if (!char.IsWhiteSpace(c))
                return false;
        }
        return true;
    }

    private static bool IsWordPart(char c) => char.IsLetterOrDigit(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsApostrophe(char c) => c is '\'' or '’' or 'ʼ';

    private static bool IsIdeograph(char c) => c is (>= '\u3040' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF');
}
