using System.Text.RegularExpressions;
using Digest.Stories.Pages;
using Digest.Stories.Reading;

namespace Digest.Stories.Discovery;

/// <summary>A publication's name, tagline, language and licence out of what its pages say.</summary>
internal static partial class SiteWords
{
    private const int LongestName = 100;
    private const int LongestTagline = 300;

    private static readonly HashSet<string> NoNames = new(
        ["home", "homepage", "home page", "index", "start", "startseite", "accueil", "inicio", "portada", "welcome", "news", "untitled", "front page", "frontpage"],
        StringComparer.OrdinalIgnoreCase);

    public static string? Name(PageFacts home, PageFacts page, string? feedTitle, Uri address)
    {
        var name = home.Meta("og:site_name") ?? page.Meta("og:site_name")
            ?? StructuredData.Name(home.Data) ?? StructuredData.Name(page.Data)
            ?? home.Meta("application-name", "apple-mobile-web-app-title")
            ?? FromTitle(home.Title, address) ?? PlainText.CleanLine(feedTitle);
        return name is null ? null : PlainText.Shorten(name, LongestName);
    }

    public static string? Tagline(PageFacts home, string? name, Uri address)
    {
        var text = home.Meta("description", "og:description", "twitter:description");
        // A title often says both: "The Courier – News from the coast".
        text ??= Parts(home.Title).FirstOrDefault(part => part != FromTitle(home.Title, address) && part != name && !NoNames.Contains(part));
        return text is null || text == name ? null : PlainText.Shorten(text, LongestTagline);
    }

    /// <summary>A BCP 47 tag; null where what is written is none.</summary>
    public static string? Language(params string?[] written) => written
        .Select(tag => tag?.Trim().Replace('_', '-'))
        .FirstOrDefault(tag => tag is { Length: <= 35 } && Tag().IsMatch(tag));

    /// <summary>The licence that the page links to, in words; null: it links to none.</summary>
    public static string? Licence(PageFacts page, Uri address) =>
        page.Links.Concat(page.Anchors)
            .Where(link => link.Is("license") || PageLicences.IsLicence(link.Address))
            .Select(link => Addresses.Resolve(link.Address, address))
            .OfType<string>().Select(PageLicences.Words).FirstOrDefault();

    private static string? FromTitle(string? title, Uri address)
    {
        var parts = Parts(title);
        var host = Letters(address.Host);
        return parts.FirstOrDefault(part => Letters(part) is { Length: > 2 } letters && host.Contains(letters, StringComparison.Ordinal))
            ?? parts.FirstOrDefault(part => !NoNames.Contains(part));
    }

    private static List<string> Parts(string? title) => title is null ? [] :
        [.. Separator().Split(title).Select(PlainText.CleanLine).OfType<string>()];

    private static string Letters(string text) => string.Concat(text.ToLowerInvariant().Where(char.IsLetterOrDigit));

    [GeneratedRegex(@"\s+[|·•–—»:-]+\s+|\s*[|•»]\s*|:\s+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Separator();

    [GeneratedRegex("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tag();
}
