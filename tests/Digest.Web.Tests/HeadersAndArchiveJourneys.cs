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
    public async Task The_archive_is_leafed_through_page_by_page_and_names_what_was_in_each_edition()
    {
        await using var site = await TestSite.StartAsync();
        await site.ExecuteAsync("""
            WITH RECURSIVE day(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM day WHERE n < 31)
            INSERT INTO editions (id, slug, state, subject, html, due_at, closed_at)
            SELECT n, '2026-01-' || SUBSTR('0' || n, LENGTH('0' || n) - 1), 'Closed', 'Edition ' || n || '.', '<p>', n, 1767225600000 + (n - 1) * CAST(86400000 AS BIGINT) FROM day;
            INSERT INTO stories (id, canonical_link, link, headline, dek, first_seen_at)
            VALUES (1, 'a', 'https://a.example/', 'Edition 31.', 'What it was about.', 1), (2, 'b', 'https://b.example/', 'Bells & whistles', NULL, 1);
            INSERT INTO edition_stories (edition_id, story_id, rank) VALUES (31, 2, 1), (31, 1, 0);
            """);
        var front = (await site.GetAsync("/")).Body;
        front.ShouldContain("What it was about.");
        front.ShouldContain("<li>Bells &amp; whistles</li>");
        var newest = (await site.GetAsync("/editions")).Body;
        newest.ShouldContain("<h2>January 2026</h2>");
        newest.ShouldContain("<time datetime=\"2026-01-31\">Saturday 31</time>");
        newest.ShouldContain("<li>Bells &amp; whistles</li>");
        newest.ShouldContain(">Edition 2.<");
        newest.ShouldNotContain(">Edition 1.<");
        newest.ShouldContain("href=\"/editions?before=2026-01-02\"");
        var older = (await site.GetAsync("/editions?before=2026-01-02")).Body;
        older.ShouldContain(">Edition 1.<");
        older.ShouldNotContain(">Edition 2.<");
        older.ShouldNotContain("href=\"/editions?before=");
        (await site.GetAsync("/editions?before=nonsense")).ShouldBeClearPage(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_edition_can_be_read_as_text_and_nothing_is_offered_that_is_not_there()
    {
        await using var site = await TestSite.StartAsync();
        await site.ExecuteAsync("""
            INSERT INTO editions (slug, state, subject, html, text, due_at, closed_at)
            VALUES ('2026-02-28', 'Closed', 'Ferry sails again', '<p>', 'FERRY <sails> again', 1, 1772262000000), ('2026-03-01', 'Held', 'Not yet', NULL, 'Secret', 2, NULL)
            """);
        (await site.GetAsync("/editions/2026-02-28")).Body.ShouldContain("href=\"/editions/2026-02-28/text\"");
        var text = await site.GetAsync("/editions/2026-02-28/text");
        (text.Status, text.Type, text.Body).ShouldBe((HttpStatusCode.OK, "text/plain", "FERRY <sails> again"));
        (await site.GetAsync("/editions/2026-03-01/text")).ShouldBeClearPage(HttpStatusCode.NotFound);
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
