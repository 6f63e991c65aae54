using System.Net;
using Digest.Links;
using Microsoft.AspNetCore.DataProtection;

namespace Digest.Web.Tests;

public sealed class HeadersAndArchiveJourneys
{
    [Fact]
    public async Task Every_page_forbids_what_it_does_not_need_and_tokened_ones_are_kept_nowhere()
    {
        await using var site = await TestSite.StartAsync();
        var reader = await site.ReaderAsync("ada@example.org");
        var tokened = new[] { LinkPurpose.Confirm, LinkPurpose.Preferences, LinkPurpose.Unsubscribe }.Select(purpose => site.Link(purpose, reader.Id)).Append("/confirm/x").ToList();
        foreach (var path in tokened.Concat(["/", "/editions", "/nowhere", "/digest.css", "/healthz"]))
        {
            var answer = await site.GetAsync(path);
            answer.Headers["Content-Security-Policy"].ShouldStartWith("default-src 'none'; style-src 'self';");
            answer.Headers["Content-Security-Policy"].ShouldNotContain("unsafe");
            answer.Headers["Content-Security-Policy"].ShouldContain("frame-ancestors 'none'");
            answer.Headers["X-Content-Type-Options"].ShouldBe("nosniff");
            answer.Headers["Referrer-Policy"].ShouldBe("no-referrer");
            answer.Headers.ShouldNotContainKey("Set-Cookie");
            answer.Headers.ShouldNotContainKey("Server");
            if (tokened.Contains(path))
                answer.Headers["Cache-Control"].ShouldContain("no-store");
        }
    }

    [Fact]
    public async Task The_archive_lists_closed_editions_and_shows_each_in_a_frame_of_its_own()
    {
        await using var site = await TestSite.StartAsync();
        await site.ExecuteAsync("""
            INSERT INTO editions (slug, state, subject, html, due_at, closed_at)
            VALUES ('2026-02-27', 'Closed', 'Older & <bold>', '<html><head><title>x</title></head><body>Older</body></html>', 1, 1772175600000),
                   ('2026-02-28', 'Closed', 'Ferry sails again', '<html><head><title>x</title></head><body><a href="https://a.example/">Ferry</a></body></html>', 2, 1772262000000),
                   ('2026-03-01', 'Held', 'Not yet', '<html></html>', 3, NULL)
            """);
        (await site.GetAsync("/")).Body.ShouldContain("<a href=\"/editions/2026-02-28\" lang=\"en\">Ferry sails again</a>");
        var list = (await site.GetAsync("/editions")).Body;
        list.IndexOf("Ferry sails again", StringComparison.Ordinal).ShouldBeInRange(1, list.IndexOf("Older &amp; &lt;bold&gt;", StringComparison.Ordinal));
        list.ShouldNotContain("Not yet");
        var page = (await site.GetAsync("/editions/2026-02-28")).Body;
        page.ShouldContain("28 February 2026");
        page.ShouldContain("src=\"/editions/2026-02-28/message\"");
        var message = await site.GetAsync("/editions/2026-02-28/message");
        message.Body.ShouldContain("<head><base target=\"_top\">");
        message.Headers["Content-Security-Policy"].ShouldStartWith("sandbox ");
        message.Headers["Content-Security-Policy"].ShouldContain("default-src 'none'; img-src https: data:; style-src 'unsafe-inline'");
        (await site.GetAsync("/editions/2026-03-01")).ShouldBeClearPage(HttpStatusCode.NotFound);
        (await site.GetAsync("/editions/2026-03-01/message")).ShouldBeClearPage(HttpStatusCode.NotFound);
        (await site.GetAsync("/editions/..%2f..%2fappsettings.json")).ShouldBeClearPage(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_keys_of_cookies_are_kept_in_the_database()
    {
        await using var site = await TestSite.StartAsync();
        var protector = site.Get<IDataProtectionProvider>().CreateProtector("test");
        protector.Unprotect(protector.Protect("secret")).ShouldBe("secret");
        (await site.ScalarAsync<int>("SELECT COUNT(*) FROM web_keys")).ShouldBe(1);
    }
}
