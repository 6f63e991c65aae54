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
