using System.Globalization;

namespace Digest.Rendering;

/// <summary>
/// The typographic system of the messages: one serif for what is read first, one sans for the rest, sizes that step by about a
/// fifth, distances in steps of four pixels, and colours made from the publication's one. Each role is a run of CSS
/// declarations for a <c>style</c> attribute; the style sheet in <c>Layout.html.cshtml</c> holds what changes in the dark and on
/// a phone.
/// </summary>
public sealed class MessageLook
{
    /// <summary>What surrounds the paper.</summary>
    public const string Ground = "#eceff1", GroundDark = "#0d1113";

    /// <summary>What is read.</summary>
    public const string Ink = "#14181a", InkDark = "#edf1f2";

    /// <summary>What stands back: at least 4.5 to 1 on paper, panel and ground.</summary>
    public const string Soft = "#4c565c", SoftDark = "#aab5bb";

    /// <summary>Lines between stories.</summary>
    public const string Line = "#d3dadd", LineDark = "#3a454b";

    /// <summary>What lies under a picture: light enough for black drawings without a ground of their own.</summary>
    public const string Plate = "#e6eaec", PlateDark = "#a6b0b5";

    /// <summary>The width of the paper in pixels, and its margin.</summary>
    public const int Width = 600, Margin = 24;

    private const string Serif = "font-family:Georgia,Times New Roman,serif;";
    private const string Bold = "font-weight:bold;";
    private const string Sans = "font-family:-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif;";

    // Languages that build words of any length.
    private static readonly HashSet<string> Compounding = new(["da", "de", "et", "fi", "hu", "is", "nb", "nl", "nn", "no", "sv"], StringComparer.OrdinalIgnoreCase);
    private readonly bool rightToLeft;

    internal MessageLook(string colour, string language, bool rightToLeft)
    {
        this.rightToLeft = rightToLeft;
        Palette = Palette.Of(colour);
        Start = rightToLeft ? "right" : "left";
        End = rightToLeft ? "left" : "right";
        // A word that is wider than its column is broken, in whichever way the mail program knows.
        Breaks = "word-wrap:break-word;overflow-wrap:anywhere;word-break:break-word;" + (Compounding.Contains(language.Split('-')[0]) ? "-webkit-hyphens:auto;hyphens:auto;" : "");
    }

    public Palette Palette { get; }

    /// <summary>True where a band of the colour would be a lamp in the dark.</summary>
    public bool IsPale => Convert.FromHexString(Palette.Band[1..]).All(part => part >= 0xD0);

    /// <summary>The side where lines begin: <c>left</c> or <c>right</c>. Mail programs know sides, few know <c>start</c>.</summary>
    public string Start { get; }

    /// <summary>The side where lines end.</summary>
    public string End { get; }

    /// <summary>How long words break.</summary>
    public string Breaks { get; }

    /// <summary>The publication's name on the band; a long one is set smaller.</summary>
    public string Name(string name) => name.Length switch
    {
        <= 24 => Set(Serif, 28, 32, Palette.OnBand),
        <= 48 => Set(Serif, 22, 28, Palette.OnBand),
        _ => Set(Serif, 18, 24, Palette.OnBand),
    } + Bold;

    /// <summary>The line below the name.</summary>
    public string Strapline => Set(Sans, 14, 20, Palette.OnBand);

    /// <summary>The title of a letter.</summary>
    public string Title => Set(Serif, 28, 36, Ink) + Bold;

    /// <summary>The headline of the first story.</summary>
    public string Lead => Set(Serif, 30, 36, Ink) + Bold;

    /// <summary>The headline of every other story, and of the appeal.</summary>
    public string Headline => Set(Serif, 20, 26, Ink) + Bold;

    /// <summary>The dek of the first story.</summary>
    public string LeadDek => Set(Sans, 18, 28, Ink);

    /// <summary>The dek of every other story, related headlines.</summary>
    public string Dek => Set(Sans, 15, 22, Ink);

    /// <summary>Paragraphs.</summary>
    public string Text => Set(Sans, 16, 26, Ink);

    /// <summary>Bylines, captions, the footer.</summary>
    public string Small => Set(Sans, 13, 20, Soft);

    /// <summary>The words on a button.</summary>
    public string Label => Set(Sans, 16, 24, Palette.OnAccent) + Bold + "text-decoration:none;";

    /// <summary>The word above a group.</summary>
    public string Group => Small + Bold;

    /// <summary>The words of a link that stands alone.</summary>
    public string Link => $"color:{Palette.Accent};font-weight:bold;text-decoration:underline;";

    /// <summary>The letter that stands in for an icon.</summary>
    public string Monogram => $"{Serif}font-size:26px;line-height:44px;font-weight:bold;text-align:center;color:{Palette.Band};";

    private string Set(string face, int size, int line, string colour) =>
        // Arabic and its relatives reach further up and down.
        string.Create(CultureInfo.InvariantCulture, $"{face}font-size:{size}px;line-height:{(rightToLeft ? line + 4 : line)}px;color:{colour};");
}
