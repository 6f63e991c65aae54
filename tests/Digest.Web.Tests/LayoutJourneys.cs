using System.Net;
using Digest.Languages;
using Digest.Web.Pages;
using Microsoft.AspNetCore.Http;

namespace Digest.Web.Tests;

/// <summary>What stands around every page for readers.</summary>
public sealed class LayoutJourneys
{
    private static readonly Language German = new("de", "Deutsch", "de");
    private static readonly Language Arabic = new("ar", "العربية", "ar");

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/editions", HttpStatusCode.OK)]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/confirm/forged", HttpStatusCode.NotFound)]
    public async Task A_page_says_its_own_language_and_that_of_the_sites_texts(string path, HttpStatusCode status)
    {
        await using var site = await TestSite.StartAsync(("Site:Language", "he"), ("Site:Name", "חדשות"));
        var page = await site.GetAsync(path);
        page.Status.ShouldBe(status);
        page.Body.ShouldContain("<html lang=\"en\" dir=\"ltr\">");
        page.Body.ShouldContain("lang=\"he\"");
        page.Headers["Content-Language"].ShouldBe("en");
        page.Headers["Vary"].ShouldBe("Accept-Language");
    }

    [Fact]
    public async Task Whoever_has_lost_the_link_finds_where_to_ask_for_it_on_every_page()
    {
        await using var site = await TestSite.StartAsync();
        foreach (var path in new[] { "/", "/editions", "/nowhere" })
            (await site.GetAsync(path)).Body.ShouldContain("<a href=\"/preferences\">Lost your link?</a>");
    }

    [Fact]
    public async Task A_language_that_the_address_asks_for_stays_on_the_way_through_the_site()
    {
        await using var site = await TestSite.StartAsync();
        await site.ExecuteAsync("INSERT INTO editions (slug, state, subject, html, due_at, closed_at) VALUES ('2026-02-28', 'Closed', 'Ferry sails again', '<p>', 1, 1772262000000)");
        foreach (var path in new[] { "/editions?lang=en", "/editions/2026-02-28?lang=en", "/nowhere?lang=en" })
        {
            var page = (await site.GetAsync(path)).Body;
            page.ShouldContain("href=\"/?lang=en\"");
            page.ShouldContain("href=\"/editions?lang=en\"");
        }
        (await site.GetAsync("/editions?lang=en")).Body.ShouldContain("href=\"/editions/2026-02-28?lang=en\"");
        (await site.GetAsync("/editions?lang=xx")).Body.ShouldNotContain("lang=xx");
    }

    [Fact]
    public async Task The_languages_are_offered_where_there_is_a_choice()
    {
        await using var site = await TestSite.StartAsync();
        var page = (await site.GetAsync("/editions")).Body;
        foreach (var language in ReaderLanguages.All)
        {
            if (ReaderLanguages.All.Count > 1)
                page.ShouldContain($"<a href=\"?lang={language.Code}\" lang=\"{language.Code}\" hreflang=\"{language.Code}\"");
            else
                page.ShouldNotContain("hreflang");
        }
    }

    [Fact]
    public void The_same_page_is_linked_in_each_language_with_what_else_was_asked_for()
    {
        var context = new DefaultHttpContext { Request = { Path = "/editions", QueryString = new QueryString("?before=2026-01-02&lang=de&x=%26%22") } };
        LanguageLinks.Of(context, [ReaderLanguages.English, German, Arabic]).ShouldBe(
        [
            (ReaderLanguages.English, "?before=2026-01-02&x=%26%22&lang=en"),
            (German, "?before=2026-01-02&x=%26%22&lang=de"),
            (Arabic, "?before=2026-01-02&x=%26%22&lang=ar"),
        ]);
        LanguageLinks.Of(context, [German]).ShouldBeEmpty();
    }

    [Fact]
    public void The_link_leads_nowhere_else_whatever_the_path_looks_like()
    {
        var context = new DefaultHttpContext { Request = { Path = "//evil.example/\"><b>" } };
        LanguageLinks.Of(context, [ReaderLanguages.English, German])[1].Address.ShouldBe("?lang=de");
    }
}
