using System.Net;
using Digest.Editions;
using Digest.Links;
using Digest.Mail;
using Digest.Storage;
using Digest.Stories;
using Digest.Subscribers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Digest.Web.Tests.Editions;

/// <summary>Days on which several things go wrong at once: no story is lost, none comes twice, nobody is asked too late.</summary>
public sealed class TroubleJourneys
{
    private const string Reader = "reader@reader.example";
    private static readonly SubmissionOutcome Unknown = new SubmissionOutcome.Uncertain("the connection was lost");

    [Fact]
    public async Task What_is_uncertain_is_not_submitted_again_to_a_reader_who_left()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var reader = await newsroom.ReaderAsync(Reader);
        newsroom.Publish("first");
        newsroom.Mail.Answer = _ => Unknown;
        await newsroom.AtAsync(day: 2);
        newsroom.Mail.Answer = _ => null;
        (await newsroom.Site.PostAsync(newsroom.Site.Link(LinkPurpose.Unsubscribe, reader), ("List-Unsubscribe", "One-Click"))).Status.ShouldBe(HttpStatusCode.OK);
        await newsroom.AtAsync(day: 2, hour: 7, minute: 31);
        newsroom.Mail.TakeFor(Reader).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_that_fails_while_the_next_is_prepared_already_brings_its_stories_with_the_one_after()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync(Reader, hour: 20, zone: "UTC");
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2);
        await newsroom.Site.ExecuteAsync("UPDATE messages SET status = 'Submitting'");
        newsroom.Publish("second");
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        var second = (await newsroom.Site.Database.WriteAsync(session => newsroom.Site.Get<EditionCloser>().CloseAsync(session, held: null, day: null))).ShouldNotBeNull();
        await newsroom.RunAsync("prepare-messages");
        await newsroom.Site.ExecuteAsync($"UPDATE messages SET status = 'Failed', finished_at = 1 WHERE edition_id <> {second.Id}");
        await newsroom.SubmitAsync();
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["second"]);
        newsroom.Publish("third");
        await newsroom.AtAsync(day: 3);
        await newsroom.AtAsync(day: 3, hour: 20);
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["third", "first"]);
        (await newsroom.Site.ScalarAsync<string>("SELECT offered_ahead FROM subscribers")).ShouldBe("[]");
    }

    [Fact]
    public async Task Uncertain_then_deferred_then_superseded_loses_no_story_and_repeats_none()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync(Reader);
        newsroom.Publish("first");
        newsroom.Mail.Answer = _ => Unknown;
        await newsroom.AtAsync(day: 2);
        newsroom.Mail.Answer = _ => null;
        newsroom.Publish("second");
        (await newsroom.SendNowAsync()).ShouldNotBeNull();
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["second"]);
        newsroom.Mail.Answer = _ => MailServer.NotNow;
        await newsroom.AtAsync(day: 2, hour: 7, minute: 31);
        newsroom.Mail.Answer = _ => null;
        newsroom.Clock.Set(new DateTimeOffset(2026, 3, 3, 6, 59, 0, TimeSpan.Zero));
        await newsroom.Site.ExecuteAsync("UPDATE messages SET due_at = due_at + 864000000 WHERE status = 'Deferred'");
        newsroom.Publish("third");
        await newsroom.AtAsync(day: 3);
        (await newsroom.Site.ColumnAsync("SELECT status FROM messages ORDER BY id")).ShouldBe("Superseded, Submitted, Submitted");
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["third", "first"]);
    }

    [Fact]
    public async Task An_edition_for_those_who_were_away_has_a_page_and_new_readers_begin_with_its_stories()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync("wednesday@reader.example", Cadence.Weekly, days: 4);
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2);
        await newsroom.AtAsync(day: 3);
        await newsroom.AtAsync(day: 4);
        var message = newsroom.Mail.TakeFor("wednesday@reader.example").ShouldHaveSingleItem();
        message.Stories.ShouldBe(["first"]);
        (await newsroom.Site.GetAsync(message.PathOf("/editions/"))).Status.ShouldBe(HttpStatusCode.OK);
        await newsroom.ReaderAsync("new@reader.example");
        await newsroom.AtAsync(day: 5);
        newsroom.Mail.TakeFor("new@reader.example").ShouldHaveSingleItem().Stories.ShouldBe(["first"]);
    }

    [Fact]
    public async Task One_full_mailbox_does_not_keep_an_urgent_story_from_the_others()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync("full@reader.example");
        await newsroom.ReaderAsync(Reader);
        newsroom.Publish("first");
        newsroom.Mail.Answer = message => message.To.StartsWith("full", StringComparison.Ordinal) ? MailServer.NotNow : null;
        await newsroom.AtAsync(day: 2);
        newsroom.Mail.TakeFor(Reader).Count.ShouldBe(1);
        newsroom.Publish("urgent");
        await newsroom.SendNowAsync();
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["urgent"]);
    }

    [Fact]
    public async Task A_hold_that_ended_while_the_machine_was_down_asks_when_it_is_too_late()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Editions:HoldMinutes", "30"));
        await newsroom.ReaderAsync(Reader);
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2);
        await newsroom.AtAsync(day: 3, hour: 6, minute: 30);
        newsroom.Mail.TakeFor(Reader).ShouldBeEmpty();
        (await newsroom.SendNowAsync()).ShouldNotBeNull().Slug.ShouldBe("2026-03-02");
        newsroom.Mail.TakeFor(Reader).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_edition_that_was_closed_days_ago_and_never_prepared_asks()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync(Reader);
        newsroom.Publish("first");
        newsroom.Clock.Set(new DateTimeOffset(2026, 3, 2, 7, 0, 0, TimeSpan.Zero));
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        (await newsroom.Site.Get<CloseEdition>().RunAsync()).ShouldNotBeNull();
        newsroom.Clock.Set(new DateTimeOffset(2026, 3, 5, 6, 30, 0, TimeSpan.Zero));
        await newsroom.RunAsync("prepare-messages");
        await newsroom.SubmitAsync();
        newsroom.Mail.TakeFor(Reader).ShouldBeEmpty();
        (await newsroom.SendNowAsync()).ShouldNotBeNull();
        newsroom.Mail.TakeFor(Reader).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Without_any_patience_an_edition_still_goes_when_the_job_begins_a_moment_late()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Editions:MaxLatenessHours", "0"));
        await newsroom.ReaderAsync(Reader);
        newsroom.Publish("first");
        newsroom.Clock.Set(new DateTimeOffset(2026, 3, 2, 7, 0, 0, 30, TimeSpan.Zero));
        await newsroom.WorkAsync();
        newsroom.Mail.TakeFor(Reader).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_failure_that_comes_late_does_not_hold_an_edition_that_is_prepared()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2);
        await newsroom.Site.Database.WriteAsync(session => EditionRows.HoldAsync(session, 1, "a template failed elsewhere"));
        (await newsroom.Site.ScalarAsync<string>("SELECT state FROM editions")).ShouldBe("Closed");
    }

    [Fact]
    public async Task A_weekly_reader_whose_day_was_held_is_due_when_the_next_edition_takes_it_over()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync(Reader, Cadence.Weekly, days: 1);
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2, hour: 20);
        newsroom.Mail.TakeFor(Reader).ShouldBeEmpty();
        await newsroom.AtAsync(day: 3);
        newsroom.Mail.TakeFor(Reader).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Two_processes_that_close_at_once_close_one_edition()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2, hour: 6, minute: 30);
        newsroom.Clock.Set(new DateTimeOffset(2026, 3, 2, 7, 0, 0, TimeSpan.Zero));
        var databases = Enumerable.Range(0, 4).Select(_ => new Database(newsroom.Site.Database.Options)).ToList();
        var closed = await Task.WhenAll(databases.Select(database => Task.Run(() => new CloseEdition(
            database, newsroom.Site.Get<EditionOptions>(), newsroom.Site.Get<EditionClock>(), newsroom.Site.Get<EditionCloser>(), newsroom.Clock, NullLogger<CloseEdition>.Instance).RunAsync())));
        databases.ForEach(database => database.Dispose());
        closed.Count(edition => edition is not null).ShouldBe(1);
    }

    [Fact]
    public async Task Five_thousand_readers_are_prepared_in_seconds()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        newsroom.Publish("first");
        await newsroom.Site.ExecuteAsync(
            """
            WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 5000)
            INSERT INTO subscribers (address, address_key, status, topics, created_at)
            SELECT 'r' || n || '@reader.example', 'r' || n || '@reader.example', 'Active', CASE WHEN n % 2 = 0 THEN '[]' ELSE '["Nothing"]' END, 1 FROM numbers
            """);
        newsroom.Clock.Set(new DateTimeOffset(2026, 3, 2, 7, 0, 0, TimeSpan.Zero));
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        (await newsroom.Site.Get<CloseEdition>().RunAsync()).ShouldNotBeNull();
        // About a second on two cores; work that grows with the square of the readers takes half a minute.
        await newsroom.Site.Get<PrepareMessages>().RunAsync().WaitAsync(TimeSpan.FromSeconds(15));
        (await newsroom.Site.ScalarAsync<string>("SELECT COUNT(*) || ' ' || (SELECT COUNT(*) FROM subscribers WHERE position = 1) FROM messages")).ShouldBe("2500 2500");
    }

    [Fact]
    public async Task A_hold_of_a_whole_day_ends_too()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Editions:HoldMinutes", "1440"));
        await newsroom.ReaderAsync(Reader);
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2);
        await newsroom.AtAsync(day: 3, hour: 6, minute: 59);
        newsroom.Mail.TakeFor(Reader).ShouldBeEmpty();
        await newsroom.AtAsync(day: 3);
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["first"]);
        newsroom.Publish("second");
        await newsroom.AtAsync(day: 3, hour: 7, minute: 1);
        await newsroom.AtAsync(day: 4);
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["second"]);
    }

    [Fact]
    public async Task A_weekly_reader_whose_day_passed_while_the_machine_was_down_is_due_when_it_is_up_again()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync("tuesday@reader.example", Cadence.Weekly, days: 2);
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2);
        await newsroom.AtAsync(day: 4);
        newsroom.Mail.TakeFor("tuesday@reader.example").ShouldHaveSingleItem().Stories.ShouldBe(["first"]);
    }

    [Fact]
    public async Task An_answer_that_stays_unknown_does_not_swallow_the_stories_of_a_message_that_failed_before_it()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Outbox:ResubmitUncertain", "false"));
        await newsroom.ReaderAsync(Reader, hour: 20, zone: "UTC");
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2);
        await newsroom.Site.ExecuteAsync("UPDATE messages SET status = 'Submitting'");
        newsroom.Publish("second");
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        var second = (await newsroom.Site.Database.WriteAsync(session => newsroom.Site.Get<EditionCloser>().CloseAsync(session, held: null, day: null))).ShouldNotBeNull();
        await newsroom.RunAsync("prepare-messages");
        await newsroom.Site.ExecuteAsync($"UPDATE messages SET status = 'Failed', finished_at = 1 WHERE edition_id <> {second.Id}");
        newsroom.Mail.Answer = _ => Unknown;
        await newsroom.SubmitAsync();
        newsroom.Mail.Answer = _ => null;
        newsroom.Publish("third");
        await newsroom.AtAsync(day: 3);
        await newsroom.AtAsync(day: 3, hour: 20);
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["third", "first"]);
    }

    [Fact]
    public async Task A_story_waits_out_its_grace()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Editions:GraceMinutes", "30"));
        await newsroom.ReaderAsync(Reader);
        newsroom.Publish("known");
        await newsroom.AtAsync(day: 2, hour: 6, minute: 15);
        newsroom.Clock.Set(new DateTimeOffset(2026, 3, 2, 6, 45, 0, TimeSpan.Zero));
        newsroom.Publish("fresh");
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        await newsroom.AtAsync(day: 2);
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["known"]);
        await newsroom.AtAsync(day: 3);
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["fresh"]);
    }

    [Fact]
    public async Task Today_is_not_promised_again_when_todays_edition_has_closed()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2);
        newsroom.Site.Get<EditionOptions>().SendAt.ShouldBe("07:00");
        var later = new EditionClock(new EditionOptions { SendAt = "09:00" });
        var next = new NextEdition(newsroom.Site.Database, newsroom.Site.Get<EditionOptions>(), later, newsroom.Site.Get<StoryChoice>(), newsroom.Site.Get<EditionClusters>(), newsroom.Site.Get<EditionComposer>(), newsroom.Clock);
        (await next.DueAtAsync()).ShouldBe(new DateTimeOffset(2026, 3, 3, 9, 0, 0, TimeSpan.Zero));
    }
}
