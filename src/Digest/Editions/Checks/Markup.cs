using System.Text.RegularExpressions;

namespace Digest.Editions.Checks;

/// <summary>HTML as text, where nothing depends on how it is built.</summary>
internal static partial class Markup
{
    /// <summary>What stands between the tags.</summary>
    public static string Without(string html) => Tag().Replace(html, " ");

    [GeneratedRegex("<[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tag();
}
