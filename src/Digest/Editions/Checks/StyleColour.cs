using System.Globalization;
using System.Text.RegularExpressions;

namespace Digest.Editions.Checks;

/// <summary>Reads colours as style sheets write them.</summary>
internal static partial class StyleColour
{
    private static readonly Dictionary<string, string> Names =
        """
        black #000000, silver #c0c0c0, gray #808080, grey #808080, white #ffffff, maroon #800000, red #ff0000, purple #800080, fuchsia #ff00ff, green #008000, lime #00ff00,
        olive #808000, yellow #ffff00, navy #000080, blue #0000ff, teal #008080, aqua #00ffff, orange #ffa500, lightgray #d3d3d3, lightgrey #d3d3d3, darkgray #a9a9a9,
        darkgrey #a9a9a9, whitesmoke #f5f5f5, gainsboro #dcdcdc, dimgray #696969, dimgrey #696969
        """.Split(',').Select(one => one.Trim().Split(' ')).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);

    /// <summary>The first colour in a value, as <c>#rrggbb</c>; null: there is none that lets nothing through.</summary>
    public static string? In(string value)
    {
        foreach (Match found in Token().Matches(value))
        {
            if (Of(found.Value) is { } colour)
                return colour;
        }
        return null;
    }

    private static string? Of(string token)
    {
        if (token is ['#', .. var hex])
        {
            return hex.Length switch
            {
                3 => $"#{hex[0]}{hex[0]}{hex[1]}{hex[1]}{hex[2]}{hex[2]}",
                6 => token,
                _ => null,
            };
        }
        if (!token.StartsWith("rgb", StringComparison.OrdinalIgnoreCase))
            return Names.GetValueOrDefault(token);
        var parts = Number().Matches(token).Select(part => double.Parse(part.Value, CultureInfo.InvariantCulture)).ToList();
        // What shines through depends on what lies below.
        return parts.Count == 3 || parts is [_, _, _, >= 1] ? $"#{Byte(parts[0]):x2}{Byte(parts[1]):x2}{Byte(parts[2]):x2}" : null;
    }

    private static int Byte(double part) => (int)Math.Round(Math.Clamp(part, 0, 255));

    [GeneratedRegex(@"#[0-9A-Fa-f]+\b|rgba?\([^)]*\)|\b[A-Za-z]+\b(?!\()", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();

    [GeneratedRegex(@"[0-9]*\.?[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
