using System.Net;
using Digest.Net;
using Digest.Stories.Discovery;
using Digest.Tests.Net;
using Microsoft.AspNetCore.Http;

namespace Digest.Tests.Stories.Discovery;

/// <summary>What is found on sites of every shape, each a real server of its own.</summary>
public sealed class SiteDiscoveryTests
{
    private const string Rss = """<rss version="2.0"><channel><title>Harbour Post feed</title><link>SITE/</link><language>en-GB</language><item><title>Crane moved</title><link>SITE/crane</link><pubDate>Mon, 02 Mar 2026 05:00:00 GMT</pubDate></item><item><title>Pier painted</title><link>SITE/pier</link></item></channel></rss>""";
    private const string Atom = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Post</title><id>x</id><updated>2026-03-02T05:00:00Z</updated><entry><id>1</id><title>Crane moved</title><link href="SITE/crane"/><updated>2026-03-02T05:00:00Z</updated></entry></feed>""";
    private const string Comments = """<rss version="2.0"><channel><title>Comments on Harbour Post</title><item><title>Re: Crane</title><link>SITE/crane#1</link></item></channel></rss>""";

    private static readonly Dictionary<string, (string Type, string Body)> WholeSite = new(StringComparer.Ordinal)
    {
        ["/"] = ("text/html; charset=utf-8",
            """
            <!doctype html><html lang="en-GB"><head><title>Harbour Post | News from the quay</title>
            <meta property="og:site_name" content="The Harbour Post"><meta name="description" content="News from the quay &amp; beyond.">
            <meta name="theme-color" content="#0A5" media="(prefers-color-scheme: light)">
            <link rel="alternate" type="application/rss+xml" title="Comments" href="/comments"><link rel="alternate" type="application/rss+xml" href="/rss.xml">
            <link rel="alternate" type="application/atom+xml" href="/atom.xml"><link rel="icon" href="/small.png" sizes="16x16"><link rel="apple-touch-icon" href="/touch.png">
            </head><body><p>Licensed under <a rel="license" href="https://creativecommons.org/licenses/by-nd/4.0/">CC</a></body></html>
            """),
        ["/rss.xml"] = ("application/rss+xml", Rss),
        ["/atom.xml"] = ("application/atom+xml", Atom),
        ["/comments"] = ("application/rss+xml", Comments),
        ["/touch.png"] = ("image/png", "PNG"),
    };

    [Fact]
    public async Task A_site_that_says_everything_is_found_whole()
    {
        await using var server = await ServeAsync(WholeSite);
        var site = await FindAsync(server);
        site.Problem.ShouldBeNull();
        site.Name.ShouldBe("The Harbour Post");
        site.Tagline.ShouldBe("News from the quay & beyond.");
        site.Language.ShouldBe("en-GB");
        site.Colour.ShouldBe("#00aa55");
        site.Licence.ShouldBe("Creative Commons BY-ND 4.0 (https://creativecommons.org/licenses/by-nd/4.0/)");
        site.Icon.ShouldNotBeNull().Url.ShouldEndWith("/touch.png");
        site.Icon.Type.ShouldBe("image/png");
    }

    [Fact]
    public async Task The_main_feed_is_suggested_and_neither_its_twin_nor_the_comments()
    {
        await using var server = await ServeAsync(WholeSite);
        var feeds = (await FindAsync(server)).Feeds;
        feeds.Select(feed => (new Uri(feed.Url).AbsolutePath, feed.Suggested)).ShouldBe([("/rss.xml", true), ("/atom.xml", false), ("/comments", false)]);
        feeds[0].Stories.ShouldBe(2);
        feeds[0].Newest.ShouldBe("Crane moved");
        feeds[1].Remark.ShouldBe("the same stories as another one");
    }

    [Theory]
    [InlineData("/feed")]
    [InlineData("/rss")]
    [InlineData("/feed.xml")]
    [InlineData("/index.xml")]
    public async Task A_feed_that_no_page_names_is_found_where_feeds_use_to_lie(string path)
    {
        await using var server = await ServeAsync(Pages(("/", "<html><title>Post</title></html>"), (path, Rss)));
        (await FindAsync(server)).Feeds.ShouldHaveSingleItem().Url.ShouldBe(server.At(path).AbsoluteUri);
    }

    [Fact]
    public async Task A_feed_that_is_only_linked_in_the_text_is_found()
    {
        await using var server = await ServeAsync(Pages(("/", "<html><body><a href='/news/all.rss'>RSS</a></body></html>"), ("/news/all.rss", Rss)));
        new Uri((await FindAsync(server)).Feeds.ShouldHaveSingleItem().Url).AbsolutePath.ShouldBe("/news/all.rss");
    }

    [Fact]
    public async Task A_feeds_own_address_will_do()
    {
        await using var server = await ServeAsync(WholeSite);
        var site = await FindAsync(server, "/rss.xml");
        site.Name.ShouldBe("The Harbour Post");
        new Uri(site.Feeds[0].Url).AbsolutePath.ShouldBe("/rss.xml");
        site.Feeds[0].Suggested.ShouldBeTrue();
    }

    [Fact]
    public async Task A_storys_address_leads_to_what_the_front_page_says()
    {
        var pages = new Dictionary<string, (string, string)>(WholeSite, StringComparer.Ordinal)
        {
            ["/crane"] = ("text/html", "<html><head><title>Crane moved - Post</title><meta property='og:type' content='article'><meta name='description' content='It was heavy.'></head></html>"),
        };
        await using var server = await ServeAsync(pages);
        var site = await FindAsync(server, "/crane");
        site.Tagline.ShouldBe("News from the quay & beyond.");
        site.Feeds.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("<title>Home | Quay Gazette</title>", "Quay Gazette")]
    [InlineData("<title>Quay Gazette – All about the quay</title>", "Quay Gazette")]
    [InlineData("<title>x</title><script type='application/ld+json'>{\"@graph\":[{\"@type\":\"WebPage\",\"name\":\"Front\"},{\"@type\":[\"NewsMediaOrganization\"],\"name\":\"The Gazette\"}]}</script>", "The Gazette")]
    [InlineData("<title>x</title><script type='application/ld+json'>{ broken</script><meta name='application-name' content='Gazette App'>", "Gazette App")]
    [InlineData("<title>\n  Quay\n Gazette </title>", "Quay Gazette")]
    [InlineData("<title>Tom &amp; Ann&#39;s Gazette</title>", "Tom & Ann's Gazette")]
    public async Task The_name_is_read_wherever_it_is_said(string head, string name)
    {
        await using var server = await ServeAsync(Pages(("/", $"<html><head>{head}</head></html>")));
        (await FindAsync(server)).Name.ShouldBe(name);
    }

    [Fact]
    public async Task Without_a_feed_the_rest_is_found_all_the_same()
    {
        await using var server = await ServeAsync(Pages(("/", "<html lang=de><title>Hafenbote</title><meta name=description content='Vom Kai.'></html>")));
        var site = await FindAsync(server);
        (site.Problem, site.Name, site.Language, site.Feeds.Count).ShouldBe((null, "Hafenbote", "de", 0));
    }

    [Fact]
    public async Task A_feed_behind_a_login_is_named_and_not_offered()
    {
        await using var server = await LocalServer.StartAsync(async context =>
        {
            if (context.Request.Path == "/")
                await WriteAsync(context, "text/html", "<html><title>Post</title><link rel=alternate type='application/rss+xml' href='/members'></html>");
            else
                context.Response.StatusCode = context.Request.Path == "/members" ? 401 : 404;
        });
        var site = await FindAsync(server);
        site.Feeds.ShouldBeEmpty();
        site.Remarks.ShouldHaveSingleItem().ShouldContain("asks for a login (401");
    }

    [Theory]
    [InlineData(404, "the server answered 404")]
    [InlineData(403, "asks for a login")]
    [InlineData(500, "the server answered 500")]
    [InlineData(410, "gone for good")]
    public async Task An_address_that_does_not_answer_says_why(int status, string says)
    {
        await using var server = await LocalServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        (await FindAsync(server)).Problem.ShouldNotBeNull().ShouldContain(says);
    }

    [Theory]
    [InlineData("image/png", "PNG", "is a picture, not a site")]
    [InlineData("application/pdf", "%PDF-1.7", "is a PDF file, not a site")]
    [InlineData("text/plain", "hello", "neither a web page nor a feed")]
    [InlineData("text/html", "", "empty page")]
    public async Task What_is_no_site_is_called_what_it_is(string type, string body, string says)
    {
        await using var server = await ServeAsync(new(StringComparer.Ordinal) { ["/"] = (type, body) });
        (await FindAsync(server)).Problem.ShouldNotBeNull().ShouldContain(says);
    }

    [Fact]
    public async Task Redirects_in_a_circle_and_pages_without_end_are_given_up()
    {
        await using var circle = await LocalServer.StartAsync(context =>
        {
            context.Response.Redirect("/again");
            return Task.CompletedTask;
        });
        (await FindAsync(circle)).Problem.ShouldNotBeNull().ShouldContain("redirects more than 5 times");
        await using var endless = await LocalServer.StartAsync(async context =>
        {
            var block = new byte[64 * 1024];
            for (var at = 0; at < 100 && !context.RequestAborted.IsCancellationRequested; at++)
                await context.Response.Body.WriteAsync(block);
        });
        (await FindAsync(endless)).Problem.ShouldNotBeNull().ShouldContain("larger than 3 MB");
    }

    [Fact]
    public async Task Markup_that_is_nested_without_measure_is_read_in_no_time()
    {
        var bomb = "<html><head><title>Deep</title></head><body>" + string.Concat(Enumerable.Repeat("<div><a><table>", 100_000));
        await using var server = await ServeAsync(Pages(("/", bomb)));
        (await FindAsync(server)).Name.ShouldBe("Deep");
    }

    [Fact]
    public async Task A_page_that_only_sends_browsers_on_is_followed()
    {
        await using var server = await ServeAsync(Pages(("/", "<html><meta http-equiv=refresh content='0; url=/en/'></html>"), ("/en/", "<html lang=en><title>Post</title></html>")));
        (await FindAsync(server)).Address.ShouldBe(server.At("/en/").AbsoluteUri);
    }

    [Fact]
    public async Task An_icon_that_is_no_picture_is_passed_over_for_one_that_is()
    {
        await using var server = await ServeAsync(new(StringComparer.Ordinal)
        {
            ["/"] = ("text/html", "<html><title>Post</title><link rel=icon href=/logo.svg><link rel=apple-touch-icon href=/page></html>"),
            ["/logo.svg"] = ("image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
            ["/page"] = ("image/png", "<html>not found</html>"),
            ["/favicon.ico"] = ("image/x-icon", "ICO"),
        });
        var icon = (await FindAsync(server)).Icon.ShouldNotBeNull();
        (new Uri(icon.Url).AbsolutePath, icon.Type, icon.Width).ShouldBe(("/favicon.ico", "image/x-icon", 32));
    }

    [Fact]
    public async Task A_site_on_this_machine_is_not_fetched_unless_that_is_allowed()
    {
        await using var server = await ServeAsync(WholeSite);
        var guarded = new SiteDiscovery(new GuardedClient(new NetOptions(), new SiteOptions(), TimeProvider.System));
        (await guarded.FindAsync("localhost")).Problem.ShouldNotBeNull().ShouldContain("Net__AllowPrivateAddresses=true");
        server.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "Nothing was typed")]
    [InlineData("the harbour post", "has a space in it")]
    [InlineData("editor@post.example", "looks like a mail address")]
    [InlineData("ftp://post.example", "begins with ftp")]
    [InlineData("post", "is no address")]
    [InlineData("https://", "is no address")]
    public async Task What_is_no_address_is_told_before_anything_is_fetched(string typed, string says)
    {
        using var client = new GuardedClient(new NetOptions(), new SiteOptions(), TimeProvider.System);
        (await new SiteDiscovery(client).FindAsync(typed)).Problem.ShouldNotBeNull().ShouldContain(says);
    }

    [Theory]
    [InlineData("example.org", "https://example.org/", "http://example.org/")]
    [InlineData(" <http://example.org/news> ", "http://example.org/news")]
    [InlineData("localhost:8000", "http://localhost:8000/", "https://localhost:8000/")]
    [InlineData("HTTPS://Example.ORG", "https://example.org/")]
    public void An_address_may_be_typed_as_people_do(string typed, params string[] tried) =>
        TypedAddress.Read(typed).Candidates.Select(address => address.AbsoluteUri).ShouldBe(tried);

    [Theory]
    [InlineData("#ABC", "#aabbcc")]
    [InlineData(" #0b5a7a ", "#0b5a7a")]
    [InlineData("rgb(11, 90, 122)", "#0b5a7a")]
    [InlineData("rgb(11 90 300)", null)]
    [InlineData("tomato", null)]
    public void A_colour_is_read_as_pages_write_it(string written, string? colour) => CssColour.Read(written).ShouldBe(colour);

    [Fact]
    public void A_plain_picture_tells_its_colour()
    {
        var icon = File.ReadAllBytes(Path.Combine(Repository.Root, "sample", "pictures", "ferry.png"));
        PictureBytes.Read(icon)!.Value.Type.ShouldBe("image/png");
        PngColour.Of([.. icon.Take(200)]).ShouldBeNull();
        PngColour.Of(Pictures.Png(0x0b5a7a)).ShouldBe("#0b5a7a");
        PngColour.Of(Pictures.Png(0xffffff)).ShouldBeNull();
    }

    private static async Task<DiscoveredSite> FindAsync(LocalServer server, string path = "/")
    {
        using var client = new GuardedClient(new NetOptions { AllowPrivateAddresses = true }, new SiteOptions(), TimeProvider.System);
        return await new SiteDiscovery(client).FindAsync(server.At(path).AbsoluteUri);
    }

    private static Dictionary<string, (string Type, string Body)> Pages(params (string Path, string Body)[] pages) =>
        pages.ToDictionary(page => page.Path, page => (page.Body.StartsWith("<rss", StringComparison.Ordinal) ? "application/rss+xml" : "text/html", page.Body), StringComparer.Ordinal);

    private static Task<LocalServer> ServeAsync(Dictionary<string, (string Type, string Body)> pages) => LocalServer.StartAsync(async context =>
    {
        if (!pages.TryGetValue(context.Request.Path.Value!, out var page))
        {
            context.Response.StatusCode = (int)HttpStatusCode.NotFound;
            return;
        }
        if (page.Body is "PNG" or "ICO")
        {
            context.Response.ContentType = page.Type;
            await context.Response.Body.WriteAsync(page.Body == "PNG" ? Pictures.Png(0x204080) : Pictures.Ico());
            return;
        }
        await WriteAsync(context, page.Type, page.Body.Replace("SITE", $"http://{context.Request.Host}", StringComparison.Ordinal));
    });

    private static Task WriteAsync(HttpContext context, string type, string body)
    {
        context.Response.ContentType = type;
        return context.Response.WriteAsync(body);
    }
}
