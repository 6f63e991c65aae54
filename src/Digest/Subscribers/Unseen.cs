using System.Globalization;
using System.Text;

namespace Digest.Subscribers;

/// <summary>Signs that nobody sees: they take no room or turn the direction of writing, so that two texts look alike that are not.</summary>
internal static class Unseen
{
    // What is ignorable by default (Unicode Standard §5.21) without being of the category Format, and the empty Braille cell.
    private static readonly (int First, int Last)[] Ranges =
    [
        (0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2065, 0x2065), (0x2800, 0x2800), (0x3164, 0x3164),
        (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0xE0000, 0xE0FFF),
    ];

    public static bool Is(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format || Ranges.Any(range => rune.Value >= range.First && rune.Value <= range.Last);
}
