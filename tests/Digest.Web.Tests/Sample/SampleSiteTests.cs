using System.Net;
using Digest.Rendering;
using Digest.Stories;
using Digest.Web.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Digest.Web.Tests.Sample;

public sealed class SampleSiteTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("digest-web-").FullName;

    [Fact]
    public async Task Without_a_feed_of_ones_own_the_sample_stories_and_pictures_are_there()
    {
        await using var site = await StartAsync();
        using var browser = Browser(site);
        var page = await browser.GetStringAsync(new Uri("sample/stories/new-ferry-name", UriKind.Relative));
        page.ShouldContain("rowed the mail");
        page.ShouldContain("../pictures/ferry.png");
        (await browser.GetAsync(new Uri("sample/pictures/ferry.png", UriKind.Relative))).Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        (await browser.GetAsync(new Uri("sample/stories/no-such-story", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var feed = site.Services.GetRequiredService<FeedsOptions>().Feeds.ShouldHaveSingleItem();
        (await File.ReadAllTextAsync(feed.Url)).ShouldContain(site.Urls.Single() + "/sample/stories/");
    }

    [Fact]
    public async Task With_a_feed_of_ones_own_nothing_of_the_sample_is_served()
    {
        await using var site = await StartAsync(new KeyValuePair<string, string?>("Feeds:0:Url", "https://gazette.example/feed"));
        using var browser = Browser(site);
        foreach (var address in new[] { "sample/stories/new-ferry-name", "sample/pictures/ferry.png" })
            (await browser.GetAsync(new Uri(address, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        Directory.EnumerateFiles(folder, "sample-feed.xml", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_sites_pages_and_the_messages_are_rendered_side_by_side()
    {
        await using var site = await StartAsync();
        using var browser = Browser(site);
        (await browser.GetStringAsync(new Uri("sample/stories/fog-record", UriKind.Relative))).ShouldContain("7,320 times");
        (await site.Services.GetRequiredService<MessageRenderer>().WelcomeAsync()).Subject.ShouldBe("Welcome to The Saltmarsh Courier");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task<WebApplication> StartAsync(params KeyValuePair<string, string?>[] settings)
    {
        // A settings file of its own makes this folder the one that counts.
        await File.WriteAllTextAsync(Path.Combine(folder, "appsettings.json"), "{}");
        var port = FreePort();
        var site = WebSite.Build(AppSettings.Read(folder, [.. settings, new("urls", $"http://127.0.0.1:{port}")]), TimeProvider.System, runJobs: false);
        await site.Services.PrepareAsync(isSite: true);
        await site.StartAsync();
        return site;
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

#pragma warning disable RS0030 // The guarded client refuses loopback addresses; this one asks the site of the test.
    private static HttpClient Browser(WebApplication site) => new() { BaseAddress = new Uri(site.Urls.Single() + "/") };
#pragma warning restore RS0030
}
