using System.Text;

namespace Digest.Tests.Stories;

/// <summary>One way to damage bytes; where and how much are told in parts of a thousand, so that they fit any text.</summary>
public sealed record Mutation(int Kind, int At, int Length, int Piece)
{
    public const int Kinds = 7;

    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "<", ">", "&", "'", "\"", "/", "=", "]]>", "<!--", "-->", "<![CDATA[", "<?x ?>", "<!DOCTYPE a [<!ENTITY b 'c'>]>", "&b;", "</item>", "<item>", "<entry>", "</title>", "<title>", "<a:b xmlns:a='c'>", " type='html'",
            " type='xhtml'", " mode='base64'", " xml:base='//'", " xml:lang='x'", " encoding='utf-16'", " encoding='gb2312'", "&#x202e;", "&amp;#x202e;", "&amp;amp;#8238;", "&#xD800;", "&#0;", "&#7;", "&#x7f;", "&#150;",
            "&#xFFFD;", "&#xFFFF;", "&#xE000;", "&#x2066;", "&lrm;", "&nbsp;", "&lt;script&gt;", "&lt;!--", "&lt;img src=x alt='&amp;#8237;'&gt;", "<script>", "<svg>", "<textarea>", "<plaintext>", "<template>", "<img src=' javascript:x'>",
            "javascript:alert(1)", "data:text/html,x", "https://t.example/\u202e", "http://[::1", "//", "\\\\t.example", "mailto:a@b.example", "%00", "\0", "\u0001", "\u001b", "\u007f", "\u0085", "\u2028", "\u202a", "\u2069", "\ufeff", "\ufffd",
            "\ufff9", "\U000E0041", "\U0010FFFF", "\ue000", "😀", "e\u0301", "日本", "\\ud800", "\\udc00", "\\u202e", "\\u0000", "{", "}", "[", "]", ",", ":", "null", "-1e999", "{\"id\":", "\"authors\":[", "2026-03-02T24:00:60+99:99", "Mon, 31 Feb 26 1:2 pm XYZ",
            "1e9", "99999999999", "2026-W60-9", "11/12/2026",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xFE, 0xFF], [0xFF, 0xFE], [0xEF, 0xBB, 0xBF], [0x80], [0xC0, 0xBC], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x92], [0x00, 0x3C], [0x1B, 0x24, 0x42],
    ];

    public static int PieceCount => Pieces.Length;

    public byte[] Apply(byte[] bytes, byte[] other)
    {
        var at = (int)((long)bytes.Length * At / 1000);
        var piece = Pieces[Piece];
        var end = Math.Min(bytes.Length, at + 1 + (bytes.Length * Length / 8000));
        return Kind switch
        {
            0 => [.. bytes[..at], .. bytes[end..]],
            1 => [.. bytes[..end], .. bytes[at..]],
            2 => [.. bytes[..at], .. piece, .. bytes[Math.Min(bytes.Length, at + piece.Length)..]],
            3 => [.. bytes[..at], .. other.AsSpan(other.Length * Length / 1001).ToArray().Take(200), .. bytes[at..]],
            4 => bytes[..end],
            5 => [.. bytes[..at], .. Enumerable.Repeat(piece, Length % 50).SelectMany(one => one), .. bytes[at..]],
            _ => [.. bytes[..at], .. piece, .. bytes[at..]],
        };
    }
}
