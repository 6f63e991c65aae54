using System.Buffers;

namespace Digest.Mail.Smtp;

/// <summary>A message as it stands between DATA and the final dot (RFC 5321 §4.5.2).</summary>
internal static class WireForm
{
    /// <summary>The message with every dot at a line's start doubled; the same bytes where there is none, as in every message that we prepare.</summary>
    /// <exception cref="ArgumentException">It is empty, its last line has no end, or CR or LF stand alone: some servers would end the message there.</exception>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> message)
    {
        if (!message.Span.EndsWith("\r\n"u8))
            throw new ArgumentException("A message ends with CRLF.", nameof(message));
        ArrayBufferWriter<byte>? stuffed = null;
        int start = 0, copied = 0;
        var span = message.Span;
        while (start < span.Length)
        {
            if (span[start] == '.')
            {
                stuffed ??= new ArrayBufferWriter<byte>(span.Length + 64);
                stuffed.Write(span[copied..start]);
                stuffed.Write("."u8);
                copied = start;
            }
            var end = span[start..].IndexOfAny((byte)'\r', (byte)'\n');
            if (span[start + end] != '\r' || start + end + 1 == span.Length || span[start + end + 1] != '\n')
                throw new ArgumentException("A message's lines end with CRLF.", nameof(message));
            start += end + 2;
        }
        if (stuffed is null)
            return message;
        stuffed.Write(span[copied..]);
        return stuffed.WrittenMemory;
    }
}
