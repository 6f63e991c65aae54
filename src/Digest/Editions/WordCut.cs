namespace Digest.Editions;

/// <summary>Shortens a text after a word and says so with an ellipsis.</summary>
internal static class WordCut
{
    private const string Ellipsis = "…";

    /// <summary>The beginning of the text in at most so many characters; the text where it fits. Only a word that is longer than that is cut itself.</summary>
    public static string Of(string text, int most)
    {
        if (Graphemes.Fit(text, most))
            return text;
        var small = new SmallWords(text);
        var limit = Graphemes.End(text, most - 1);
        for (var end = limit; end > 0; end--)
        {
            if (!MayBreak(text, end) || Finished(text, Trimmed(text, end, small)) is not { } cut || !Graphemes.Fit(cut, most))
                continue;
            return Graphemes.Count(cut) < SubjectLine.EnoughLength && IsHuge(text, end, most) ? CutWord(text, most) : cut;
        }
        // All may hang together by spaces that are not to be broken.
        return text.Contains('\u00A0', StringComparison.Ordinal) ? Of(text.Replace('\u00A0', ' '), most) : CutWord(text, most);
    }

    private static bool MayBreak(string text, int at) => text[at] == ' ' || text[at - 1] == '—' || text[at] == '—'
        || (IsIdeograph(text[at - 1]) && IsIdeograph(text[at]) && !(IsKatakana(text[at - 1]) && IsKatakana(text[at])));

    // Without a word that leads to what is missing, and without marks that do.
    private static int Trimmed(string text, int end, SmallWords small)
    {
        var (at, full) = (end, 0);
        while (at > 0)
        {
            if (char.IsWhiteSpace(text[at - 1]) || ",;:–—-.…&+|·•/、，。：；".Contains(text[at - 1], StringComparison.Ordinal) || (Marks.OpenAt(text, at) is [.., var mark] && mark.At == at - 1))
            {
                at--;
                continue;
            }
            full = full == 0 ? at : full;
            var start = Math.Max(text.LastIndexOf(' ', at - 1), text.LastIndexOf('\u00A0', at - 1)) + 1;
            if (!small.Has(text[start..at]) && !Waits(text[start..at]))
                return at;
            at = start;
        }
        return full;
    }

    // "the treasurer’s" and "8.200" wait for a noun as well; a year does not.
    private static bool Waits(string word) => word.EndsWith("’s", StringComparison.OrdinalIgnoreCase) || word.EndsWith("'s", StringComparison.OrdinalIgnoreCase)
        || (word.Any(char.IsDigit) && word.All(c => char.IsDigit(c) || c is '.' or ',' or '\u202F') && word is not [('1' or '2'), _, _, _]);

    private static string? Finished(string text, int end) => end == 0 ? null : text[..end] + Ellipsis + Marks.Closing(text, Marks.OpenAt(text, end));

    private static bool IsHuge(string text, int end, int most)
    {
        var start = text[end] == ' ' ? end + 1 : end;
        var next = text.IndexOf(' ', start);
        return Graphemes.Count(text[start..(next < 0 ? text.Length : next)]) > most;
    }

    // At a hyphen or a slash where one is near, for that is where people break long words and addresses.
    private static string CutWord(string text, int most)
    {
        for (var room = most - 1; room > 0; room--)
        {
            var end = Graphemes.End(text, room);
            var near = text.LastIndexOfAny(['-', '/', '_', '&', '、', '，', '。'], end - 1, Math.Min(end, most / 2));
            var at = near > 0 && Graphemes.Count(text[..near]) >= SubjectLine.EnoughLength ? near : end;
            var cut = Finished(text, at)!;
            if (Graphemes.Fit(cut, most))
                return cut;
        }
        return Ellipsis;
    }

    private static bool IsIdeograph(char c) => c is (>= '\u3041' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF');

    // Words from abroad are written in these, and are not broken.
    private static bool IsKatakana(char c) => c is >= '\u30A0' and <= '\u30FF';
}
