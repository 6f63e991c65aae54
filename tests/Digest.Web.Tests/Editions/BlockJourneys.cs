using System.Net;
using Digest.Editions.Blocks;
using Digest.Stories;
using Digest.Tests.Tools;
using Digest.Web.Tests.Admin;

namespace Digest.Web.Tests.Editions;

/// <summary>What editors put into editions again and again. 2 March 2026 is a Monday.</summary>
public sealed class BlockJourneys
{
    private const string Reader = "ada@reader.example";
    private const string Blocks = "/admin/blocks";

    [DatabaseFact]
    public async Task A_block_is_shown_in_the_editions_of_its_days_once_it_is_switched_on()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Editions:RelatedPerStory", "0"));
        await newsroom.ReaderAsync(Reader);
        using var ada = await newsroom.Site.SignedInBrowserAsync();
        (await ada.GetAsync(Blocks)).Body.ShouldContain("There are no blocks");
        var path = await AddAsync(ada, "Sponsor", ("text", "**Rope Works**: [ropes](https://ropes.example/)"), ("first", "2026-03-03"), ("last", "2026-03-05"), ("weekday", "Tuesday"), ("weekday", "Thursday"), ("weekday", "Friday"));
        (await MessageAsync(newsroom, 2)).ShouldNotContain("Rope Works", customMessage: "it is off");
        (await ada.GetAsync(Blocks)).Body.ShouldContain(">off<");
        await SwitchAsync(ada, on: true);
        WebUtility.HtmlDecode((await ada.GetAsync(Blocks)).Body).ShouldContain("from 3 March to 5 March, on Tuesday, Thursday, Friday");
        (await ada.GetAsync(Blocks)).Body.ShouldContain(">from 3 March<");
        var message = await MessageAsync(newsroom, 3);
        message.ShouldContain("Rope Works");
        message.ShouldContain("\nAdvertisement\n-------------\n\nRope Works: ropes (https://ropes.example/)\n");
        (await newsroom.Site.GetAsync("/editions/2026-03-03/message")).Body.ShouldContain("Rope Works");
        (await ada.GetAsync(Blocks)).Body.ShouldContain(">now<");
        (await MessageAsync(newsroom, 4)).ShouldNotContain("Rope Works", customMessage: "a Wednesday");
        (await MessageAsync(newsroom, 5)).ShouldContain("Rope Works");
        (await MessageAsync(newsroom, 6)).ShouldNotContain("Rope Works", customMessage: "it has ended");
        (await ada.GetAsync(Blocks)).Body.ShouldContain(">ended<");
        await ada.GetAsync(path);
        (await ada.SubmitAsync($"{path}?handler=Remove", ("version", "2"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await ada.GetAsync(Blocks)).Body.ShouldContain("There are no blocks");
        (await ada.GetAsync(path)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_is_typed_wrong_is_said_in_one_sentence_and_stands_where_it_was_typed()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        using var ada = await newsroom.Site.SignedInBrowserAsync();
        foreach (var (field, value, sentence) in new[]
        {
            ("first", "soon", "The first day is no date."),
            ("last", "2026-02-31", "The last day is no date."),
            ("last", "2026-03-01", "The last day is before the first one."),
            ("text", new string('x', 30_000), "The text has 30,000 characters; at most 2,000 are allowed."),
            ("text", "  ", "Write what the block says"),
        })
        {
            var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["kind"] = "Events", ["text"] = "Choir & <b>band</b>", ["first"] = "2026-03-02", ["last"] = "", ["weekday"] = "Monday", [field] = value };
            await ada.GetAsync($"{Blocks}/new?kind=Events");
            var answer = await ada.SubmitAsync($"{Blocks}/new?handler=Save", [.. fields.Select(one => (one.Key, one.Value))]);
            answer.Status.ShouldBe(HttpStatusCode.BadRequest);
            WebUtility.HtmlDecode(answer.Body).ShouldContain(sentence);
            if (field != "text")
                answer.Body.ShouldContain("Choir &amp; &lt;b&gt;band&lt;/b&gt;");
        }
        await ada.GetAsync($"{Blocks}/new?kind=Events");
        (await ada.SubmitAsync($"{Blocks}/new?handler=Save", ("kind", "Events"), ("text", "Choir"))).Body.ShouldContain("Choose at least one day of the week.");
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM blocks")).ShouldBe(0);
    }

    [Fact]
    public async Task Two_editors_overwrite_nothing()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        using var ada = await newsroom.Site.SignedInBrowserAsync();
        using var grace = await newsroom.Site.SignedInBrowserAsync("Grace");
        var path = await AddAsync(ada, "Events", ("text", "Choir"));
        await grace.GetAsync(path);
        await grace.SubmitAsync($"{path}?handler=Save", ("version", "1"), ("text", "Choir at eight"), ("weekday", "Monday"));
        await ada.GetAsync(path);
        var late = await ada.SubmitAsync($"{path}?handler=Save", ("version", "1"), ("text", "Choir at nine"), ("weekday", "Monday"));
        late.Status.ShouldBe(HttpStatusCode.BadRequest);
        late.Body.ShouldContain("Somebody changed it meanwhile");
        late.Body.ShouldContain("Choir at nine");
        late.Body.ShouldContain("Changed by Grace");
        (await newsroom.Site.Get<BlockBook>().AllAsync()).ShouldHaveSingleItem().Text.ShouldBe("Choir at eight");
        (await ada.SubmitAsync($"{Blocks}?handler=Switch", ("id", "1"), ("version", "1"), ("on", "true"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await ada.GetAsync(Blocks)).Body.ShouldContain("Somebody changed or removed it meanwhile");
    }

    [Fact]
    public async Task The_preview_shows_it_in_the_coming_edition_before_it_is_switched_on()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        using var ada = await newsroom.Site.SignedInBrowserAsync();
        var path = await AddAsync(ada, "Events", ("text", "Choir <script>alert(1)</script> [x](javascript:alert(2))"));
        (await ada.GetAsync(path)).Body.ShouldContain("Nothing is new");
        (await ada.GetAsync($"{path}/message")).Status.ShouldBe(HttpStatusCode.NotFound);
        newsroom.Publish("ferry");
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        (await ada.GetAsync(path)).Body.ShouldContain("if it were switched on");
        var message = (await ada.GetAsync($"{path}/message")).Body;
        message.ShouldContain("Choir &lt;script&gt;");
        message.ShouldNotContain("<script>");
        message.ShouldNotContain("href=\"javascript");
        WebUtility.HtmlDecode((await ada.GetAsync($"{path}?part=text")).Body).ShouldContain("Events\n------");
        (await ada.GetAsync("/admin/editions/next/message")).Body.ShouldNotContain("Choir");
        using var stranger = newsroom.Site.OpenBrowser();
        (await stranger.GetAsync($"{path}/message")).Status.ShouldNotBe(HttpStatusCode.OK);
    }

    [DatabaseFact]
    public async Task The_story_of_a_year_ago_is_the_most_prominent_one_and_no_edition_in_a_row_shows_the_same()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Editions:RelatedPerStory", "0"));
        await newsroom.ReaderAsync(Reader);
        await PastAsync(newsroom);
        using var ada = await newsroom.Site.SignedInBrowserAsync();
        await AddAsync(ada, "YearAgo", ("text", "Do you *remember*?"));
        await SwitchAsync(ada, on: true);
        var message = await MessageAsync(newsroom, 2);
        message.ShouldContain("From the archive: a year ago");
        message.ShouldContain("Do you remember?");
        Recalled(message).ShouldBe(["big"], "three stories were one item");
        (await newsroom.Site.GetAsync("/editions/2026-03-02/message")).Body.ShouldContain("/past-big");
        Recalled(await MessageAsync(newsroom, 3)).ShouldBe(["first"]);
        Recalled(await MessageAsync(newsroom, 4)).ShouldBe(["second"]);
        Recalled(await MessageAsync(newsroom, 5)).ShouldBe(["feed-1"], "no edition had it: as its feed had it");
        // The others are too old by now, or were listed under one that was shown.
        var left = await MessageAsync(newsroom, 20);
        Recalled(left).ShouldBeEmpty();
        left.ShouldNotContain("From the archive");
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM edition_year_ago")).ShouldBe(4);
    }

    [Fact]
    public async Task Stories_are_dropped_before_blocks_so_that_the_message_fits()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Editions:RelatedPerStory", "0"), ("Editions:MaxStories", "50"));
        await newsroom.ReaderAsync(Reader);
        using var ada = await newsroom.Site.SignedInBrowserAsync();
        for (var one = 0; one < 6; one++)
        {
            await AddAsync(ada, "Events", ("text", string.Concat(Enumerable.Repeat($"Ümläut {one}, ", 150))));
            await SwitchAsync(ada, on: true, id: one + 1);
        }
        for (var at = 0; at < 50; at++)
            newsroom.Feed.Add($"matter-{at}", newsroom.Clock.GetUtcNow().AddMinutes(-at - 1), $"Qu{at}x zw{at}b ql{at}d", $"Vb{at}n mk{at}p. {string.Concat(Enumerable.Repeat($"w{at}ö ", 60))}");
        await newsroom.AtAsync(day: 2);
        var message = newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem();
        message.Source.Length.ShouldBeLessThan(200_000);
        for (var one = 0; one < 6; one++)
            message.Decoded.ShouldContain($"Ümläut {one}");
        message.Decoded.ShouldContain("did not fit into this message");
    }

    private static async Task<string> AddAsync(Browser editor, string kind, params (string, string)[] fields)
    {
        await editor.GetAsync($"{Blocks}/new?kind={kind}");
        var days = fields.Any(field => field.Item1 == "weekday") ? [] : Enum.GetNames<DayOfWeek>().Select(day => ("weekday", day));
        var answer = await editor.SubmitAsync($"{Blocks}/new?handler=Save", [("kind", kind), .. fields, .. days]);
        answer.Status.ShouldBe(HttpStatusCode.SeeOther, answer.Body);
        return answer.Headers["Location"];
    }

    private static async Task SwitchAsync(Browser editor, bool on, int id = 1)
    {
        await editor.GetAsync(Blocks);
        await editor.SubmitAsync($"{Blocks}?handler=Switch", ("id", $"{id}"), ("version", "1"), ("on", on ? "true" : "false"));
    }

    private static async Task<string> MessageAsync(Newsroom newsroom, int day)
    {
        newsroom.Clock.Set(new DateTimeOffset(2026, 3, day, 7, 0, 0, TimeSpan.Zero));
        newsroom.Feed.Add($"day-{day}", newsroom.Clock.GetUtcNow().AddHours(-1), $"Matter {day}");
        await newsroom.WorkAsync();
        return newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Decoded.ReplaceLineEndings("\n");
    }

    private static IReadOnlyList<string> Recalled(string message) =>
        [.. new[] { "big", "under", "first", "second", "feed-1", "feed-2", "old", "late" }.Where(slug => message.Contains($"https://www.news.example/past-{slug}", StringComparison.Ordinal))];

    /// <summary>An edition of 1 March 2025, and stories around it that no edition had.</summary>
    private static async Task PastAsync(Newsroom newsroom)
    {
        static long At(int month, int day) => new DateTimeOffset(2025, month, day, 9, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        var stories = new (string Slug, long Time, string Place)[]
        {
            ("first", At(3, 2), "NULL"), ("big", At(3, 1), "NULL"), ("under", At(3, 1), "NULL"), ("second", At(3, 2), "NULL"),
            ("feed-2", At(3, 2), "2"), ("feed-1", At(3, 4), "1"), ("old", At(2, 26), "1"), ("late", At(3, 30), "1"),
        };
        for (var at = 0; at < stories.Length; at++)
            await newsroom.Site.ExecuteAsync($"INSERT INTO stories (canonical_link, link, headline, first_seen_at, published_at, feed_place, number) VALUES ('{stories[at].Slug}', '{NewsFeed.LinkOf($"past-{stories[at].Slug}")}', 'Past {stories[at].Slug}', {stories[at].Time}, {stories[at].Time}, {stories[at].Place}, {at + 1})");
        await newsroom.Site.ExecuteAsync($"INSERT INTO editions (slug, day, state, after_number, last_number, due_at, closed_at, prepared_at, html, text, subject) VALUES ('2025-03-01', '2025-03-01', 'Closed', 0, {stories.Length}, {At(3, 1)}, {At(3, 1)}, {At(3, 1)}, '', '', 'Past')");
        await newsroom.Site.ExecuteAsync("INSERT INTO edition_stories (edition_id, story_id, rank, lead_id) VALUES (1, 1, 0, NULL), (1, 2, 1, NULL), (1, 3, 2, 2), (1, 4, 3, NULL)");
        await newsroom.Site.ExecuteAsync($"UPDATE subscribers SET position = {stories.Length}");
    }
}
