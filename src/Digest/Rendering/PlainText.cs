using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Digest.Rendering;

/// <summary>Makes texts from outside fit to stand in a message: no control characters, no stray line ends, no address but of the web.</summary>
internal static class PlainText
{
    /// <summary>Messages are UTF-8: only what has a meaning in HTML is encoded.</summary>
    public static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>One line, white space collapsed; null when nothing is left.</summary>
    public static string? Line(string? text)
    {
        if (text is null)
            return null;
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) && rune.Value is not (0xA0 or 0x202F))
                AppendSpace(line);
            else if (!IsUnwanted(rune))
                line.Append(rune);
        }
        var result = line.ToString().Trim(' ');
        return result.Length == 0 ? null : result;
    }

    /// <summary>One line for each line of the text that says something.</summary>
    public static IReadOnlyList<string> Paragraphs(string? text) =>
        [.. (text ?? "").Split('\n').Select(Line).OfType<string>()];

    /// <summary>The same characters without those that nobody sees; white space of any kind as spaces. For a part of a line.</summary>
    public static string Characters(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) && rune.Value is not (0xA0 or 0x202F))
                line.Append(' ');
            else if (!IsUnwanted(rune))
                line.Append(rune);
        }
        return line.ToString();
    }

    /// <summary>An absolute http or https address as it was given (escaped where it needs to be); null for anything else.</summary>
    public static string? Address(string? address)
    {
        var trimmed = address?.Trim();
        if (!Uri.TryCreate(trimmed, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            return null;
        return Escaped(trimmed, uri);
    }

    /// <summary>The same for an address that may also be of mail.</summary>
    public static string? Link(string? address)
    {
        var trimmed = address?.Trim();
        return Uri.TryCreate(trimmed, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeMailto ? Escaped(trimmed, uri) : Address(trimmed);
    }

    /// <summary>A text as HTML writes it, encoded as the templates encode.</summary>
    public static string Html(string text) => Encoder.Encode(text);

    private static string Escaped(string trimmed, Uri uri) =>
        trimmed.EnumerateRunes().All(rune => rune.Value is > ' ' and < 0x7F and not ('"' or '<' or '>')) ? trimmed : uri.AbsoluteUri;

    private static void AppendSpace(StringBuilder line)
    {
        if (line.Length > 0 && line[^1] != ' ')
            line.Append(' ');
    }

    // Beside control characters, those that turn the direction of all that follows: a headline must not rearrange its surroundings.
    private static bool IsUnwanted(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control
        || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFEFF or 0xFFFE or 0xFFFF;
}
