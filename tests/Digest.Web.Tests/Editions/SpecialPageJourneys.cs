using System.Net;
using Digest.Editions.Specials;
using Digest.Jobs;
using Digest.Web.Tests.Admin;

namespace Digest.Web.Tests.Editions;

/// <summary>The page of a special edition: what it takes, what it refuses, and what it says. 2 March 2026 is a Monday.</summary>
public sealed class SpecialPageJourneys
{
    private const string Words = "words";

    [Fact]
    public async Task What_is_typed_badly_gets_a_sentence_and_nothing_else_changes()
    {
        await using var room = await DeskRoom.OpenAsync();
        var id = await BeginAsync(room);
        (await AnswerAsync(room, id, "Address", ("address", "https://elsewhere.example/story"))).ShouldContain("No story of the archive has that address.");
        (await AnswerAsync(room, id, "Add", ("story", "4711"))).ShouldContain("That cannot go");
        (await AnswerAsync(room, id, "Address", ("address", $"{NewsFeed.LinkOf("school")}?utm_source=desk"))).ShouldContain("The story is added.");
        (await AnswerAsync(room, id, "Add", ("story", $"{await room.IdAsync("school")}"))).ShouldContain("It is in the edition already.");
        (await AnswerAsync(room, id, Words, ("seen", "1"), ("subject", new string('x', 201)), ("note", "kept"))).ShouldContain("The subject has 201 characters; at most 200 are allowed.");
        (await AnswerAsync(room, id, Words, ("seen", "1"), ("audience", "Everyone"), ("note", new string('x', 1_000_000)))).ShouldContain("The note has 1,000,000 characters");
        (await AnswerAsync(room, id, Words, ("seen", "1"), ("audience", "Topics"))).ShouldContain("Choose at least one topic, or everyone.");
        (await AnswerAsync(room, id, "Schedule", ("seen", "2"), ("day", "2026-03-02"), ("hour", "05:59"))).ShouldContain("That time is over.");
        (await AnswerAsync(room, id, "Schedule", ("seen", "2"), ("day", "tomorrow"), ("hour", "10:00"))).ShouldContain("Say on which day it goes");
        (await AnswerAsync(room, id, "Schedule", ("seen", "2"), ("day", "2036-03-02"), ("hour", "10:00"))).ShouldContain("Choose a day within a year.");
        (await AnswerAsync(room, id, "Schedule", ("seen", "1"), ("day", "2026-03-03"), ("hour", "10:00"))).ShouldContain("Somebody changed it after you had looked.");
        var special = await FindAsync(room, id);
        (special.State, special.StoryIds.Count, special.Subject, special.Note, special.Version).ShouldBe((SpecialState.Draft, 1, null, null, 2));
        (await AnswerAsync(room, id, "Schedule", ("seen", "2"), ("day", "2026-03-03"), ("hour", "10:00"))).ShouldContain("It goes at that time unless somebody takes it back.");
        (await FindAsync(room, id)).SendAt.ShouldBe(CorrectionSteps.At(3, 10).ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task A_note_with_scripts_is_text_in_the_message_and_links_lead_to_the_web_only()
    {
        await using var room = await DeskRoom.OpenAsync();
        var id = await BeginAsync(room, "school");
        await AnswerAsync(room, id, Words, ("seen", "1"), ("note", "<script>alert(1)</script> [here](javascript:alert(1)) **now**"));
        var message = (await room.Ada.GetAsync($"{PathOf(id)}/message?part=html")).Body;
        message.ShouldContain("&lt;script&gt;alert(1)");
        message.ShouldNotContain("<script");
        message.ShouldNotContain("href=\"javascript:");
        message.ShouldContain("<strong>now</strong>");
    }

    [Fact]
    public async Task Nobody_else_sees_it_and_looking_changes_nothing()
    {
        await using var room = await DeskRoom.OpenAsync();
        var id = await BeginAsync(room, "school");
        var before = await FindAsync(room, id);
        foreach (var path in new[] { PathOf(id), $"{PathOf(id)}?find=school", $"{PathOf(id)}?part=text", $"{PathOf(id)}/message", $"{PathOf(id)}/message?part=text", $"{PathOf(id)}?handler=Send" })
        {
            (await room.Ada.GetAsync(path)).Status.ShouldBe(HttpStatusCode.OK, path);
            (await room.Newsroom.Site.GetAsync(path)).Status.ShouldBe(HttpStatusCode.Found, path);
        }
        (await FindAsync(room, id)).ShouldBe(before);
        (await room.Newsroom.Site.PostAsync($"{PathOf(id)}?handler=Send", ("seen", $"{before.Version}"))).Status.ShouldNotBe(HttpStatusCode.SeeOther);
        (await FindAsync(room, id)).State.ShouldBe(SpecialState.Draft);
        (await room.Ada.GetAsync(PathOf(id + 1))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_template_that_fails_is_said_on_the_page_and_holds_what_is_sent_all_the_same()
    {
        var templates = new EditedTemplates();
        await using var newsroom = await Newsroom.OpenAsync(templates.PutInPlace);
        await newsroom.ReaderAsync(DeskRoom.Reader);
        newsroom.Publish("fire");
        var id = await SpecialSteps.MakeAsync(newsroom, SpecialSteps.Everyone, "fire");
        templates.IsBroken = true;
        using var grace = await newsroom.Site.SignedInBrowserAsync("Grace");
        WebUtility.HtmlDecode((await grace.GetAsync(PathOf(id))).Body).ShouldContain("It cannot be rendered, and would be held: ");
        await SpecialSteps.ScheduleAsync(newsroom, id, newsroom.Clock.GetUtcNow());
        await newsroom.RunAsync("close-specials");
        (await newsroom.Site.ColumnAsync("SELECT state FROM editions")).ShouldBe("Held");
        templates.IsBroken = false;
        await newsroom.RunAsync("prepare-messages");
        await newsroom.SubmitAsync();
        newsroom.Mail.TakeFor(DeskRoom.Reader).ShouldHaveSingleItem().Stories.ShouldBe(["fire"]);
    }

    [Fact]
    public async Task Sent_from_the_page_it_goes_once_and_the_page_leads_to_the_edition()
    {
        await using var room = await DeskRoom.OpenAsync();
        var id = await BeginAsync(room, "school", "boats");
        var version = (await FindAsync(room, id)).Version;
        (await AnswerAsync(room, id, "Send", ("seen", $"{version}"))).ShouldContain("It goes now.");
        await AnswerAsync(room, id, "Send", ("seen", $"{version}"));
        await room.Newsroom.RunAsync(DigestTimetable.SpecialsJob);
        await room.Newsroom.SubmitAsync();
        room.Newsroom.Mail.TakeFor(DeskRoom.Reader).ShouldHaveSingleItem().Stories.ShouldBe(["school", "boats"]);
        (await room.Ada.GetAsync(PathOf(id))).Body.ShouldContain("href=\"/admin/editions/1\"");
        WebUtility.HtmlDecode((await room.Ada.GetAsync("/admin/editions/1")).Body).ShouldContain("A special edition for everyone, made by Ada.");
        (await room.Ada.GetAsync("/admin/editions/1")).Body.ShouldContain("<dd>Special (Ada)</dd>");
        (await AnswerAsync(room, id, "Drop", ("story", $"{await room.IdAsync("school")}"))).ShouldContain("It has gone, and stays as it was sent.");
        (await room.Ada.GetAsync("/admin/editions")).Body.ShouldContain("2026-03-02-special, a special edition");
        (await room.Newsroom.Site.GetAsync("/editions")).Body.ShouldContain("Special edition");
        (await room.Newsroom.Site.GetAsync("/editions/2026-03-02-special")).Body.ShouldContain("The special edition of");
        (await room.Newsroom.Site.GetAsync("/editions/feed.xml")).Body.ShouldContain("/editions/2026-03-02-special");
    }

    private static async Task<long> BeginAsync(DeskRoom room, params string[] slugs)
    {
        await room.Ada.GetAsync("/admin/editions");
        var answer = await room.Ada.SubmitAsync("/admin/editions?handler=Special");
        var id = long.Parse(answer.Headers["Location"].Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
        foreach (var slug in slugs)
            (await AnswerAsync(room, id, "Add", ("story", $"{await room.IdAsync(slug)}"))).ShouldContain("The story is added.");
        return id;
    }

    private static string PathOf(long id) => $"/admin/editions/specials/{id}";

    private static async Task<SpecialEdition> FindAsync(DeskRoom room, long id) => (await room.Newsroom.Site.Get<SpecialBook>().FindAsync(id))!;

    private static async Task<string> AnswerAsync(DeskRoom room, long id, string handler, params (string Field, string Value)[] fields)
    {
        await room.Ada.GetAsync(PathOf(id));
        var answer = await room.Ada.SubmitAsync($"{PathOf(id)}?width=phone&handler={handler}", fields);
        return WebUtility.HtmlDecode(answer.Status is HttpStatusCode.SeeOther ? (await room.Ada.GetAsync(answer.Headers["Location"].Split('#')[0])).Body : answer.Body);
    }
}
