using System.Diagnostics;
using System.Text.Json;
using Digest.Tests.Net;
using Microsoft.AspNetCore.Http;

namespace Digest.Web.Tests.Commands;

/// <summary>The command as another program calls it.</summary>
public sealed class FeedInspectTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("digest-inspect-").FullName;

    [Fact]
    public async Task Json_has_one_element_for_each_source_in_order_and_every_field()
    {
        File.WriteAllText(Path.Combine(folder, "a.xml"), """
            <rss xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Tide</title><link>https://t.example/</link><copyright>CC BY</copyright><language>en</language>
            <item><title>“Ferry”</title><link>https://t.example/a</link><pubDate>Mon, 02 Mar 2026 07:00:00 +0100</pubDate><media:content url="/a.jpg" medium="image"><media:credit>Cy</media:credit></media:content></item>
            </channel></rss>
            """);
        File.WriteAllText(Path.Combine(folder, "b.xml"), "<feed xmlns='http://www.w3.org/2005/Atom'/>");
        var (code, output, _) = await RunAsync("feed", "inspect", "--json", "a.xml", "b.xml");
        code.ShouldBe(0);
        JsonSerializer.Serialize(JsonDocument.Parse(output).RootElement[0]).ShouldBe(JsonSerializer.Serialize(JsonDocument.Parse("""
            {"source": "a.xml", "kind": "rss", "title": "Tide", "link": "https://t.example/", "stories": [
              {"id": "https://t.example/a", "headline": "“Ferry”", "link": "https://t.example/a", "dek": null, "byline": null, "published": "2026-03-02T06:00:00Z", "updated": null,
               "picture": {"url": "https://t.example/a.jpg", "caption": null, "credit": "Cy"}, "topics": [], "licence": "CC BY"}], "problems": []}
            """).RootElement));
        JsonDocument.Parse(output).RootElement[1].GetProperty("source").GetString().ShouldBe("b.xml");
        JsonDocument.Parse(output).RootElement[1].GetProperty("problems").EnumerateArray().Select(problem => problem.GetString()).ShouldBe(
            ["The feed has no stories", "The feed has no title", "The feed does not say to which site it belongs: it has no link", "The feed does not say in which language it is"]);
        Directory.GetFiles(folder, "*.db", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_source_that_cannot_be_read_is_named_and_the_others_are_read()
    {
        File.WriteAllText(Path.Combine(folder, "a.xml"), "<rss><channel><title>Tide</title></channel></rss>");
        var (code, output, errors) = await RunAsync("feed", "inspect", "missing.xml", "a.xml", "http://127.0.0.1/feed");
        code.ShouldBe(1);
        output.ShouldStartWith("a.xml: Tide (rss, 0 stories)");
        output.ShouldContain("    problem    The feed has no stories");
        errors.ShouldContain("missing.xml: The feed cannot be read: there is no file ");
        errors.ShouldContain("http://127.0.0.1/feed: The feed is not fetched: 127.0.0.1 lies at a private or special address");
    }

    [Fact]
    public async Task With_pages_it_shows_what_the_stories_own_pages_would_fill_in()
    {
        await using var server = await LocalServer.StartAsync(async context =>
        {
            context.Response.StatusCode = context.Request.Path == "/a" || context.Request.Path == "/robots.txt" ? 200 : 404;
            await context.Response.WriteAsync(context.Request.Path == "/a"
                ? "<html><head><meta name='description' content='The lock stays open &amp; free.'><meta property='og:image' content='/lock.jpg'></head><body><h1>Gates</h1></body></html>"
                : "User-agent: digest\nDisallow: /b\n");
        });
        File.WriteAllText(Path.Combine(folder, "a.xml"), $"<rss><channel><title>Tide</title><item><title>Gates</title><link>{server.At("/a")}</link><author>Jon Ask</author></item><item><title>B</title><link>{server.At("/b")}</link></item></channel></rss>");
        File.WriteAllText(Path.Combine(folder, "appsettings.json"), """{"Net": {"AllowPrivateAddresses": true}}""");
        var (_, output, _) = await RunAsync("feed", "inspect", "--json", "--pages", "a.xml");
        var read = JsonDocument.Parse(output).RootElement[0];
        read.GetProperty("feed").GetProperty("stories").GetArrayLength().ShouldBe(2);
        var pages = read.GetProperty("pages");
        pages[0].GetProperty("dek").GetString().ShouldBe("The lock stays open & free.");
        pages[0].GetProperty("byline").GetString().ShouldBeNull("the feed has one");
        pages[0].GetProperty("filled").EnumerateArray().Select(part => part.GetString()).ShouldBe(["dek", "picture"]);
        pages[1].GetProperty("problem").GetString().ShouldBe("robots.txt of 127.0.0.1 asks that it not be read");
        server.Requests.Select(request => request.Path).ShouldBe(["/robots.txt", "/a"]);
        (_, output, _) = await RunAsync("feed", "inspect", "--pages", "a.xml");
        output.ShouldContain("    dek        The lock stays open & free.");
        output.ShouldContain($"    picture    {server.At("/lock.jpg")}");
        Directory.GetFiles(folder, "*.db", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_source_it_is_wrong_use() => (await RunAsync("feed", "inspect")).Code.ShouldBe(2);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Digest.Web.dll"), .. arguments])
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await errors);
    }
}
