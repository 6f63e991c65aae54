using System.Globalization;

namespace Digest.Editions.Checks;

/// <summary>Texts that are hard to read in light or in dark colours (WCAG 2.2, 1.4.3).</summary>
internal sealed class Contrast : IEditionCheck
{
    private const double Needed = 4.5;
    private const double NeededOfLarge = 3;
    private const int Most = 5;
    private const int LongestSample = 40;

    public IEnumerable<Finding> Find(CheckedEdition edition) =>
        edition.Markup is { } markup ? Of(markup, dark: false).Concat(Of(markup, dark: true)).Take(Most) : [];

    private static IEnumerable<Finding> Of(MessageMarkup markup, bool dark)
    {
        foreach (var same in new ShownColours(markup, dark).Texts().GroupBy(text => (text.Colour, text.Ground, text.IsLarge)))
        {
            var needed = same.Key.IsLarge ? NeededOfLarge : Needed;
            if (Palette.Contrast(same.Key.Colour, same.Key.Ground) is not { } contrast || contrast >= needed)
                continue;
            var sample = same.First().Text;
            yield return Finding.Warn(
                "contrast",
                string.Create(CultureInfo.InvariantCulture, $"“{(sample.Length <= LongestSample ? sample : $"{sample[..LongestSample]}…")}” is {same.Key.Colour} on {same.Key.Ground} in the {(dark ? "dark" : "light")} scheme, a contrast of {Math.Floor(contrast * 100) / 100:0.##} to 1 where {needed:0.#} is needed."),
                "Choose a colour further from its ground in the templates, where the colour was set.");
        }
    }
}
