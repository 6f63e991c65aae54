using System.Buffers.Binary;
using System.IO.Compression;

namespace Digest.Stories.Discovery;

/// <summary>The colour that a plain PNG is mostly made of, leaving out what is nearly white, black, grey or see-through.</summary>
internal static class PngColour
{
    private const int MaxPixels = 1024 * 1024;

    /// <summary>As <c>#rrggbb</c>; null where there is no such colour, or the picture is of a kind that is not read (interlaced, not eight bits a channel).</summary>
    public static string? Of(byte[] png)
    {
        try
        {
            return Read(png);
        }
        catch (Exception broken) when (broken is InvalidDataException or ArgumentException or IndexOutOfRangeException or IOException)
        {
            return null;
        }
    }

    private static string? Read(byte[] png)
    {
        var bytes = png.AsSpan();
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..]));
        var (depth, kind, interlaced) = (bytes[24], bytes[25], bytes[28] != 0);
        var channels = kind switch { 2 => 3, 3 => 1, 6 => 4, _ => 0 };
        if (depth != 8 || channels == 0 || interlaced || width is < 1 or > 4096 || height is < 1 or > 4096 || (long)width * height > MaxPixels)
            return null;
        var palette = Array.Empty<byte>();
        var transparent = Array.Empty<byte>();
        using var packed = new MemoryStream();
        for (var at = 8; at + 12 <= bytes.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes[at..]);
            if (length < 0 || at + 12 + length > bytes.Length)
                break;
            var content = bytes.Slice(at + 8, length);
            if (bytes.Slice(at + 4, 4).SequenceEqual("PLTE"u8))
                palette = content.ToArray();
            else if (bytes.Slice(at + 4, 4).SequenceEqual("tRNS"u8))
                transparent = content.ToArray();
            else if (bytes.Slice(at + 4, 4).SequenceEqual("IDAT"u8))
                packed.Write(content);
            at += 12 + length;
        }
        packed.Position = 0;
        using var lines = new ZLibStream(packed, CompressionMode.Decompress);
        return Commonest(lines, width, height, channels, palette, transparent);
    }

    private static string? Commonest(Stream lines, int width, int height, int channels, byte[] palette, byte[] transparent)
    {
        var counts = new Dictionary<int, (int Count, int Colour)>();
        var (line, above) = (new byte[1 + (width * channels)], new byte[1 + (width * channels)]);
        for (var row = 0; row < height; row++)
        {
            lines.ReadExactly(line);
            Unfilter(line, above, channels);
            for (var x = 0; x < width; x++)
            {
                if (Pixel(line.AsSpan(1 + (x * channels), channels), palette, transparent) is not { } colour || !Tells(colour))
                    continue;
                // Shades of one colour count together.
                var shade = ((colour >> 20) << 8) | (((colour >> 12) & 15) << 4) | ((colour >> 4) & 15);
                counts[shade] = counts.TryGetValue(shade, out var known) ? (known.Count + 1, known.Colour) : (1, colour);
            }
            (line, above) = (above, line);
        }
        var best = counts.Values.OrderByDescending(one => one.Count).FirstOrDefault();
        return best.Count * 20 < width * height ? null : $"#{best.Colour:x6}";
    }

    private static int? Pixel(ReadOnlySpan<byte> pixel, byte[] palette, byte[] transparent)
    {
        if (pixel.Length == 1)
        {
            var entry = pixel[0];
            if ((entry < transparent.Length && transparent[entry] < 200) || ((entry * 3) + 2) >= palette.Length)
                return null;
            return (palette[entry * 3] << 16) | (palette[(entry * 3) + 1] << 8) | palette[(entry * 3) + 2];
        }
        return pixel.Length == 4 && pixel[3] < 200 ? null : (pixel[0] << 16) | (pixel[1] << 8) | pixel[2];
    }

    private static bool Tells(int colour)
    {
        var (red, green, blue) = (colour >> 16, (colour >> 8) & 255, colour & 255);
        var (most, least) = (Math.Max(red, Math.Max(green, blue)), Math.Min(red, Math.Min(green, blue)));
        return most - least >= 32 && most >= 48;
    }

    /// <summary>PNG, section 9.2.</summary>
    private static void Unfilter(byte[] line, byte[] above, int step)
    {
        for (var at = 1; at < line.Length; at++)
        {
            var left = at > step ? line[at - step] : 0;
            var up = above[at];
            var corner = at > step ? above[at - step] : 0;
            line[at] += line[0] switch
            {
                1 => (byte)left,
                2 => up,
                3 => (byte)((left + up) / 2),
                4 => (byte)Paeth(left, up, corner),
                _ => 0,
            };
        }
    }

    private static int Paeth(int left, int up, int corner)
    {
        var guess = left + up - corner;
        var (toLeft, toUp, toCorner) = (Math.Abs(guess - left), Math.Abs(guess - up), Math.Abs(guess - corner));
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }
}
