using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Digest.Benchmarks;

/// <summary>Publications, each at an address of its own of this machine, whose feeds change when they are told to.</summary>
internal sealed class FeedHosts : IAsyncDisposable
{
    private const int Words = 300;
    private static readonly string[] Vocabulary = [.. Enumerable.Range(0, 20_000).Select(number => Word(number))];
    private readonly WebApplication app;
    private readonly int port;
    private readonly int stories;
    private int answered;
    private int changes;

    private FeedHosts(WebApplication app, int port, int stories)
    {
        this.app = app;
        this.port = port;
        this.stories = stories;
    }

    /// <summary>How many feeds were given out whole.</summary>
    public int Answered => Volatile.Read(ref answered);

    public static async Task<FeedHosts> StartAsync(int stories)
    {
        var free = SiteProcess.FreePort();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Any, free));
        var hosts = new FeedHosts(builder.Build(), free, stories);
        hosts.app.MapGet("/{feed:int}", hosts.AnswerAsync);
        await hosts.app.StartAsync();
        return hosts;
    }

    /// <summary>Where a feed lies.</summary>
    public string Address(int feed) => $"http://127.0.0.{(feed % 250) + 1}:{port}/{feed}";

    /// <summary>Each feed gets two new stories, and corrects one.</summary>
    public void Change() => Interlocked.Increment(ref changes);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, int feed)
    {
        var etag = string.Create(CultureInfo.InvariantCulture, $"\"{changes}\"");
        if (context.Request.Headers.IfNoneMatch == etag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        context.Response.Headers.ETag = etag;
        context.Response.ContentType = "application/rss+xml";
        await context.Response.WriteAsync(Feed(feed, changes));
        Interlocked.Increment(ref answered);
    }

    private string Feed(int feed, int change)
    {
        var text = new StringBuilder($"<rss version=\"2.0\" xmlns:c=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>Publication {feed}</title><link>https://p{feed}.example/</link>");
        for (var story = (change * 2) + stories - 1; story >= change * 2; story--)
            text.Append(Item(feed, story, change > 0 && story == (change * 2) + stories - 5 ? change : 0));
        return text.Append("</channel></rss>").ToString();
    }

    private static string Item(int feed, int story, int correction)
    {
        var random = new Random((feed * 100_003) + story);
        string Some(int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => Vocabulary[(int)(Vocabulary.Length * Math.Pow(random.NextDouble(), 3))]));
        var published = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes((story * 20) + (feed / 10.0));
        return $"<item><guid isPermaLink=\"false\">{feed}-{story}</guid><title>{Some(8)}{(correction > 0 ? $" ({correction})" : "")}</title><link>https://p{feed}.example/{story}</link><description>{Some(25)}</description>"
            + $"<c:encoded>&lt;p&gt;{Some(Words)}&lt;/p&gt;</c:encoded><category>{Vocabulary[random.Next(40)]}</category><pubDate>{published:r}</pubDate></item>";
    }

    private static string Word(int number)
    {
        var random = new Random(number);
        return string.Concat(Enumerable.Range(0, random.Next(2, 5)).Select(_ => $"{"bcdfghklmnprstvw"[random.Next(16)]}{"aeiou"[random.Next(5)]}"));
    }
}
