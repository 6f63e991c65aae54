using System.Text;

namespace Digest.Rendering;

/// <summary>Sets texts for people who read mail as plain text: lines of at most 72 columns, headings underlined.</summary>
internal static class TextLayout
{
    public const int Width = 72;

    /// <summary>Breaks lines at spaces and between wide characters; what is longer than a line (an address) keeps a line of its own.</summary>
    /// <param name="text">One paragraph.</param>
    /// <param name="first">What the first line begins with.</param>
    /// <param name="indent">Spaces before the lines that follow.</param>
    /// <param name="most">The columns of a line.</param>
    public static string Wrap(string? text, string first = "", int indent = 0, int most = Width)
    {
        var lines = new List<string>();
        var line = new StringBuilder(first);
        var (columns, words) = (TextColumns.Of(first), 0);
        foreach (var (word, spaced) in TextColumns.Words(text ?? ""))
        {
            var width = TextColumns.Of(word);
            var space = spaced && words > 0 ? 1 : 0;
            if (words > 0 && columns + space + width > most)
            {
                lines.Add(line.ToString());
                line.Clear().Append(' ', indent);
                (columns, words, space) = (indent, 0, 0);
            }
            line.Append(' ', space).Append(word);
            columns += space + width;
            words++;
        }
        lines.Add(line.ToString());
        return string.Join('\n', lines);
    }

    /// <summary>A heading over a line of <paramref name="rule"/> as long as its longest line.</summary>
    /// <param name="text">The heading.</param>
    /// <param name="rule">What the line is made of.</param>
    /// <param name="first">What the heading begins with; lines that follow stand under its end.</param>
    public static string Heading(string text, char rule, string first = "")
    {
        var heading = Wrap(text, first, first.Length);
        return $"{heading}\n{new string(rule, Math.Min(Width, heading.Split('\n').Max(TextColumns.Of)))}";
    }

    /// <summary>Removes what the templates' own lines leave behind: spaces at line ends, more than one blank line in a row.</summary>
    public static string Tidy(string text)
    {
        var tidy = new StringBuilder(text.Length);
        var blank = true;
        foreach (var raw in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var line = raw.TrimEnd();
            if (line.Length == 0 && blank)
                continue;
            tidy.Append(line).Append('\n');
            blank = line.Length == 0;
        }
        return tidy.ToString().TrimEnd('\n') + "\n";
    }
}
