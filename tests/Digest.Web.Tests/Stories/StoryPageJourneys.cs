using Digest.Stories;
using Digest.Tests.Net;
using Digest.Web.Tests.Admin;
using Digest.Web.Tests.Editions;
using Microsoft.AspNetCore.Http;

namespace Digest.Web.Tests.Stories;

/// <summary>From a thin feed to a full edition: what stories' own pages add on the way.</summary>
public sealed class StoryPageJourneys
{
    private const string Evil = "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt; The lock stays open.";

    [Fact]
    public async Task A_thin_story_is_full_in_the_edition_and_the_feeds_page_says_why_another_is_not()
    {
        await using var server = await LocalServer.StartAsync(context => context.Response.WriteAsync(context.Request.Path.Value switch
        {
            "/robots.txt" => "User-agent: *\nDisallow: /secret\n",
            "/" => "<html><head><title>Tide</title></head></html>",
            _ => $"<html><head><meta property='og:description' content='{Evil}'><meta name='author' content='Mara Lindqvist'><meta property='og:image' content='https://pictures.news.example/lock.jpg'></head><body><h1>Gates</h1></body></html>",
        }));
        await using var news = await Newsroom.OpenAsync(("Net:AllowPrivateAddresses", "true"));
        await news.ReaderAsync("reader@example.org");
        await File.WriteAllTextAsync(news.Feed.File, $"<rss><channel><title>Tide</title><item><title>Gates stay open</title><link>{server.At("/a")}</link></item><item><title>Secret</title><link>{server.At("/secret")}</link></item></channel></rss>");
        await news.Site.Get<ImportStories>().PollAllAsync();
        await news.RunAsync("read-story-pages");
        await news.AtAsync(day: 2);
        using var ada = await news.Site.SignedInBrowserAsync();
        var page = (await ada.GetAsync("/admin/feeds")).Body;
        page.ShouldContain("1 read in the last 7 days");
        page.ShouldContain("1 not: robots.txt of 127.0.0.1 asks that it not be read.");
        var story = (await news.Site.Get<StoryArchive>().AllAsync(0, 10)).Single(one => one.Headline == "Gates stay open");
        (story.Dek, story.Byline, story.Picture?.Url).ShouldBe(("The lock stays open.", "Mara Lindqvist", "https://pictures.news.example/lock.jpg"));
        var edition = await news.Site.ScalarAsync<string>("SELECT content FROM variants WHERE edition_id IS NOT NULL");
        edition.ShouldNotBeNull();
        edition.ShouldContain("The lock stays open.");
        edition.ShouldContain("Mara Lindqvist");
        edition.ShouldContain("pictures.news.example/lock.jpg");
        edition.ShouldNotContain("onerror");
    }

    [Fact]
    public async Task Whoever_sends_an_edition_now_has_the_pages_read_first()
    {
        await using var server = await LocalServer.StartAsync(context => context.Response.WriteAsync(context.Request.Path == "/robots.txt" ? "" : "<html><head><meta name='author' content='Mara Lindqvist'></head><body></body></html>"));
        using var folder = new WorkFolder();
        Write("feed.xml", $"<rss><channel><title>Tide</title><item><title>Gates</title><link>{server.At("/a")}</link></item></channel></rss>");
        Write("appsettings.json", """{"Net": {"AllowPrivateAddresses": true}, "Feeds": [{"Url": "feed.xml"}]}""");
        await folder.RunAsync("edition", "send");
        server.Requests.Select(request => request.Path).ShouldBe(["/robots.txt", "/", "/a"]);
        Write("appsettings.json", """{"Net": {"AllowPrivateAddresses": true}, "Feeds": [{"Url": "feed.xml"}], "StoryPages": {"Read": false}}""");
        Write("feed.xml", $"<rss><channel><title>Tide</title><item><title>More</title><link>{server.At("/b")}</link></item></channel></rss>");
        await folder.RunAsync("edition", "send");
        server.Requests.Count.ShouldBe(3, "the setting is off");

        void Write(string name, string content) => File.WriteAllText(Path.Combine(folder.Root, name), content);
    }
}
