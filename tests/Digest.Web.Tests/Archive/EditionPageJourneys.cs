using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Digest.Links;
using Digest.Tests.Tools;
using Digest.Web.Tests.Editions;
using static Digest.Web.Tests.Editions.CorrectionSteps;

namespace Digest.Web.Tests.Archive;

/// <summary>An edition as everybody reads it, and as it is shown where somebody links to it.</summary>
public sealed class EditionPageJourneys
{
    private const string Fill = """
        INSERT INTO editions (id, slug, state, subject, html, text, due_at, closed_at) VALUES (1, '2026-02-28', 'Closed', 'Ferry & "Marigold"', '<p>', 'Text', 1, 1772262000000);
        INSERT INTO stories (id, canonical_link, link, headline, dek, picture_url, picture_alt, first_seen_at)
        VALUES (1, 'a', 'https://a.example/', 'Ferry & "Marigold"', 'The <town> names it.', 'https://pictures.example/ferry.jpg', 'A ferry', 1), (2, 'b', 'https://b.example/', 'Bells', NULL, 'https://pictures.example/bells.jpg', NULL, 1);
        INSERT INTO edition_stories (edition_id, story_id, rank) VALUES (1, 2, 1), (1, 1, 0);
        """;

    [Fact]
    public async Task An_edition_says_where_it_stands_and_what_it_is_about()
    {
        await using var site = await TestSite.StartAsync(("Site:Name", "The Courier"));
        await site.ExecuteAsync(Fill);
        var head = await HeadAsync(site, "/editions/2026-02-28?lang=en");
        var address = $"{TestSite.Url}/editions/2026-02-28";
        Link(head, "canonical").ShouldBe(address);
        Link(head, "alternate").ShouldBe("/editions/feed.xml");
        new[] { "og:type", "og:title", "og:description", "og:url", "og:site_name", "og:image", "og:image:alt", "article:published_time" }.Select(name => Property(head, name)).ShouldBe(
            ["article", "Ferry & \"Marigold\"", "The <town> names it.", address, "The Courier", "https://pictures.example/ferry.jpg", "A ferry", "2026-02-28T07:00:00Z"]);
    }

    [Theory]
    [InlineData("NULL")]
    [InlineData("'http://pictures.example/ferry.jpg'")]
    [InlineData("'javascript:alert(1)'")]
    [InlineData("'/ferry.jpg'")]
    [InlineData("'data:image/png;base64,AAAA'")]
    public async Task A_picture_that_is_not_had_by_https_is_left_out_and_no_other_storys_stands_in(string url)
    {
        await using var site = await TestSite.StartAsync();
        await site.ExecuteAsync(Fill);
        await site.ExecuteAsync($"UPDATE stories SET picture_url = {url}, dek = NULL WHERE id = 1");
        var head = await HeadAsync(site, "/editions/2026-02-28");
        Property(head, "og:image").ShouldBeNull();
        Property(head, "og:image:alt").ShouldBeNull();
        Property(head, "og:description").ShouldBe("Bells");
    }

    [DatabaseFact]
    public async Task What_was_corrected_since_is_said_in_the_note_and_the_edition_and_every_list_of_it_stay_as_it_went_out()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Related:ClusterHours", "0"));
        await newsroom.ReaderAsync("ana@reader.example");
        newsroom.Feed.Add("school", newsroom.Clock.GetUtcNow().AddMinutes(-2), "School roof leaks", "Rain came in.");
        newsroom.Feed.Add("fares", newsroom.Clock.GetUtcNow().AddMinutes(-1), "Fares rise by fifty", "Commuters protest.");
        await newsroom.AtAsync(day: 2);
        newsroom.Feed.Rewrite("fares", "Fares rise by five", "Commuters are relieved.");
        await ChangeAsync(newsroom, "school", "School cellar leaks");
        foreach (var open in await OpenAsync(newsroom))
            await TellAsync(newsroom, open);
        var page = await new HtmlParser().ParseDocumentAsync((await newsroom.Site.GetAsync("/editions/2026-03-02")).Body);
        page.QuerySelector("h1")!.TextContent.ShouldBe("Fares rise by fifty");
        page.QuerySelectorAll(".headlines li").Select(one => one.TextContent.Trim()).ShouldBe(["School roof leaks"]);
        page.QuerySelector(".corrected")!.TextContent.ShouldContain("Fares rise by five");
        Property(page.Head!, "og:description").ShouldBe("Commuters protest.");
        var list = await new HtmlParser().ParseDocumentAsync((await newsroom.Site.GetAsync("/editions")).Body);
        list.QuerySelectorAll(".also li").Select(one => one.TextContent.Trim()).ShouldBe(["School roof leaks"]);
        (await newsroom.Site.GetAsync("/editions/feed.xml")).Body.ShouldContain("<summary>Fares rise by fifty · School roof leaks</summary>");
    }

    [Fact]
    public async Task Where_the_first_story_is_withdrawn_no_other_ones_dek_and_picture_stand_beside_its_headline()
    {
        await using var site = await TestSite.StartAsync();
        await site.ExecuteAsync(Fill);
        await site.ExecuteAsync("UPDATE stories SET removed_at = 1, removed_because = 'Gone' WHERE id = 1; UPDATE stories SET dek = 'They ring.' WHERE id = 2");
        var head = await HeadAsync(site, "/editions/2026-02-28");
        Property(head, "og:title").ShouldBe("Ferry & \"Marigold\"");
        Property(head, "og:image").ShouldBeNull();
        Property(head, "og:description").ShouldBe("Bells");
    }

    [Fact]
    public async Task A_dek_as_long_as_a_story_is_cut_and_no_character_in_half()
    {
        await using var site = await TestSite.StartAsync();
        await site.ExecuteAsync(Fill);
        await site.ExecuteAsync($"UPDATE stories SET dek = '{new string('a', 299)}{string.Concat(Enumerable.Repeat("🦭", 300))}' WHERE id = 1");
        Property(await HeadAsync(site, "/editions/2026-02-28"), "og:description").ShouldBe(new string('a', 299) + "…");
    }

    [Fact]
    public async Task Each_page_of_the_list_has_one_address_and_the_parts_of_an_edition_name_its_page()
    {
        await using var site = await TestSite.StartAsync();
        await site.ExecuteAsync(Fill);
        await site.ExecuteAsync("INSERT INTO editions (id, slug, state, subject, html, due_at, closed_at) VALUES (2, '2026-03-01', 'Closed', 'Later', '<p>', 2, 1772348400000)");
        Link(await HeadAsync(site, "/editions?lang=en"), "canonical").ShouldBe($"{TestSite.Url}/editions");
        Link(await HeadAsync(site, "/editions?lang=en&before=2026-03-01"), "canonical").ShouldBe($"{TestSite.Url}/editions?before=2026-03-01");
        foreach (var part in new[] { "message", "text" })
            (await site.GetAsync($"/editions/2026-02-28/{part}")).Headers["Link"].ShouldBe($"<{TestSite.Url}/editions/2026-02-28>; rel=\"canonical\"");
    }

    [Fact]
    public async Task The_link_in_a_message_leads_to_the_editions_page_on_which_nothing_is_one_readers_own()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var ana = await newsroom.ReaderAsync("ana@reader.example");
        newsroom.Publish("ferry", "school");
        await newsroom.AtAsync(day: 2);
        var message = newsroom.Mail.TakeFor("ana@reader.example").ShouldHaveSingleItem();
        message.Decoded.ShouldContain("/unsubscribe/");
        var path = message.PathOf("/editions/");
        path.ShouldBe("/editions/2026-03-02");
        foreach (var part in new[] { path, $"{path}/message", $"{path}/text" })
        {
            var page = await newsroom.Site.GetAsync(part);
            page.Status.ShouldBe(HttpStatusCode.OK);
            page.Body.ShouldContain("Story school");
            foreach (var own in new[] { "/unsubscribe/", "/preferences/", "/confirm/", "ana@", newsroom.Site.Link(LinkPurpose.Unsubscribe, ana).Split('/')[^1] })
                page.Body.ShouldNotContain(own);
            page.Headers.ShouldNotContainKey("X-Robots-Tag");
        }
        (await newsroom.Site.GetAsync(path)).Body.ShouldContain("2 March 2026");
    }

    [Fact]
    public async Task Search_engines_keep_no_page_of_one_reader_none_of_the_admins_and_no_problem()
    {
        await using var site = await TestSite.StartAsync();
        var reader = await site.ReaderAsync("ada@example.org");
        var hidden = new[] { LinkPurpose.Confirm, LinkPurpose.Preferences, LinkPurpose.Unsubscribe }.Select(purpose => site.Link(purpose, reader.Id))
            .Concat(["/confirm/forged", "/preferences/forged", "/unsubscribe/forged", "/nowhere", "/editions/nowhere", "/problem", "/admin", "/admin/sign-in"]).ToList();
        foreach (var path in hidden)
        {
            var answer = await site.GetAsync(path);
            answer.Headers["X-Robots-Tag"].ShouldBe("noindex", path);
            if (!path.StartsWith("/admin", StringComparison.Ordinal))
                answer.Headers["Referrer-Policy"].ShouldBe("no-referrer", path);
        }
        await site.ExecuteAsync("ALTER TABLE editions RENAME TO gone");
        var broken = await site.GetAsync("/editions");
        (broken.Status, broken.Headers["X-Robots-Tag"], broken.Headers["Referrer-Policy"]).ShouldBe((HttpStatusCode.InternalServerError, "noindex", "no-referrer"));
    }

    private static async Task<IElement> HeadAsync(TestSite site, string path)
    {
        var page = await site.GetAsync(path);
        page.Status.ShouldBe(HttpStatusCode.OK);
        return (await new HtmlParser().ParseDocumentAsync(page.Body)).Head!;
    }

    private static string? Link(IElement head, string relation) => head.QuerySelectorAll($"link[rel='{relation}']").ShouldHaveSingleItem().GetAttribute("href");

    private static string? Property(IElement head, string name) => head.QuerySelector($"meta[property='{name}']")?.GetAttribute("content");
}
