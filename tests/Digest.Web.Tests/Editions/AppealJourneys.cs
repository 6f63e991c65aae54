using System.Net;
using Digest.Languages;
using Digest.Links;
using Digest.Subscribers;
using Digest.Tests.Tools;
using Digest.Web.Tests.Admin;

namespace Digest.Web.Tests.Editions;

/// <summary>The appeal: in every so many of a reader's editions, and not at all for a while after "not now". 2 March 2026 is a Monday.</summary>
public sealed class AppealJourneys
{
    private const string Reader = "ada@reader.example";
    private const string Words = "Chip in, please.";

    [DatabaseFact]
    public async Task Each_reader_sees_it_in_every_fourth_edition_that_comes_to_them()
    {
        await using var newsroom = await OpenAsync();
        await newsroom.ReaderAsync(Reader);
        await newsroom.ReaderAsync("weekly@reader.example", Cadence.Weekly, days: 1);
        var (daily, weekly) = (new List<int>(), new List<int>());
        foreach (var day in new[] { 2, 3, 4, 5, 6, 7, 8, 9, 10, 16, 23, 30 })
        {
            if (await ShowsAsync(newsroom, day))
                daily.Add(day);
            if (newsroom.Mail.TakeFor("weekly@reader.example") is [var message] && message.Decoded.Contains(Words, StringComparison.Ordinal))
                weekly.Add(day);
        }
        daily.ShouldBe([2, 6, 10]);
        weekly.ShouldBe([2, 30]);
        (await newsroom.Site.GetAsync("/editions/2026-03-03/message")).Body.ShouldContain(Words, customMessage: "the page is for readers without history");
    }

    [Fact]
    public async Task One_in_one_shows_it_always_and_a_setting_holds_from_the_next_edition()
    {
        await using var newsroom = await OpenAsync(("Site:Appeal:EveryEditions", "1"));
        await newsroom.ReaderAsync(Reader);
        foreach (var day in new[] { 2, 3, 4 })
            (await ShowsAsync(newsroom, day)).ShouldBeTrue();
        newsroom.Site.Get<SiteOptions>().Appeal.EveryEditions = 2;
        (await ShowsAsync(newsroom, 5)).ShouldBeFalse();
        (await ShowsAsync(newsroom, 6)).ShouldBeTrue();
    }

    [DatabaseFact]
    public async Task What_failed_was_not_seen_and_what_is_uncertain_was()
    {
        await using var newsroom = await OpenAsync(("Site:Appeal:EveryEditions", "3"));
        await newsroom.ReaderAsync(Reader);
        newsroom.Mail.Answer = _ => MailServer.Refusal;
        await DayAsync(newsroom, 2);
        newsroom.Mail.Answer = _ => null;
        (await ShowsAsync(newsroom, 3)).ShouldBeTrue("the first one failed");
        newsroom.Mail.Answer = _ => MailServer.Refusal;
        await DayAsync(newsroom, 4);
        newsroom.Mail.Answer = _ => null;
        (await ShowsAsync(newsroom, 5)).ShouldBeFalse();
        (await ShowsAsync(newsroom, 6)).ShouldBeFalse("two came since, the one that failed is none of them");
        // Its answer will never be known: it counts as seen.
        await DayAsync(newsroom, 7, submits: false);
        await newsroom.Site.ExecuteAsync("UPDATE messages SET status = 'Submitting' WHERE finished_at IS NULL");
        await newsroom.Site.Get<Digest.Outbox.OutboxClaims>().RecoverAsync(resubmit: false, worker: null);
        (await newsroom.Site.FindAsync(Reader))!.AppealAgo.ShouldBe(0);
        (await ShowsAsync(newsroom, 8)).ShouldBeFalse();
    }

    [Fact]
    public async Task While_it_is_on_the_wire_the_next_edition_goes_without_it_and_what_was_not_begun_hands_it_on()
    {
        await using var newsroom = await OpenAsync();
        await newsroom.ReaderAsync(Reader);
        await newsroom.ReaderAsync("bob@reader.example");
        await DayAsync(newsroom, 2, submits: false);
        await newsroom.Site.ExecuteAsync("UPDATE messages SET status = 'Submitting', lease = 'elsewhere' WHERE subscriber_id = 1");
        await DayAsync(newsroom, 3, submits: false);
        (await newsroom.Site.ScalarAsync<int>("SELECT appeal FROM messages WHERE subscriber_id = 1 AND edition_id = 2")).ShouldBe(0);
        (await newsroom.Site.ScalarAsync<int>("SELECT appeal FROM messages WHERE subscriber_id = 2 AND edition_id = 2")).ShouldBe(1);
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(DISTINCT variant_id) FROM messages WHERE edition_id = 2")).ShouldBe(2);
    }

    [DatabaseFact]
    public async Task Without_an_appeal_nobody_is_told_apart()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Editions:RelatedPerStory", "0"));
        await newsroom.ReaderAsync(Reader);
        await newsroom.ReaderAsync("bob@reader.example");
        await newsroom.Site.ExecuteAsync("UPDATE subscribers SET appeal_ago = 0 WHERE id = 1");
        await DayAsync(newsroom, 2);
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM edition_choices")).ShouldBe(1);
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Decoded.ShouldNotContain("/appeal/");
        (await newsroom.Site.FindAsync(Reader))!.AppealAgo.ShouldBe(1);
        (await newsroom.Site.FindAsync("bob@reader.example"))!.AppealAgo.ShouldBeNull();
    }

    [DatabaseFact]
    public async Task After_not_now_it_rests_for_as_long_as_is_set_and_looking_presses_nothing()
    {
        await using var newsroom = await OpenAsync(("Site:Appeal:EveryEditions", "1"), ("Site:Appeal:RestDays", "10"));
        await newsroom.ReaderAsync(Reader);
        await DayAsync(newsroom, 2);
        var link = newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().PathOf("/appeal/");
        var before = await newsroom.Site.DumpAsync();
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Options })
            await newsroom.Site.SendAsync(method, link);
        (await newsroom.Site.DumpAsync()).ShouldBe(before, "programs that look at links press no button");
        var page = await newsroom.Site.GetAsync(link);
        page.ShouldBeClearPage(HttpStatusCode.OK);
        page.Body.ShouldContain("12 March 2026");

        (await newsroom.Site.PostAsync(link)).Body.ShouldContain("does not ask you for support before 12 March 2026");
        (await ShowsAsync(newsroom, 3)).ShouldBeFalse();
        (await ShowsAsync(newsroom, 11)).ShouldBeFalse();
        (await ShowsAsync(newsroom, 12)).ShouldBeTrue("it was pressed at seven");

        (await newsroom.Site.PostAsync(link)).Body.ShouldContain("22 March 2026");
        (await newsroom.Site.PostAsync(link, ("undo", "1"))).Body.ShouldContain("We ask as usual again");
        (await ShowsAsync(newsroom, 13)).ShouldBeTrue();
        (await newsroom.Site.Database.ReadAsync(session => session.QueryAsync<string>("SELECT COALESCE(after_value, 'none') FROM subscriber_changes WHERE what = 'AppealRest' ORDER BY id"))).Count.ShouldBe(3);
    }

    [Fact]
    public async Task The_preferences_page_shows_the_rest_and_ends_it()
    {
        await using var newsroom = await OpenAsync(("Site:Appeal:EveryEditions", "1"));
        var id = await newsroom.ReaderAsync(Reader);
        var preferences = newsroom.Site.Link(LinkPurpose.Preferences, id);
        (await newsroom.Site.GetAsync(preferences)).Body.ShouldNotContain("No appeal");
        await newsroom.Site.PostAsync(newsroom.Site.Link(LinkPurpose.NotNow, id));
        (await newsroom.Site.GetAsync(preferences)).Body.ShouldContain("No appeal until 31 May 2026");
        (await ShowsAsync(newsroom, 2)).ShouldBeFalse();
        var ended = await newsroom.Site.PostAsync(preferences, ("action", "appeal"));
        (await newsroom.Site.GetAsync(ended.Headers["Location"])).Body.ShouldContain("Editions may ask for support again");
        (await ShowsAsync(newsroom, 3)).ShouldBeTrue();
    }

    [Fact]
    public async Task The_page_speaks_the_reader_s_language_and_no_other_link_opens_it()
    {
        await using var newsroom = await OpenAsync();
        var id = await newsroom.ReaderAsync(Reader);
        foreach (var language in ReaderLanguages.All)
        {
            await newsroom.Site.ExecuteAsync($"UPDATE subscribers SET language = '{language.Code}', appeal_rest_until = NULL");
            var page = await newsroom.Site.GetAsync(newsroom.Site.Link(LinkPurpose.NotNow, id));
            page.ShouldBeClearPage(HttpStatusCode.OK);
            WebUtility.HtmlDecode(page.Body).ShouldContain(Digest.Languages.Words.In(language)["preferences.appeal-button"]);
            page.Body.ShouldNotContain("<script");
            WebUtility.HtmlDecode((await newsroom.Site.PostAsync(newsroom.Site.Link(LinkPurpose.NotNow, id))).Body).ShouldContain(Digest.Languages.Words.In(language)["preferences.appeal-done"]);
        }
        var token = newsroom.Site.Link(LinkPurpose.NotNow, id).Split('/')[^1];
        var before = await newsroom.Site.DumpAsync();
        foreach (var wrong in new[] { $"/preferences/{token}", $"/unsubscribe/{token}", $"/appeal/{newsroom.Site.Link(LinkPurpose.Unsubscribe, id).Split('/')[^1]}", $"/appeal/{token[..^1]}", "/appeal/forged" })
        {
            (await newsroom.Site.GetAsync(wrong)).Status.ShouldBe(HttpStatusCode.NotFound, wrong);
            (await newsroom.Site.PostAsync(wrong, ("action", "save"))).Status.ShouldBe(HttpStatusCode.NotFound, wrong);
        }
        (await newsroom.Site.DumpAsync()).ShouldBe(before);
        await newsroom.Site.ExecuteAsync("UPDATE subscribers SET status = 'Unsubscribed'");
        (await newsroom.Site.PostAsync(newsroom.Site.Link(LinkPurpose.NotNow, id))).Body.ShouldContain("personne ne vous demande", customMessage: "whoever has left is asked for nothing");
    }

    [Fact]
    public async Task The_coming_edition_is_shown_with_it_and_its_link_leads_nowhere()
    {
        await using var newsroom = await OpenAsync();
        newsroom.Publish("ferry");
        await newsroom.Site.Get<Digest.Stories.ImportStories>().PollAllAsync();
        using var ada = await newsroom.Site.SignedInBrowserAsync();
        var message = (await ada.GetAsync("/admin/editions/next/message")).Body;
        message.ShouldContain(Words);
        var link = message[message.IndexOf("/appeal/", StringComparison.Ordinal)..];
        (await newsroom.Site.GetAsync(link[..link.IndexOf('"', StringComparison.Ordinal)])).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Readers_see_and_take_along_what_is_kept_of_it_and_nothing_is_left_of_who_is_erased()
    {
        await using var newsroom = await OpenAsync();
        await newsroom.Site.ReaderAsync(Reader);
        await newsroom.SubmitAsync();
        newsroom.Mail.TakeFor(Reader);
        await DayAsync(newsroom, 2);
        await newsroom.Site.PostAsync(newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().PathOf("/appeal/"));
        await DayAsync(newsroom, 3);
        newsroom.Mail.TakeFor(Reader);
        var data = await newsroom.FreshAsync();
        var page = (await newsroom.Site.GetAsync(data)).Body;
        page.ShouldContain("No appeal until");
        page.ShouldContain("Editions since the last appeal");
        (await newsroom.Site.GetAsync($"{data}/record.json")).Body.ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal).ShouldContain("\"appeal\":{\"restsUntil\":\"2026-05-31T07:00:00+00:00\",\"editionsSince\":1}");
        await newsroom.Site.PostAsync($"{data}/erase");
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM subscribers WHERE appeal_ago IS NOT NULL OR appeal_rest_until IS NOT NULL")).ShouldBe(0);
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM subscriber_changes WHERE what = 'AppealRest'")).ShouldBe(0);
    }

    private static Task<Newsroom> OpenAsync(params (string Key, string Value)[] settings) =>
        Newsroom.OpenAsync([("Editions:RelatedPerStory", "0"), ("Site:Appeal:Text", Words), ("Site:Appeal:Link", "https://support.example/"), .. settings]);

    private static async Task DayAsync(Newsroom newsroom, int day, bool submits = true)
    {
        newsroom.Clock.Set(new DateTimeOffset(2026, 3, day, 7, 0, 0, TimeSpan.Zero));
        newsroom.Feed.Add($"day-{day}", newsroom.Clock.GetUtcNow().AddHours(-1), $"Matter {day}");
        await newsroom.Site.Get<Digest.Stories.ImportStories>().PollAllAsync();
        await newsroom.RunAsync("close-edition");
        if (submits)
            await newsroom.SubmitAsync();
    }

    private static async Task<bool> ShowsAsync(Newsroom newsroom, int day)
    {
        await DayAsync(newsroom, day);
        var message = newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem();
        var shows = message.Decoded.Contains(Words, StringComparison.Ordinal);
        message.Decoded.Contains("/appeal/", StringComparison.Ordinal).ShouldBe(shows);
        return shows;
    }
}
