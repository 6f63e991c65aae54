using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Digest.Mail.Dkim;

/// <summary>
/// Signs messages: rsa-sha256, relaxed for the header, simple for the body (RFC 6376 §3.3–3.7). It reads the bytes that go on the
/// wire, so it cannot sign anything else.
/// </summary>
public sealed class DkimSigner(DkimKey key, string domain, string selector)
{
    private const int HashBytes = SHA256.HashSizeInBytes;
    private const int LongestLine = 76;

    /// <summary>What is signed, where the message has it. From stands twice: nobody can add another (RFC 6376 §8.15).</summary>
    private static readonly (string Name, byte[] Lower)[] Signed =
    [
        .. new[]
        {
            "From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "List-Id", "List-Unsubscribe",
            "List-Unsubscribe-Post", "Feedback-ID", "CFBL-Address", "Reply-To",
        }.Select(name => (name, Encoding.ASCII.GetBytes(name.ToLowerInvariant()))),
    ];

    private readonly byte[] beginning = Encoding.ASCII.GetBytes($"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/simple; d={domain};\r\n s={selector}; h=From");

    /// <summary>For whom it signs.</summary>
    public string Domain => domain;

    /// <summary>Makes the header field that signs a message and stands before it.</summary>
    /// <param name="message">All its bytes, with CRLF line ends.</param>
    /// <param name="output">Gets the field with its CRLF.</param>
    /// <exception cref="ArgumentException">The message has no end of its header.</exception>
    public void Sign(ReadOnlySpan<byte> message, IBufferWriter<byte> output)
    {
        var end = message.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            throw new ArgumentException("A message has an empty line after its header.", nameof(message));
        var header = message[..(end + 2)];
        Span<byte> bodyHash = stackalloc byte[HashBytes];
        SHA256.HashData(SimpleBody(message[(end + 4)..]), bodyHash);

        // Everything that is hashed is no longer than the header, a second time, and the signature's own field.
        var room = ArrayPool<byte>.Shared.Rent((2 * header.Length) + 2048);
        try
        {
            var hashed = 0;
            Span<Range> fields = stackalloc Range[Signed.Length];
            Find(header, fields);
            var field = new FieldText(beginning);
            for (var at = 0; at < Signed.Length; at++)
            {
                if (fields[at].Equals(default))
                    continue;
                field.Append($":{Signed[at].Name}");
                hashed += RelaxedHeader.Write(header[fields[at]], room.AsSpan(hashed));
            }
            field.End(bodyHash);
            // Its own field counts with an empty signature and without a line end (RFC 6376 §3.7).
            hashed += RelaxedHeader.Write(field.Bytes, room.AsSpan(hashed)) - 2;
            Span<byte> headerHash = stackalloc byte[HashBytes];
            SHA256.HashData(room.AsSpan(0, hashed), headerHash);
            Span<byte> signature = stackalloc byte[key.SignatureBytes];
            key.Sign(headerHash, signature);
            field.WriteTo(output, signature);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(room);
        }
    }

    /// <summary>The body without the empty lines at its end; never without any line (RFC 6376 §3.4.3).</summary>
    private static ReadOnlySpan<byte> SimpleBody(ReadOnlySpan<byte> body)
    {
        while (body.EndsWith("\r\n\r\n"u8))
            body = body[..^2];
        return body is [] ? "\r\n"u8 : body;
    }

    /// <summary>Where each of the signed fields stands; of several of a name the last, as verifiers take them (RFC 6376 §5.4.2).</summary>
    private static void Find(ReadOnlySpan<byte> header, Span<Range> fields)
    {
        fields.Clear();
        var start = 0;
        while (start < header.Length)
        {
            var end = start;
            do
                end += header[end..].IndexOf((byte)'\n') + 1;
            while (end < header.Length && header[end] is (byte)' ' or (byte)'\t');
            var name = header[start..end];
            name = name[..Math.Max(0, name.IndexOf((byte)':'))].TrimEnd(" \t"u8);
            for (var at = 0; at < Signed.Length; at++)
            {
                if (name.Length == Signed[at].Lower.Length && Ascii.EqualsIgnoreCase(name, Signed[at].Lower))
                    fields[at] = start..end;
            }
            start = end;
        }
    }

    /// <summary>The signature's own field while it is written, folded.</summary>
    private struct FieldText(byte[] beginning)
    {
        private readonly ArrayBufferWriter<byte> text = Begin(beginning);
        private int column = beginning.Length - beginning.AsSpan().LastIndexOf((byte)'\n') - 1;

        public readonly ReadOnlySpan<byte> Bytes => text.WrittenSpan;

        public void Append(string ascii)
        {
            if (column + ascii.Length > LongestLine)
                Fold();
            Encoding.ASCII.GetBytes(ascii, text);
            column += ascii.Length;
        }

        public void End(ReadOnlySpan<byte> bodyHash)
        {
            Append(";");
            Fold();
            Encoding.ASCII.GetBytes($"bh={Convert.ToBase64String(bodyHash)};\r\n b=", text);
        }

        public readonly void WriteTo(IBufferWriter<byte> output, ReadOnlySpan<byte> signature)
        {
            output.Write(text.WrittenSpan);
            Span<byte> encoded = stackalloc byte[Base64.GetMaxEncodedToUtf8Length(signature.Length)];
            Base64.EncodeToUtf8(signature, encoded, out _, out var length);
            var rest = (ReadOnlySpan<byte>)encoded[..length];
            // White space in the signature counts for nothing (RFC 6376 §3.5).
            for (var line = LongestLine - 3; rest.Length > line; line = LongestLine - 1)
            {
                output.Write(rest[..line]);
                output.Write("\r\n "u8);
                rest = rest[line..];
            }
            output.Write(rest);
            output.Write("\r\n"u8);
        }

        private void Fold()
        {
            text.Write("\r\n "u8);
            column = 1;
        }

        private static ArrayBufferWriter<byte> Begin(byte[] beginning)
        {
            var writer = new ArrayBufferWriter<byte>(1024);
            writer.Write(beginning);
            return writer;
        }
    }
}
