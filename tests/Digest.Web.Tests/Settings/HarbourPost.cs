using System.Globalization;
using Digest.Tests.Net;
using Digest.Tests.Stories.Discovery;
using Microsoft.AspNetCore.Http;

namespace Digest.Web.Tests.Settings;

/// <summary>A made-up news site on this machine, in the shape in which such sites come: a front page, stories, a feed, an icon.</summary>
internal static class HarbourPost
{
    private static readonly (string Slug, string Headline, string Dek)[] Stories =
    [
        ("crane", "The last harbour crane finds a new quay", "It took two nights, one tide and every tug that the town has."),
        ("ice-house", "The ice house opens its doors as a reading room", "Forty seats, a stove, and the coldest cellar for miles."),
        ("night-bus", "Night bus returns after eleven years", "Three times an hour, and free until the end of March."),
        ("seaweed", "Who may cut the seaweed below the lighthouse?", "An old right meets a new trade, and the council must choose."),
    ];

    public static Task<LocalServer> ServeAsync() => LocalServer.StartAsync(context =>
    {
        var site = $"http://{context.Request.Host}";
        return context.Request.Path.Value switch
        {
            "/" => WriteAsync(context, "text/html; charset=utf-8",
                """
                <!doctype html><html lang="en-GB"><head><title>The Harbour Post | News from the quay</title>
                <meta property="og:site_name" content="The Harbour Post"><meta name="description" content="News from the quay, every morning. Direct to your inbox.">
                <meta name="theme-color" content="#7a1f3d"><link rel="alternate" type="application/rss+xml" title="All stories" href="/feed.xml">
                <link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed.xml">
                <link rel="apple-touch-icon" href="/touch.png"></head>
                <body><h1>The Harbour Post</h1><a rel="license" href="https://creativecommons.org/licenses/by-nd/4.0/">Republish us</a></body></html>
                """),
            "/feed.xml" => WriteAsync(context, "application/rss+xml", Feed(site)),
            "/comments/feed.xml" => WriteAsync(context, "application/rss+xml", $"<rss version=\"2.0\"><channel><title>Comments on The Harbour Post</title><item><title>Re: crane</title><link>{site}/crane#1</link></item></channel></rss>"),
            "/touch.png" or "/crane.png" => PictureAsync(context),
            _ => NotFound(context),
        };
    });

    private static string Feed(string site) =>
        $"<rss version=\"2.0\" xmlns:media=\"http://search.yahoo.com/mrss/\"><channel><title>The Harbour Post</title><link>{site}/</link>"
        + string.Concat(Stories.Select((story, at) =>
            $"<item><title>{story.Headline}</title><link>{site}/{story.Slug}</link><description>{story.Dek}</description>"
            + $"<pubDate>{new DateTimeOffset(2026, 3, 2, 5 - at, 0, 0, TimeSpan.Zero).ToString("r", CultureInfo.InvariantCulture)}</pubDate>"
            + (at == 0 ? $"<media:content url=\"{site}/crane.png\" type=\"image/png\" width=\"32\" height=\"32\"><media:credit>A. Keel</media:credit></media:content>" : "")
            + "</item>"))
        + "</channel></rss>";

    private static Task WriteAsync(HttpContext context, string type, string body)
    {
        context.Response.ContentType = type;
        return context.Response.WriteAsync(body);
    }

    private static async Task PictureAsync(HttpContext context)
    {
        context.Response.ContentType = "image/png";
        await context.Response.Body.WriteAsync(Pictures.Png(0x7a1f3d));
    }

    private static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
