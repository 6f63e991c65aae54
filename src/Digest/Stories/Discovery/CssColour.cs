using System.Globalization;
using System.Text.RegularExpressions;

namespace Digest.Stories.Discovery;

/// <summary>A colour as pages write it: <c>#abc</c>, <c>#aabbcc</c>, <c>rgb(1, 2, 3)</c>.</summary>
internal static partial class CssColour
{
    private static readonly string[] Parts = ["red", "green", "blue"];

    /// <summary>As <c>#rrggbb</c>; null: it is written in another way, or not at all.</summary>
    public static string? Read(string? written)
    {
        var text = written?.Trim().ToLowerInvariant() ?? "";
        if (Hex().IsMatch(text))
            return text.Length >= 7 ? text[..7] : string.Concat("#", string.Concat(text[1..4].Select(digit => new string(digit, 2))));
        if (Rgb().Match(text) is not { Success: true } parts)
            return null;
        var values = Parts.Select(part => int.Parse(parts.Groups[part].ValueSpan, CultureInfo.InvariantCulture)).ToArray();
        return Array.TrueForAll(values, value => value <= 255) ? $"#{values[0]:x2}{values[1]:x2}{values[2]:x2}" : null;
    }

    /// <summary>Whether a colour is one: pages whose bar is to be white or nearly so have told nothing of themselves.</summary>
    public static bool Tells(string hex)
    {
        var value = int.Parse(hex.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return Math.Min(value >> 16, Math.Min((value >> 8) & 255, value & 255)) < 224;
    }

    [GeneratedRegex("^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hex();

    [GeneratedRegex(@"^rgba?\(\s*(?<red>\d{1,3})[\s,]+(?<green>\d{1,3})[\s,]+(?<blue>\d{1,3})\s*([,/].*)?\)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rgb();
}
