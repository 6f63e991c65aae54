using Digest.Stories.Discovery;
using Digest.Stories.Reading;

namespace Digest.Stories.Pages;

/// <summary>What a page's head says of its story, from the source that is trusted most.</summary>
internal static class PageWords
{
    private const int LongestDek = 600;
    private const int LongestSection = 60;
    private static readonly string[] AuthorNames = ["article:author", "og:article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "citation_author", "byl", "author", "twitter:data1"];
    private static readonly string[] TimeNames = ["article:published_time", "og:article:published_time", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "parsely-pub-date", "sailthru.date", "datepublished", "pubdate", "citation_publication_date", "publish-date"];

    public static string? Description(PageFacts page, StructuredArticle? data, VisibleStory visible, IReadOnlyList<string> titles)
    {
        var found = new[] { data?.Description, page.Meta("og:description"), page.Meta("dc.description", "dcterms.description", "dcterms.abstract", "sailthru.description", "twitter:description"), page.Meta("description") }
            .Select(written => HtmlReader.Read(written).Line)
            .FirstOrDefault(text => text is not null && !titles.Any(title => Headlines.AreAlike(title, text)) && !Headlines.AreAlike(visible.Headline ?? "", text));
        // Some programs cut a description in the middle of a word; where the page has the whole of it, that is shown.
        if (found is not null && visible.Opening is { } whole && found.EndsWith('…') | found.EndsWith("...", StringComparison.Ordinal) | found.EndsWith("[…]", StringComparison.Ordinal)
            && whole.StartsWith(found.TrimEnd('…', '.', '[', ']', ' '), StringComparison.Ordinal))
            return whole;
        return found is null ? null : PlainText.Shorten(found, LongestDek);
    }

    public static string? Byline(PageFacts page, string? siteName)
    {
        return AuthorNames.Where(name => name != "twitter:data1" || page.Meta("twitter:label1")?.StartsWith("Written by", StringComparison.OrdinalIgnoreCase) == true)
            .Select(name => PageAuthors.Byline(page.Metas(name).Take(10), siteName)).FirstOrDefault(byline => byline is not null);
    }

    /// <summary>One word or a few: what lists many, or leads into a hierarchy, is cut to its first.</summary>
    public static string? Section(PageFacts page, StructuredArticle? data) =>
        new[] { data?.Section, page.Meta("article:section", "og:article:section"), page.Meta("dc.subject.section", "parsely-section", "sailthru.section", "cxenseparse:section") }
            .Select(written => HtmlReader.Read(written).Line?.Split([';', '|', '>'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault())
            .FirstOrDefault(section => section is { Length: > 1 and <= LongestSection } && !section.Contains("://", StringComparison.Ordinal) && !section.Equals("uncategorized", StringComparison.OrdinalIgnoreCase));

    public static DateTimeOffset? Published(PageFacts page) =>
        TimeNames.Select(name => FeedDates.Read(page.Meta(name))).FirstOrDefault(time => time is not null);

    public static string? Licence(PageFacts page, StructuredArticle? data, VisibleStory visible, PageAddresses addresses)
    {
        var stated = data?.Licence is { } said ? addresses.Resolve(said) ?? (said.Contains(':', StringComparison.Ordinal) ? null : said) : null;
        var linked = page.Links.Where(link => link.Is("license")).Select(link => addresses.Resolve(link.Address)).OfType<string>().FirstOrDefault() ?? addresses.Resolve(visible.LicenceLink);
        return PageLicences.Clean(PageLicences.Words(stated ?? linked) ?? page.Meta("dcterms.license", "dc.rights.license") ?? visible.Licence);
    }
}
