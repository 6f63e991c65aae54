using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Digest.Links;

/// <summary>
/// Makes and reads the tokens in links: key id, purpose, the id they speak of and an HMAC-SHA256 cut to 128 bits.
/// 27 bytes are 36 characters of base64url without spare bits, so no second spelling of a token is valid. A token that ends has
/// its end before the HMAC, in six bytes more.
/// </summary>
public sealed class LinkSigner(LinkKeys keys)
{
    [ThreadStatic]
    private static (LinkKey? Key, IncrementalHash? Hash) ready;

    private const int BodyBytes = 11;
    private const int MacBytes = 16;
    private const int TokenBytes = BodyBytes + MacBytes;
    private const int EndBytes = 6;

    /// <summary>A token that speaks of <paramref name="id"/> and serves <paramref name="purpose"/> only.</summary>
    public string Sign(LinkPurpose purpose, long id) => Sign(purpose, id, stackalloc byte[TokenBytes]);

    /// <summary>The same for a while.</summary>
    /// <param name="purpose">What it serves.</param>
    /// <param name="id">What it speaks of.</param>
    /// <param name="end">From then on it serves nothing; UTC milliseconds.</param>
    public string SignUntil(LinkPurpose purpose, long id, long end)
    {
        Span<byte> token = stackalloc byte[TokenBytes + EndBytes];
        BinaryPrimitives.WriteInt64BigEndian(token[(BodyBytes - 2)..], end);
        return Sign(purpose, id, token);
    }

    private string Sign(LinkPurpose purpose, long id, Span<byte> token)
    {
        var key = keys.All[^1];
        BinaryPrimitives.WriteUInt16BigEndian(token, (ushort)key.Id);
        token[2] = (byte)purpose;
        BinaryPrimitives.WriteInt64BigEndian(token[3..], id);
        Mac(key, token[..^MacBytes], token[^MacBytes..]);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>The id a token speaks of, or null when it is forged, cut, damaged or made for another purpose.</summary>
    public long? Read(LinkPurpose purpose, string token) => Read(purpose, token, stackalloc byte[TokenBytes]);

    /// <summary>What a token that ends speaks of, and its end, which may be past; null as for others.</summary>
    public EndingLink? ReadUntil(LinkPurpose purpose, string token)
    {
        Span<byte> bytes = stackalloc byte[TokenBytes + EndBytes];
        if (Read(purpose, token, bytes) is not { } id)
            return null;
        Span<byte> end = stackalloc byte[sizeof(long)];
        end.Clear();
        bytes.Slice(BodyBytes, EndBytes).CopyTo(end[2..]);
        return new EndingLink(id, BinaryPrimitives.ReadInt64BigEndian(end));
    }

    private long? Read(LinkPurpose purpose, string token, Span<byte> bytes)
    {
        // The decoder skips white space, so a token must also be what its bytes would be written as.
        if (token.Length != Base64Url.GetEncodedLength(bytes.Length)
            || Base64Url.DecodeFromChars(token, bytes, out _, out var written) != OperationStatus.Done
            || written != bytes.Length || Base64Url.EncodeToString(bytes) != token)
            return null;
        var keyId = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        if (bytes[2] != (byte)purpose || keys.All.FirstOrDefault(key => key.Id == keyId) is not { } key)
            return null;
        Span<byte> expected = stackalloc byte[MacBytes];
        Mac(key, bytes[..^MacBytes], expected);
        return CryptographicOperations.FixedTimeEquals(expected, bytes[^MacBytes..]) ? BinaryPrimitives.ReadInt64BigEndian(bytes[3..]) : null;
    }

    /// <summary>A hash that nobody without the first key can compute: 26 lower-case base32 characters, the same for ever.</summary>
    /// <param name="purpose">Separates hashes of one text that serve different ends.</param>
    /// <param name="text">What is hashed.</param>
    public string KeyedHash(string purpose, string text)
    {
        Span<byte> input = stackalloc byte[256];
        var length = Encoding.UTF8.GetMaxByteCount(purpose.Length + 1 + text.Length);
        input = length <= input.Length ? input : new byte[length];
        var written = Encoding.UTF8.GetBytes(purpose, input);
        input[written++] = (byte)'\n';
        written += Encoding.UTF8.GetBytes(text, input[written..]);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Hash(keys.All[0], input[..written], hash);
        return Base32(hash[..MacBytes]);
    }

    private static void Mac(LinkKey key, ReadOnlySpan<byte> body, Span<byte> mac)
    {
        Span<byte> full = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Hash(key, body, full);
        full[..MacBytes].CopyTo(mac);
    }

    // Setting a keyed hash up costs three times what it computes, and every message needs several.
    private static void Hash(LinkKey key, ReadOnlySpan<byte> input, Span<byte> hash)
    {
        if (!ReferenceEquals(ready.Key, key))
        {
            ready.Hash?.Dispose();
            ready = (key, IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Secret));
        }
        ready.Hash!.AppendData(input);
        ready.Hash.GetHashAndReset(hash);
    }

    private static string Base32(ReadOnlySpan<byte> bytes)
    {
        const string alphabet = "abcdefghijklmnopqrstuvwxyz234567";
        Span<char> text = stackalloc char[(bytes.Length * 8 + 4) / 5];
        var written = 0;
        int buffer = 0, bits = 0;
        foreach (var value in bytes)
        {
            buffer = (buffer << 8) | value;
            for (bits += 8; bits >= 5; bits -= 5)
                text[written++] = alphabet[(buffer >> (bits - 5)) & 31];
            buffer &= (1 << bits) - 1;
        }
        if (bits > 0)
            text[written] = alphabet[(buffer << (5 - bits)) & 31];
        return new string(text);
    }
}

/// <summary>What a link that ends speaks of.</summary>
/// <param name="Id">What it speaks of.</param>
/// <param name="End">From then on it serves nothing; UTC milliseconds.</param>
public sealed record EndingLink(long Id, long End);
