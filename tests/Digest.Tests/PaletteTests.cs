using System.Globalization;

namespace Digest.Tests;

public sealed class PaletteTests
{
    [Theory]
    [InlineData("#0b5a7a")]
    [InlineData("#ffcc00")]
    [InlineData("#ffffff")]
    [InlineData("#000000")]
    [InlineData("#ff0000")]
    [InlineData("#7f7f7f")]
    [InlineData("#00ff88")]
    [InlineData("#c9a0ff")]
    public void Whatever_the_colour_its_words_can_be_read(string colour)
    {
        var palette = Palette.Of(colour);
        Contrast(palette.OnBand, palette.Band).ShouldBeGreaterThanOrEqualTo(4.5);
        foreach (var ground in new[] { Palette.Paper, palette.Tint })
            Contrast(palette.Accent, ground).ShouldBeGreaterThanOrEqualTo(4.5);
        Contrast(palette.OnAccent, palette.Accent).ShouldBeGreaterThanOrEqualTo(4.5);
        foreach (var ground in new[] { Palette.PaperDark, palette.TintDark })
            Contrast(palette.AccentDark, ground).ShouldBeGreaterThanOrEqualTo(4.5);
        Contrast(palette.OnAccentDark, palette.AccentDark).ShouldBeGreaterThanOrEqualTo(4.5);
    }

    [Fact]
    public void A_colour_that_can_be_read_is_kept_as_it_is() => Palette.Of("#0b5a7a").Accent.ShouldBe("#0b5a7a");

    [Theory]
    [InlineData(null)]
    [InlineData("blue")]
    [InlineData("#12345")]
    public void What_is_no_colour_gives_the_default(string? colour) => Palette.Of(colour).ShouldBe(Palette.Of(Palette.Default));

    // WCAG 2.2, relative luminance and contrast ratio, written down a second time.
    private static double Contrast(string one, string two)
    {
        var (light, dark) = (Luminance(one), Luminance(two));
        return (Math.Max(light, dark) + 0.05) / (Math.Min(light, dark) + 0.05);
    }

    private static double Luminance(string hex)
    {
        var parts = new[] { hex[1..3], hex[3..5], hex[5..7] }.Select(part => int.Parse(part, NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0).Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4)).ToList();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }
}
