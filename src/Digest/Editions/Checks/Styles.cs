using System.Text.RegularExpressions;

namespace Digest.Editions.Checks;

/// <summary>Reads style sheets and <c>style</c> attributes, as far as checks need it; what is broken in them ends where a brace or semicolon does.</summary>
internal static partial class Styles
{
    // Deeper nesting than a rule in a condition in a condition is nobody's.
    private const int Deepest = 4;

    /// <summary>The rules of a style sheet, in order.</summary>
    public static StyleSheet Sheet(string css)
    {
        var sheet = new StyleSheet();
        Read(Comment().Replace(css, " "), condition: null, depth: 0, sheet);
        return sheet;
    }

    /// <summary>What a <c>style</c> attribute or the inside of a rule declares.</summary>
    public static IReadOnlyList<Declaration> Declarations(string text)
    {
        var declarations = new List<Declaration>();
        foreach (var one in Split(text, ';'))
        {
            var colon = one.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
                continue;
            var value = one[(colon + 1)..].Trim();
            var important = value.EndsWith("!important", StringComparison.OrdinalIgnoreCase);
            declarations.Add(new Declaration(one[..colon].Trim().ToLowerInvariant(), important ? value[..^"!important".Length].TrimEnd() : value, important));
        }
        return declarations;
    }

    private static void Read(string css, string? condition, int depth, StyleSheet sheet)
    {
        for (var at = 0; at < css.Length;)
        {
            var end = css.AsSpan(at).IndexOfAny('{', ';', '}');
            if (end < 0)
                return;
            var prelude = css.Substring(at, end).Trim();
            var mark = css[at + end];
            at += end + 1;
            if (mark != '{')
            {
                if (mark == ';' && prelude.StartsWith('@'))
                    sheet.AtRules.Add(new AtRule(Word(prelude), prelude));
                continue;
            }
            var close = Closing(css, at);
            var inside = css[at..close];
            at = Math.Min(close + 1, css.Length);
            if (!prelude.StartsWith('@'))
            {
                sheet.Rules.Add(new StyleRule(prelude, condition, Declarations(inside)));
                continue;
            }
            sheet.AtRules.Add(new AtRule(Word(prelude), prelude));
            if (Word(prelude) is "media" or "supports" && depth < Deepest)
                Read(inside, condition is null ? prelude : $"{condition} {prelude}", depth + 1, sheet);
        }
    }

    private static string Word(string prelude) => new([.. prelude.Skip(1).TakeWhile(one => char.IsLetter(one) || one == '-').Select(char.ToLowerInvariant)]);

    private static int Closing(string css, int at)
    {
        for (var depth = 1; at < css.Length; at++)
        {
            depth += css[at] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
                return at;
        }
        return css.Length;
    }

    /// <summary>Parts a text where a character stands outside of brackets and quotation marks.</summary>
    private static IEnumerable<string> Split(string text, char separator)
    {
        var (start, brackets, quote) = (0, 0, '\0');
        for (var at = 0; at < text.Length; at++)
        {
            var one = text[at];
            if (quote != '\0')
                quote = one == quote ? '\0' : quote;
            else if (one is '"' or '\'')
                quote = one;
            else if (one is '(' or ')')
                brackets = Math.Max(0, brackets + (one == '(' ? 1 : -1));
            else if (one == separator && brackets == 0)
            {
                yield return text[start..at];
                start = at + 1;
            }
        }
        yield return text[start..];
    }

    [GeneratedRegex(@"/\*.*?(?:\*/|$)", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comment();
}

/// <summary>What a style sheet says.</summary>
internal sealed class StyleSheet
{
    public List<StyleRule> Rules { get; } = [];

    public List<AtRule> AtRules { get; } = [];
}

/// <summary>A rule.</summary>
/// <param name="Selector">Which elements it is for.</param>
/// <param name="Condition">Under which media or support it holds, as it stands there; null: always.</param>
/// <param name="Declarations">What it says.</param>
internal sealed record StyleRule(string Selector, string? Condition, IReadOnlyList<Declaration> Declarations)
{
    /// <summary>Whether it holds on a desktop's screen in light or in dark colours; what depends on sizes is left out.</summary>
    public bool HoldsIn(bool dark) => Condition is null
        || (dark && Condition.Contains("prefers-color-scheme", StringComparison.OrdinalIgnoreCase) && Condition.Contains("dark", StringComparison.OrdinalIgnoreCase) && !Condition.Contains("width", StringComparison.OrdinalIgnoreCase))
        || (!dark && Condition.Contains("prefers-color-scheme", StringComparison.OrdinalIgnoreCase) && Condition.Contains("light", StringComparison.OrdinalIgnoreCase) && !Condition.Contains("width", StringComparison.OrdinalIgnoreCase));
}

/// <summary>A rule that begins with an at sign.</summary>
/// <param name="Name">Without the sign.</param>
/// <param name="Text">All that stands before its block or its end.</param>
internal sealed record AtRule(string Name, string Text);

/// <summary>A property with its value.</summary>
internal sealed record Declaration(string Property, string Value, bool IsImportant);
