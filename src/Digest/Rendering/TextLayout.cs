using System.Text;

namespace Digest.Rendering;

/// <summary>Sets texts for people who read mail as plain text: lines of at most 72 characters, headings underlined.</summary>
internal static class TextLayout
{
    public const int Width = 72;

    /// <summary>Breaks lines at spaces; what is longer than a line (an address) keeps a line of its own.</summary>
    /// <param name="text">One paragraph.</param>
    /// <param name="first">What the first line begins with.</param>
    /// <param name="indent">Spaces before the lines that follow.</param>
    public static string Wrap(string? text, string first = "", int indent = 0)
    {
        var lines = new List<string>();
        var line = new StringBuilder(first);
        var words = 0;
        foreach (var word in (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (words > 0 && line.Length + 1 + word.Length > Width)
            {
                lines.Add(line.ToString());
                line.Clear().Append(' ', indent);
                words = 0;
            }
            if (words > 0)
                line.Append(' ');
            line.Append(word);
            words++;
        }
        lines.Add(line.ToString());
        return string.Join('\n', lines);
    }

    /// <summary>A heading over a line of <paramref name="rule"/> as long as its longest line.</summary>
    public static string Heading(string text, char rule)
    {
        var heading = Wrap(text);
        return $"{heading}\n{new string(rule, heading.Split('\n').Max(line => line.Length))}";
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
