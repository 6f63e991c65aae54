using System.Text;

namespace Digest.Mail.Mime;

/// <summary>
/// Encoded words of RFC 2047: UTF-8, B or Q whichever is shorter, each a whole number of characters. Only characters that
/// are safe in a phrase (§5 (3)) stand for themselves in Q, so that one spelling serves subjects and names.
/// </summary>
internal static class EncodedWords
{
    /// <summary>A word's longest form (§2).</summary>
    public const int Longest = 75;

    /// <summary>Room below which a word is not begun: its frame and one character of four bytes.</summary>
    public const int Shortest = Frame + 12;

    private const int Frame = 12;

    /// <summary>Cuts a text into words, the first of which fits <paramref name="firstRoom"/> characters.</summary>
    public static List<string> Encode(string text, int firstRoom)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var base64 = Base64Length(bytes.Length) < bytes.Sum(QLength);
        var words = new List<string>();
        int start = 0, end = 0, length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var next = end + rune.Utf8SequenceLength;
            var nextLength = base64 ? Base64Length(next - start) : length + QLengthOf(bytes.AsSpan(end..next));
            var room = Math.Min(Longest, words.Count == 0 ? firstRoom : Longest) - Frame;
            if (nextLength > room)
            {
                words.Add(Word(bytes.AsSpan(start..end), base64));
                start = end;
                nextLength = base64 ? Base64Length(next - start) : QLengthOf(bytes.AsSpan(start..next));
            }
            (end, length) = (next, nextLength);
        }
        words.Add(Word(bytes.AsSpan(start..end), base64));
        return words;
    }

    private static string Word(ReadOnlySpan<byte> bytes, bool base64)
    {
        if (base64)
            return $"=?utf-8?B?{Convert.ToBase64String(bytes)}?=";
        var word = new StringBuilder("=?utf-8?Q?", Longest);
        foreach (var value in bytes)
        {
            if (value == ' ')
                word.Append('_');
            else if (QLength(value) == 1)
                word.Append((char)value);
            else
                word.Append('=').Append(value.ToString("X2"));
        }
        return word.Append("?=").ToString();
    }

    private static int Base64Length(int bytes) => (bytes + 2) / 3 * 4;

    private static int QLengthOf(ReadOnlySpan<byte> bytes)
    {
        var length = 0;
        foreach (var value in bytes)
            length += QLength(value);
        return length;
    }

    private static int QLength(byte value) => char.IsAsciiLetterOrDigit((char)value) || value is (byte)' ' or (byte)'!' or (byte)'*' or (byte)'+' or (byte)'-' or (byte)'/' ? 1 : 3;
}
