using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Digest.Net;
using Microsoft.AspNetCore.Http;

namespace Digest.Tests.Net;

public sealed class GuardedClientTests
{
    private static readonly SiteOptions Site = new() { Name = "Café (News)", Url = "https://news.example" };

    [Fact]
    public async Task A_body_comes_with_all_that_the_next_request_needs()
    {
        await using var server = await LocalServer.StartAsync(async context =>
        {
            context.Response.ContentType = "application/rss+xml; charset=utf-8";
            context.Response.Headers.ETag = "W/\"7\"";
            context.Response.Headers.LastModified = "Mon, 02 Mar 2026 05:00:00 GMT";
            await context.Response.WriteAsync("<rss/>");
        });
        using var client = Client();
        var fetched = (await client.GetAsync(server.At("/feed"))).ShouldBeOfType<FetchResult.Fetched>();
        Encoding.UTF8.GetString(fetched.Bytes).ShouldBe("<rss/>");
        fetched.ContentType.ShouldBe("application/rss+xml; charset=utf-8");
        fetched.ETag.ShouldBe("W/\"7\"");
        fetched.LastModified.ShouldBe("Mon, 02 Mar 2026 05:00:00 GMT");
        fetched.Address.ShouldBe(server.At("/feed"));
        fetched.PermanentAddress.ShouldBeNull();
        server.Requests.Single().Headers.UserAgent.ToString().ShouldBe("Digest/1.0 (+https://news.example/; Caf News)");
    }

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again()
    {
        await using var server = await LocalServer.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Headers.IfNoneMatch == "\"7\"" && context.Request.Headers.IfModifiedSince == "Mon, 02 Mar 2026 05:00:00 GMT" ? 304 : 500;
            return Task.CompletedTask;
        });
        using var client = Client();
        (await client.GetAsync(server.At("/feed"), "\"7\"", "Mon, 02 Mar 2026 05:00:00 GMT")).ShouldBe(new FetchResult.NotModified(null));
    }

    [Theory]
    [InlineData(404, "the server answered 404 Not Found")]
    [InlineData(500, "the server answered 500 Internal Server Error")]
    [InlineData(204, "the server answered 204 No Content")]
    public async Task An_answer_without_a_feed_is_a_failure_that_says_which(int status, string why)
    {
        await using var server = await LocalServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        using var client = Client();
        (await client.GetAsync(server.At("/feed"))).ShouldBe(new FetchResult.Failed(why, status));
    }

    [Fact]
    public async Task Gone_is_gone()
    {
        await using var server = await LocalServer.StartAsync(context =>
        {
            context.Response.StatusCode = 410;
            return Task.CompletedTask;
        });
        using var client = Client();
        (await client.GetAsync(server.At("/feed"))).ShouldBeOfType<FetchResult.Gone>();
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Mon, 02 Mar 2026 06:10:00 GMT", 600)]
    [InlineData("Mon, 02 Mar 2026 05:00:00 GMT", 0)]
    public async Task A_server_may_ask_for_patience_in_seconds_or_by_date(string retryAfter, int seconds)
    {
        await using var server = await LocalServer.StartAsync(context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = retryAfter;
            return Task.CompletedTask;
        });
        using var client = Client();
        (await client.GetAsync(server.At("/feed"))).ShouldBeOfType<FetchResult.RetryLater>().After.ShouldBe(TimeSpan.FromSeconds(seconds));
    }

    [Fact]
    public async Task Only_redirects_that_are_permanent_from_the_start_are_remembered()
    {
        await using var server = await LocalServer.StartAsync(context =>
        {
            switch (context.Request.Path.Value)
            {
                case "/old":
                    context.Response.StatusCode = 301;
                    context.Response.Headers.Location = "/newer";
                    break;
                case "/newer":
                    context.Response.StatusCode = 308;
                    context.Response.Headers.Location = "/new";
                    break;
                case "/new":
                    context.Response.StatusCode = 302;
                    context.Response.Headers.Location = "/today";
                    break;
                case "/today":
                    context.Response.StatusCode = 301;
                    context.Response.Headers.Location = "/here";
                    break;
            }
            return Task.CompletedTask;
        });
        using var client = Client();
        var fetched = (await client.GetAsync(server.At("/old"))).ShouldBeOfType<FetchResult.Fetched>();
        fetched.Address.ShouldBe(server.At("/here"));
        fetched.PermanentAddress.ShouldBe(server.At("/new"));
    }

    [Fact]
    public async Task Five_redirects_are_followed_and_no_more()
    {
        await using var server = await LocalServer.StartAsync(context =>
        {
            var left = int.Parse(context.Request.Path.Value![1..]);
            if (left > 0)
            {
                context.Response.StatusCode = 302;
                context.Response.Headers.Location = $"/{left - 1}";
            }
            return Task.CompletedTask;
        });
        using var client = Client();
        (await client.GetAsync(server.At("/5"))).ShouldBeOfType<FetchResult.Fetched>();
        (await client.GetAsync(server.At("/6"))).ShouldBe(new FetchResult.Refused("it redirects more than 5 times"));
        server.Requests.Count.ShouldBe(12);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Compressed_bodies_are_read(string coding)
    {
        await using var server = await LocalServer.StartAsync(async context =>
        {
            context.Request.Headers.AcceptEncoding.ToString().ShouldContain(coding);
            context.Response.Headers.ContentEncoding = coding;
            await context.Response.Body.WriteAsync(Compress(coding, Encoding.UTF8.GetBytes("<rss/>")));
        });
        using var client = Client();
        Encoding.UTF8.GetString((await client.GetAsync(server.At("/feed"))).ShouldBeOfType<FetchResult.Fetched>().Bytes).ShouldBe("<rss/>");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_small_body_that_swells_is_cut_off_while_it_swells(string coding)
    {
        var bomb = Compress(coding, new byte[50_000_000]);
        bomb.Length.ShouldBeLessThan(100_000);
        await using var server = await LocalServer.StartAsync(async context =>
        {
            context.Response.Headers.ContentEncoding = coding;
            await context.Response.Body.WriteAsync(bomb);
        });
        using var client = Client(new FetchLimits { MaxBytes = 1024 * 1024 });
        (await client.GetAsync(server.At("/feed"))).ShouldBe(new FetchResult.Refused("it is larger than 1 MB"));
    }

    [Fact]
    public async Task An_endless_body_is_cut_off()
    {
        await using var server = await LocalServer.StartAsync(async context =>
        {
            var some = new byte[64 * 1024];
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(some, context.RequestAborted);
        });
        using var client = Client(new FetchLimits { MaxBytes = 1024 * 1024 });
        (await client.GetAsync(server.At("/feed"))).ShouldBe(new FetchResult.Refused("it is larger than 1 MB"));
    }

    [Fact]
    public async Task A_server_that_drips_is_left_in_time()
    {
        await using var server = await LocalServer.StartAsync(async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync(" ", context.RequestAborted);
                await Task.Delay(20, context.RequestAborted);
            }
        });
        using var client = Client(new FetchLimits { Time = TimeSpan.FromMilliseconds(300) });
        var watch = Stopwatch.StartNew();
        (await client.GetAsync(server.At("/feed"))).ShouldBe(new FetchResult.Failed("it took longer than 0.3 seconds"));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task The_caller_can_give_up()
    {
        using var gaveUp = new CancellationTokenSource();
        await using var server = await LocalServer.StartAsync(async context =>
        {
            await gaveUp.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var client = Client();
        await Should.ThrowAsync<OperationCanceledException>(client.GetAsync(server.At("/feed"), cancellation: gaveUp.Token));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_failure()
    {
        int port;
        using (var canary = new Canary())
            port = canary.Port;
        using var client = Client();
        (await client.GetAsync(new Uri($"http://127.0.0.1:{port}/"))).ShouldBe(new FetchResult.Failed("the server refuses the connection"));
    }

    [Theory]
    [InlineData("ftp://news.example/feed", "the address is neither http nor https")]
    [InlineData("file:///etc/hostname", "the address is neither http nor https")]
    [InlineData("http://me:secret@news.example/feed", "the address contains a user name or a password")]
    public async Task Some_addresses_are_refused_whatever_is_allowed(string address, string why)
    {
        using var client = Client();
        (await client.GetAsync(new Uri(address))).ShouldBe(new FetchResult.Refused(why));
    }

    [Fact]
    public async Task A_host_that_cannot_exist_is_a_failure()
    {
        using var client = Client();
        (await client.GetAsync(new Uri("http://\uE000.example/feed"))).ShouldBe(new FetchResult.Failed("the host's name is none"));
    }

    [Fact]
    public async Task Ports_that_are_not_the_webs_are_refused()
    {
        using var client = new GuardedClient(new NetOptions(), Site, new Clock());
        (await client.GetAsync(new Uri("http://news.example:25/feed"))).ShouldBeOfType<FetchResult.Refused>().Why.ShouldStartWith("port 25 is not one of the web's");
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    [InlineData("[::ffff:127.0.0.1]")]
    public async Task Nothing_connects_to_this_machine_under_any_name(string host)
    {
        using var canary = new Canary();
        using var client = new GuardedClient(new AddressRules(new NetOptions()) { Ports = [canary.Port] }, Site, new Clock(), new FetchLimits());
        (await client.GetAsync(new Uri($"http://{host}:{canary.Port}/feed"))).ShouldBeOfType<FetchResult.Refused>();
        canary.WasTouched.ShouldBeFalse();
    }

    [Fact]
    public async Task The_canary_would_have_seen_it()
    {
        using var canary = new Canary();
        using var client = Client(new FetchLimits { Time = TimeSpan.FromMilliseconds(300) });
        await client.GetAsync(new Uri($"http://localhost:{canary.Port}/feed"));
        canary.WasTouched.ShouldBeTrue();
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    public async Task Nothing_connects_to_this_machine_by_way_of_a_redirect(string host)
    {
        using var canary = new Canary();
        await using var server = await LocalServer.StartAsync(context =>
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = $"http://{host}:{canary.Port}/inside";
            return Task.CompletedTask;
        });
        var rules = new AddressRules(new NetOptions()) { Ports = [canary.Port], Trusted = server.EndPoint };
        using var client = new GuardedClient(rules, Site, new Clock(), new FetchLimits());
        (await client.GetAsync(server.At("/feed"))).ShouldBe(new FetchResult.Refused($"{host} lies at a private or special address, and Net:AllowPrivateAddresses is off"));
        server.Requests.Count.ShouldBe(1);
        canary.WasTouched.ShouldBeFalse();
    }

    [Fact]
    public async Task A_redirect_to_another_scheme_is_refused()
    {
        await using var server = await LocalServer.StartAsync(context =>
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = "file:///etc/hostname";
            return Task.CompletedTask;
        });
        using var client = Client();
        (await client.GetAsync(server.At("/feed"))).ShouldBe(new FetchResult.Refused("the address is neither http nor https"));
    }

    private static GuardedClient Client(FetchLimits? limits = null) =>
        new(new AddressRules(new NetOptions { AllowPrivateAddresses = true }), Site, new Clock(), limits ?? new FetchLimits());

    private static byte[] Compress(string coding, byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (Stream stream = coding == "gzip" ? new GZipStream(compressed, CompressionLevel.Optimal) : new BrotliStream(compressed, CompressionLevel.Optimal))
            stream.Write(bytes);
        return compressed.ToArray();
    }
}
