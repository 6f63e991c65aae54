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
    private static readonly Encoding Windows1252 = CodePages().GetEncoding(1252)!;
    private static readonly Encoding Utf8 = Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, new Windows1252Fallback(Windows1252));

    public static string Decode(byte[] bytes, string? contentType)
    {
        if (Marked(bytes) is var (marked, length))
            return marked.GetString(bytes, length, bytes.Length - length);
        var encoding = Unmarked(bytes) ?? Named(Charset(contentType)) ?? Named(Declared(bytes));
        return (encoding ?? Utf8).GetString(bytes);
    }

    private static (Encoding Encoding, int Length)? Marked(byte[] bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Utf8, 3),
        [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
        [0, 0, 0xFE, 0xFF, ..] => (new UTF32Encoding(bigEndian: true, byteOrderMark: true), 4),
        [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
        _ => null,
    };

    // XML 1.0, appendix F: "<" in two bytes
    private static Encoding? Unmarked(byte[] bytes) => bytes switch
    {
        [0x3C, 0, not 0, 0, ..] => Encoding.Unicode,
        [0, 0x3C, 0, not 0, ..] => Encoding.BigEndianUnicode,
        [0x3C, 0, 0, 0, ..] => Encoding.UTF32,
        [0, 0, 0, 0x3C, ..] => new UTF32Encoding(bigEndian: true, byteOrderMark: false),
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

    /// <summary>The encoding of a name, as browsers read it: the supersets that are really meant; null when there is none.</summary>
    private static Encoding? Named(string? name)
    {
        switch (name?.ToLowerInvariant())
        {
            case null or "":
                return null;
            // A declaration that can be read byte by byte is not in two-byte characters, whatever it says.
            case "utf-8" or "utf8" or "utf-16" or "utf-16le" or "utf-16be" or "utf-32" or "utf-7" or "ucs-2" or "unicode":
                return Utf8;
            case "iso-8859-1" or "iso8859-1" or "iso_8859-1" or "latin1" or "latin-1" or "l1" or "us-ascii" or "ascii" or "cp1252" or "x-cp1252":
                return Windows1252;
            case "iso-8859-9" or "latin5":
                return CodePages().GetEncoding(1254);
            case "iso-8859-11" or "tis-620":
                return CodePages().GetEncoding(874);
            case "euc-kr" or "ks_c_5601-1987" or "ksc5601" or "korean":
                return CodePages().GetEncoding(949);
            case "gb2312" or "gbk" or "gb_2312-80" or "x-gbk" or "gb18030":
                return CodePages().GetEncoding(54936);
            case "shift_jis" or "shift-jis" or "sjis" or "x-sjis" or "windows-31j":
                return CodePages().GetEncoding(932);
            default:
                return Other(name);
        }
    }

    private static Encoding? Other(string name)
    {
        try
        {
            return CodePages().GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception problem) when (problem is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static EncodingProvider CodePages() => CodePagesEncodingProvider.Instance;

    [GeneratedRegex("""^\s*<\?xml\s[^>]*?encoding\s*=\s*["'](?<name>[A-Za-z0-9._:-]+)["']""", RegexOptions.NonBacktracking)]
    private static partial Regex Declaration();
}
