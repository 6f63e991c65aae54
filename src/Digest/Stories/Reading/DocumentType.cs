using System.Text.RegularExpressions;

namespace Digest.Stories.Reading;

/// <summary>
/// A DOCTYPE: skipped, never processed. Nothing it names is fetched and nothing it declares is expanded, so that it
/// costs no more than its length. It is looked at only to tell what an old feed needs from what only an attack needs.
/// </summary>
internal sealed partial class DocumentType
{
    private DocumentType(int end, HashSet<string> declared, bool isHostile)
    {
        End = end;
        Declared = declared;
        IsHostile = isHostile;
    }

    /// <summary>Where the text after it begins.</summary>
    public int End { get; }

    /// <summary>The names of the entities that it declares.</summary>
    public HashSet<string> Declared { get; }

    /// <summary>It declares an entity that lies elsewhere or is made of others.</summary>
    public bool IsHostile { get; }

    /// <summary>Reads the DOCTYPE that begins at <paramref name="start"/>; null when it never ends.</summary>
    public static DocumentType? Read(string text, int start)
    {
        var end = FindEnd(text, start);
        if (end < 0)
            return null;
        var declared = new HashSet<string>(StringComparer.Ordinal);
        var isHostile = false;
        foreach (Match entity in Entity().Matches(text[start..end]))
        {
            var value = entity.Groups["value"].Value;
            if (entity.Groups["parameter"].Success)
            {
                // The W3C's sets of character names, as weblog programs of the early days include them
                isHostile |= !entity.Groups["public"].Value.StartsWith("-//W3C//ENTITIES", StringComparison.OrdinalIgnoreCase);
                continue;
            }
            declared.Add(entity.Groups["name"].Value);
            isHostile |= entity.Groups["external"].Success || value.Contains('%', StringComparison.Ordinal) || OtherEntity().IsMatch(value);
        }
        return new DocumentType(end, declared, isHostile);
    }

    private static int FindEnd(string text, int start)
    {
        var depth = 0;
        for (var at = start + 2; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '"' or '\'':
                    at = text.IndexOf(text[at], at + 1);
                    break;
                case '<' when string.CompareOrdinal(text, at, "<!--", 0, 4) == 0:
                    at = text.IndexOf("-->", at, StringComparison.Ordinal);
                    break;
                case '[':
                    depth++;
                    break;
                case ']':
                    depth--;
                    break;
                case '>' when depth <= 0:
                    return at + 1;
            }
            if (at < 0)
                return -1;
        }
        return -1;
    }

    [GeneratedRegex("""<!ENTITY\s+(?<parameter>%\s+)?(?<name>[^\s"'<>]+)\s+((?<external>SYSTEM|PUBLIC)\s+("(?<public>[^"]*)"|'(?<public>[^']*)')|"(?<value>[^"]*)"|'(?<value>[^']*)')""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Entity();

    [GeneratedRegex("&[^#]", RegexOptions.NonBacktracking)]
    private static partial Regex OtherEntity();
}
