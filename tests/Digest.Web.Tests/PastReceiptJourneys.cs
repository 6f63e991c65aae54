using System.Net;
using Digest.Editions;
using Digest.Links;
using Digest.Signup;
using Digest.Subscribers;
using Digest.Tests.Tools;
using Digest.Web.Tests.Admin;
using Digest.Web.Tests.Editions;

namespace Digest.Web.Tests;

/// <summary>"Why did I (not) get this?" asked later: what counts is how the reader stood when the edition closed, on Monday, 2 March.</summary>
public sealed class PastReceiptJourneys
{
    private const string Reader = "ada@reader.example";
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 3, 7, 0, 0, TimeSpan.Zero);
    private static readonly int Friday = CadenceDays.Bit(DayOfWeek.Friday);

    [Fact]
    public async Task Who_left_on_Tuesday_did_not_get_Mondays_edition_because_they_read_on_Fridays()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var reader = await newsroom.ReaderAsync(Reader, Cadence.Weekly, Friday);
        await MondayAsync(newsroom);
        newsroom.Clock.Set(Tuesday);
        await newsroom.Site.PostAsync(newsroom.Site.Link(LinkPurpose.Unsubscribe, reader), ("List-Unsubscribe", "One-Click"));
        (await AskAsync(newsroom)).ShouldContain("they chose weekly, on Friday, and this edition was for Monday");
    }

    [Fact]
    public async Task Who_left_before_the_edition_and_came_back_since_is_told_that_they_had_left()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.Site.ReaderAsync(Reader);
        await newsroom.Site.PostAsync(newsroom.Site.Link(LinkPurpose.Unsubscribe, 1), ("List-Unsubscribe", "One-Click"));
        await MondayAsync(newsroom);
        newsroom.Clock.Set(Tuesday);
        await newsroom.Site.ReaderAsync(Reader);
        (await AskAsync(newsroom)).ShouldContain("They had unsubscribed on 2 March 2026 at 06:00");
    }

    [Fact]
    public async Task A_pause_begun_since_is_no_reason()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync(Reader, Cadence.Weekly, Friday);
        await MondayAsync(newsroom);
        newsroom.Clock.Set(Tuesday);
        await EditAsync(newsroom, new Choices(Cadence.Weekly, DayOfWeek.Friday, SendHour: null, TimeZone: null, Topics: []), newsroom.Clock.GetUtcNow().AddDays(9));
        (await AskAsync(newsroom)).ShouldContain("they chose weekly, on Friday");
    }

    [Fact]
    public async Task A_pause_that_was_ended_since_is_the_reason()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync(Reader);
        await EditAsync(newsroom, Choices.Default, newsroom.Clock.GetUtcNow().AddDays(9));
        await MondayAsync(newsroom);
        newsroom.Clock.Set(Tuesday);
        await EditAsync(newsroom, Choices.Default, pausedUntil: null);
        (await AskAsync(newsroom)).ShouldContain("They had paused until 11 March 2026 at 06:00");
    }

    [Fact]
    public async Task Days_chosen_since_are_no_reason()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync(Reader, Cadence.Weekly, Friday);
        await MondayAsync(newsroom);
        newsroom.Clock.Set(Tuesday);
        await EditAsync(newsroom, Choices.Default);
        var answer = await AskAsync(newsroom);
        answer.ShouldContain("they chose weekly, on Friday, and this edition was for Monday");
        answer.ShouldContain("<dt>Wanted it</dt><dd>weekly, on Friday (when it closed)</dd>");
    }

    [Fact]
    public async Task Topics_chosen_since_are_no_reason()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync(Reader, topics: "[\"Chess\",\"Food, drink\"]");
        await MondayAsync(newsroom);
        newsroom.Clock.Set(Tuesday);
        await EditAsync(newsroom, Choices.Default);
        (await AskAsync(newsroom)).ShouldContain("No story of this edition was in the topics they followed (Chess, Food, drink)");
    }

    [Fact]
    public async Task Who_had_been_offered_everything_before_is_not_told_of_an_edition_that_came_later()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var reader = await newsroom.ReaderAsync(Reader);
        await newsroom.ReaderAsync("bo@reader.example");
        await newsroom.Site.ExecuteAsync($"UPDATE subscribers SET position = 9 WHERE id = {reader}");
        await MondayAsync(newsroom);
        await newsroom.Site.ExecuteAsync($"UPDATE subscribers SET position = 1 WHERE id = {reader}");
        newsroom.Publish("second");
        await newsroom.AtAsync(day: 3);
        newsroom.Mail.TakeFor(Reader).Count.ShouldBe(1);
        (await AskAsync(newsroom)).ShouldContain("Nothing in it was new for them");
    }

    [Fact]
    public async Task Who_was_added_since_with_an_older_consent_is_told_that_they_were_not_there_yet()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await MondayAsync(newsroom);
        newsroom.Clock.Set(Tuesday);
        await newsroom.ReaderAsync(Reader);
        await newsroom.Site.ExecuteAsync("UPDATE subscribers SET confirmed_at = 1");
        await newsroom.Site.PostAsync(newsroom.Site.Link(LinkPurpose.Unsubscribe, 1), ("List-Unsubscribe", "One-Click"));
        (await AskAsync(newsroom)).ShouldContain("They were added on 3 March 2026 at 07:00, after the edition had closed");
    }

    [Fact]
    public async Task A_message_that_a_later_edition_took_over_is_told_so_even_when_the_reader_left_afterwards()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var reader = await newsroom.ReaderAsync(Reader, hour: 20, zone: "UTC");
        await MondayAsync(newsroom);
        newsroom.Publish("second");
        await newsroom.Site.Get<Digest.Stories.ImportStories>().PollAllAsync();
        newsroom.Clock.Set(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));
        var second = (await newsroom.Site.Database.WriteAsync(session => newsroom.Site.Get<EditionCloser>().CloseAsync(session, held: null, day: null))).ShouldNotBeNull();
        await newsroom.RunAsync("prepare-messages");
        newsroom.Clock.Set(Tuesday);
        await newsroom.Site.PostAsync(newsroom.Site.Link(LinkPurpose.Unsubscribe, reader), ("List-Unsubscribe", "One-Click"));
        (await AskAsync(newsroom)).ShouldContain($"their message had not gone when the edition {second.Slug} was ready");
    }

    [Fact]
    public async Task A_message_taken_back_because_the_reader_left_says_when_even_after_they_came_back()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var reader = await newsroom.ReaderAsync(Reader, hour: 20, zone: "UTC");
        await MondayAsync(newsroom);
        await newsroom.Site.PostAsync(newsroom.Site.Link(LinkPurpose.Unsubscribe, reader), ("List-Unsubscribe", "One-Click"));
        newsroom.Clock.Set(Tuesday);
        (await newsroom.Site.Get<Leaving>().UndoAsync(newsroom.Site.Link(LinkPurpose.Unsubscribe, reader).Split('/')[^1], client: null)).ShouldBeTrue();
        (await AskAsync(newsroom)).ShouldContain("they left before their message went (on 2 March 2026 at 07:00)");
    }

    [DatabaseFact]
    public async Task A_message_whose_one_story_was_withdrawn_says_so_even_after_the_story_stands_again()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync(Reader, hour: 20, zone: "UTC");
        await MondayAsync(newsroom);
        newsroom.Clock.Advance(TimeSpan.FromHours(2));
        await CorrectionSteps.ChangeAsync(newsroom, "first", "Withdrawn: Story first");
        await newsroom.AtAsync(day: 2, hour: 20);
        newsroom.Mail.TakeFor(Reader).ShouldBeEmpty();
        (await AskAsync(newsroom)).ShouldContain("No: the one story of their message, “Story first”, was withdrawn before it went.");
        newsroom.Clock.Set(Tuesday.AddHours(-2));
        await CorrectionSteps.ChangeAsync(newsroom, "first", "Story first");
        EmailAddress.TryParse(Reader, out var asked, out _).ShouldBeTrue();
        (await newsroom.Site.Get<ExplainReceipt>().AskAsync(asked, editionId: 1))!.Sentence.ShouldBe("No: the one story of their message, “Story first”, was withdrawn before it went.");
    }

    private static async Task MondayAsync(Newsroom newsroom)
    {
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2);
    }

    private static async Task EditAsync(Newsroom newsroom, Choices choices, DateTimeOffset? pausedUntil = null)
    {
        var seen = await newsroom.Site.Database.ReadAsync(session => SubscriberChanges.LatestAsync(session, 1));
        (await newsroom.Site.Get<Editing>().EditAsync(1, new SubscriberEdit(Name: null, choices, pausedUntil), seen, "Bea")).Outcome.ShouldBe(EditOutcome.Saved);
    }

    /// <summary>The page's answer for Monday's edition.</summary>
    private static async Task<string> AskAsync(Newsroom newsroom)
    {
        using var admin = await newsroom.Site.SignedInBrowserAsync();
        return WebUtility.HtmlDecode(await OutboxJourneys.WhyAsync(admin, Reader, 1));
    }
}
