namespace Digest.Editions;

/// <summary>Finds the part of a long headline that stands by itself, before a dash, a colon or the like.</summary>
internal static class Clauses
{
    private const string Dashes = "–—-";
    private const string Colons = ":;|·•؛";
    private const string WideMarks = "：；，。";
    private const string Askers = "?!؟？！";

    // After a single comma these begin something that is told beside the matter. Others may go on with a list or a name:
    // "Ministers from Germany, France …", "Paul Smith, of Holm, …".
    private static readonly HashSet<string> Asides = new(
        "and but as after while when because with although though despite amid so until before since says say said und aber doch weil während nachdem obwohl sondern bevor trotz sagt sagen y e pero mientras tras aunque según porque sino con cuando dice dicen et mais alors après selon tandis car malgré avec pendant dit disent".Split(' '),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The longest beginning of at most <see cref="SubjectLine.MaxLength"/> characters that stands by itself; null: there is none.</summary>
    public static string? First(string headline)
    {
        var small = new SmallWords(headline);
        var last = Graphemes.End(headline, SubjectLine.MaxLength);
        for (var at = last; at > 0; at--)
        {
            if (Ends(headline, at) && Whole(headline, at, small) is { } clause)
                return clause;
        }
        return BeforeComma(headline, last, small);
    }

    private static bool Ends(string text, int at)
    {
        if (at >= text.Length)
            return false;
        var c = text[at];
        var spaceAfter = at + 1 < text.Length && char.IsWhiteSpace(text[at + 1]);
        if (Dashes.Contains(c, StringComparison.Ordinal))
            return IsDash(text, at) && Enumerable.Range(0, text.Length).Count(one => IsDash(text, one)) == 1;
        if (Colons.Contains(c, StringComparison.Ordinal))
            return spaceAfter;
        return WideMarks.Contains(c, StringComparison.Ordinal) || (char.IsWhiteSpace(c) && Askers.Contains(text[at - 1], StringComparison.Ordinal)) || text[at - 1] is '？' or '！';
    }

    // Two dashes put something between; a hyphen is none, nor is the dash of "2019–2024".
    private static bool IsDash(string text, int at) => Dashes.Contains(text[at], StringComparison.Ordinal) && at > 0 && at + 1 < text.Length
        && ((char.IsWhiteSpace(text[at - 1]) && char.IsWhiteSpace(text[at + 1])) || text[at] == '—');

    private static string? BeforeComma(string text, int last, SmallWords small)
    {
        var commas = Enumerable.Range(0, text.Length - 1).Where(at => text[at] is ',' or '،' && char.IsWhiteSpace(text[at + 1])).ToList();
        if (commas is not [var comma] || comma > last || small.Leads(text.Split(' ')[0]))
            return null;
        var next = text[(comma + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault();
        return next is not null && Asides.Contains(next) ? Whole(text, comma, small) : null;
    }

    private static string? Whole(string text, int end, SmallWords small)
    {
        var clause = text[..end].TrimEnd();
        return Graphemes.Count(clause) is >= SubjectLine.EnoughLength and <= SubjectLine.MaxLength && Marks.OpenAt(text, end).Count == 0 && !small.Has(clause.Split(' ')[^1])
            ? clause
            : null;
    }
}
