using System.Net;
using Digest.Editions;
using Digest.Editions.Desk;
using Digest.Stories;
using Digest.Subscribers;
using Digest.Web.Tests.Admin;

namespace Digest.Web.Tests.Editions;

/// <summary>Items that editors pin to the top, and why items stand where they do. 2 March 2026 is a Monday.</summary>
public sealed class PinJourneys
{
    private const string Reader = "ada@reader.example";
    private const string Next = "/admin/editions/next";

    [Fact]
    public async Task Pinned_items_stand_at_the_top_in_the_order_of_their_pins_until_an_edition_took_them()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Editions:RelatedPerStory", "0"), ("Editions:MaxStories", "3"));
        await newsroom.ReaderAsync(Reader);
        await newsroom.ReaderAsync("weekly@reader.example", Cadence.Weekly, days: 16);
        Publish(newsroom);
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        var (boats, fares) = (await IdAsync(newsroom, "boats"), await IdAsync(newsroom, "fares"));
        using var ada = await newsroom.Site.SignedInBrowserAsync();
        using var grace = await newsroom.Site.SignedInBrowserAsync("Grace");
        var page = WebUtility.HtmlDecode((await ada.GetAsync(Next)).Body);
        page.ShouldContain("fresh 0.9");
        page.ShouldContain("place in the feed 0.20");
        page.ShouldContain("2 more items are cut for length");
        page.ShouldContain("Pin to the top: Boats collide in fog");

        await ada.SubmitAsync($"{Next}?handler=Pin", ("story", $"{boats}"), ("width", "desktop"));
        await grace.GetAsync(Next);
        await grace.SubmitAsync($"{Next}?handler=Pin", ("story", $"{fares}"));
        page = WebUtility.HtmlDecode((await ada.GetAsync(Next)).Body);
        page.ShouldContain("pinned by Ada · ");
        page.ShouldContain("pinned by Grace · ");
        page.ShouldContain("Unpin: Boats collide in fog");
        (await TopAsync(newsroom)).ShouldBe([boats, fares, await IdAsync(newsroom, "school")]);

        await newsroom.AtAsync(day: 2);
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["boats", "fares", "school"]);
        newsroom.Clock.Advance(TimeSpan.FromMinutes(1));
        (await ada.GetAsync(Next)).Body.ShouldNotContain("pinned by");
        await newsroom.AtAsync(day: 6);
        newsroom.Mail.TakeFor("weekly@reader.example").ShouldHaveSingleItem().Stories[0].ShouldBe("school", "a pin ends with the edition that took its story");
    }

    [Fact]
    public async Task What_was_unpinned_stands_where_its_worth_puts_it()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Editions:RelatedPerStory", "0"));
        Publish(newsroom);
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        var (boats, school) = (await IdAsync(newsroom, "boats"), await IdAsync(newsroom, "school"));
        using var ada = await newsroom.Site.SignedInBrowserAsync();
        foreach (var (handler, story, answer, top) in new (string, string, string, long)[]
        {
            ("Pin", $"{boats}", "It stands at the top now.", boats),
            ("Pin", $"{boats}", "It is pinned already.", boats),
            ("Unpin", $"{boats}", "It is not pinned any more.", school),
            ("Unpin", $"{boats}", "It was not pinned any more.", school),
            ("Pin", "9999", "not in the coming edition any more", school),
            ("Unpin", "fog", "not in the coming edition any more", school),
        })
        {
            await ada.GetAsync(Next);
            (await ada.SubmitAsync($"{Next}?handler={handler}", ("story", story))).Status.ShouldBe(HttpStatusCode.SeeOther);
            (await ada.GetAsync(Next)).Body.ShouldContain(answer);
            (await TopAsync(newsroom))[0].ShouldBe(top, $"{handler} {story}");
        }
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM desk_edits WHERE by_admin = 'Ada' AND what = 'Order'")).ShouldBe(2);
    }

    [Fact]
    public async Task A_pin_that_comes_after_closing_is_for_the_next_edition()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Editions:RelatedPerStory", "0"));
        await newsroom.ReaderAsync(Reader);
        Publish(newsroom);
        await newsroom.AtAsync(day: 2);
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories[0].ShouldBe("school");
        newsroom.Clock.Advance(TimeSpan.FromHours(1));
        newsroom.Feed.Add("early", newsroom.Clock.GetUtcNow().AddMinutes(-50), "Bakers rise early", "Bread is dearer.");
        newsroom.Feed.Add("late", newsroom.Clock.GetUtcNow().AddMinutes(-1), "Museum opens late", "On Thursdays only.");
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        (await newsroom.Site.Get<DeskMoves>().PinAsync(await IdAsync(newsroom, "early"), "Ada")).What.ShouldBe(DeskResult.Done);
        (await newsroom.Site.Get<DeskMoves>().PinAsync(await IdAsync(newsroom, "fares"), "Ada")).What.ShouldBe(DeskResult.Done, "new readers begin with it");
        // A variant of the closed edition that is rendered now.
        await newsroom.Site.ExecuteAsync("UPDATE editions SET prepared_at = NULL, prepared_to = 0");
        await newsroom.Site.Get<EditionVariants>().RenderPageAsync((await newsroom.Site.Get<EditionPages>().FindAsync(1))!.Edition);
        (await newsroom.Site.ScalarAsync<string>("SELECT s.headline FROM edition_stories x JOIN stories s ON s.id = x.story_id WHERE x.edition_id = 1 AND x.rank = 0")).ShouldBe("School roof leaks again");
        await newsroom.Site.ExecuteAsync($"UPDATE editions SET prepared_at = closed_at, prepared_to = {long.MaxValue}");
        await newsroom.AtAsync(day: 3);
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["early", "late"]);
    }

    [Fact]
    public async Task Weights_are_settings_that_hold_at_once()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        Publish(newsroom);
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        using var ada = await newsroom.Site.SignedInBrowserAsync();
        (await ada.GetAsync("/admin/settings/ranking")).Body.ShouldContain("Weight of freshness");
        (await ada.SubmitAsync("/admin/settings/ranking", ("seen", "0"), ("Editions:Ranking:Variety", "1.5"))).Body.ShouldContain("A number from 0 to 1 is expected.");
        await ada.SubmitAsync("/admin/settings/ranking", ("seen", "0"), ("Editions:Ranking:Freshness", "0"), ("Editions:Ranking:FeedOrder", "0"), ("Editions:Ranking:Pictures", "2.5"));
        newsroom.Site.Get<EditionOptions>().Ranking.Pictures.ShouldBe(2.5);
        await newsroom.Site.ExecuteAsync("UPDATE stories SET picture_url = 'https://www.news.example/p.jpg' WHERE link LIKE '%boats'");
        (await TopAsync(newsroom))[0].ShouldBe(await IdAsync(newsroom, "boats"));
        WebUtility.HtmlDecode((await ada.GetAsync(Next)).Body).ShouldContain("picture 2.50");
    }

    /// <summary>Five matters that have nothing in common, the last the newest and the uppermost.</summary>
    private static void Publish(Newsroom newsroom)
    {
        var now = newsroom.Clock.GetUtcNow();
        newsroom.Feed.Add("boats", now.AddHours(-9), "Boats collide in fog", "Nobody was hurt.");
        newsroom.Feed.Add("fares", now.AddHours(-7), "Harbour fares to rise in April", "Commuters protest.");
        newsroom.Feed.Add("theatre", now.AddHours(-5), "Theatre looks for actors", "Rehearsals begin in May.");
        newsroom.Feed.Add("bridge", now.AddHours(-3), "Bridge closes for repairs", "Until the end of summer.");
        newsroom.Feed.Add("school", now.AddHours(-1), "School roof leaks again", "Pupils stay at home.");
    }

    private static Task<long> IdAsync(Newsroom newsroom, string slug) => newsroom.Site.ScalarAsync<long>($"SELECT id FROM stories WHERE link = '{NewsFeed.LinkOf(slug)}'");

    private static async Task<IReadOnlyList<long>> TopAsync(Newsroom newsroom) => [.. (await newsroom.Site.Get<NextEdition>().ItemsAsync()).Take(3).Select(item => item.Lead.Id)];
}
