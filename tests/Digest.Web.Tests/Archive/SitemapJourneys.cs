using System.Net;
using System.Xml.Linq;

namespace Digest.Web.Tests.Archive;

/// <summary>What search engines find, and what they are asked to leave alone.</summary>
public sealed class SitemapJourneys
{
    private static readonly XNamespace Protocol = "http://www.sitemaps.org/schemas/sitemap/0.9";

    [Fact]
    public async Task The_sitemap_lists_the_public_pages_and_when_each_changed()
    {
        await using var site = await TestSite.StartAsync();
        await site.ExecuteAsync("""
            INSERT INTO editions (slug, state, subject, html, due_at, closed_at)
            VALUES ('2026-02-27', 'Closed', 'Older', '<p>', 1, 1772175600000), ('2026-02-28', 'Closed', 'Newer', '<p>', 2, 1772262000000), ('2026-03-01', 'Held', 'Not yet', '<p>', 3, NULL)
            """);
        var answer = await site.GetAsync("/sitemap.xml");
        (answer.Status, answer.Headers["Content-Type"], answer.Headers["Cache-Control"]).ShouldBe((HttpStatusCode.OK, "application/xml; charset=utf-8", "public, max-age=300"));
        Listed(answer, "urlset", "url").ShouldBe(
        [
            ($"{TestSite.Url}/", "2026-02-28T07:00:00Z"), ($"{TestSite.Url}/editions", "2026-02-28T07:00:00Z"),
            ($"{TestSite.Url}/editions/2026-02-27", "2026-02-27T07:00:00Z"), ($"{TestSite.Url}/editions/2026-02-28", "2026-02-28T07:00:00Z"),
        ]);
        (await site.GetAsync("/sitemap-1.xml")).Body.ShouldBe(answer.Body);
        (await site.GetAsync("/sitemap-2.xml")).ShouldBeClearPage(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_site_without_editions_lists_its_two_pages()
    {
        await using var site = await TestSite.StartAsync();
        Listed(await site.GetAsync("/sitemap.xml"), "urlset", "url").Select(page => page.Address).ShouldBe([$"{TestSite.Url}/", $"{TestSite.Url}/editions"]);
    }

    [Fact]
    public async Task No_file_holds_more_than_50000_addresses_and_each_page_stands_in_one()
    {
        await using var site = await TestSite.StartAsync();
        await FillAsync(site, first: 1, last: 49_998);
        Listed(await site.GetAsync("/sitemap.xml"), "urlset", "url").Count.ShouldBe(50_000);

        await FillAsync(site, first: 49_999, last: 100_001);
        Listed(await site.GetAsync("/sitemap.xml"), "sitemapindex", "sitemap").ShouldBe(
        [
            ($"{TestSite.Url}/sitemap-1.xml", "1970-01-02T03:46:41Z"), ($"{TestSite.Url}/sitemap-2.xml", "1970-01-02T03:46:38Z"), ($"{TestSite.Url}/sitemap-3.xml", "1970-01-02T03:46:41Z"),
        ]);
        var parts = new List<IReadOnlyList<(string Address, string Changed)>>();
        for (var part = 1; part <= 3; part++)
            parts.Add(Listed(await site.GetAsync($"/sitemap-{part}.xml"), "urlset", "url"));
        parts.Select(part => part.Count).ShouldBe([50_000, 50_000, 3]);
        parts.SelectMany(part => part).Select(page => page.Address).Distinct(StringComparer.Ordinal).Count().ShouldBe(100_003);
        foreach (var path in new[] { "/sitemap-4.xml", "/sitemap-0.xml", "/sitemap--1.xml", "/sitemap-2147483647.xml", "/sitemap-99999999999.xml", "/sitemap-x.xml" })
            (await site.GetAsync(path)).ShouldBeClearPage(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Robots_are_told_of_the_sitemap_and_kept_from_the_readers_own_pages_and_the_admins()
    {
        await using var site = await TestSite.StartAsync();
        var answer = await site.GetAsync("/robots.txt");
        (answer.Status, answer.Type).ShouldBe((HttpStatusCode.OK, "text/plain"));
        var lines = answer.Body.Split('\n');
        lines[0].ShouldBe("User-agent: *");
        foreach (var place in new[] { "/admin", "/confirm/", "/preferences/", "/unsubscribe/" })
            lines.ShouldContain($"Disallow: {place}");
        lines.ShouldContain($"Sitemap: {TestSite.Url}/sitemap.xml");
        lines.ShouldNotContain("Disallow: /");
    }

    private static Task<int> FillAsync(TestSite site, int first, int last) => site.ExecuteAsync($"""
        WITH RECURSIVE edition(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM edition WHERE n < {last})
        INSERT INTO editions (id, slug, state, subject, html, due_at, closed_at) SELECT n, 'edition-' || n, 'Closed', 'Edition ' || n, '<p>', n, n * CAST(1000 AS BIGINT) FROM edition
        """);

    private static IReadOnlyList<(string Address, string Changed)> Listed(PageAnswer answer, string root, string item)
    {
        answer.Status.ShouldBe(HttpStatusCode.OK);
        var document = XDocument.Parse(answer.Body).Root!;
        document.Name.ShouldBe(Protocol + root);
        document.Elements().ShouldAllBe(element => element.Name == Protocol + item);
        return [.. document.Elements().Select(element => (element.Element(Protocol + "loc")!.Value, element.Element(Protocol + "lastmod")!.Value))];
    }
}
