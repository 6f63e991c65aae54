using System.Net;
using System.Text.RegularExpressions;
using Digest.Stories;
using Digest.Web.Tests.Editions;

namespace Digest.Web.Tests.Admin;

/// <summary>The feeds and their stories, for those who look after them.</summary>
public sealed partial class FeedsPageJourneys
{
    [Fact]
    public async Task A_feed_that_is_read_says_so_with_its_stories_and_their_editions()
    {
        await using var news = await Newsroom.OpenAsync();
        using var ada = await news.Site.SignedInBrowserAsync();
        (await ada.GetAsync("/admin/feeds")).Body.ShouldContain(">not read yet<");
        await news.ReaderAsync("reader@example.org");
        news.Publish("ferry", "seals");
        await news.AtAsync(day: 2);
        news.Feed.Add("lighthouse", news.Clock.GetUtcNow(), "Lighthouse & keeper", topics: ["Coast", "People"]);
        await news.Site.Get<ImportStories>().PollAllAsync();
        var page = (await ada.GetAsync("/admin/feeds")).Body;
        page.ShouldContain("The News");
        page.ShouldContain("state good\">fine<");
        page.ShouldContain("<dd>3</dd>");
        page.ShouldContain("Lighthouse &amp; keeper");
        page.ShouldContain("Coast, People");
        page.ShouldContain("<a href=\"/editions/2026-03-02\">2026-03-02</a>");
        page.ShouldContain("waits for the next");
    }

    [Fact]
    public async Task A_feed_that_fails_says_since_when_why_and_what_to_do()
    {
        await using var site = await TestSite.StartAsync(("Feeds:0:Url", "nowhere/feed.xml"));
        using var ada = await site.SignedInBrowserAsync();
        await site.Get<ImportStories>().PollAllAsync();
        site.Clock.Advance(TimeSpan.FromHours(2));
        await site.Get<ImportStories>().PollAllAsync();
        var page = (await ada.GetAsync("/admin/feeds")).Body;
        page.ShouldContain("state bad\">failing<");
        page.ShouldContain("since <time datetime=\"2026-03-02T06:00:00Z\">", customMessage: "the first of the failures in a row");
        page.ShouldContain("there is no file");
        page.ShouldContain("Correct the path in the settings");
        page.ShouldContain("<dd>never</dd>");
    }

    [Fact]
    public async Task Read_now_makes_the_feed_due_and_one_that_was_gone_too()
    {
        await using var news = await Newsroom.OpenAsync();
        using var ada = await news.Site.SignedInBrowserAsync();
        await news.Site.Get<ImportStories>().PollAllAsync();
        await news.Site.ExecuteAsync("UPDATE feeds SET gone = 1, problem = 'gone (410)'");
        (await ada.GetAsync("/admin/feeds")).Body.ShouldContain("state bad\">gone<");
        news.Publish("ferry");
        await news.RunAsync("import-stories");
        (await news.Site.ScalarAsync<int>("SELECT COUNT(*) FROM stories")).ShouldBe(0);
        (await ada.SubmitAsync("/admin/feeds?handler=Read", ("feed", "1"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        await news.RunAsync("import-stories");
        (await news.Site.ScalarAsync<int>("SELECT COUNT(*) FROM stories")).ShouldBe(1);
        (await ada.SubmitAsync("/admin/feeds?handler=Read", ("feed", "99"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await ada.GetAsync("/admin/feeds")).Body.ShouldContain("That feed is not there any more.");
    }

    [Fact]
    public async Task A_feed_that_left_the_settings_keeps_its_stories_and_says_that_it_is_no_longer_read()
    {
        await using var news = await Newsroom.OpenAsync();
        using var ada = await news.Site.SignedInBrowserAsync();
        news.Publish("ferry");
        await news.Site.Get<ImportStories>().PollAllAsync();
        await news.Site.ExecuteAsync("UPDATE feeds SET url = 'https://old.example/feed'");
        var page = (await ada.GetAsync("/admin/feeds")).Body;
        page.ShouldContain("no longer read<");
        page.ShouldContain("https://old.example/feed");
    }

    [Fact]
    public async Task Stories_are_found_by_their_headline_letter_by_letter_and_paged()
    {
        await using var news = await Newsroom.OpenAsync();
        using var ada = await news.Site.SignedInBrowserAsync();
        news.Publish([.. Enumerable.Range(1, 60).Select(at => $"day-{at:00}")]);
        news.Feed.Add("rates", news.Clock.GetUtcNow(), "Rates up 5% this_year");
        await news.Site.Get<ImportStories>().PollAllAsync();
        var first = (await ada.GetAsync("/admin/feeds?search=story")).Body;
        first.ShouldContain("Story day-60");
        first.ShouldNotContain("Story day-10<");
        first.ShouldNotContain("Newest</a>");
        var older = OlderPage().Match(first).Value;
        var second = (await ada.GetAsync(WebUtility.HtmlDecode(older))).Body;
        second.ShouldContain("Story day-10<");
        second.ShouldNotContain("Older</a>");
        (await ada.GetAsync("/admin/feeds?search=5%25%20this_")).Body.ShouldContain("Rates up 5% this_year</a></th>");
        (await ada.GetAsync("/admin/feeds?search=5_")).Body.ShouldContain("No headline has these words");
        (await ada.GetAsync("/admin/feeds?search=x&after=nonsense")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [GeneratedRegex("/admin/feeds\\?search=story&amp;after=[^\"#]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OlderPage();
}
