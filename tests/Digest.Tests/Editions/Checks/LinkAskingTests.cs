using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Digest.Editions.Checks;
using Digest.Net;
using Digest.Tests.Net;
using Digest.Tests.Tools;
using Microsoft.AspNetCore.Http;

namespace Digest.Tests.Editions.Checks;

/// <summary>Asking for links and pictures, of servers that behave and of those that do not.</summary>
public sealed class LinkAskingTests
{
    private static readonly SiteOptions Site = new() { Name = "News", Url = "https://mail.news.example" };
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(200, null)]
    [InlineData(204, null)]
    [InlineData(404, "the server answered 404 Not Found")]
    [InlineData(410, "the server answered 410 Gone")]
    [InlineData(500, "the server answered 500 Internal Server Error")]
    [InlineData(401, null)]
    [InlineData(403, null)]
    [InlineData(429, null)]
    public async Task What_the_server_answers_decides_and_whoever_shuts_programs_out_is_there(int status, string? problem)
    {
        await using var server = await LocalServer.StartAsync(context => Answer(context, status));
        var answer = (await AskAsync(server, Link(server.At("/a")))).ShouldHaveSingleItem();
        (answer.Status, answer.Problem).ShouldBe((status, problem));
    }

    [Fact]
    public async Task A_server_that_knows_no_head_is_asked_for_the_first_bytes()
    {
        var methods = new List<string>();
        await using var server = await LocalServer.StartAsync(async context =>
        {
            methods.Add($"{context.Request.Method} {context.Request.Headers.Range}");
            context.Response.StatusCode = context.Request.Method == "HEAD" ? 501 : 200;
            await context.Response.WriteAsync(context.Request.Method == "HEAD" ? "" : "page");
        });
        (await AskAsync(server, Link(server.At("/a")))).ShouldHaveSingleItem().Problem.ShouldBeNull();
        methods.ShouldBe(["HEAD ", "GET bytes=0-1023"]);
    }

    [Fact]
    public async Task Redirects_are_followed_and_a_circle_of_them_ends()
    {
        await using var server = await LocalServer.StartAsync(context =>
        {
            if (context.Request.Path == "/once")
                context.Response.Redirect("/there");
            else if (context.Request.Path == "/circle")
                context.Response.Redirect("/circle");
            return Task.CompletedTask;
        });
        var answers = await AskAsync(server, Link(server.At("/once")), Link(server.At("/circle")));
        answers.Single(answer => answer.Url.EndsWith("/once", StringComparison.Ordinal)).Problem.ShouldBeNull();
        answers.Single(answer => answer.Url.EndsWith("/circle", StringComparison.Ordinal)).Problem.ShouldBe("it redirects more than 5 times");
        server.Requests.Count.ShouldBeLessThan(12);
    }

    [Fact]
    public async Task A_picture_that_is_a_page_or_weighs_megabytes_does_not_do()
    {
        await using var server = await LocalServer.StartAsync(context =>
        {
            (context.Response.ContentType, context.Response.ContentLength) = context.Request.Path.Value switch { "/page" => ("text/html", 10L), "/heavy" => ("image/png", 9_000_000L), _ => ("image/png", 10L) };
            return Task.CompletedTask;
        });
        (await AskAsync(server, Picture(server.At("/page")))).Single().Problem.ShouldBe("it is no picture but text/html");
        (await AskAsync(server, Picture(server.At("/heavy")))).Single().Problem.ShouldBe("it weighs 9.0 MB, and readers on phones wait for it");
        (await AskAsync(server, Picture(server.At("/small")))).Single().Problem.ShouldBeNull();
        (await AskAsync(server, Link(server.At("/page")))).Single().Problem.ShouldBeNull();
    }

    [Fact]
    public async Task A_host_that_answers_byte_by_byte_takes_its_time_and_no_more()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var stop = new CancellationTokenSource();
        var dripping = DripAsync(listener, stop.Token);
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        using var client = Client((IPEndPoint)listener.LocalEndpoint);
        var start = Stopwatch.GetTimestamp();
        var result = await client.ProbeAsync(address, "*/*", TimeSpan.FromSeconds(1));
        Stopwatch.GetElapsedTime(start).TotalSeconds.ShouldBeLessThan(5);
        (result.Status, result.Why).ShouldBe((0, "there was no answer within 1 seconds"));
        await stop.CancelAsync();
        await dripping;
    }

    [Fact]
    public async Task An_edition_whose_every_link_is_dead_takes_a_bounded_time()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        using var client = Client((IPEndPoint)silent.LocalEndpoint);
        var start = Stopwatch.GetTimestamp();
        var answers = await new LinkAsking(client, Site, TimeProvider.System).AskAsync(
            [.. Enumerable.Range(0, 60).Select(at => Link(new Uri($"http://127.0.0.1:{port}/{at}")))], TimeSpan.FromSeconds(1));
        Stopwatch.GetElapsedTime(start).TotalSeconds.ShouldBeLessThan(5);
        answers.ShouldBeEmpty("what there was no time for is not judged");
    }

    [Fact]
    public async Task A_host_that_is_not_there_is_asked_twice_and_no_more()
    {
        int port;
        using (var gone = new TcpListener(IPAddress.Loopback, 0))
        {
            gone.Start();
            port = ((IPEndPoint)gone.LocalEndpoint).Port;
        }
        using var client = Client(new IPEndPoint(IPAddress.Loopback, port));
        var start = Stopwatch.GetTimestamp();
        var answers = await new LinkAsking(client, Site, TimeProvider.System).AskAsync([.. Enumerable.Range(0, 60).Select(at => Link(new Uri($"http://127.0.0.1:{port}/{at}")))], Long);
        Stopwatch.GetElapsedTime(start).TotalSeconds.ShouldBeLessThan(3, "each would have its pause");
        answers.Count.ShouldBe(60);
        answers.ShouldAllBe(answer => answer.Problem == "the server refuses the connection");
    }

    [Fact]
    public async Task One_host_is_asked_one_question_at_a_time_and_others_beside_it()
    {
        var (now, most) = (0, 0);
        await using var server = await LocalServer.StartAsync(async context =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Yield();
            Interlocked.Decrement(ref now);
            await Answer(context, 200);
        });
        (await AskAsync(server, [.. Enumerable.Range(0, 5).Select(at => Link(server.At($"/{at}")))])).Count.ShouldBe(5);
        most.ShouldBe(1);
    }

    [Fact]
    public async Task Private_addresses_are_not_asked_and_are_told_except_the_site_s_own()
    {
        using var canary = new Canary();
        using var client = new GuardedClient(new AddressRules(new NetOptions()) { Ports = [80, 443, canary.Port] }, Site, TimeProvider.System, new FetchLimits());
        var own = new SiteOptions { Url = $"http://127.0.0.1:{canary.Port}" };
        var link = Link(new Uri($"http://127.0.0.1:{canary.Port}/sample/stories/a"));
        (await new LinkAsking(client, own, TimeProvider.System).AskAsync([link], Long)).Single().Problem.ShouldBeNull();
        (await new LinkAsking(client, Site, TimeProvider.System).AskAsync([link], Long)).Single().Problem.ShouldBe("it lies at a private address, which readers do not reach");
        canary.WasTouched.ShouldBeFalse();
    }

    [Fact]
    public async Task Names_of_examples_are_known_to_be_nobody_s_without_asking()
    {
        using var client = Client(new IPEndPoint(IPAddress.Loopback, 1));
        (await new LinkAsking(client, Site, TimeProvider.System).AskAsync([Link(new Uri("https://www.news.example/a"))], Long)).Single().Problem.ShouldBe("no host has a name of that kind");
        (await new LinkAsking(client, new SiteOptions { Url = "https://www.news.example" }, TimeProvider.System).AskAsync([Link(new Uri("https://www.news.example/a"))], TimeSpan.FromSeconds(10))).ShouldAllBe(answer => answer.Problem == null);
    }

    [DatabaseFact]
    public async Task Answers_are_kept_for_an_hour_whatever_the_length_of_their_addresses()
    {
        await using var test = await TestDatabase.CreateAsync();
        var checks = new LinkChecks(test.Database, test.Clock);
        EditionLink[] links = [Link(new Uri("https://gazette.example/a")), Link(new Uri($"https://gazette.example/{new string('b', 8_000)}"))];
        (await checks.ReadAsync(links)).ShouldSatisfyAllConditions(answers => answers.LastAt.ShouldBeNull(), answers => answers.Asked.ShouldBe(0), answers => answers.All.ShouldBe(2));
        await checks.KeepAsync([.. links.Select(link => new LinkAnswer { Url = link.Url, CheckedAt = test.Clock.GetUtcNow().ToUnixTimeMilliseconds(), Status = 404, Problem = "gone" })]);
        await checks.KeepAsync([new LinkAnswer { Url = links[0].Url, CheckedAt = test.Clock.GetUtcNow().ToUnixTimeMilliseconds(), Status = 200 }]);
        var known = await checks.ReadAsync(links);
        (known.AreComplete, known.Known[links[0].Url].Problem, known.Known[links[1].Url].Problem).ShouldBe((true, null, "gone"));
        test.Clock.Advance(TimeSpan.FromMinutes(60));
        var old = await checks.ReadAsync(links);
        (old.Asked, old.LastAt).ShouldBe((0, test.Clock.GetUtcNow() - TimeSpan.FromMinutes(60)));
        test.Clock.Advance(TimeSpan.FromDays(3));
        await checks.KeepAsync([]);
        (await checks.LastAtAsync()).ShouldBeNull();
    }

    private static async Task<IReadOnlyCollection<LinkAnswer>> AskAsync(LocalServer server, params EditionLink[] links)
    {
        using var client = Client(server.EndPoint);
        return await new LinkAsking(client, Site, TimeProvider.System).AskAsync(links, Long);
    }

    private static GuardedClient Client(IPEndPoint trusted) => new(new AddressRules(new NetOptions()) { Trusted = trusted }, Site, TimeProvider.System, new FetchLimits());

    private static EditionLink Link(Uri address) => new(address.AbsoluteUri, IsPicture: false, new FindingPlace(FindingSubject.Link, "A story"));

    private static EditionLink Picture(Uri address) => new(address.AbsoluteUri, IsPicture: true, new FindingPlace(FindingSubject.Picture, "A story"));

    private static Task Answer(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static async Task DripAsync(TcpListener listener, CancellationToken stop)
    {
        try
        {
            using var socket = await listener.AcceptTcpClientAsync(stop);
            foreach (var one in Enumerable.Repeat("HTTP/1.1 200 OK\r\nX-Slow: "u8.ToArray(), 1).SelectMany(all => all).Concat(Enumerable.Repeat((byte)'a', 1_000)))
            {
                await socket.GetStream().WriteAsync(new[] { one }, stop);
                await Task.Delay(TimeSpan.FromMilliseconds(50), stop);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or IOException)
        {
            // The test is over.
        }
    }
}
