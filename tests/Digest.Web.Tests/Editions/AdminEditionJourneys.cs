using System.Net;
using System.Text.RegularExpressions;
using Digest.Editions;
using Digest.Mail;
using Digest.Outbox;
using Digest.Subscribers;
using Digest.Web.Security;

namespace Digest.Web.Tests.Editions;

/// <summary>What editors do with editions on the admin's pages, often two of them at once.</summary>
public sealed partial class AdminEditionJourneys
{
    private const string Reader = "reader@reader.example";

    [Fact]
    public async Task A_paused_edition_keeps_its_messages_and_resumed_submits_each_exactly_once()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Smtp:MaxConnections", "1"));
        for (var at = 0; at < 30; at++)
            await newsroom.ReaderAsync($"reader{at}@reader.example");
        newsroom.Publish("first");
        using var ada = await SignInAsync(newsroom, "Ada");
        using var grace = await SignInAsync(newsroom, "Grace");
        var taken = 0;
        newsroom.Mail.Answer = _ =>
        {
            // In the middle of a batch that is claimed already.
            if (++taken == 5)
                ada.SubmitAsync("/admin/editions/1?handler=Pause").GetAwaiter().GetResult().Status.ShouldBe(HttpStatusCode.SeeOther);
            return null;
        };
        await newsroom.AtAsync(day: 2);
        taken.ShouldBeInRange(5, 6, "what is on the wire finishes, nothing else begins");
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM messages WHERE status = 'Prepared' AND lease IS NULL")).ShouldBe(30 - taken);
        var page = await grace.GetAsync("/admin/editions/1");
        page.Body.ShouldContain("Paused by Ada");
        (await grace.SubmitAsync("/admin/editions/1?handler=Pause")).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await grace.GetAsync("/admin/editions/1")).Body.ShouldContain("was paused already");

        await newsroom.AtAsync(day: 2, hour: 8);
        taken.ShouldBeInRange(5, 6);
        await grace.SubmitAsync("/admin/editions/1?handler=Resume");
        await newsroom.SubmitAsync();
        for (var at = 0; at < 30; at++)
            newsroom.Mail.TakeFor($"reader{at}@reader.example").Count.ShouldBe(1, $"reader {at}");
        var after = await grace.GetAsync("/admin/editions/1");
        after.Body.ShouldContain("Ada paused it");
        after.Body.ShouldContain("Grace resumed it");
    }

    [Fact]
    public async Task What_readers_wait_for_passes_a_paused_edition_and_an_outage_does_not_touch_it()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync(Reader);
        newsroom.Publish("first");
        newsroom.Mail.Answer = _ => MailServer.Lost;
        await newsroom.AtAsync(day: 2);
        newsroom.Mail.Answer = _ => null;
        (await newsroom.Site.Get<EditionPause>().PauseAsync(1, "Ada")).ShouldBeTrue();
        newsroom.Clock.Advance(TimeSpan.FromDays(4));
        await newsroom.Site.Get<OutboxClaims>().DeferDueAsync("the server cannot be reached", newsroom.Clock.GetUtcNow(), TimeSpan.FromHours(72));
        (await newsroom.Site.ScalarAsync<string>("SELECT status FROM messages WHERE finished_at IS NULL")).ShouldBe("Deferred");
        (await newsroom.Site.SignUpAsync("new@reader.example")).Status.ShouldNotBe(HttpStatusCode.InternalServerError);
        await newsroom.Site.Get<Digest.Signup.AnswerRequests>().RunAsync();
        await newsroom.SubmitAsync();
        newsroom.Mail.TakeFor("new@reader.example").Count.ShouldBe(1);
        newsroom.Mail.TakeFor(Reader).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_next_edition_takes_along_what_a_paused_one_has_not_submitted()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync(Reader);
        newsroom.Publish("first");
        newsroom.Mail.Answer = _ => MailServer.NotNow;
        await newsroom.AtAsync(day: 2);
        newsroom.Mail.Answer = _ => null;
        (await newsroom.Site.Get<EditionPause>().PauseAsync(1, "Ada")).ShouldBeTrue();
        newsroom.Publish("second");
        await newsroom.AtAsync(day: 3);
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["second", "first"]);
        await newsroom.Site.Get<EditionPause>().ResumeAsync(1, "Ada");
        await newsroom.SubmitAsync();
        newsroom.Mail.TakeFor(Reader).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_given_up_of_a_paused_edition_comes_with_the_next_one()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync(Reader, hour: 20, zone: "UTC");
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2);
        using var ada = await SignInAsync(newsroom, "Ada");
        (await newsroom.Site.Get<EditionPause>().GiveUpAsync(1, "Ada")).ShouldBeNull("only what is paused is given up");
        await ada.GetAsync("/admin/editions/1");
        await ada.SubmitAsync("/admin/editions/1?handler=Pause");
        await ada.SubmitAsync("/admin/editions/1?handler=GiveUp");
        (await ada.GetAsync("/admin/editions/1")).Body.ShouldContain("1 message was given up");
        await newsroom.AtAsync(day: 2, hour: 20);
        newsroom.Mail.TakeFor(Reader).ShouldBeEmpty();
        newsroom.Publish("second");
        await newsroom.AtAsync(day: 3);
        await newsroom.AtAsync(day: 3, hour: 20);
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.Order(StringComparer.Ordinal).ShouldBe(["first", "second"]);
    }

    [Fact]
    public async Task Skipped_today_its_stories_and_the_readers_of_the_day_come_tomorrow()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync(Reader);
        await newsroom.ReaderAsync("monday@reader.example", Cadence.Weekly, days: 1);
        newsroom.Publish("first");
        using var ada = await SignInAsync(newsroom, "Ada");
        using var grace = await SignInAsync(newsroom, "Grace");
        await ada.GetAsync("/admin/editions");
        await grace.GetAsync("/admin/editions");
        await ada.SubmitAsync("/admin/editions?handler=Skip", ("day", "2026-03-02"));
        await grace.SubmitAsync("/admin/editions?handler=Skip", ("day", "2026-03-02"));
        (await grace.GetAsync("/admin/editions")).Body.ShouldContain("was skipped already");
        await newsroom.AtAsync(day: 2);
        newsroom.Mail.TakeFor(Reader).ShouldBeEmpty();
        newsroom.Publish("second");
        await newsroom.AtAsync(day: 3);
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["second", "first"]);
        newsroom.Mail.TakeFor("monday@reader.example").ShouldHaveSingleItem().Stories.ShouldBe(["second", "first"]);
        newsroom.Publish("third");
        await newsroom.AtAsync(day: 4);
        newsroom.Mail.TakeFor(Reader).Count.ShouldBe(1);
        newsroom.Mail.TakeFor("monday@reader.example").ShouldBeEmpty("their day was made up for once");
    }

    [Fact]
    public async Task Skipping_can_be_taken_back_until_its_time_has_passed()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync(Reader);
        newsroom.Publish("first");
        using var ada = await SignInAsync(newsroom, "Ada");
        await ada.GetAsync("/admin/editions");
        await ada.SubmitAsync("/admin/editions?handler=Skip", ("day", "2026-03-02"));
        (await ada.GetAsync("/admin/editions")).Body.ShouldContain("3 Mar, 07:00");
        await ada.SubmitAsync("/admin/editions?handler=TakeBack", ("id", "1"));
        (await ada.GetAsync("/admin/editions")).Body.ShouldContain("goes at its time after all");
        await newsroom.AtAsync(day: 2);
        newsroom.Mail.TakeFor(Reader).Count.ShouldBe(1);

        await ada.GetAsync("/admin/editions");
        await ada.SubmitAsync("/admin/editions?handler=Skip", ("day", "2026-03-03"));
        await newsroom.AtAsync(day: 3);
        await ada.SubmitAsync("/admin/editions?handler=TakeBack", ("id", "2"));
        (await ada.GetAsync("/admin/editions")).Body.ShouldContain("its time has passed");
        await ada.SubmitAsync("/admin/editions?handler=Skip", ("day", "2026-03-02"));
        (await ada.GetAsync("/admin/editions")).Body.ShouldContain("has closed already");
    }

    [Fact]
    public async Task Send_now_pressed_by_two_admins_at_once_sends_once()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync(Reader, hour: 20, zone: "UTC");
        newsroom.Publish("first");
        using var ada = await SignInAsync(newsroom, "Ada");
        using var grace = await SignInAsync(newsroom, "Grace");
        var first = SeenIn((await ada.GetAsync("/admin/editions/send")).Body);
        await grace.GetAsync("/admin/editions/send");
        await ada.SubmitAsync("/admin/editions/send", ("seen", first));
        await grace.SubmitAsync("/admin/editions/send", ("seen", first));
        (await grace.GetAsync("/admin/editions")).Body.ShouldContain("asked for an edition to go a moment ago");
        await newsroom.RunAsync("send-now");
        await newsroom.SubmitAsync();
        newsroom.Publish("second");
        await ada.SubmitAsync("/admin/editions/send", ("seen", first));
        (await ada.GetAsync("/admin/editions")).Body.ShouldContain("closed since you looked");
        await newsroom.RunAsync("send-now");
        await newsroom.SubmitAsync();
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["first"]);
        (await ada.GetAsync("/admin/editions/1")).Body.ShouldContain("Ada closed it by hand");
        (await ada.GetAsync("/admin/editions")).Body.ShouldContain("goes to 1 reader");
    }

    [Fact]
    public async Task A_machine_that_dies_between_closing_and_the_note_of_it_goes_on_with_the_same_edition()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync(Reader);
        newsroom.Publish("first");
        (await newsroom.Site.Get<SendRequests>().AskAsync("Ada", heldId: null, lastClosing: 0)).ShouldBe(AskOutcome.Asked);
        await newsroom.RunAsync("send-now");
        await newsroom.SubmitAsync();
        newsroom.Publish("second");
        await newsroom.Site.ExecuteAsync("UPDATE send_requests SET handled_at = NULL");
        await newsroom.RunAsync("send-now");
        await newsroom.SubmitAsync();
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM editions")).ShouldBe(1);
        newsroom.Mail.TakeFor(Reader).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_held_edition_is_let_go_in_time_and_keeps_to_its_readers_hours()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Editions:HoldMinutes", "60"));
        await newsroom.ReaderAsync(Reader);
        await newsroom.ReaderAsync("evening@reader.example", hour: 20, zone: "UTC");
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2);
        using var ada = await SignInAsync(newsroom, "Ada");
        var page = await ada.GetAsync("/admin/editions");
        page.Body.ShouldContain("Held");
        await ada.SubmitAsync("/admin/editions?handler=Release", ("id", "1"), ("seen", SeenIn(page.Body)));
        await newsroom.RunAsync("send-now");
        await newsroom.SubmitAsync();
        newsroom.Mail.TakeFor(Reader).Count.ShouldBe(1);
        newsroom.Mail.TakeFor("evening@reader.example").ShouldBeEmpty();
        await newsroom.AtAsync(day: 2, hour: 8);
        await newsroom.AtAsync(day: 2, hour: 20);
        newsroom.Mail.TakeFor("evening@reader.example").Count.ShouldBe(1);
        newsroom.Mail.TakeFor(Reader).ShouldBeEmpty();
        (await ada.GetAsync("/admin/editions/1")).Body.ShouldContain("Ada released it");
    }

    [Fact]
    public async Task An_edition_that_waits_because_it_is_too_late_goes_or_is_skipped_as_somebody_says()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync(Reader);
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2, hour: 20);
        using var ada = await SignInAsync(newsroom, "Ada");
        var page = await ada.GetAsync("/admin/editions");
        page.Body.ShouldContain("It waits for somebody: it was due at");
        await ada.SubmitAsync("/admin/editions?handler=SkipHeld", ("id", "1"));
        (await newsroom.Site.ScalarAsync<string>("SELECT state FROM editions")).ShouldBe("Skipped");
        await newsroom.AtAsync(day: 3, hour: 20);
        await ada.SubmitAsync("/admin/editions?handler=Release", ("id", "2"), ("seen", SeenIn((await ada.GetAsync("/admin/editions")).Body)));
        await newsroom.RunAsync("send-now");
        await newsroom.SubmitAsync();
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["first"]);
    }

    [Fact]
    public async Task A_test_is_answered_in_the_servers_words_and_counted_nowhere()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        newsroom.Publish("first");
        await newsroom.WorkAsync();
        using var ada = await SignInAsync(newsroom, "Ada");
        await ada.GetAsync("/admin/editions/next");
        var slip = await ada.SubmitAsync("/admin/editions/next?handler=Test", ("address", "ada at news.example"));
        slip.Body.ShouldContain("An address has an @ in it");
        slip.Body.ShouldContain("value=\"ada at news.example\"");

        await ada.SubmitAsync("/admin/editions/next?handler=Test", ("address", "ada@news.example"));
        (await ada.GetAsync("/admin/editions/next")).Body.ShouldContain("250 2.0.0 ok");
        var test = newsroom.Mail.TakeFor("ada@news.example").ShouldHaveSingleItem();
        test.Header("Subject").ShouldBe("[Test] Story first");
        test.Header("To").ShouldContain("ada@news.example");
        (await newsroom.Site.GetAsync(test.PathOf("/unsubscribe/"))).Body.ShouldNotContain("Unsubscribe</button>");

        await ada.SubmitAsync("/admin/editions/next?handler=Test", ("address", "ada@news.example"));
        (await ada.GetAsync("/admin/editions/next")).Body.ShouldContain("A test was submitted a moment ago");
        newsroom.Clock.Advance(SampleSubmission.Rest);
        newsroom.Mail.Answer = _ => MailServer.Refusal;
        await ada.SubmitAsync("/admin/editions/next?handler=Test", ("address", "ada@news.example"));
        var refused = await ada.GetAsync("/admin/editions/next");
        refused.Body.ShouldContain("550 5.7.1 not today");
        refused.Body.ShouldContain("A rule of the server forbids it");
        refused.Body.ShouldContain("value=\"ada@news.example\"");
        (await newsroom.Site.ScalarAsync<int>("SELECT (SELECT COUNT(*) FROM messages) + (SELECT COUNT(*) FROM attempts) + (SELECT COUNT(*) FROM variants)")).ShouldBe(0);
    }

    [Fact]
    public async Task The_frame_shows_the_coming_edition_to_admins_only_and_under_the_policy_of_messages()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        newsroom.Publish("first");
        await newsroom.WorkAsync();
        (await newsroom.Site.GetAsync("/admin/editions/next/message")).Status.ShouldBe(HttpStatusCode.Redirect);
        using var ada = await SignInAsync(newsroom, "Ada");
        var html = await ada.GetAsync("/admin/editions/next/message?part=html");
        html.Body.ShouldContain("Story first");
        html.Headers["Content-Security-Policy"].ShouldContain("default-src 'none'; img-src https: data:; style-src 'unsafe-inline'");
        var text = await ada.GetAsync("/admin/editions/next/message?part=text");
        text.Type.ShouldBe("text/plain");
        text.Body.ShouldContain("Story first");
        (await ada.GetAsync("/admin/editions/7/message")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await ada.GetAsync("/admin/editions/7")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Failed_for_the_senders_sake_is_submitted_once_more_and_nobody_gets_a_story_twice()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync(Reader);
        await newsroom.ReaderAsync("gone@reader.example");
        await newsroom.ReaderAsync("weekly@reader.example", Cadence.Weekly, days: 1);
        newsroom.Publish("first");
        newsroom.Mail.Answer = message => new SubmissionOutcome.Refused(message.To.StartsWith("gone", StringComparison.Ordinal) ? new SmtpAnswer(550, "5.1.1", "nobody here") : new SmtpAnswer(550, "5.7.1", "no relaying"), SmtpStage.Recipient);
        await newsroom.AtAsync(day: 2);
        newsroom.Mail.Answer = _ => null;
        using var ada = await SignInAsync(newsroom, "Ada");
        (await ada.GetAsync("/admin/editions/1")).Body.ShouldContain("Submit 2 failed once more");
        newsroom.Publish("second");
        await newsroom.AtAsync(day: 3);
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["second", "first"]);
        // Who has had the story with the next edition does not get it again.
        await ada.SubmitAsync("/admin/editions/1?handler=Retry");
        await newsroom.SubmitAsync();
        newsroom.Mail.TakeFor("weekly@reader.example").ShouldHaveSingleItem().Stories.ShouldBe(["first"]);
        newsroom.Mail.TakeFor(Reader).ShouldBeEmpty();
        newsroom.Mail.TakeFor("gone@reader.example").ShouldHaveSingleItem().Stories.ShouldBe(["second", "first"]);
        await newsroom.AtAsync(day: 9);
        newsroom.Mail.TakeFor("weekly@reader.example").ShouldHaveSingleItem().Stories.ShouldBe(["second"]);
    }

    [Fact]
    public async Task The_answers_stand_behind_each_state_without_what_differs_between_messages()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        for (var at = 0; at < 4; at++)
            await newsroom.ReaderAsync($"reader{at}@reader.example");
        newsroom.Publish("first");
        newsroom.Mail.Answer = message => message.To.StartsWith("reader0", StringComparison.Ordinal)
            ? MailServer.Refusal
            : new SubmissionOutcome.Submitted(new SmtpAnswer(250, "2.0.0", $"<{message.To}> queued as 4F3A9{message.To[6]}B2C1"));
        await newsroom.AtAsync(day: 2);
        using var ada = await SignInAsync(newsroom, "Ada");
        var page = (await ada.GetAsync("/admin/editions/1")).Body;
        page.ShouldContain("250 2.0.0 &#x2026; queued as &#x2026;");
        page.ShouldContain("550 5.7.1 not today");
        page.ShouldContain("/admin/outbox?edition=1&amp;status=Failed");
        page.ShouldContain("Submitted in part");
        (await ada.GetAsync("/admin/editions")).Body.ShouldContain("Submitted in part");
    }

    private static async Task<Browser> SignInAsync(Newsroom newsroom, string name)
    {
        var browser = new Browser(newsroom.Site.Address);
        var link = new Uri(await newsroom.Site.Get<AdminLinks>().CreateAsync()).AbsolutePath;
        await browser.GetAsync(link);
        await browser.SubmitAsync(link, ("name", name), ("password", "correct horse battery"));
        await browser.GetAsync("/admin");
        return browser;
    }

    private static string SeenIn(string body) => Seen().Match(body).Groups["seen"].Value;

    [GeneratedRegex("name=\"seen\" value=\"(?<seen>[0-9]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Seen();
}
