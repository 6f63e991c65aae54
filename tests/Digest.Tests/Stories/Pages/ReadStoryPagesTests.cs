using Digest.Stories;
using Digest.Tests.Tools;
using Microsoft.AspNetCore.Http;

namespace Digest.Tests.Stories.Pages;

public sealed class ReadStoryPagesTests
{
    private const string Full =
        "<meta property='og:description' content='The lock stays open.'><meta name='author' content='Mara Lindqvist'><meta property='og:image' content='/lock.jpg'>"
        + "<meta property='og:image:width' content='1200'><meta property='og:image:height' content='800'><meta property='article:section' content='Harbour'><meta property='article:published_time' content='2026-03-01T08:30:00Z'>";

    [DatabaseFact]
    public async Task A_page_fills_in_what_the_feed_leaves_open()
    {
        await using var room = await PageRoom.OpenAsync();
        room.Page("/a", Full);
        await room.FeedAsync(room.Item("/a"));
        var seen = room.Clock.GetUtcNow();
        room.Clock.Advance(TimeSpan.FromMinutes(1));
        (await room.ReadAsync()).ShouldBe(1);
        var story = await room.StoryAsync("/a");
        (story.Dek, story.Byline, story.Licence, story.Published).ShouldBe(("The lock stays open.", "Mara Lindqvist", "CC BY", new DateTimeOffset(2026, 3, 1, 8, 30, 0, TimeSpan.Zero)));
        story.Topics.ShouldBe(["Harbour"]);
        story.Picture.ShouldBe(new Picture { Url = room.At("/lock.jpg"), Width = 1200, Height = 800 });
        DateTimeOffset.FromUnixTimeMilliseconds(story.ChangedAt).ShouldBeGreaterThan(seen, "what is related is found anew");
        room.Asked.ShouldBe(["/robots.txt", "/", "/a"]);
        (await room.ReadAsync()).ShouldBe(0, "a page is read once");
    }

    [Fact]
    public async Task What_the_feed_says_stays_and_its_picture_gets_the_pages_credit()
    {
        await using var room = await PageRoom.OpenAsync();
        room.Page("/a", Full, "<h1>Gates</h1><figure><img src='/lock-800x533.jpg'><figcaption>The lock. (Photo: Ida Brandt)</figcaption></figure>");
        await room.FeedAsync(room.Item("/a", $"<description>The feed's dek.</description><author>Jon Ask</author><category>Tides</category><pubDate>Mon, 02 Mar 2026 05:00:00 GMT</pubDate><enclosure type='image/jpeg' url='{room.At("/lock-300x200.jpg")}'/>"));
        await room.ReadAsync();
        var story = await room.StoryAsync("/a");
        (story.Dek, story.Byline, story.Topics.Single(), story.Published).ShouldBe(("The feed's dek.", "Jon Ask", "Tides", new DateTimeOffset(2026, 3, 2, 5, 0, 0, TimeSpan.Zero)));
        story.Picture.ShouldBe(new Picture { Url = room.At("/lock-300x200.jpg"), Caption = "The lock.", Credit = "Photo: Ida Brandt" });
    }

    [Fact]
    public async Task A_story_whose_feed_says_everything_needs_no_page()
    {
        await using var room = await PageRoom.OpenAsync();
        await room.FeedAsync(room.Item("/a", $"<description>Dek.</description><author>Jon Ask</author><category>Tides</category><pubDate>Mon, 02 Mar 2026 05:00:00 GMT</pubDate><media:content xmlns:media='http://search.yahoo.com/mrss/' medium='image' url='{room.At("/x.jpg")}'><media:credit>Ida</media:credit></media:content>"));
        (await room.ReadAsync()).ShouldBe(0);
        room.Asked.ShouldBeEmpty();
    }

    [DatabaseFact]
    public async Task A_version_is_what_readers_saw_with_what_the_page_had_filled_in()
    {
        await using var room = await PageRoom.OpenAsync();
        room.Page("/a", Full);
        await room.FeedAsync(room.Item("/a"));
        await room.ReadAsync();
        await room.FeedAsync(room.Item("/a", "<category>Tides</category>"));
        var id = (await room.StoryAsync("/a")).Id;
        (await new StoryVersions(room.Database).OfAsync(id)).ShouldBeEmpty("its words are the same");
        await room.FeedAsync(room.Item("/a", title: "Better"));
        (await new StoryVersions(room.Database).OfAsync(id)).Select(version => (version.Headline, version.Dek)).ShouldBe([("/a", "The lock stays open.")]);
        (await room.StoryAsync("Better")).Dek.ShouldBe("The lock stays open.");
    }

    [DatabaseFact]
    public async Task A_later_poll_loses_nothing_of_the_page_and_a_feed_that_begins_to_speak_wins()
    {
        await using var room = await PageRoom.OpenAsync();
        room.Page("/a", Full);
        await room.FeedAsync(room.Item("/a"));
        await room.ReadAsync();
        room.Clock.Advance(TimeSpan.FromHours(2));
        await room.FeedAsync(room.Item("/a", "<author>Jon Ask</author>", title: "Better"));
        var story = await room.StoryAsync("Better");
        (story.Dek, story.Byline, story.Topics.Single(), story.Picture?.Url).ShouldBe(("The lock stays open.", "Jon Ask", "Harbour", room.At("/lock.jpg")));
        story.Published.ShouldBe(new DateTimeOffset(2026, 3, 1, 8, 30, 0, TimeSpan.Zero));
        await room.FeedAsync(room.Item("/a", "<description>The feed's dek.</description><pubDate>Sun, 01 Mar 2026 07:00:00 GMT</pubDate>", title: "Better"));
        story = await room.StoryAsync("Better");
        (story.Dek, story.Byline, story.Published).ShouldBe(("The feed's dek.", "Mara Lindqvist", new DateTimeOffset(2026, 3, 1, 7, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public async Task After_the_feed_changed_a_story_its_page_is_read_anew_and_its_new_words_count()
    {
        await using var room = await PageRoom.OpenAsync();
        room.Page("/a", Full);
        await room.FeedAsync(room.Item("/a"));
        await room.ReadAsync();
        room.Page("/a", Full.Replace("stays open", "closes after all", StringComparison.Ordinal).Replace("/lock.jpg", "/closed.jpg", StringComparison.Ordinal));
        await room.FeedAsync(room.Item("/a", title: "Better"));
        (await room.ReadAsync()).ShouldBe(0, "not within the hour");
        room.Clock.Advance(TimeSpan.FromHours(1));
        (await room.ReadAsync()).ShouldBe(1);
        var story = await room.StoryAsync("Better");
        (story.Dek, story.Picture?.Url).ShouldBe(("The lock closes after all.", room.At("/closed.jpg")));
    }

    [DatabaseFact]
    public async Task What_several_pages_say_of_themselves_is_no_storys()
    {
        await using var room = await PageRoom.OpenAsync();
        room.Site.Tagline = "Careful reporting, plain words";
        const string card = "<meta property='og:image' content='/card.png'><meta property='og:description' content='All the news of the coast, every day.'>";
        room.Page("/a", card, "<h1>A</h1><p>The lock at Vell will not close in April, whatever a letter says.</p>");
        room.Page("/b", card, "<h1>B</h1><figure><img src='/b.jpg'></figure><p>The herring fleet came home with empty nets for the third week.</p>");
        room.Page("/c", "<meta name='description' content='Careful reporting. Plain words.'>", "<h1>C</h1>");
        await room.FeedAsync(room.Item("/a"), room.Item("/b"), room.Item("/c"));
        await room.ReadAsync();
        var (first, second, third) = (await room.StoryAsync("/a"), await room.StoryAsync("/b"), await room.StoryAsync("/c"));
        (first.Dek, first.Picture).ShouldBe(("The lock at Vell will not close in April, whatever a letter says.", null), "what was taken for its own is taken back");
        (second.Dek, second.Picture?.Url).ShouldBe(("The herring fleet came home with empty nets for the third week.", room.At("/b.jpg")));
        third.Dek.ShouldBeNull("it is the site's tagline");
    }

    [Fact]
    public async Task What_the_front_page_says_of_itself_is_not_even_its_first_storys()
    {
        await using var room = await PageRoom.OpenAsync();
        const string card = "<meta property='og:image' content='/card.png'><meta property='og:description' content='All the news of the coast, every day.'>";
        room.Page("/", card);
        room.Page("/a", card, "<h1>A</h1><p>The lock at Vell will not close in April, whatever a letter says.</p>");
        await room.FeedAsync(room.Item("/a"));
        await room.ReadAsync();
        var story = await room.StoryAsync("/a");
        (story.Dek, story.Picture).ShouldBe(("The lock at Vell will not close in April, whatever a letter says.", null));
        await room.FeedAsync(room.Item("/b"));
        await room.ReadAsync();
        room.Asked.ShouldBe(["/robots.txt", "/", "/a", "/b"]);
    }

    [Fact]
    public async Task A_picture_that_two_stories_show_is_both_storys()
    {
        await using var room = await PageRoom.OpenAsync();
        foreach (var path in new[] { "/a", "/b" })
            room.Page(path, "<meta property='og:image' content='/lock.jpg'>", "<h1>Gates</h1><figure><img src='/lock.jpg?w=600'><figcaption>The lock</figcaption></figure>");
        await room.FeedAsync(room.Item("/a"), room.Item("/b"));
        await room.ReadAsync();
        foreach (var path in new[] { "/a", "/b" })
            (await room.StoryAsync(path)).Picture?.Url.ShouldBe(room.At("/lock.jpg"));
    }

    [DatabaseFact]
    public async Task The_page_says_under_which_address_a_story_is_known()
    {
        await using var room = await PageRoom.OpenAsync();
        room.Page("/feed-id/1", $"<link rel='canonical' href='{room.At("/2026/gates")}'>");
        await room.FeedAsync(room.Item("/feed-id/1"));
        await room.ReadAsync();
        var story = await room.StoryAsync("/feed-id/1");
        (story.Link, story.CanonicalLink).ShouldBe((room.At("/feed-id/1"), CanonicalLink.Of(room.At("/2026/gates"))));
        // Under another id, by its own link or by the page's, it is the same story still.
        await room.FeedAsync(room.Item("/feed-id/1", title: "Second").Replace("<guid isPermaLink='false'>/feed-id/1", "<guid>x", StringComparison.Ordinal));
        await room.FeedAsync(room.Item("/2026/gates", title: "Third"));
        var stories = await new StoryArchive(room.Database).AllAsync(0, 10);
        (stories.ShouldHaveSingleItem().Headline, stories[0].CanonicalLink).ShouldBe(("Third", CanonicalLink.Of(room.At("/2026/gates"))));
    }

    [Fact]
    public async Task An_address_that_is_another_storys_or_that_many_claim_is_not_taken()
    {
        await using var room = await PageRoom.OpenAsync();
        room.Page("/b", $"<link rel='canonical' href='{room.At("/a")}'>");
        foreach (var path in new[] { "/x", "/y", "/z" })
            room.Page(path, $"<link rel='canonical' href='{room.At("/live")}'>");
        await room.FeedAsync(room.Item("/a"), room.Item("/b"), room.Item("/x"), room.Item("/y"), room.Item("/z"));
        await room.ReadAsync();
        foreach (var path in new[] { "/a", "/b", "/x", "/y", "/z" })
            (await room.StoryAsync(path)).CanonicalLink.ShouldBe(CanonicalLink.Of(room.At(path)));
    }

    [Fact]
    public async Task Robots_txt_is_obeyed_and_asked_for_once_a_day()
    {
        await using var room = await PageRoom.OpenAsync();
        room.Answer("/robots.txt", "User-agent: *\nDisallow: /\n\nUser-agent: Digest\nDisallow: /closed\n", type: "text/plain");
        room.Page("/open/1", Full);
        room.Page("/closed/1", "<meta name='description' content='The herring is back.'>");
        await room.FeedAsync(room.Item("/open/1"), room.Item("/closed/1"));
        await room.ReadAsync();
        (await room.StoryAsync("/open/1")).Dek.ShouldNotBeNull();
        (await room.StoryAsync("/closed/1")).Dek.ShouldBeNull();
        (await room.StateAsync("/closed/1")).ShouldBe(("Disallowed", "robots.txt of 127.0.0.1 asks that it not be read."));
        room.Asked.ShouldBe(["/robots.txt", "/", "/open/1"]);
        room.Clock.Advance(TimeSpan.FromHours(25));
        room.Answer("/robots.txt", "", type: "text/plain");
        await room.ReadAsync();
        (await room.StoryAsync("/closed/1")).Dek.ShouldNotBeNull("it was allowed meanwhile");
        room.Asked.Count(path => path == "/robots.txt").ShouldBe(2);
    }

    [DatabaseFact]
    public async Task While_robots_txt_cannot_be_had_nothing_is_asked_for_but_not_for_ever()
    {
        await using var room = await PageRoom.OpenAsync();
        room.Answer("/robots.txt", "", status: 503);
        room.Page("/a", Full);
        room.Page("/b", Full);
        room.Options.MaxAgeDays = 365;
        await room.FeedAsync(room.Item("/a"), room.Item("/b"));
        await room.ReadAsync();
        room.Asked.ShouldBe(["/robots.txt"]);
        (await room.StateAsync("/a")).ShouldBe(("Waiting", "robots.txt of 127.0.0.1 cannot be read: the server answered 503 Service Unavailable."));
        (await room.StateAsync("/b")).State.ShouldBe("Waiting", "its host is not asked again for each story");
        room.Clock.Advance(TimeSpan.FromMinutes(5));
        (await room.ReadAsync()).ShouldBe(0);
        room.Clock.Advance(TimeSpan.FromDays(31));
        await room.ReadAsync();
        (await room.StoryAsync("/a")).Byline.ShouldBe("Mara Lindqvist", "after 30 days it is as good as none");
    }

    [Fact]
    public async Task A_redirect_into_what_robots_txt_forbids_is_not_followed()
    {
        await using var room = await PageRoom.OpenAsync();
        room.Answer("/robots.txt", "User-agent: *\nDisallow: /closed\n", type: "text/plain");
        room.Answer("/a", "", status: 302, headers: ("Location", "/closed/a"));
        room.Answer("/b", "", status: 301, headers: ("Location", room.Elsewhere("/closed/b")));
        room.Answer("/c", "", status: 301, headers: ("Location", room.Elsewhere("/open/c")));
        room.Page("/open/c", Full);
        await room.FeedAsync(room.Item("/a"), room.Item("/b"), room.Item("/c"));
        await room.ReadAsync();
        room.Asked.ShouldNotContain("/closed/a");
        room.Asked.ShouldNotContain("/closed/b");
        (await room.StateAsync("/a")).State.ShouldBe("Disallowed");
        (await room.StateAsync("/b")).ShouldBe(("Disallowed", "robots.txt of localhost asks that it not be read."));
        (await room.StoryAsync("/c")).Dek.ShouldNotBeNull();
    }

    [Fact]
    public async Task One_page_of_a_host_at_a_time_with_a_rest_between()
    {
        await using var room = await PageRoom.OpenAsync();
        room.Answer("/robots.txt", "User-agent: *\nCrawl-delay: 3\n", type: "text/plain");
        var (now, most) = (0, 0);
        foreach (var path in new[] { "/a", "/b", "/c" })
        {
            room.Answers[path] = async context =>
            {
                most = Math.Max(most, Interlocked.Increment(ref now));
                await Task.Yield();
                Interlocked.Decrement(ref now);
                context.Response.ContentType = "text/html";
                await context.Response.WriteAsync("<html><h1>Gates</h1></html>");
            };
        }
        await room.FeedAsync(room.Item("/a"), room.Item("/b"), room.Item("/c"));
        await Task.WhenAll(room.ReadAsync(seconds: 60), room.ReadAsync(seconds: 60));
        await room.ReadAsync();
        most.ShouldBe(1);
        // Two processes do it once.
        room.Asked.Order().ShouldBe(["/", "/a", "/b", "/c", "/robots.txt"]);
        room.Rests.Count(rest => rest is > 2.5 and <= 3).ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public async Task A_delay_beyond_reason_is_cut_and_whoever_waits_for_an_edition_does_not_wait_for_it()
    {
        await using var room = await PageRoom.OpenAsync();
        room.Answer("/robots.txt", "User-agent: *\nCrawl-delay: 9000\n", type: "text/plain");
        room.Page("/a", Full);
        room.Page("/b", Full);
        await room.FeedAsync(room.Item("/a"), room.Item("/b"));
        (await room.ReadAsync(seconds: 20)).ShouldBe(0);
        room.Asked.ShouldBe(["/robots.txt"]);
        (await room.ReadAsync()).ShouldBe(2);
        room.Rests.ShouldAllBe(rest => rest == 30);
    }

    [Fact]
    public async Task A_page_that_fails_is_tried_again_at_growing_intervals_and_then_left_alone()
    {
        await using var room = await PageRoom.OpenAsync();
        await room.FeedAsync(room.Item("/a"));
        var tries = new List<double>();
        var started = room.Clock.GetUtcNow();
        for (var quarter = 0; quarter < 200; quarter++)
        {
            if (await room.ReadAsync() > 0)
                tries.Add(Math.Round((room.Clock.GetUtcNow() - started).TotalHours, 1));
            room.Clock.Advance(TimeSpan.FromMinutes(15));
        }
        tries.Count.ShouldBe(5);
        tries.Zip(tries.Skip(1), (one, next) => next - one).ShouldBeInOrder();
        (await room.StateAsync("/a")).ShouldBe(("GivenUp", "The page cannot be read: the server answered 404 Not Found."));
    }

    [DatabaseFact]
    public async Task A_host_that_asks_for_patience_gets_it_for_all_its_stories()
    {
        await using var room = await PageRoom.OpenAsync();
        foreach (var path in new[] { "/a", "/b" })
            room.Answer(path, "", status: 429, headers: ("Retry-After", "7200"));
        await room.FeedAsync(room.Item("/a"), room.Item("/b"));
        await room.ReadAsync();
        room.Asked.Count.ShouldBe(3, "robots.txt, the front page and one story");
        room.Clock.Advance(TimeSpan.FromMinutes(115));
        (await room.ReadAsync()).ShouldBe(0);
        room.Page("/a", Full);
        room.Page("/b", Full);
        room.Clock.Advance(TimeSpan.FromMinutes(6));
        await room.ReadAsync();
        (await room.StateAsync("/a")).State.ShouldBe("Read");
        (await room.StateAsync("/b")).State.ShouldBe("Read");
    }

    [Fact]
    public async Task What_is_no_page_or_too_large_is_left_alone()
    {
        await using var room = await PageRoom.OpenAsync();
        room.Answer("/pdf", "%PDF-1.7", type: "application/pdf");
        room.Answer("/large", new string('x', (2 * 1024 * 1024) + 1));
        room.Answers["/endless"] = async context =>
        {
            context.Response.ContentType = "text/html";
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.WriteAsync(new string('x', 100_000));
        };
        await room.FeedAsync(room.Item("/pdf"), room.Item("/large"), room.Item("/endless"), room.Item("https://www.ledger.example/2026/gates"));
        await room.ReadAsync();
        (await room.StateAsync("/pdf")).ShouldBe(("GivenUp", "The page is left alone: it is no web page."));
        (await room.StateAsync("/large")).ShouldBe(("GivenUp", "The page is not fetched: it is larger than 2 MB."));
        (await room.StateAsync("/endless")).ShouldBe(("GivenUp", "The page is not fetched: it is larger than 2 MB."));
        (await room.StateAsync("https://www.ledger.example/2026/gates")).ShouldBe(("GivenUp", "Its link leads nowhere."));
        room.Clock.Advance(TimeSpan.FromDays(2));
        (await room.ReadAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Addresses_inside_a_network_are_not_asked()
    {
        await using var room = await PageRoom.OpenAsync(isInside: false);
        room.Page("/a", Full);
        await room.FeedAsync(room.Item("/a"));
        await room.ReadAsync();
        room.Asked.ShouldBeEmpty();
        (await room.StateAsync("/a")).Problem.ShouldNotBeNull().ShouldContain("robots.txt of 127.0.0.1 cannot be read: port");
    }

    [DatabaseFact]
    public async Task Old_stories_the_samples_and_those_of_a_site_that_wants_no_pages_are_left_alone()
    {
        await using var room = await PageRoom.OpenAsync();
        room.Page("/a", Full);
        await room.FeedAsync(room.Item("/a"), room.Item("/old", "<pubDate>Mon, 02 Feb 2026 05:00:00 GMT</pubDate>"));
        room.Options.Read = false;
        (await room.ReadAsync()).ShouldBe(0);
        room.Options.Read = true;
        var sample = SampleSite.FileIn(room.Database.Folder);
        await room.Database.WriteAsync(session => session.ExecuteAsync("UPDATE feeds SET url = @sample", new { sample }));
        (await room.ReadAsync()).ShouldBe(0);
        await room.Database.WriteAsync(session => session.ExecuteAsync("UPDATE feeds SET url = 'x'"));
        (await room.ReadAsync()).ShouldBe(1);
        room.Asked.ShouldBe(["/robots.txt", "/", "/a"]);
    }

    [DatabaseFact]
    public async Task Stories_that_no_edition_has_covered_come_first()
    {
        await using var room = await PageRoom.OpenAsync();
        await room.FeedAsync(room.Item("/covered", "<pubDate>Mon, 02 Mar 2026 05:00:00 GMT</pubDate>"), room.Item("/waiting", "<pubDate>Sun, 01 Mar 2026 05:00:00 GMT</pubDate>"));
        await room.Database.WriteAsync(session => session.ExecuteAsync("UPDATE stories SET number = 1 WHERE headline = '/covered'"));
        await room.ReadAsync();
        room.Asked.ShouldBe(["/robots.txt", "/", "/waiting", "/covered"]);
    }
}
