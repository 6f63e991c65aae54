namespace Digest.Related;

/// <summary>German writes what other languages write as two words as one: "Warnstreik" is a "Streik", too.</summary>
internal static class Compounds
{
    private const int Shortest = 9;
    private const int ShortestPart = 4;
    private static readonly string[] Links = ["", "s", "es", "n", "en", "e", "er"];

    /// <summary>The stems of the two words that a folded word is made of, the first one as long as possible; null where it is no compound of known words.</summary>
    /// <param name="folded">The word.</param>
    /// <param name="knows">Whether a stem is one of a word.</param>
    public static (string Head, string Tail)? Split(string folded, Func<string, bool> knows)
    {
        if (folded.Length < Shortest)
            return null;
        for (var at = folded.Length - ShortestPart; at >= ShortestPart; at--)
        {
            var tail = Stems.Of(folded[at..], TextLanguages.German);
            if (!knows(tail))
                continue;
            foreach (var link in Links)
            {
                if (at - link.Length < ShortestPart || !folded.AsSpan(0, at).EndsWith(link, StringComparison.Ordinal))
                    continue;
                var head = Stems.Of(folded[..(at - link.Length)], TextLanguages.German);
                if (knows(head))
                    return (head, tail);
            }
        }
        return null;
    }
}
