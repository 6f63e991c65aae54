using System.Net;
using System.Text;
using System.Xml.Linq;
using Digest.Stories;

namespace Digest.Web.Tests;

/// <summary>The archive for feed readers.</summary>
public sealed class EditionsFeedJourneys
{
    [Fact]
    public async Task Our_own_reader_reads_the_published_editions_from_the_feed_that_the_archive_links()
    {
        await using var site = await TestSite.StartAsync(("Site:Name", "The Ferry & <Times>"));
        await site.ExecuteAsync("""
            INSERT INTO editions (id, slug, state, subject, html, due_at, closed_at)
            VALUES (1, '2026-02-27', 'Closed', 'Older & <bold>', '<p>', 1, 1772175600000),
                   (2, '2026-02-28', 'Closed', 'Ferry sails again', '<p>', 2, 1772262000000),
                   (3, '2026-03-01', 'Held', 'Not yet', '<p>', 3, NULL);
            INSERT INTO stories (id, canonical_link, link, headline, first_seen_at)
            VALUES (1, 'a', 'https://a.example/', 'The ferry sails', 1), (2, 'b', 'https://b.example/', 'Bells & ␈whistles', 1);
            INSERT INTO edition_stories (edition_id, story_id, rank) VALUES (2, 2, 2), (2, 1, 1);
            """.Replace("␈", "\b", StringComparison.Ordinal));
        (await site.GetAsync("/editions")).Body.ShouldContain("<link rel=\"alternate\" type=\"application/atom+xml\" title=\"The Ferry &amp; &lt;Times&gt;\" href=\"/editions/feed.xml\">");
        var answer = await site.GetAsync("/editions/feed.xml");
        (answer.Status, answer.Headers["Content-Type"], answer.Headers["Cache-Control"]).ShouldBe((HttpStatusCode.OK, "application/atom+xml; charset=utf-8", "public, max-age=300"));
        var feed = FeedReader.Read(Encoding.UTF8.GetBytes(answer.Body));
        (feed.Kind, feed.Title, feed.Link).ShouldBe((FeedKind.Atom, "The Ferry & <Times>", $"{TestSite.Url}/editions"));
        feed.Problems.ShouldBeEmpty();
        feed.Stories.Select(story => (story.Id, story.Link, story.Headline, story.Dek)).ShouldBe(
        [
            ($"{TestSite.Url}/editions/2026-02-28", $"{TestSite.Url}/editions/2026-02-28", "Ferry sails again", "The ferry sails · Bells & whistles"),
            ($"{TestSite.Url}/editions/2026-02-27", $"{TestSite.Url}/editions/2026-02-27", "Older & <bold>", null),
        ]);
        feed.Stories[0].Updated.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1772262000000));
        answer.Body.ShouldContain("<updated>2026-02-28T07:00:00Z</updated>");
    }

    [Fact]
    public async Task A_feed_that_has_not_changed_is_not_sent_again_and_an_empty_one_is_a_feed()
    {
        await using var site = await TestSite.StartAsync();
        var first = await site.GetAsync("/editions/feed.xml");
        FeedReader.Read(Encoding.UTF8.GetBytes(first.Body)).Kind.ShouldBe(FeedKind.Atom);
        using var again = new HttpRequestMessage(HttpMethod.Get, new Uri("/editions/feed.xml", UriKind.Relative));
        again.Headers.TryAddWithoutValidation("If-None-Match", first.Headers["ETag"]);
        using var answer = await site.Http.SendAsync(again);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task The_feed_holds_what_Atom_demands_and_stands_where_it_says()
    {
        await using var site = await TestSite.StartAsync();
        await site.ExecuteAsync("""
            INSERT INTO editions (slug, state, subject, html, due_at, closed_at)
            VALUES ('2026-02-27', 'Closed', 'Older', '<p>', 1, 1772175600000), ('2026-02-28', 'Closed', 'Newer', '<p>', 2, 1772262000000)
            """);
        var feed = XDocument.Parse((await site.GetAsync("/editions/feed.xml")).Body).Root!;
        XNamespace atom = "http://www.w3.org/2005/Atom";
        feed.Name.ShouldBe(atom + "feed");
        // RFC 4287 §4.1.1 and §4.1.2: exactly one of each; the author of the feed is that of every entry.
        foreach (var part in new[] { feed }.Concat(feed.Elements(atom + "entry")))
        {
            foreach (var name in new[] { "id", "title", "updated" })
                part.Elements(atom + name).Count().ShouldBe(1, name);
            Uri.IsWellFormedUriString(part.Element(atom + "id")!.Value, UriKind.Absolute).ShouldBeTrue();
            // §4.2.7.2: at most one alternate of a type and language.
            part.Elements(atom + "link").Count(link => link.Attribute("rel")!.Value == "alternate").ShouldBe(1);
        }
        feed.Element(atom + "author")!.Element(atom + "name")!.Value.ShouldNotBeEmpty();
        var self = feed.Elements(atom + "link").Single(link => link.Attribute("rel")!.Value == "self");
        (self.Attribute("href")!.Value, self.Attribute("type")!.Value).ShouldBe(($"{TestSite.Url}/editions/feed.xml", "application/atom+xml"));
        // §4.2.6: no id twice.
        feed.Descendants(atom + "id").Select(id => id.Value).Distinct(StringComparer.Ordinal).Count().ShouldBe(3);
        feed.Element(atom + "updated")!.Value.ShouldBe("2026-02-28T07:00:00Z");
        foreach (var path in new[] { "/", "/editions", "/editions/2026-02-28" })
            (await site.GetAsync(path)).Body.ShouldContain("<link rel=\"alternate\" type=\"application/atom+xml\"");
    }
}
