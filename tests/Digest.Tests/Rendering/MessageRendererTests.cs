using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Digest.Links;
using Digest.Rendering;

namespace Digest.Tests.Rendering;

public sealed partial class MessageRendererTests
{
    [Fact]
    public async Task Nothing_from_a_feed_becomes_markup()
    {
        const string attack = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'>";
        var rendered = await Some.Renderer().DigestAsync(Some.Digest(new StoryContent
        {
            Headline = attack,
            Link = "https://gazette.example/\"><script>",
            Dek = attack,
            Byline = attack,
            Topics = [attack],
            Licence = attack,
            Picture = new PictureContent("https://gazette.example/x.png\" onload=\"alert(3)", attack, attack, attack, 600, 400),
            Related = [new RelatedContent(attack, "https://gazette.example/'onclick='alert(4)", null)],
        }) with
        { Preheader = attack });
        var page = new HtmlParser().ParseDocument(rendered.Html);
        page.QuerySelectorAll("script").ShouldBeEmpty();
        page.QuerySelectorAll("*").SelectMany(element => element.Attributes).ShouldNotContain(attribute => attribute.Name.StartsWith("on"));
        page.QuerySelectorAll("img").ShouldHaveSingleItem().GetAttribute("alt").ShouldBe(attack);
        page.QuerySelector("h2")!.TextContent.Trim().ShouldBe(attack);
        rendered.Text.ShouldContain("<script>alert(1)</script>");
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/relative")]
    [InlineData("")]
    public async Task An_address_that_is_not_of_the_web_is_no_link(string address)
    {
        var rendered = await Some.Renderer().DigestAsync(Some.Digest(Some.Story with
        {
            Link = address,
            Picture = new PictureContent(address, "x", null, null, 600, 400),
            Related = [new RelatedContent("Earlier", address, null)],
        }));
        var page = new HtmlParser().ParseDocument(rendered.Html);
        page.QuerySelectorAll("img").ShouldBeEmpty();
        page.QuerySelectorAll("a").Select(link => link.TextContent).ShouldBe(["Choose how often, and about what", "Unsubscribe", "View in browser"]);
    }

    [Fact]
    public async Task Control_characters_do_not_survive()
    {
        var rendered = await Some.Renderer().DigestAsync(Some.Digest(Some.Story with
        {
            Headline = "One\r\nBcc: all@gazette.example\0\u0007\u001b[31m\u0085two\u202ethree",
            Dek = "Lone \ud800 surrogate",
        }));
        rendered.Subject.ShouldBe("One Bcc: all@gazette.example[31m twothree");
        (rendered.Html + rendered.Text).ShouldNotContain(character => char.IsControl(character) && character != '\n' || char.IsSurrogate(character) || character == '\u202e');
        rendered.Html.ShouldNotMatch("&#x?(0?[0-8bce]|1[0-9a-f]|7f|85);");
    }

    [Fact]
    public async Task A_confirmation_has_one_link_and_no_other_address()
    {
        foreach (var rendered in new[] { await Some.Renderer().ConfirmationAsync(), await Some.Renderer().ReminderAsync() })
        {
            rendered.Markers.Keys.ShouldBe([LinkSlot.Confirm]);
            var marker = rendered.Markers[LinkSlot.Confirm];
            var page = new HtmlParser().ParseDocument(rendered.Html);
            page.QuerySelectorAll("[href],[src],form,button").ShouldHaveSingleItem().GetAttribute("href").ShouldBe(marker);
            rendered.Text.Split(marker).Length.ShouldBe(2);
            (rendered.Html + rendered.Text).ShouldNotContain("://");
            (rendered.Html + rendered.Text).ShouldNotContain("gazette.example");
        }
    }

    [Fact]
    public async Task Each_rendering_draws_markers_of_its_own()
    {
        var first = await Some.Renderer().WelcomeAsync();
        var second = await Some.Renderer().WelcomeAsync();
        first.Markers.Keys.ShouldBe([LinkSlot.Preferences, LinkSlot.Unsubscribe]);
        first.Markers[LinkSlot.Unsubscribe].ShouldNotBe(second.Markers[LinkSlot.Unsubscribe]);
    }

    [Fact]
    public async Task The_archive_has_no_personal_links()
    {
        var rendered = await Some.Renderer().ArchiveAsync(Some.Digest(Some.Story));
        rendered.Markers.ShouldBeEmpty();
        (rendered.Html + rendered.Text).ShouldNotMatch("slot[0-9a-f]{24}");
        (rendered.Html + rendered.Text).ShouldNotContain("nsubscribe");
    }

    [Fact]
    public async Task A_digest_is_built_for_mail_programs_and_screen_readers()
    {
        var rendered = await Some.Renderer().DigestAsync(Some.Digest(
            Some.Story with { Picture = new PictureContent("https://gazette.example/a.png", "", "", "", 1200, 900), Related = [new RelatedContent("Earlier", "https://gazette.example/e", null)] },
            Some.Story with { Picture = new PictureContent("https://gazette.example/b.png", "A gull", null, null, 300, 200) },
            Some.Story with { Picture = new PictureContent("https://gazette.example/c.png", "A boat", null, null, null, null) }));
        var page = new HtmlParser().ParseDocument(rendered.Html);
        page.Title.ShouldBe("Ferry returns after eleven weeks");
        page.DocumentElement.GetAttribute("lang").ShouldBe("en");
        page.DocumentElement.GetAttribute("dir").ShouldBe("ltr");
        page.QuerySelectorAll("table").ShouldAllBe(table => table.GetAttribute("role") == "presentation");
        page.QuerySelectorAll("h1,h2,h3").Select(heading => heading.LocalName).ShouldBe(["h1", "h2", "h2", "h2"]);
        page.QuerySelectorAll("img").Select(picture => $"{picture.GetAttribute("alt")} {picture.GetAttribute("width")}×{picture.GetAttribute("height")}")
            .ShouldBe(["Ferry returns after eleven weeks 600×450", "A gull 165×110", "A boat 165×110"]);
        page.QuerySelectorAll("style").ShouldHaveSingleItem().TextContent.ShouldContain("prefers-color-scheme: dark");
        rendered.Text.Split('\n').ShouldAllBe(line => line.Length <= 72 || line.Contains("://") || line.StartsWith("slot"));
    }

    [Theory]
    [InlineData("es", "ltr", "miércoles, 4 de marzo de 2026", "3 de marzo")]
    [InlineData("de-AT", "ltr", "Mittwoch, 4. März 2026", "3. März")]
    [InlineData("he", "rtl", "יום רביעי, 4 במרץ 2026", "3 במרץ")]
    [InlineData("fa", "rtl", "2026", null)]
    [InlineData("not_a_language", "ltr", "Wednesday, 04 March 2026", "March 03")]
    public async Task Dates_and_direction_follow_the_sites_language(string language, string direction, string date, string? day)
    {
        var site = Some.Site;
        site.Language = language;
        var rendered = await Some.Renderer(site).DigestAsync(Some.Digest(Some.Story with { Published = new DateTimeOffset(2026, 3, 3, 12, 0, 0, TimeSpan.Zero) }));
        rendered.Html.ShouldContain($"<html lang=\"{language}\" dir=\"{direction}\">");
        rendered.Text.ShouldContain(date);
        rendered.Text.ShouldContain(day ?? "");
    }

    [Fact]
    public async Task Twelve_rich_stories_are_far_from_what_gmail_clips()
    {
        var story = Some.Story with
        {
            Dek = string.Join(' ', Enumerable.Repeat("Überfahrt", 40)),
            Byline = "Ida Marlowe",
            Topics = ["Harbour", "Transport"],
            Licence = "Creative Commons Attribution 4.0 (CC BY 4.0)",
            Picture = new PictureContent("https://gazette.example/a.png", "A white ferry", "The ferry at the quay", "O. Tarn", 1200, 800),
            Related = [.. Enumerable.Repeat(new RelatedContent("Ferry withdrawn the week before Christmas", "https://gazette.example/news/withdrawn", DateTimeOffset.UnixEpoch), 3)],
        };
        (await Some.Renderer().DigestAsync(Some.Digest([.. Enumerable.Repeat(story, 12)]))).EncodedHtmlBytes.ShouldBeLessThan(80_000);
    }

    [Fact]
    public async Task Stories_that_did_not_fit_in_are_mentioned_where_they_can_be_read()
    {
        var rendered = await Some.Renderer().DigestAsync(Some.Digest(Some.Story) with { LeftOut = 3 });
        new HtmlParser().ParseDocument(rendered.Html).QuerySelectorAll("a").Single(link => link.TextContent == "Read the whole edition")
            .GetAttribute("href").ShouldBe("https://gazette.example/editions/2026-03-04");
        rendered.Html.ShouldContain("3 more stories of this edition");
        rendered.Text.ShouldContain("3 more stories of this edition did not fit into this message.\n\nRead the whole edition:\nhttps://gazette.example/editions/2026-03-04\n");
        (await Some.Renderer().DigestAsync(Some.Digest(Some.Story))).Text.ShouldNotContain("did not fit");
    }

    [Fact]
    public async Task The_icon_is_the_sites_own_address_and_a_letter_stands_in_for_it()
    {
        var site = Some.Site;
        new HtmlParser().ParseDocument((await Some.Renderer(site).WelcomeAsync()).Html).QuerySelector("[aria-hidden]")!.TextContent.Trim().ShouldBe("T");
        site.Icon = "https://elsewhere.example/icon.png";
        var icon = new HtmlParser().ParseDocument((await Some.Renderer(site).WelcomeAsync()).Html).QuerySelector("img")!;
        icon.GetAttribute("src").ShouldBe("https://gazette.example/icon");
        icon.GetAttribute("alt").ShouldBe("");
        (await Some.Renderer(site).ConfirmationAsync()).Html.ShouldNotContain("<img");
    }

    [Theory]
    [InlineData("en", "")]
    [InlineData("en-AU", "")]
    [InlineData("de", "")]
    [InlineData("nl", "en")]
    public async Task English_words_are_marked_as_english_on_a_site_in_a_language_that_there_are_no_words_in(string language, string marked)
    {
        var site = Some.Site;
        site.Language = language;
        var title = new HtmlParser().ParseDocument((await Some.Renderer(site).WelcomeAsync()).Html).QuerySelector("h1")!;
        (title.ParentElement!.GetAttribute("lang") ?? "").ShouldBe(marked);
    }

    [Fact]
    public async Task From_right_to_left_lines_begin_at_the_right()
    {
        var site = Some.Site;
        site.Language = "ar";
        var rendered = await Some.Renderer(site).DigestAsync(Some.Digest(Some.Story with { Related = [new RelatedContent("Earlier", "https://gazette.example/e", null)] }));
        rendered.Html.ShouldContain("border-right:3px solid");
        rendered.Html.ShouldNotContain("text-align:left");
        new HtmlParser().ParseDocument(rendered.Html).QuerySelector("body > div")!.GetAttribute("dir").ShouldBe("rtl");
    }

    [Fact]
    public async Task Many_render_side_by_side()
    {
        var all = await Task.WhenAll(Enumerable.Range(1, 40).Select(number => Task.Run(() => Some.Renderer().DigestAsync(Some.Digest(Some.Story with { Headline = $"Story {number}" })))));
        all.Select(rendered => Headline().Match(rendered.Html).Groups["headline"].Value).ShouldBe(Enumerable.Range(1, 40).Select(number => $"Story {number}"));
    }

    [Fact]
    public async Task A_message_without_its_link_is_not_made()
    {
        var problem = await Should.ThrowAsync<TemplateException>(() => new MessageRenderer(new Forgetful(), Some.Site).DigestAsync(Some.Digest(Some.Story)));
        problem.Message.ShouldBe("templates/Digest.html.cshtml: the link 'preferences' is missing");
    }

    [GeneratedRegex("<title>(?<headline>.*)</title>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Headline();

    private sealed class Forgetful : ITemplateEngine
    {
        public Task<string> RenderAsync(string name, object model, CancellationToken cancellation = default) => Task.FromResult("<p>Nothing to click</p>");
    }
}
