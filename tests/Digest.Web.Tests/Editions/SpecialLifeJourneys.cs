using System.Net;
using Digest.Editions;
using Digest.Editions.Specials;
using Digest.Jobs.Alerts;
using Digest.Storage;
using Digest.Subscribers;
using Digest.Tests.Tools;
using Digest.Web.Tests.Admin;

namespace Digest.Web.Tests.Editions;

/// <summary>What may happen to a special edition before, while and after it goes. 2 March 2026 is a Monday.</summary>
public sealed class SpecialLifeJourneys
{
    private const string Reader = "ada@reader.example";
    private const string Breaking = "bea@reader.example";

    [DatabaseFact]
    public async Task Too_late_or_without_a_story_that_can_go_it_waits_for_somebody_who_is_told_why()
    {
        await using var newsroom = await OpenAsync();
        newsroom.Publish("fire");
        var id = await SpecialSteps.MakeAsync(newsroom, SpecialSteps.Everyone, "fire");
        await SpecialSteps.ScheduleAsync(newsroom, id, CorrectionSteps.At(2, 10));
        newsroom.Clock.Set(CorrectionSteps.At(2, 17));
        await SendDueAsync(newsroom);
        newsroom.Mail.TakeFor(Reader).ShouldBeEmpty();
        (await FindAsync(newsroom, id)).HeldBecause.ShouldBe("it was due at 2026-03-02 10:00 UTC, more than 6 hours ago");
        await newsroom.RunAsync("watch");
        (await newsroom.Site.Get<AlertBook>().OpenAsync(CancellationToken.None)).ShouldContain(alert => alert.Problem == "A special edition waits for somebody: it was due at 2026-03-02 10:00 UTC, more than 6 hours ago.");
        using var grace = await newsroom.Site.SignedInBrowserAsync();
        (await grace.GetAsync(PathOf(id))).Body.ShouldContain("It did not go: it was due at 2026-03-02 10:00 UTC, more than 6 hours ago.");
        (await grace.GetAsync("/admin/editions")).Body.ShouldContain(">Held<");

        await newsroom.Site.ExecuteAsync($"UPDATE stories SET removed_at = {newsroom.Clock.Milliseconds()}, removed_because = 'Gone'");
        await SpecialSteps.ScheduleAsync(newsroom, id, newsroom.Clock.GetUtcNow());
        await SendDueAsync(newsroom);
        (await FindAsync(newsroom, id)).HeldBecause.ShouldNotBeNull().ShouldStartWith("none of its stories can go any more");
        (await grace.GetAsync(PathOf(id))).Body.ShouldContain("It is withdrawn, or kept out of all editions.");
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM editions")).ShouldBe(0);

        await newsroom.Site.ExecuteAsync("UPDATE stories SET removed_at = NULL, removed_because = NULL");
        await SpecialSteps.ScheduleAsync(newsroom, id, newsroom.Clock.GetUtcNow());
        await SendDueAsync(newsroom);
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["fire"]);
        newsroom.Mail.TakeFor(Breaking).ShouldHaveSingleItem().Stories.ShouldBe(["fire"]);
    }

    [DatabaseFact]
    public async Task A_story_that_is_withdrawn_meanwhile_is_left_out_and_the_others_go()
    {
        await using var newsroom = await OpenAsync();
        newsroom.Publish("fire", "flood");
        var id = await SpecialSteps.MakeAsync(newsroom, SpecialSteps.Everyone with { Subject = "Fire!" }, "fire", "flood");
        await newsroom.Site.ExecuteAsync($"UPDATE stories SET removed_at = {newsroom.Clock.Milliseconds()}, removed_because = 'Gone' WHERE link LIKE '%fire'");
        await SpecialSteps.ScheduleAsync(newsroom, id, newsroom.Clock.GetUtcNow());
        await SendDueAsync(newsroom);
        var message = newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem();
        message.Stories.ShouldBe(["flood"]);
        message.Subject.ShouldNotContain("Fire", Case.Insensitive);
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM stories WHERE number IS NOT NULL")).ShouldBe(1);
    }

    [DatabaseFact]
    public async Task Taken_back_it_goes_nowhere_and_two_editors_overwrite_nothing()
    {
        await using var newsroom = await OpenAsync();
        newsroom.Publish("fire", "flood");
        var id = await SpecialSteps.MakeAsync(newsroom, SpecialSteps.Everyone, "fire");
        var book = newsroom.Site.Get<SpecialBook>();
        var seen = await FindAsync(newsroom, id);
        (await book.SayAsync(id, seen.WordsVersion, SpecialSteps.Everyone with { Note = "Grace’s words" }, "Grace")).ShouldBe(SpecialResult.Done);
        (await book.SayAsync(id, seen.WordsVersion, SpecialSteps.Everyone with { Note = "Ada’s words" }, "Ada")).ShouldBe(SpecialResult.Overtaken);
        (await book.ScheduleAsync(id, seen.Version, newsroom.Clock.GetUtcNow(), "Ada")).ShouldBe(SpecialResult.Overtaken, "Ada has not read Grace’s note");
        (await book.AddStoryAsync(id, await CorrectionSteps.IdAsync(newsroom, "flood"), "Ada")).ShouldBe(SpecialResult.Done, "stories are added one by one");
        (await FindAsync(newsroom, id)).Note.ShouldBe("Grace’s words");

        await SpecialSteps.ScheduleAsync(newsroom, id, CorrectionSteps.At(2, 10));
        (await book.TakeBackAsync(id, "Ada")).ShouldBe(SpecialResult.Done);
        newsroom.Clock.Set(CorrectionSteps.At(2, 11));
        await SendDueAsync(newsroom);
        newsroom.Mail.TakeFor(Reader).ShouldBeEmpty();
        await SpecialSteps.ScheduleAsync(newsroom, id, newsroom.Clock.GetUtcNow());
        await SendDueAsync(newsroom);
        await SendDueAsync(newsroom);
        newsroom.Mail.TakeFor(Reader).Count.ShouldBe(1);
        (await book.RemoveStoryAsync(id, 1, "Ada")).ShouldBe(SpecialResult.Closed);
        (await book.RemoveAsync(id, "Ada")).ShouldBe(SpecialResult.Closed);
        (await book.RemoveAsync(id + 1, "Ada")).ShouldBe(SpecialResult.Gone);
    }

    [DatabaseFact]
    public async Task What_must_not_go_holds_it_with_the_reason_until_that_is_mended()
    {
        await using var newsroom = await OpenAsync();
        var site = newsroom.Site.Get<SiteOptions>();
        var address = site.PostalAddress;
        site.PostalAddress = "";
        newsroom.Publish("fire");
        await SpecialSteps.SendAsync(newsroom, SpecialSteps.Everyone, "fire");
        newsroom.Mail.TakeFor(Reader).ShouldBeEmpty();
        (await newsroom.Site.ColumnAsync("SELECT state || ': ' || held_because FROM editions")).ShouldStartWith("Held: the publication has no postal address");
        await newsroom.RunAsync("watch");
        (await newsroom.Site.Get<AlertBook>().OpenAsync(CancellationToken.None)).ShouldContain(alert => alert.Problem.StartsWith("The edition of 2026-03-02-special waits for somebody", StringComparison.Ordinal));
        using var grace = await newsroom.Site.SignedInBrowserAsync();
        (await grace.GetAsync("/admin/editions")).Body.ShouldContain("the publication has no postal address");
        site.PostalAddress = address;
        // The day's edition goes meanwhile, and does not take it over.
        newsroom.Publish("council");
        await newsroom.AtAsync(day: 2);
        newsroom.Mail.TakeFor(Reader).SelectMany(message => message.Stories).Order(StringComparer.Ordinal).ToList().ShouldBe(["council", "fire"]);
        newsroom.Mail.TakeFor(Breaking).ShouldHaveSingleItem().Stories.ShouldBe(["fire"]);
    }

    [DatabaseFact]
    public async Task Exactly_those_who_got_it_wrong_get_the_box_those_of_special_editions_with_the_next_one()
    {
        await using var newsroom = await OpenAsync();
        CorrectionSteps.Publish(newsroom, "fire", "Two hurt in a fire");
        await SpecialSteps.SendAsync(newsroom, SpecialSteps.SpecialOnly, "fire");
        newsroom.Mail.TakeFor(Breaking).ShouldHaveSingleItem();
        await CorrectionSteps.ChangeAsync(newsroom, "fire", "Nobody hurt in a fire");
        await CorrectionSteps.TellAsync(newsroom, (await CorrectionSteps.OpenAsync(newsroom)).ShouldHaveSingleItem());
        await newsroom.AtAsync(day: 2);
        CorrectionSteps.Text(newsroom, Reader).ShouldNotContain("We reported", Case.Sensitive);
        newsroom.Publish("flood");
        await SpecialSteps.SendAsync(newsroom, SpecialSteps.Everyone, "flood");
        CorrectionSteps.Text(newsroom, Breaking).ShouldContain("We reported: Two hurt in a fire What is right: Nobody hurt in a fire");
        CorrectionSteps.Text(newsroom, Reader).ShouldNotContain("We reported", Case.Sensitive);
        WebUtility.HtmlDecode((await newsroom.Site.GetAsync("/editions/2026-03-02-special")).Body).ShouldContain("Corrected since");
    }

    [DatabaseFact]
    public async Task What_changes_before_it_is_submitted_is_said_right_with_the_words_of_the_special_edition()
    {
        await using var newsroom = await OpenAsync();
        newsroom.Mail.Answer = _ => MailServer.NotNow;
        CorrectionSteps.Publish(newsroom, "fire", "Two hurt in a fire");
        CorrectionSteps.Publish(newsroom, "flood", "Cellars under water");
        await SpecialSteps.SendAsync(newsroom, SpecialSteps.Everyone with { Note = "Stay away from the harbour." }, "fire", "flood");
        await CorrectionSteps.ChangeAsync(newsroom, "fire", "Nobody hurt in a fire");
        newsroom.Mail.Answer = _ => null;
        newsroom.Clock.Set(CorrectionSteps.At(2, 9));
        await newsroom.SubmitAsync();
        var text = CorrectionSteps.Text(newsroom, Reader);
        text.ShouldContain("Nobody hurt in a fire");
        text.ShouldNotContain("Two hurt");
        text.ShouldContain("Stay away from the harbour.");
        text.ShouldContain("Special edition");
    }

    [DatabaseFact]
    public async Task Why_it_did_not_come_is_told_for_each_reason()
    {
        await using var newsroom = await OpenAsync();
        await newsroom.ReaderAsync("sailor@reader.example", topics: """["Sea"]""");
        await newsroom.ReaderAsync("landlubber@reader.example");
        await newsroom.Site.ExecuteAsync("""UPDATE subscribers SET muted = '["Land"]' WHERE address LIKE 'landlubber%'""");
        newsroom.Feed.Add("harvest", newsroom.Clock.GetUtcNow(), topics: "Land");
        await SpecialSteps.SendAsync(newsroom, SpecialSteps.SpecialOnly, "harvest");
        await SpecialSteps.SendAsync(newsroom, SpecialSteps.Of("Land") with { WithOthers = true }, "harvest");
        await SpecialSteps.SendAsync(newsroom, SpecialSteps.Everyone, "harvest");
        (await WhyAsync(newsroom, Reader, edition: 1)).ShouldContain("it went to those who get special editions only, and they chose daily");
        (await WhyAsync(newsroom, "sailor@reader.example", edition: 2)).ShouldContain("it went to readers of Land, and they followed Sea");
        (await WhyAsync(newsroom, "landlubber@reader.example", edition: 2)).ShouldContain("they followed no topic in particular");
        (await WhyAsync(newsroom, "landlubber@reader.example", edition: 3)).ShouldContain("was in a topic that they had muted (Land)");
        (await WhyAsync(newsroom, Breaking, edition: 3)).ShouldContain("had been offered to them before");
    }

    private static async Task<Newsroom> OpenAsync()
    {
        var newsroom = await Newsroom.OpenAsync(("Editions:RelatedPerStory", "0"));
        await newsroom.ReaderAsync(Reader);
        await newsroom.ReaderAsync(Breaking, Cadence.BreakingOnly, days: 0);
        return newsroom;
    }

    private static async Task SendDueAsync(Newsroom newsroom)
    {
        await newsroom.RunAsync("close-specials");
        await newsroom.SubmitAsync();
    }

    private static async Task<SpecialEdition> FindAsync(Newsroom newsroom, long id) => (await newsroom.Site.Get<SpecialBook>().FindAsync(id))!;

    private static string PathOf(long id) => $"/admin/editions/specials/{id}";

    private static async Task<string> WhyAsync(Newsroom newsroom, string reader, long edition)
    {
        EmailAddress.TryParse(reader, out var address, out _).ShouldBeTrue();
        return (await newsroom.Site.Get<ExplainReceipt>().AskAsync(address!, edition))!.Sentence;
    }
}
