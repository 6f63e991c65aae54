using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace Digest.Stories.Reading;

/// <summary>
/// From bytes to text: byte order mark, then the charset of the answer, then the XML declaration (RFC 7303 §3), then UTF-8.
/// Bytes that are no UTF-8 are taken for Windows-1252, one by one: feeds are pasted together from both.
/// </summary>
internal static partial class FeedBytes
{
    private static readonly Encoding Windows1252 = EncodingNames.CodePages.GetEncoding(1252)!;
    private static readonly Encoding Utf8 = Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, new Windows1252Fallback(Windows1252));

    private static Encoding? Named(string? name) => EncodingNames.IsUnicode(name) ? Utf8 : EncodingNames.Find(name);

    public static string Decode(byte[] bytes, string? contentType) => Read(bytes, contentType).Text;

    /// <summary>The text, and what is wrong with how the bytes are named, in a sentence.</summary>
    public static (string Text, string? Problem) Read(byte[] bytes, string? contentType)
    {
        if (Marked(bytes) is var (marked, length))
            return (marked.GetString(bytes, length, bytes.Length - length), bytes[0] == 0xEF ? Invalid(bytes, "begins with a mark of UTF-8") : null);
        if (Unmarked(bytes) is { } wide)
            return (wide.GetString(bytes), null);
        var charset = Charset(contentType);
        var declared = Declared(bytes);
        var name = Named(charset) is null && declared is not null ? declared : charset;
        var encoding = Named(name);
        var says = name == charset ? "the server says" : "its declaration says";
        if (encoding is null || ReferenceEquals(encoding, Utf8))
            return (Utf8.GetString(bytes), Unknown(name, says) ?? Narrow(name, says) ?? Invalid(bytes, name is null ? "says nothing of its encoding" : $"is in {Shown(name)}, as {says}"));
        // Of bytes in any other one-byte encoding hardly any happen to be UTF-8.
        if (encoding.IsSingleByte && bytes.AsSpan().ContainsAnyExceptInRange((byte)0, (byte)127) && System.Text.Unicode.Utf8.IsValid(bytes))
            return (Utf8.GetString(bytes), $"The feed is in UTF-8, but {says} {Shown(name!)}");
        return (Sane(encoding.GetString(bytes), bytes), Contradiction(charset, declared));
    }

    /// <summary>A declaration that could be read byte by byte is not in an encoding in which it reads otherwise.</summary>
    private static string Sane(string text, byte[] bytes)
    {
        var first = bytes.AsSpan().TrimStart(" \t\r\n"u8);
        return first.Length > 0 && first[0] is (byte)'<' or (byte)'{' or (byte)'[' && text.AsSpan().TrimStart() is var start && (start.IsEmpty || start[0] != first[0]) ? Utf8.GetString(bytes) : text;
    }

    private static string? Invalid(byte[] bytes, string says)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes))
            return null;
        var rest = bytes.AsSpan();
        while (Rune.DecodeFromUtf8(rest, out _, out var length) == System.Buffers.OperationStatus.Done)
            rest = rest[length..];
        var line = bytes.AsSpan(0, bytes.Length - rest.Length).Count((byte)'\n') + 1;
        return string.Create(CultureInfo.InvariantCulture, $"The feed {says}, but has bytes in it that are not UTF-8, first in line {line}; they are read as Windows-1252");
    }

    private static string? Narrow(string? name, string says) =>
        name is null || name.Contains('8', StringComparison.Ordinal) ? null : $"The feed is in UTF-8, but {says} {Shown(name)}";

    private static string? Unknown(string? name, string says) =>
        name is null || Named(name) is not null ? null : $"The feed is in {Shown(name)}, as {says}, which is no encoding that is known; it is read as UTF-8";

    private static string? Contradiction(string? charset, string? declared) =>
        charset is not null && declared is not null && Named(charset) is { } one && Named(declared) is { } other && one.CodePage != other.CodePage
            ? $"The server says that the feed is in {Shown(charset)}, its declaration says {Shown(declared)}; the server is believed"
            : null;

    private static string Shown(string name) => PlainText.Clean(name.Length > 40 ? name[..40] : name) ?? "an encoding without a name";

    private static (Encoding Encoding, int Length)? Marked(byte[] bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Utf8, 3),
        [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
        [0, 0, 0xFE, 0xFF, ..] => (new UTF32Encoding(bigEndian: true, byteOrderMark: true), 4),
        [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
        _ => null,
    };

    // XML 1.0, appendix F, RFC 4627 §3: the first two characters are of ASCII.
    private static Encoding? Unmarked(byte[] bytes) => bytes switch
    {
        [not 0, 0, not 0, 0, ..] => Encoding.Unicode,
        [0, not 0, 0, not 0, ..] => Encoding.BigEndianUnicode,
        [not 0, 0, 0, 0, not 0, ..] => Encoding.UTF32,
        [0, 0, 0, not 0, ..] => new UTF32Encoding(bigEndian: true, byteOrderMark: false),
        _ => null,
    };

    private static string? Charset(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) ? type.CharSet?.Trim('"', '\'', ' ') : null;

    private static string? Declared(byte[] bytes)
    {
        var head = Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, 512));
        var match = Declaration().Match(head);
        return match.Success ? match.Groups["name"].Value : null;
    }

    [GeneratedRegex("""^\s*<\?xml\s[^>]*?encoding\s*=\s*["'](?<name>[A-Za-z0-9._:-]+)["']""", RegexOptions.NonBacktracking)]
    private static partial Regex Declaration();
}
