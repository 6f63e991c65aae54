using System.Text.RegularExpressions;
using Digest.Stories.Reading;

namespace Digest.Stories.Pages;

/// <summary>Names of those who wrote a story, without what pages write around them.</summary>
internal static partial class PageAuthors
{
    private const int LongestName = 80;
    private const int MostWords = 8;

    /// <summary>Whether a link leads to somebody's own page.</summary>
    public static bool IsProfile(string link) => link.Length < 500 && Profile().IsMatch(link);

    /// <summary>A byline out of names; null: nothing is left of them.</summary>
    /// <param name="names">As they are written.</param>
    /// <param name="siteName">The publication's own name says nothing of who wrote a story.</param>
    public static string? Byline(IEnumerable<string?> names, string? siteName) => Bylines.Of(names
        .SelectMany(name => Names(name))
        .Where(name => !name.Equals(siteName, StringComparison.OrdinalIgnoreCase))
        .Take(10));

    /// <summary>Whether a line is a byline: a few words after a "By", the first of them with a capital, and no sentence.</summary>
    public static bool IsByline(string line) => line.Length <= LongestName * 2 && By().Match(line) is { Success: true } by && line.Length > by.Length && char.IsUpper(line[by.Length])
        && !line.EndsWith('.') && Names(line).All(name => name.Split(' ').Length <= MostWords);

    private static IEnumerable<string> Names(string? written)
    {
        if (HtmlReader.Read(written?.Length > 1000 ? written[..1000] : written).Line is not { } line || line.Contains("://", StringComparison.Ordinal))
            return [];
        // Dates, reading times and the like stand behind a sign.
        return By().Replace(line, "").Split(['|', '·', '•', '—', '–'], StringSplitOptions.TrimEntries).Take(1)
            .Select(name => Tail().Replace(name, "").Trim(' ', ',', ';', ':', '-'))
            .Where(name => name.Length is > 1 and <= LongestName * 3 && !name.StartsWith('@') && !name.StartsWith("www.", StringComparison.OrdinalIgnoreCase) && !Nobody().IsMatch(name) && name.Any(char.IsLetter));
    }

    [GeneratedRegex(@"^(https?://[^/]+)?/([a-z]{2}/)?(authors?|autor|autoren|autores|auteurs?|by|staff|contributors?|people|profile|journalists?|reporters?|writers?)/[^/?#]+/?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Profile();

    [GeneratedRegex(@"^(story |words |text |written |reported |posted |published )?(by|von|par|por|de la main de)(\s*:\s*|\s+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex By();

    // "Mara Lind, 3 March 2026", "Mara Lind Published 12:04", "Mara Lind on March 3"
    [GeneratedRegex(@"[\s,]+((published|updated|posted|last updated)\s.*|((on|am|le|el)\s+)?((mon|tues|wednes|thurs|fri|satur|sun)day\b.*|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d.*|\d{1,2}[\s./].*|\d{4}-.*))$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tail();

    [GeneratedRegex("^(admin|administrator|webmaster|root|user|unknown|anonymous|n/a|none|null|undefined|author|authors|by|editor)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Nobody();
}
