namespace Digest.Web.Tests.Editions;

/// <summary>What a newsroom lives through: days with and without news, standstills, mistakes.</summary>
public sealed class EditionJourneys
{
    private const string Reader = "reader@reader.example";

    [Fact]
    public async Task One_edition_closes_a_day_however_often_the_job_runs()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync(Reader);
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2, hour: 6, minute: 59);
        newsroom.Mail.TakeFor(Reader).ShouldBeEmpty();
        await newsroom.AtAsync(day: 2);
        newsroom.Publish("second");
        await newsroom.AtAsync(day: 2, hour: 7, minute: 1);
        await newsroom.AtAsync(day: 2, hour: 23, minute: 59);
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["first"]);
        await newsroom.AtAsync(day: 3);
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["second"]);
    }

    [Fact]
    public async Task Without_news_there_is_no_edition_that_day()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync(Reader);
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2);
        newsroom.Mail.TakeFor(Reader).Count.ShouldBe(1);
        await newsroom.AtAsync(day: 3);
        newsroom.Publish("afterwards");
        await newsroom.AtAsync(day: 3, hour: 7, minute: 30);
        newsroom.Mail.TakeFor(Reader).ShouldBeEmpty();
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM editions WHERE state = 'Closed'")).ShouldBe(1);
        await newsroom.AtAsync(day: 4);
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["afterwards"]);
    }

    [Fact]
    public async Task A_new_installation_has_nothing_to_catch_up()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Editions:SendAt", "05:30"));
        await newsroom.ReaderAsync(Reader);
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2, hour: 6, minute: 1);
        newsroom.Mail.TakeFor(Reader).ShouldBeEmpty();
        await newsroom.AtAsync(day: 3, hour: 5, minute: 30);
        newsroom.Mail.TakeFor(Reader).Count.ShouldBe(1);
    }

    [Fact]
    public async Task After_a_standstill_the_edition_goes_late_but_not_too_late()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Editions:MaxLatenessHours", "6"));
        await newsroom.ReaderAsync(Reader);
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2, hour: 12, minute: 59);
        newsroom.Mail.TakeFor(Reader).Count.ShouldBe(1);
        newsroom.Publish("second");
        await newsroom.AtAsync(day: 3, hour: 13, minute: 1);
        newsroom.Mail.TakeFor(Reader).ShouldBeEmpty();
        (await newsroom.Site.ScalarAsync<string>("SELECT state FROM editions WHERE day = '2026-03-03'")).ShouldBe("Held");

        (await newsroom.SendNowAsync()).ShouldNotBeNull().Day.ShouldBe("2026-03-03");
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["second"]);
    }

    [Fact]
    public async Task What_was_too_late_goes_with_the_next_edition_when_nobody_sends_it()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync(Reader);
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2, hour: 20);
        newsroom.Publish("second");
        await newsroom.AtAsync(day: 3);
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["second", "first"]);
        (await newsroom.Site.ScalarAsync<string>("SELECT state FROM editions WHERE day = '2026-03-02'")).ShouldBe("Skipped");
    }

    [Fact]
    public async Task A_hold_that_nobody_touches_ends_at_its_time()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Editions:HoldMinutes", "30"));
        await newsroom.ReaderAsync(Reader);
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2);
        await newsroom.AtAsync(day: 2, hour: 7, minute: 29);
        newsroom.Mail.TakeFor(Reader).ShouldBeEmpty();
        newsroom.Publish("just in time");
        await newsroom.AtAsync(day: 2, hour: 7, minute: 30);
        newsroom.Mail.TakeFor(Reader).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_template_that_fails_holds_the_edition_until_it_is_mended_and_nobody_gets_half_a_message()
    {
        var broken = new EditedTemplates();
        await using var newsroom = await Newsroom.OpenAsync(services => broken.PutInPlace(services));
        await newsroom.ReaderAsync(Reader);
        newsroom.Publish("first");
        broken.IsBroken = true;
        await newsroom.AtAsync(day: 2);
        newsroom.Mail.TakeFor(Reader).ShouldBeEmpty();
        (await newsroom.Site.ScalarAsync<string>("SELECT state || ': ' || held_because FROM editions")).ShouldBe("Held: templates/Digest.html.cshtml: broken");
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM messages")).ShouldBe(0);
        broken.IsBroken = false;
        await newsroom.RunAsync("prepare-messages");
        await newsroom.SubmitAsync();
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["first"]);
    }

    [Fact]
    public async Task A_changed_story_is_not_news()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync(Reader);
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2);
        newsroom.Mail.TakeFor(Reader).Count.ShouldBe(1);
        newsroom.Feed.Rewrite("first", "Another headline");
        await newsroom.AtAsync(day: 3);
        newsroom.Mail.TakeFor(Reader).ShouldBeEmpty();
        (await newsroom.Site.ScalarAsync<string>("SELECT headline FROM stories")).ShouldBe("Another headline");
    }

    [Fact]
    public async Task Only_so_many_stories_are_shown_and_what_was_cut_was_offered()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Editions:MaxStories", "2"));
        await newsroom.ReaderAsync(Reader);
        newsroom.Publish("ash", "bay", "cod", "dew");
        await newsroom.AtAsync(day: 2);
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["dew", "cod"]);
        newsroom.Publish("e");
        await newsroom.AtAsync(day: 3);
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["e"]);
    }

    [Fact]
    public async Task Related_stories_stand_beside_their_story_and_are_never_in_the_edition_already()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Editions:RelatedRestDays", "0"));
        await newsroom.ReaderAsync(Reader);
        var now = newsroom.Clock.GetUtcNow();
        newsroom.Feed.Add("ferry-old", now - TimeSpan.FromHours(5), "Ferry Marguerite fails its hull survey", "The ferry Marguerite failed its hull survey, the harbour board said.");
        newsroom.Feed.Add("bakery", now - TimeSpan.FromHours(4), "Bakery wins prize for rye bread", "A bakery on Mill Lane won a prize for its rye bread.");
        newsroom.Feed.Add("chess", now - TimeSpan.FromHours(3), "Chess club moves to the old library", "The chess club has found new rooms in the old library.");
        await newsroom.AtAsync(day: 2);
        newsroom.Mail.TakeFor(Reader).Count.ShouldBe(1);
        newsroom.Feed.Add("ferry-new", now + TimeSpan.FromHours(2), "Marguerite's hull survey: ferry stays in harbour until May", "The ferry Marguerite stays in harbour after the hull survey.");
        await newsroom.AtAsync(day: 3);
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["ferry-new", "ferry-old"]);

        await newsroom.ReaderAsync("new@reader.example");
        newsroom.Publish("third");
        await newsroom.AtAsync(day: 4);
        var both = newsroom.Mail.TakeFor("new@reader.example").ShouldHaveSingleItem();
        both.Stories.ShouldBe(["third", "ferry-new", "ferry-old"]);
    }

    [Fact]
    public async Task Send_now_closes_as_often_as_there_is_news_and_ignores_readers_hours()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync(Reader, hour: 20, zone: "UTC");
        newsroom.Publish("first");
        (await newsroom.SendNowAsync()).ShouldNotBeNull();
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["first"]);
        (await newsroom.SendNowAsync()).ShouldBeNull();
        newsroom.Publish("second");
        (await newsroom.SendNowAsync()).ShouldNotBeNull().Slug.ShouldBe("2026-03-02-2");
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["second"]);
        await newsroom.AtAsync(day: 2);
        newsroom.Mail.TakeFor(Reader).ShouldBeEmpty();
    }

    [Fact]
    public async Task Send_now_finishes_an_edition_that_is_closed_before_it_closes_another()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync(Reader);
        newsroom.Publish("first");
        newsroom.Mail.Answer = _ => MailServer.Lost;
        await newsroom.AtAsync(day: 2);
        newsroom.Mail.Answer = _ => null;
        newsroom.Publish("second");
        (await newsroom.SendNowAsync()).ShouldNotBeNull().Slug.ShouldBe("2026-03-02");
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["first"]);
        (await newsroom.SendNowAsync()).ShouldNotBeNull().Slug.ShouldBe("2026-03-02-2");
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["second"]);
    }

    [Fact]
    public async Task A_restart_in_the_middle_of_preparation_goes_on_where_it_stopped()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var readers = new List<long>();
        for (var at = 0; at < 6; at++)
            readers.Add(await newsroom.ReaderAsync($"reader{at}@reader.example"));
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2);
        await newsroom.Site.Database.WriteAsync(async session =>
        {
            await session.ExecuteAsync("UPDATE editions SET prepared_at = NULL, prepared_to = @half", new { half = readers[2] });
            await session.ExecuteAsync("DELETE FROM attempts WHERE message_id IN (SELECT id FROM messages WHERE subscriber_id > @half)", new { half = readers[2] });
            await session.ExecuteAsync("DELETE FROM messages WHERE subscriber_id > @half", new { half = readers[2] });
            await session.ExecuteAsync("UPDATE subscribers SET position = 0 WHERE id > @half", new { half = readers[2] });
        });
        await newsroom.RunAsync("prepare-messages");
        await newsroom.SubmitAsync();
        for (var at = 0; at < 6; at++)
            newsroom.Mail.TakeFor($"reader{at}@reader.example").Count.ShouldBe(at < 3 ? 1 : 2);
    }

    [Fact]
    public async Task The_archive_shows_the_edition_without_anybodys_links()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2);
        (await newsroom.Site.GetAsync("/")).Body.ShouldContain("/editions/2026-03-02");
        var message = await newsroom.Site.GetAsync("/editions/2026-03-02/message");
        message.Body.ShouldContain("Story first");
        message.Body.ShouldNotContain("/unsubscribe/");
        message.Body.ShouldNotContain("/preferences/");
    }
}
