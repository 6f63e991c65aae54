using System.Net;
using Digest.Editions;
using Digest.Jobs;
using Digest.Jobs.Alerts;
using Digest.Jobs.Alerts.Conditions;
using Digest.Mail;
using Digest.Outbox;
using Digest.Stories;
using Digest.Web.Pages.Admin.Overview;
using Digest.Web.Tests.Admin;
using Digest.Web.Tests.Editions;
using Microsoft.Extensions.DependencyInjection;

namespace Digest.Web.Tests.Alerts;

/// <summary>What the watch finds, in a newsroom where one thing after the other goes wrong.</summary>
public sealed class WatchJourneys
{
    private const string Reader = "reader@reader.example";

    [Fact]
    public async Task On_a_good_day_nothing_is_found()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync(Reader);
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2);
        (await FoundAsync(newsroom, TimeSpan.FromMinutes(30))).ShouldBeEmpty();
        (await newsroom.Site.ScalarAsync<long>("SELECT watched_at FROM installation")).ShouldBe(newsroom.Clock.GetUtcNow().ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task An_edition_that_is_due_and_not_closed_is_found_until_it_is_closed()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        newsroom.Publish("first");
        newsroom.Clock.Set(At(2, 7, 9));
        (await FoundAsync(newsroom)).ShouldBeEmpty();
        var found = (await FoundAsync(newsroom, TimeSpan.FromMinutes(2))).ShouldHaveSingleItem();
        found.Key.ShouldBe("edition-waits:late:2026-03-02");
        found.Problem.ShouldBe("The edition of 2 March has not been closed: it was due at 07:00.");
        await newsroom.WorkAsync();
        (await FoundAsync(newsroom)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_edition_held_because_it_is_late_is_found_and_one_that_waits_for_a_last_look_is_not()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Editions:HoldMinutes", "30"));
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2);
        (await FoundAsync(newsroom)).ShouldBeEmpty();
        await newsroom.AtAsync(day: 2, hour: 15);
        var found = (await FoundAsync(newsroom)).ShouldHaveSingleItem();
        found.Key.ShouldStartWith("edition-waits:held:");
        found.Problem.ShouldContain("more than 6 hours ago");
        await newsroom.SendNowAsync();
        (await FoundAsync(newsroom)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_edition_whose_template_failed_and_one_that_nobody_prepares_are_found()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        newsroom.Publish("first");
        newsroom.Clock.Set(At(2, 7));
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        (await newsroom.Site.Get<CloseEdition>().RunAsync()).ShouldNotBeNull();
        (await FoundAsync(newsroom)).ShouldBeEmpty();
        (await FoundAsync(newsroom, TimeSpan.FromMinutes(61))).ShouldHaveSingleItem().Key.ShouldBe("edition-waits:unprepared:1");
        await newsroom.Site.Database.WriteAsync(session => EditionRows.HoldAsync(session, 1, "Digest.html.cshtml: a member is missing"));
        var found = (await FoundAsync(newsroom)).ShouldHaveSingleItem();
        found.Key.ShouldBe("edition-waits:held:1");
        found.Problem.ShouldContain("Digest.html.cshtml: a member is missing");
    }

    [Fact]
    public async Task An_edition_that_is_prepared_and_does_not_move_is_found_after_an_hour()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync(Reader);
        await newsroom.ReaderAsync("evening@reader.example", hour: 20, zone: "UTC");
        newsroom.Publish("first");
        newsroom.Clock.Set(At(2, 7));
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        await newsroom.RunAsync("close-edition");
        var keys = (await FoundAsync(newsroom, TimeSpan.FromMinutes(61))).Select(one => one.Key).ToList();
        keys.ShouldBe(["submitting-stands", "edition-stuck:1"], ignoreOrder: true);
        (await newsroom.Site.ScalarAsync<string>("SELECT problem FROM alerts WHERE key = 'edition-stuck:1'")).ShouldNotBeNull().ShouldContain("1 message wait");
        await newsroom.SubmitAsync();
        (await FoundAsync(newsroom)).ShouldBeEmpty("the other waits for its reader's hour");
    }

    [Fact]
    public async Task An_edition_that_somebody_paused_is_no_alarm_but_stands_on_the_overview()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync(Reader);
        newsroom.Publish("first");
        newsroom.Clock.Set(At(2, 7));
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        await newsroom.RunAsync("close-edition");
        await newsroom.Site.ExecuteAsync($"UPDATE editions SET paused_at = {newsroom.Clock.GetUtcNow().ToUnixTimeMilliseconds()}, paused_by = 'Grace'");
        (await FoundAsync(newsroom, TimeSpan.FromHours(2))).ShouldBeEmpty();
        var items = await newsroom.Site.Get<Attention>().ReadAsync([], [], new Dictionary<long, EditionFigures>(), CancellationToken.None);
        items.ShouldHaveSingleItem().Problem.ShouldBe("Edition 2026-03-02 is paused by Grace, and messages of it wait.");
        await newsroom.Site.ExecuteAsync("UPDATE editions SET paused_at = NULL");
        (await FoundAsync(newsroom)).ShouldContain(one => one.Key == "edition-stuck:1");
    }

    [Fact]
    public async Task A_pause_of_submitting_is_found_when_messages_wait_for_it()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.Site.Get<JobBoard>().PauseAsync(DigestTimetable.SubmittingLoop);
        (await FoundAsync(newsroom)).ShouldBeEmpty();
        await newsroom.Site.AskAsync(Reader);
        (await FoundAsync(newsroom, TimeSpan.FromMinutes(6))).ShouldHaveSingleItem().Problem.ShouldContain("Submitting is paused");
    }

    [Fact]
    public async Task A_mail_server_that_is_out_is_found_after_two_minutes_and_found_to_be_back_by_asking()
    {
        var server = new ClosableServer { Closed = new OpeningFailedException(OpeningFailure.SignInRefused, "mail.news.example:587: the server refused the sign-in: 535 5.7.8 no ada@news.example") };
        await using var newsroom = await Newsroom.OpenAsync(services => services.AddSingleton<ITransport>(server));
        await newsroom.Site.AskAsync(Reader);
        await newsroom.SubmitAsync();
        (await FoundAsync(newsroom)).ShouldBeEmpty();
        var found = (await FoundAsync(newsroom, TimeSpan.FromMinutes(2))).ShouldHaveSingleItem();
        found.Key.ShouldBe("mail-server");
        found.Problem.ShouldContain("535 5.7.8");
        found.Problem.ShouldNotContain("ada@");
        found.Remedy.ShouldContain("User name or password is wrong");
        server.Closed = null;
        (await FoundAsync(newsroom, TimeSpan.FromMinutes(10))).ShouldNotContain(one => one.Key == "mail-server");
    }

    [Fact]
    public async Task The_same_refusal_to_one_reader_after_the_other_is_put_down_to_the_sender()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await ReadersAsync(newsroom, SenderRefusals.InARow);
        newsroom.Mail.Answer = message => new SubmissionOutcome.Refused(new SmtpAnswer(550, "5.7.1", $"<{message.To}> not for you"), SmtpStage.Recipient);
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2);
        var found = (await FoundAsync(newsroom)).ShouldHaveSingleItem();
        found.Key.ShouldBe("sender-refused:1");
        found.Problem.ShouldContain("550 5.7.1 (an address) not for you");
    }

    [Fact]
    public async Task Bad_addresses_one_after_the_other_are_not_the_sender_s_fault_but_their_share_is_told()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await ReadersAsync(newsroom, MessagesFail.Least);
        newsroom.Mail.Answer = message => message.To.StartsWith("r1", StringComparison.Ordinal) ? new SubmissionOutcome.Refused(new SmtpAnswer(550, "5.1.1", "no such mailbox"), SmtpStage.Recipient) : null;
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2);
        var found = (await FoundAsync(newsroom)).ShouldHaveSingleItem();
        found.Key.ShouldBe("messages-fail:1");
        found.Problem.ShouldBe("11 of 20 messages of edition 2026-03-02 failed (55 %).");
        found.Remedy.ShouldContain("550 5.1.1 no such mailbox");
        (await FoundAsync(newsroom, TimeSpan.FromDays(1.1))).ShouldNotContain(one => one.Key == "messages-fail:1");
    }

    [Fact]
    public async Task A_feed_that_cannot_be_read_for_hours_or_is_gone_is_found()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        newsroom.Publish("first");
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        File.Move(newsroom.Feed.File, newsroom.Feed.File + ".away");
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        newsroom.Clock.Advance(TimeSpan.FromMinutes(50));
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        (await FoundAsync(newsroom)).ShouldBeEmpty();
        newsroom.Clock.Set(At(2, 9, 1));
        await newsroom.RunAsync("close-edition");
        (await FoundAsync(newsroom)).ShouldHaveSingleItem().Problem.ShouldStartWith("The feed “The News” has not been read since 06:00 on 2 March: ");
        await newsroom.Site.ExecuteAsync("UPDATE feeds SET gone = 1");
        (await FoundAsync(newsroom)).ShouldHaveSingleItem().Problem.ShouldContain("is gone");
        File.Move(newsroom.Feed.File + ".away", newsroom.Feed.File);
    }

    [Fact]
    public async Task A_job_that_fails_three_times_in_a_row_is_found_without_its_stack()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var condition = new JobsFail(newsroom.Site.Get<JobBoard>());
        (await condition.FindAsync(CancellationToken.None)).ShouldBeEmpty();
        var job = new JobState("close-edition", "Close the day's edition", "every minute") { FailuresInARow = 2, LastProblem = "System.InvalidOperationException: no room for ada@reader.example\n   at Digest.Somewhere()" };
        condition.In([job]).ShouldBeEmpty();
        var found = condition.In([job with { FailuresInARow = 3 }]).ShouldHaveSingleItem();
        found.Key.ShouldBe("job-fails:close-edition");
        found.Problem.ShouldBe("The job “Close the day's edition” failed 3 times in a row: no room for (an address).");
    }

    [Fact]
    public async Task A_loop_that_fails_leads_to_its_page_and_has_no_button_that_runs_it()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var jobs = await newsroom.Site.Get<JobBoard>().StatesAsync();
        foreach (var name in new[] { "close-edition", DigestTimetable.SubmittingLoop })
        {
            var found = new JobsFail(newsroom.Site.Get<JobBoard>()).In([jobs.Single(job => job.Name == name) with { FailuresInARow = 3 }]).ShouldHaveSingleItem();
            await newsroom.Site.Database.WriteAsync(session => session.ExecuteAsync(
                "INSERT INTO alerts (key, severity, problem, remedy, link, link_text, opened_at, seen_at) VALUES (@Key, 'Serious', @Problem, @Remedy, @Link, @LinkText, 1, 1)", found));
        }
        var items = await newsroom.Site.Get<Attention>().ReadAsync(jobs, [], new Dictionary<long, EditionFigures>(), CancellationToken.None);
        items.Select(item => (item.Link, item.Handler)).ShouldBe([("/admin/jobs/close-edition", "Run"), ($"/admin/jobs/{DigestTimetable.SubmittingLoop}", null)], ignoreOrder: true);
        items.Single(item => item.Handler is null).Remedy.ShouldNotContain("run it now");
        using var browser = await newsroom.Site.SignedInBrowserAsync();
        (await browser.GetAsync($"/admin/jobs/{DigestTimetable.SubmittingLoop}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(199, 1_000_000, true)]
    [InlineData(1_000, 100_000, true)]
    [InlineData(250, 1_000, false)]
    public async Task A_disk_that_is_nearly_full_is_found_once(long freeMegabytes, long totalMegabytes, bool isFound)
    {
        await using var newsroom = await Newsroom.OpenAsync(services => services.AddSingleton<DiskProbe>(_ => new DiskSpace(freeMegabytes << 20, totalMegabytes << 20)));
        (await FoundAsync(newsroom)).Select(one => one.Key).ShouldBe(isFound ? ["disk-full:data"] : []);
    }

    [Fact]
    public async Task A_standstill_over_the_time_of_an_edition_is_told_once_when_something_runs_again()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Alerts:To", "desk@news.example"));
        await newsroom.ReaderAsync(Reader);
        newsroom.Publish("first");
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        (await FoundAsync(newsroom)).ShouldBeEmpty();
        newsroom.Clock.Set(At(3, 9, 30));
        await newsroom.WorkAsync();
        (await FoundAsync(newsroom)).ShouldBeEmpty("what catches up may still do so");
        var found = (await FoundAsync(newsroom, TimeSpan.FromMinutes(3))).ShouldHaveSingleItem();
        found.Problem.ShouldBe("Nothing ran from 06:00 on 2 March to 09:30 on 3 March. No edition went on 2 March; the stories go with the next one. The edition of 3 March, due at 07:00, was closed late, at 09:30 on 3 March.");
        for (var time = 0; time < 13; time++)
            await FoundAsync(newsroom, TimeSpan.FromMinutes(59));
        (await FoundAsync(newsroom)).ShouldBeEmpty();
        newsroom.Mail.TakeFor("desk@news.example").Select(mail => mail.Header("Subject")).ShouldHaveSingleItem().ShouldContain("Nothing ran");
    }

    [Fact]
    public async Task A_night_without_the_program_is_no_news()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2);
        await FoundAsync(newsroom);
        newsroom.Clock.Set(At(3, 5));
        await FoundAsync(newsroom);
        (await FoundAsync(newsroom, TimeSpan.FromMinutes(3))).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_overview_says_when_all_is_well_and_else_what_to_do_with_a_button_where_one_helps()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Site:From", "The News <news@news.test>"), ("Smtp:Host", "mail.news.test"));
        using var browser = new Browser(newsroom.Site.Address);
        var link = new Uri(await newsroom.Site.Get<Digest.Web.Security.AdminLinks>().CreateAsync()).AbsolutePath;
        await browser.GetAsync(link);
        await browser.SubmitAsync(link, ("name", "Ada"), ("password", "correct horse battery"));
        (await browser.GetAsync("/admin")).Body.ShouldContain("All is well.");
        newsroom.Clock.Set(At(2, 7, 30));
        await FoundAsync(newsroom);
        await newsroom.Site.Get<JobBoard>().PauseAsync("close-edition");
        var overview = await browser.GetAsync("/admin");
        overview.Status.ShouldBe(HttpStatusCode.OK);
        overview.Body.ShouldContain("The edition of 2 March has not been closed");
        overview.Body.ShouldContain("Resume it");
        (await browser.SubmitAsync("/admin?handler=Resume", ("job", "close-edition"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await browser.GetAsync("/admin")).Body.ShouldNotContain("Resume it");
        (await browser.SubmitAsync("/admin?handler=Run", ("job", "no-such-job"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await browser.GetAsync("/admin")).Body.ShouldContain("There is no such job.");
    }

    [Fact]
    public async Task The_banner_says_the_worst_and_how_much_more_there_is()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        (await BannerAsync(newsroom)).ShouldBe(new AlertBanner(Worst: null, More: 0));
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        await newsroom.Site.ExecuteAsync("UPDATE feeds SET gone = 1");
        newsroom.Clock.Set(At(2, 7, 30));
        await FoundAsync(newsroom);
        var banner = await BannerAsync(newsroom);
        banner.Worst.ShouldNotBeNull().Key.ShouldBe("edition-waits:late:2026-03-02");
        banner.More.ShouldBe(1);
    }

    private static Task<AlertBanner> BannerAsync(Newsroom newsroom) =>
        AlertBanner.ReadAsync(newsroom.Site.Get<AlertBook>(), newsroom.Site.Get<BrokenDatabase>(), newsroom.Site.Get<WorkerPulse>(), CancellationToken.None);

    private static DateTimeOffset At(int day, int hour, int minute = 0) => new(2026, 3, day, hour, minute, 0, TimeSpan.Zero);

    private static async Task ReadersAsync(Newsroom newsroom, int count)
    {
        for (var number = 0; number < count; number++)
            await newsroom.ReaderAsync($"r{number}@reader.example");
    }

    /// <summary>Moves the clock, runs the watch and gives what is open.</summary>
    private static async Task<IReadOnlyList<Alert>> FoundAsync(Newsroom newsroom, TimeSpan later = default)
    {
        newsroom.Clock.Advance(later);
        await newsroom.RunAsync("watch");
        return await newsroom.Site.Get<AlertBook>().OpenAsync();
    }

    /// <summary>A mail server that cannot be reached while it is closed.</summary>
    private sealed class ClosableServer : ITransport
    {
        private readonly MailServer open = new();

        public OpeningFailedException? Closed { get; set; }

        public string Describe() => "a test";

        public Task<ITransportSession> OpenAsync(CancellationToken cancellation = default) => Closed is null ? open.OpenAsync(cancellation) : throw Closed;
    }
}
