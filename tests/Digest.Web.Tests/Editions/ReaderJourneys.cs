using System.Net;
using Digest.Signup;
using Digest.Storage;
using Digest.Subscribers;

namespace Digest.Web.Tests.Editions;

/// <summary>What readers live through, from the sign-up page to the last message.</summary>
public sealed class ReaderJourneys
{
    [Fact]
    public async Task A_reader_signs_up_confirms_gets_the_edition_leaves_and_later_stories_reach_only_those_who_stayed()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var stays = "stays@reader.example";
        await newsroom.ReaderAsync(stays);
        newsroom.Publish("ferry", "school");

        (await newsroom.Site.SignUpAsync("ana@reader.example")).Status.ShouldBe(HttpStatusCode.OK);
        await newsroom.Site.Get<AnswerRequests>().RunAsync();
        await newsroom.SubmitAsync();
        var confirmation = newsroom.Mail.TakeFor("ana@reader.example").ShouldHaveSingleItem();
        var link = confirmation.PathOf("/confirm/");
        (await newsroom.Site.GetAsync(link)).Status.ShouldBe(HttpStatusCode.OK);
        (await newsroom.Site.FindAsync("ana@reader.example"))!.Status.ShouldBe(SubscriberStatus.Pending);
        (await newsroom.Site.PostAsync(link)).Status.ShouldBe(HttpStatusCode.OK);
        await newsroom.SubmitAsync();
        newsroom.Mail.TakeFor("ana@reader.example").ShouldHaveSingleItem().Header("Subject").ShouldContain("Welcome");

        await newsroom.AtAsync(day: 2);
        var edition = newsroom.Mail.TakeFor("ana@reader.example").ShouldHaveSingleItem();
        edition.Stories.ShouldBe(["school", "ferry"]);
        edition.Header("Subject").ShouldBe("Story school");
        edition.Header("List-Unsubscribe-Post").ShouldBe("List-Unsubscribe=One-Click");
        var unsubscribe = new Uri(edition.Header("List-Unsubscribe").Trim('<', '>')).AbsolutePath;
        (await newsroom.Site.PostAsync(unsubscribe, ("List-Unsubscribe", "One-Click"))).Status.ShouldBe(HttpStatusCode.OK);

        newsroom.Publish("harbour");
        await newsroom.AtAsync(day: 3);
        newsroom.Mail.TakeFor("ana@reader.example").ShouldBeEmpty();
        newsroom.Mail.TakeFor(stays).Select(message => message.Stories).ShouldBe([["school", "ferry"], ["harbour"]]);
    }

    [Fact]
    public async Task A_long_headline_is_a_short_subject_and_stands_whole_where_there_is_room()
    {
        const string headline = "Exclusive: Library stays open four days, and takes to the road on two weekends of every month";
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync("ana@reader.example");
        newsroom.Publish("ferry");
        newsroom.Feed.Add("library", newsroom.Clock.GetUtcNow(), headline, "The van stops at the mill.");
        await newsroom.AtAsync(day: 2);
        var message = newsroom.Mail.TakeFor("ana@reader.example").ShouldHaveSingleItem();
        message.Stories.ShouldBe(["library", "ferry"]);
        message.Header("Subject").ShouldBe("Library stays open four days");
        message.Decoded.ShouldContain(">Story ferry&#847;", customMessage: "the preheader");
        message.Decoded.ShouldContain(headline);
        foreach (var path in new[] { "/editions", "/editions/2026-03-02", "/editions/2026-03-02/message", "/editions/feed.xml" })
            (await newsroom.Site.GetAsync(path)).Body.ShouldContain(headline, customMessage: path);
        (await newsroom.Site.GetAsync("/editions/2026-03-02/message")).Body.ShouldContain($"<title>{headline}</title>");
    }

    [Fact]
    public async Task A_weekly_reader_gets_the_week_in_one_message_on_their_day()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync("weekly@reader.example", Cadence.Weekly, days: 64);
        for (var day = 2; day <= 7; day++)
        {
            newsroom.Clock.Set(new DateTimeOffset(2026, 3, day, 6, 0, 0, TimeSpan.Zero));
            newsroom.Publish($"day{day}");
            await newsroom.AtAsync(day);
        }
        newsroom.Mail.TakeFor("weekly@reader.example").ShouldBeEmpty();
        await newsroom.AtAsync(day: 8);
        newsroom.Mail.TakeFor("weekly@reader.example").ShouldHaveSingleItem().Stories.ShouldBe(["day7", "day6", "day5", "day4", "day3", "day2"]);
        await newsroom.AtAsync(day: 15);
        newsroom.Mail.TakeFor("weekly@reader.example").ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_confirms_late_gets_what_the_latest_edition_had_and_what_is_new()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2);
        newsroom.Publish("second");
        await newsroom.AtAsync(day: 3);
        await newsroom.ReaderAsync("late@reader.example");
        newsroom.Publish("third");
        await newsroom.AtAsync(day: 4);
        newsroom.Mail.TakeFor("late@reader.example").ShouldHaveSingleItem().Stories.ShouldBe(["third", "second"]);
    }

    [Fact]
    public async Task A_message_that_failed_brings_its_stories_with_the_next_edition()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync("unlucky@reader.example");
        newsroom.Publish("first");
        newsroom.Mail.Answer = _ => MailServer.Refusal;
        await newsroom.AtAsync(day: 2);
        (await newsroom.Site.ScalarAsync<string>("SELECT status || ' ' || answer FROM messages")).ShouldBe("Failed 550 5.7.1 not today");
        newsroom.Mail.Answer = _ => null;
        newsroom.Publish("second");
        await newsroom.AtAsync(day: 3);
        newsroom.Mail.TakeFor("unlucky@reader.example").ShouldHaveSingleItem().Stories.ShouldBe(["second", "first"]);
    }

    [Fact]
    public async Task A_deferred_message_is_superseded_by_the_next_edition_which_brings_its_stories()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Outbox:GiveUpAfterHours", "48"));
        await newsroom.ReaderAsync("slow@reader.example");
        newsroom.Publish("first");
        newsroom.Mail.Answer = _ => MailServer.NotNow;
        await newsroom.AtAsync(day: 2);
        newsroom.Mail.Answer = _ => null;
        newsroom.Clock.Set(new DateTimeOffset(2026, 3, 3, 6, 59, 0, TimeSpan.Zero));
        newsroom.Publish("second");
        await newsroom.Site.Database.WriteAsync(session => session.ExecuteAsync("UPDATE messages SET due_at = @later", new { later = (newsroom.Clock.GetUtcNow() + TimeSpan.FromHours(1)).ToMilliseconds() }));
        await newsroom.AtAsync(day: 3);
        newsroom.Mail.TakeFor("slow@reader.example").ShouldHaveSingleItem().Stories.ShouldBe(["second", "first"]);
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM messages WHERE status = 'Superseded'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_pause_keeps_a_readers_place()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var reader = await newsroom.ReaderAsync("away@reader.example");
        await newsroom.Site.ExecuteAsync($"UPDATE subscribers SET paused_until = {new DateTimeOffset(2026, 3, 4, 0, 0, 0, TimeSpan.Zero).ToMilliseconds()} WHERE id = {reader}");
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2);
        newsroom.Publish("second");
        await newsroom.AtAsync(day: 3);
        newsroom.Mail.TakeFor("away@reader.example").ShouldBeEmpty();
        await newsroom.AtAsync(day: 4);
        newsroom.Mail.TakeFor("away@reader.example").ShouldHaveSingleItem().Stories.ShouldBe(["second", "first"]);
    }

    [Fact]
    public async Task A_reader_who_follows_topics_gets_those_and_is_up_to_date_when_there_are_none()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var reader = await newsroom.ReaderAsync("sea@reader.example", topics: """["Sea"]""");
        newsroom.Feed.Add("roof", newsroom.Clock.GetUtcNow(), topics: "Schools");
        await newsroom.AtAsync(day: 2);
        newsroom.Mail.TakeFor("sea@reader.example").ShouldBeEmpty();
        (await newsroom.Site.ScalarAsync<int>($"SELECT position FROM subscribers WHERE id = {reader}")).ShouldBe(1);
        newsroom.Feed.Add("gym", newsroom.Clock.GetUtcNow(), topics: "Schools");
        newsroom.Feed.Add("ferry", newsroom.Clock.GetUtcNow(), topics: "Sea");
        await newsroom.AtAsync(day: 3);
        newsroom.Mail.TakeFor("sea@reader.example").ShouldHaveSingleItem().Stories.ShouldBe(["ferry"]);
    }

    [Fact]
    public async Task A_readers_own_hour_is_kept()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync("evening@reader.example", hour: 19, zone: "Europe/Madrid");
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2);
        await newsroom.AtAsync(day: 2, hour: 17, minute: 59);
        newsroom.Mail.TakeFor("evening@reader.example").ShouldBeEmpty();
        await newsroom.AtAsync(day: 2, hour: 18);
        var message = newsroom.Mail.TakeFor("evening@reader.example").ShouldHaveSingleItem();
        message.Header("Date").ShouldStartWith("Mon, 02 Mar 2026 18:00:00");
    }

    [Fact]
    public async Task Readers_with_equal_choices_share_one_variant_and_each_gets_their_own_links()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync("one@reader.example");
        await newsroom.ReaderAsync("two@reader.example");
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2);
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM variants WHERE edition_id IS NOT NULL")).ShouldBe(1);
        var one = newsroom.Mail.TakeFor("one@reader.example").Single();
        var two = newsroom.Mail.TakeFor("two@reader.example").Single();
        one.PathOf("/preferences/").ShouldNotBe(two.PathOf("/preferences/"));
        one.Header("Message-ID").ShouldNotBe(two.Header("Message-ID"));
    }
}
