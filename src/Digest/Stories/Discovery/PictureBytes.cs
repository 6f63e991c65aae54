using System.Buffers.Binary;

namespace Digest.Stories.Discovery;

/// <summary>What bytes are, whatever they are called: pictures that every browser shows and that carry no program, and what else people mistake for a site.</summary>
public static class PictureBytes
{
    /// <summary>The media type and size of a PNG, JPEG, GIF, WebP or ICO; null: it is none of them.</summary>
    public static (string Type, int? Width, int? Height)? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= 24 && bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
            return ("image/png", BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..]));
        if (bytes.Length >= 10 && (bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8)))
            return ("image/gif", BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]), BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]));
        if (bytes.Length >= 4 && bytes[0] == 0xFF && bytes[1] == 0xD8 && bytes[2] == 0xFF)
            return Jpeg(bytes);
        if (bytes.Length >= 30 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8))
            return WebP(bytes);
        if (bytes.Length >= 22 && bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 1, 0]) && bytes[4] is > 0 and < 64 && bytes[5] == 0)
            return ("image/x-icon", bytes[6] == 0 ? 256 : bytes[6], bytes[7] == 0 ? 256 : bytes[7]);
        return null;
    }

    /// <summary>What a body is that is neither a page nor a feed, for people; null: it may be either.</summary>
    internal static string? Foreign(ReadOnlySpan<byte> bytes)
    {
        if (Read(bytes) is not null)
            return "a picture, not a site";
        if (bytes.StartsWith("%PDF"u8))
            return "a PDF file, not a site";
        if (bytes.StartsWith("PK\x03\x04"u8) || bytes.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
            return "an archive file, not a site";
        return bytes[..Math.Min(bytes.Length, 512)].Contains((byte)0) && !IsTwoByteText(bytes) ? "a file that is no text, not a site" : null;
    }

    private static bool IsTwoByteText(ReadOnlySpan<byte> bytes) => bytes.Length > 3 && ((bytes[0], bytes[1]) is (0xFF, 0xFE) or (0xFE, 0xFF) || (bytes[0] == '<' && bytes[1] == 0) || (bytes[0] == 0 && bytes[1] == '<'));

    private static (string, int?, int?) Jpeg(ReadOnlySpan<byte> bytes)
    {
        var at = 2;
        while (at + 9 < bytes.Length && bytes[at] == 0xFF)
        {
            var marker = bytes[at + 1];
            // SOF0 to SOF15 without DHT, JPG and DAC
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return ("image/jpeg", BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]));
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
        }
        return ("image/jpeg", null, null);
    }

    private static (string, int?, int?) WebP(ReadOnlySpan<byte> bytes)
    {
        var kind = bytes[12..16];
        if (kind.SequenceEqual("VP8X"u8))
            return ("image/webp", 1 + (bytes[24] | (bytes[25] << 8) | (bytes[26] << 16)), 1 + (bytes[27] | (bytes[28] << 8) | (bytes[29] << 16)));
        if (kind.SequenceEqual("VP8 "u8))
            return ("image/webp", BinaryPrimitives.ReadUInt16LittleEndian(bytes[26..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]) & 0x3FFF);
        return ("image/webp", null, null);
    }
}
