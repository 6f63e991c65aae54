using System.Globalization;

namespace Digest.Editions;

/// <summary>Characters as people count them: a letter with its accents is one, and so is an emoji of several parts.</summary>
internal static class Graphemes
{
    public static int Count(string text)
    {
        var count = 0;
        for (var at = 0; at < text.Length; count++)
            at += StringInfo.GetNextTextElementLength(text, at);
        return count;
    }

    /// <summary>Whether the text has no more than so many.</summary>
    public static bool Fit(string text, int most) => End(text, most) == text.Length;

    /// <summary>Where the first so many end.</summary>
    public static int End(string text, int most)
    {
        var at = 0;
        for (var count = 0; count < most && at < text.Length; count++)
            at += StringInfo.GetNextTextElementLength(text, at);
        return at;
    }
}
