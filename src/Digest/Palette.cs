using System.Globalization;

namespace Digest;

/// <summary>
/// The colours that messages and pages take from the publication's one colour. Whatever that colour is, text in the accent, and
/// text on it, has at least 4.5 to 1 of contrast with its ground in both schemes (WCAG 2.2, 1.4.3).
/// </summary>
public sealed record Palette
{
    /// <summary>The colour while none is set.</summary>
    public const string Default = "#0b5a7a";

    /// <summary>The ground that texts stand on, in light and in dark.</summary>
    public const string Paper = "#ffffff", PaperDark = "#181d20";

    private const string Ink = "#14181a";
    private const double Readable = 4.5;

    private Palette(Rgb colour)
    {
        var (paper, paperDark) = (Rgb.Parse(Paper), Rgb.Parse(PaperDark));
        Band = colour.ToString();
        // Of white and black one is always readable; white is preferred where both are.
        OnBand = (colour.Contrast(paper) >= Readable ? paper : Rgb.Black).ToString();
        var accent = colour.Towards(Rgb.Black, until: shade => shade.Contrast(paper.Mix(shade, 0.08)) >= Readable);
        Tint = paper.Mix(accent, 0.08).ToString();
        Accent = accent.ToString();
        OnAccent = Paper;
        var accentDark = colour.Towards(Rgb.White, until: shade => shade.Contrast(paperDark.Mix(shade, 0.10)) >= Readable);
        AccentDark = accentDark.ToString();
        TintDark = paperDark.Mix(accentDark, 0.10).ToString();
        OnAccentDark = Ink;
    }

    /// <summary>The colour itself, for a band behind the name.</summary>
    public string Band { get; }

    /// <summary>What is written on the band.</summary>
    public string OnBand { get; }

    /// <summary>Links and buttons on light paper.</summary>
    public string Accent { get; }

    /// <summary>What is written on a button on light paper.</summary>
    public string OnAccent { get; }

    /// <summary>A panel on light paper.</summary>
    public string Tint { get; }

    /// <summary>Links and buttons on dark paper.</summary>
    public string AccentDark { get; }

    /// <summary>What is written on a button on dark paper.</summary>
    public string OnAccentDark { get; }

    /// <summary>A panel on dark paper.</summary>
    public string TintDark { get; }

    /// <summary>The palette of a colour such as <c>#0b5a7a</c>; of the default where it is none.</summary>
    public static Palette Of(string? colour) => new(Rgb.TryParse(colour) ?? Rgb.Parse(Default));

    /// <summary>The contrast of two colours such as <c>#0b5a7a</c> (WCAG 2.2): 1 to 21; null where one is none.</summary>
    public static double? Contrast(string one, string other) => Rgb.TryParse(one) is { } first && Rgb.TryParse(other) is { } second ? first.Contrast(second) : null;

    private sealed record Rgb(double Red, double Green, double Blue)
    {
        public static readonly Rgb Black = new(0, 0, 0);
        public static readonly Rgb White = new(1, 1, 1);

        public static Rgb Parse(string hex) => TryParse(hex) ?? throw new ArgumentException($"'{hex}' is no colour", nameof(hex));

        public static Rgb? TryParse(string? hex) =>
            hex is { Length: 7 } && hex[0] == '#' && int.TryParse(hex.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
                ? new Rgb((value >> 16) / 255.0, ((value >> 8) & 255) / 255.0, (value & 255) / 255.0)
                : null;

        /// <summary>The first shade on the way to another colour that will do; what is written is what is judged.</summary>
        public Rgb Towards(Rgb end, Func<Rgb, bool> until)
        {
            var start = this;
            return Enumerable.Range(0, 41).Select(step => Parse(start.Mix(end, step / 40.0).ToString())).First(shade => until(shade) || shade == end);
        }

        public Rgb Mix(Rgb other, double share) =>
            new(Red + ((other.Red - Red) * share), Green + ((other.Green - Green) * share), Blue + ((other.Blue - Blue) * share));

        /// <summary>WCAG 2.2, contrast ratio.</summary>
        public double Contrast(Rgb other)
        {
            var (one, two) = (Luminance, other.Luminance);
            return (Math.Max(one, two) + 0.05) / (Math.Min(one, two) + 0.05);
        }

        private double Luminance => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

        public override string ToString() => $"#{Byte(Red):x2}{Byte(Green):x2}{Byte(Blue):x2}";

        private static double Linear(double part) => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);

        private static int Byte(double part) => (int)Math.Round(Math.Clamp(part, 0, 1) * 255);
    }
}
