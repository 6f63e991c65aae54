using System.Buffers;

namespace Digest.Mail.Mime;

/// <summary>
/// Quoted-printable (RFC 2045 §6.7). Beyond its rules no encoded line begins with a dot or with "From ", so that neither
/// SMTP nor a mailbox file has anything to change.
/// </summary>
internal static class QuotedPrintable
{
    // 76 with the soft break's own sign.
    private const int LongestLine = 75;
    private static ReadOnlySpan<byte> Hex => "0123456789ABCDEF"u8;

    /// <summary>Encodes text that begins on a fresh line. Line ends become CRLF; white space at the very end is encoded.</summary>
    /// <returns>The column that the last line ends in.</returns>
    public static int Encode(ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        // At worst three characters a byte and a soft break in every line.
        var target = output.GetSpan(text.Length * 3 + (text.Length * 3 / (LongestLine - 2) + 1) * 3);
        int written = 0, column = 0;
        for (var index = 0; index < text.Length; index++)
        {
            var value = text[index];
            if (value is (byte)'\r' or (byte)'\n')
            {
                if (value == '\r' && index + 1 < text.Length && text[index + 1] == '\n')
                    index++;
                "\r\n"u8.CopyTo(target[written..]);
                (written, column) = (written + 2, 0);
                continue;
            }
            var literal = IsLiteral(text, index);
            if (column + (literal ? 1 : 3) > LongestLine)
            {
                "=\r\n"u8.CopyTo(target[written..]);
                (written, column) = (written + 3, 0);
            }
            if (literal && !(column == 0 && NeedsCover(text[index..])))
            {
                target[written++] = value;
                column++;
                continue;
            }
            target[written++] = (byte)'=';
            target[written++] = Hex[value >> 4];
            target[written++] = Hex[value & 15];
            column += 3;
        }
        output.Advance(written);
        return column;
    }

    private static bool IsLiteral(ReadOnlySpan<byte> text, int index) => text[index] switch
    {
        (byte)' ' or (byte)'\t' => index + 1 < text.Length && text[index + 1] is not ((byte)'\r' or (byte)'\n'),
        (byte)'=' => false,
        var value => value is >= 33 and <= 126,
    };

    private static bool NeedsCover(ReadOnlySpan<byte> rest) => rest[0] == '.' || rest.StartsWith("From "u8);
}
