using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Digest.Subscribers;

/// <summary>
/// The encoding of a file that need not say it: what its byte order mark names; without one UTF-8 when every byte agrees, else
/// Windows-1252, in which spreadsheets of the West write, and of which Latin-1 text is a part.
/// </summary>
internal static class ImportEncoding
{
    private const int Windows1252 = 1252;
    private const int BlockSize = 64 * 1024;

    /// <summary>Reads a file through once and returns to where it was.</summary>
    /// <param name="content">Can seek.</param>
    /// <returns>Null: UTF-8, or what the byte order mark says.</returns>
    public static Encoding? Of(Stream content)
    {
        var start = content.Position;
        var bytes = new byte[BlockSize];
        var first = content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        var isKnown = HasWideMark(bytes.AsSpan(0, first)) || IsUtf8(content, bytes, first);
        content.Position = start;
        return isKnown ? null : CodePagesEncodingProvider.Instance.GetEncoding(Windows1252);
    }

    // UTF-16 and UTF-32, either end first. No text in another encoding begins so.
    private static bool HasWideMark(ReadOnlySpan<byte> bytes) => bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, 0, 0xFE, 0xFF, ..];

    private static bool IsUtf8(Stream content, byte[] bytes, int filled)
    {
        var letters = new char[BlockSize];
        while (true)
        {
            var isLast = filled < bytes.Length;
            var status = Utf8.ToUtf16(bytes.AsSpan(0, filled), letters, out var read, out _, replaceInvalidSequences: false, isFinalBlock: isLast);
            if (status == OperationStatus.InvalidData || isLast)
                return status == OperationStatus.Done;
            // A letter that the end of the block cuts in two goes in front of the next.
            var rest = filled - read;
            bytes.AsSpan(read, rest).CopyTo(bytes);
            filled = rest + content.ReadAtLeast(bytes.AsSpan(rest), bytes.Length - rest, throwOnEndOfStream: false);
        }
    }
}
