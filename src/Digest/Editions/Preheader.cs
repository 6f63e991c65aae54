using Digest.Rendering;

namespace Digest.Editions;

/// <summary>Makes the line that inboxes show beside the subject: what else there is.</summary>
public static class Preheader
{
    /// <summary>Further headlines are added for as long as the line has no more characters than these.</summary>
    public const int Length = 140;

    // More than any inbox shows of one headline or dek.
    private const int LongestPart = 250;

    /// <summary>
    /// The second story's headline and further ones; where there is one story its dek, or the first headline related to it; null: nothing.
    /// What the subject or the top story's headline says already is not said again.
    /// </summary>
    public static string? Of(string subject, IReadOnlyList<StoryContent> stories)
    {
        var top = stories[0];
        var said = new List<string> { Bare(subject), Bare(top.Headline) };
        var line = "";
        foreach (var headline in stories.Skip(1).Select(story => Part(story.Headline)))
        {
            if (headline.Length == 0 || IsSaid(headline, said))
                continue;
            if (line.Length > 0 && Graphemes.Count(line) + Graphemes.Count(headline) + 3 > Length)
                break;
            line += line.Length == 0 ? headline : " · " + headline;
            said.Add(Bare(headline));
        }
        if (line.Length > 0)
            return line;
        return top.Related.Select(related => related.Headline).Prepend(top.Dek).Select(Part).FirstOrDefault(part => part.Length > 0 && !IsSaid(part, said));
    }

    private static string Part(string? text) => WordCut.Of(SubjectLine.Cleaned(text), LongestPart);

    // A short subject ("Fog") may well be a word of another headline.
    private static bool IsSaid(string text, List<string> said)
    {
        var bare = Bare(text);
        return said.Exists(one => one.Length > 0 && (bare.Equals(one, StringComparison.OrdinalIgnoreCase)
            || (one.Length >= SubjectLine.EnoughLength && bare.Contains(one, StringComparison.OrdinalIgnoreCase))));
    }

    private static string Bare(string text) => SubjectLine.Cleaned(text).TrimEnd('…', '.', ' ');
}
