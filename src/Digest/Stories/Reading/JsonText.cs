using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Digest.Stories.Reading;

/// <summary>Text out of JSON that somebody else wrote.</summary>
internal static class JsonText
{
    /// <summary>
    /// A string's text. Half a character, which is what a text cut within an emoji becomes (RFC 8259 §8.2 lets it pass), is
    /// U+FFFD; the framework's own reading would throw.
    /// </summary>
    public static string Of(JsonElement text)
    {
        try
        {
            return text.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return Whole(Unescape(text.GetRawText().AsSpan()[1..^1]));
        }
    }

    /// <summary>
    /// A document without escaped halves of characters, also in names, where asking for any name would throw; they become U+FFFD.
    /// </summary>
    public static string WithoutHalves(string json)
    {
        if (!json.Contains("\\ud", StringComparison.OrdinalIgnoreCase))
            return json;
        var whole = new StringBuilder(json.Length);
        var from = 0;
        for (var at = json.IndexOf('\\', StringComparison.Ordinal); at >= 0 && at + 1 < json.Length; at = Next(json, at))
        {
            if (Escaped(json, at) is not { } half || !char.IsSurrogate(half))
            {
                at += 2;
                continue;
            }
            if (char.IsHighSurrogate(half) && Escaped(json, at + 6) is { } other && char.IsLowSurrogate(other))
            {
                at += 12;
                continue;
            }
            whole.Append(json, from, at - from).Append("\\ufffd");
            from = at += 6;
        }
        return whole.Append(json, from, json.Length - from).ToString();
    }

    private static int Next(string json, int from) => from < json.Length ? json.IndexOf('\\', from) : -1;

    /// <summary>The character that is escaped at a place; null when there is none.</summary>
    private static char? Escaped(string json, int at) =>
        at + 6 <= json.Length && json[at] == '\\' && json[at + 1] == 'u' && ushort.TryParse(json.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) ? (char)code : null;

    private static string Unescape(ReadOnlySpan<char> raw)
    {
        var text = new StringBuilder(raw.Length);
        for (var at = 0; at < raw.Length; at++)
        {
            if (raw[at] != '\\')
            {
                text.Append(raw[at]);
                continue;
            }
            at++;
            if (raw[at] == 'u')
            {
                text.Append((char)int.Parse(raw.Slice(at + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                at += 4;
                continue;
            }
            text.Append(raw[at] switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', var itself => itself });
        }
        return text.ToString();
    }

    private static string Whole(string text) => string.Concat(text.EnumerateRunes());
}
