using System.Text.RegularExpressions;

namespace Digest.Stories.Reading;

/// <summary>
/// A DOCTYPE: skipped, never processed. Nothing it names is fetched. Of what it declares only short texts count, and those
/// only so often; it costs no more than its length. What only an attack needs is told from what an old feed needs.
/// </summary>
internal sealed partial class DocumentType
{
    private const int LongestValue = 500;
    private const int MaxDeclared = 2000;

    private DocumentType(int end, Dictionary<string, string?> declared, bool isHostile)
    {
        End = end;
        Declared = declared;
        IsHostile = isHostile;
    }

    /// <summary>Where the text after it begins.</summary>
    public int End { get; }

    /// <summary>The entities that it declares; those that are too long to be an abbreviation stand for null.</summary>
    public IReadOnlyDictionary<string, string?> Declared { get; }

    /// <summary>It declares an entity that lies elsewhere or is made of others, or thousands.</summary>
    public bool IsHostile { get; }

    /// <summary>What an attack is told.</summary>
    public const string Hostile = "The feed declares XML entities that lie elsewhere or are made of others; that is refused, as only attacks need it";

    /// <summary>Looks into the beginning of a feed before the rest costs anything.</summary>
    /// <returns>Why the feed is refused; null: it is not.</returns>
    public static string? Refusal(string beginning)
    {
        var start = beginning.IndexOf("<!DOCTYPE", StringComparison.OrdinalIgnoreCase);
        if (start < 0 || Element().Match(beginning) is { Success: true } element && element.Index < start)
            return null;
        return Read(beginning, start) switch
        {
            null => "The feed's document type does not end where its stories could begin; that is refused, as only attacks need it",
            { IsHostile: true } => Hostile,
            _ => null,
        };
    }

    /// <summary>Reads the DOCTYPE that begins at <paramref name="start"/>; null when it never ends.</summary>
    public static DocumentType? Read(string text, int start)
    {
        var end = FindEnd(text, start);
        if (end < 0)
            return null;
        var declared = new Dictionary<string, string?>(StringComparer.Ordinal);
        var isHostile = false;
        foreach (Match entity in Entity().Matches(text[start..end]))
        {
            if (isHostile)
                break;
            var value = entity.Groups["value"].Value;
            if (entity.Groups["parameter"].Success)
            {
                // The W3C's sets of character names, as weblog programs of the early days include them
                isHostile |= !entity.Groups["public"].Value.StartsWith("-//W3C//ENTITIES", StringComparison.OrdinalIgnoreCase);
                continue;
            }
            // The first declaration counts (XML 1.0 §4.2).
            isHostile |= declared.Count >= MaxDeclared;
            declared.TryAdd(entity.Groups["name"].Value, value.Length > LongestValue || value.Contains('<', StringComparison.Ordinal) ? null : References.Decode(value, declared: null, out _));
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

    [GeneratedRegex("<[A-Za-z]", RegexOptions.NonBacktracking)]
    private static partial Regex Element();

    [GeneratedRegex("&[^#]", RegexOptions.NonBacktracking)]
    private static partial Regex OtherEntity();
}
