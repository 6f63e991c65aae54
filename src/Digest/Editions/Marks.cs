namespace Digest.Editions;

/// <summary>Quotation marks, brackets and Spanish opening marks, in the ways of many languages.</summary>
internal static class Marks
{
    private const string Openers = "([{（【「『《〈¿¡„‚“‘«‹";
    private const string Closers = ")]}）】」』》〉?!“‘”’»›";

    /// <summary>Those that are open at a place of the text, the innermost last.</summary>
    public static IReadOnlyList<OpenMark> OpenAt(string text, int end)
    {
        var open = new List<OpenMark>();
        for (var at = 0; at < end; at++)
            Step(text, at, open);
        return open;
    }

    /// <summary>What closes them, the innermost first; French marks keep their space.</summary>
    public static string Closing(string text, IReadOnlyList<OpenMark> open) => string.Concat(open.Reverse().Select(mark =>
        text[mark.At] is '«' or '‹' && text[mark.At + 1] is var space && char.IsWhiteSpace(space) ? $"{space}{mark.Closer}" : $"{mark.Closer}"));

    /// <summary>Where the quotation ends that the text begins with; 0: it begins with none.</summary>
    public static int EndOfLeadingQuotation(string text)
    {
        var open = new List<OpenMark>();
        Step(text, 0, open);
        if (open.Count == 0 || !"“‘«‹»›”’\"'」』".Contains(open[0].Closer, StringComparison.Ordinal))
            return 0;
        for (var at = 1; at < text.Length; at++)
        {
            Step(text, at, open);
            if (open.Count == 0)
                return at + 1;
        }
        return 0;
    }

    private static void Step(string text, int at, List<OpenMark> open)
    {
        var c = text[at];
        if (char.IsLetterOrDigit(c) || c == ' ')
            return;
        var closed = open.FindLastIndex(mark => mark.Closer == c || (mark.Closer == '“' && c is '”'));
        // An apostrophe stands before a letter; a straight mark after a space opens.
        if (closed >= 0 && !(c is '\'' or '’' && IsWordAt(text, at + 1)) && !(c is '"' && IsOpening(text, at)))
            open.RemoveRange(closed, open.Count - closed);
        else if (CloserOf(text, at) is { } closer)
            open.Add(new OpenMark(at, closer));
    }

    private static char? CloserOf(string text, int at) => text[at] switch
    {
        '‘' or '‚' or '“' when IsWordAt(text, at - 1) => null,
        '»' or '”' when IsOpening(text, at) => text[at] == '»' ? '«' : '”',
        '›' when IsOpening(text, at) => '‹',
        '"' when IsOpening(text, at) => '"',
        '\'' when IsOpening(text, at) && IsClosedLater(text, at) => '\'',
        var c when Openers.IndexOf(c, StringComparison.Ordinal) is >= 0 and var index => Closers[index],
        _ => null,
    };

    private static bool IsOpening(string text, int at) => !IsWordAt(text, at - 1) && at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]) && (at == 0 || char.IsWhiteSpace(text[at - 1]) || Openers.Contains(text[at - 1], StringComparison.Ordinal) || text[at - 1] is '"' or '\'' or '—');

    // "'90s" and "'em" open nothing.
    private static bool IsClosedLater(string text, int at)
    {
        for (var later = text.IndexOf('\'', at + 2 > text.Length ? text.Length : at + 2); later >= 0; later = text.IndexOf('\'', later + 1))
        {
            if (!IsWordAt(text, later + 1) && !char.IsWhiteSpace(text[later - 1]))
                return true;
        }
        return false;
    }

    private static bool IsWordAt(string text, int at) => at >= 0 && at < text.Length && char.IsLetterOrDigit(text[at]);
}

/// <summary>A mark that waits for another.</summary>
/// <param name="At">Where it stands.</param>
/// <param name="Closer">What closes it.</param>
internal readonly record struct OpenMark(int At, char Closer);
