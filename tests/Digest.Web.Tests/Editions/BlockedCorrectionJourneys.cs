using Digest.Editions;
using Digest.Outbox;
using Digest.Rendering;
using Digest.Subscribers;
using Digest.Tests.Tools;
using static Digest.Web.Tests.Editions.CorrectionSteps;

namespace Digest.Web.Tests.Editions;

/// <summary>Messages that are to move to what is right, where that cannot be made or must not go. 2 March 2026 is a Monday.</summary>
public sealed class BlockedCorrectionJourneys
{
    private const string Wrong = "Fares rise by fifty";
    private const string Right = "Fares rise by five";

    private readonly SpoilableTemplates templates = new();

    [DatabaseFact]
    public async Task What_the_gate_blocks_does_not_go_and_the_messages_wait_until_it_may()
    {
        await using var newsroom = await ClosedAsync();
        templates.Spoil = html => html.Replace("</h1>", "</h1><p>Dear {name}</p>", StringComparison.Ordinal);
        (await FailAsync(newsroom)).ShouldBe("Messages of edition 2026-03-02 wait, as what is right cannot be put into them: “{name}” stands in the HTML part where a word or a link should be. Mend the template or the sentence that writes it");
        await newsroom.AtAsync(day: 2, hour: 20);
        newsroom.Mail.TakeFor(Ada).ShouldBeEmpty("neither what is wrong nor what must not go");
        newsroom.Mail.TakeFor(Bea).ShouldHaveSingleItem().Stories.ShouldBe(["dam"]);
        (await newsroom.Site.ScalarAsync<string>("SELECT status FROM messages WHERE subscriber_id = 1")).ShouldBe("Prepared", "it is not lost");
        EmailAddress.TryParse(Ada, out var asked, out _).ShouldBeTrue();
        (await newsroom.Site.Get<ExplainReceipt>().AskAsync(asked, editionId: 1))!.Sentence.ShouldStartWith(
            "Not yet: a story of their message was corrected or withdrawn, and what is right cannot be put into it: “{name}” stands");
        templates.Spoil = html => html;
        await newsroom.RunAsync("keep-corrections");
        await newsroom.SubmitAsync();
        newsroom.Mail.TakeFor(Ada).ShouldHaveSingleItem().Subject.ShouldBe(Right);
    }

    [DatabaseFact]
    public async Task While_a_template_fails_nothing_wrong_goes_and_what_is_uncertain_is_pursued_with_its_bytes()
    {
        await using var newsroom = await ClosedAsync();
        await newsroom.Site.ExecuteAsync("UPDATE messages SET status = 'Uncertain' WHERE subscriber_id = 3");
        templates.Spoil = _ => throw new TemplateException("templates/Digest.html.cshtml: broken");
        (await FailAsync(newsroom)).ShouldBe("Messages of edition 2026-03-02 wait, as what is right cannot be put into them: templates/Digest.html.cshtml: broken");
        await newsroom.AtAsync(day: 2, hour: 20);
        newsroom.Mail.TakeFor(Ada).ShouldBeEmpty();
        newsroom.Mail.TakeFor("cleo@reader.example").ShouldHaveSingleItem().Subject.ShouldBe(Wrong);
        // Once more changes nothing.
        (await Should.ThrowAsync<Exception>(() => newsroom.RunAsync("keep-corrections"))).Message.ShouldContain("broken");
        await newsroom.SubmitAsync();
        newsroom.Mail.TakeFor(Ada).ShouldBeEmpty();
        templates.Spoil = html => html;
        await newsroom.RunAsync("keep-corrections");
        await newsroom.SubmitAsync();
        newsroom.Mail.TakeFor(Ada).ShouldHaveSingleItem().Subject.ShouldBe(Right);
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM messages WHERE status = 'Submitted'")).ShouldBe(3);
    }

    [DatabaseFact]
    public async Task A_worker_that_has_taken_a_message_does_not_submit_it_while_nothing_right_can_be_made()
    {
        await using var newsroom = await ClosedAsync();
        newsroom.Clock.Set(At(2, 20));
        var claims = newsroom.Site.Get<OutboxClaims>();
        var taken = (await claims.TakeAsync(claims.Worker, 10)).Single(message => message.Address == Ada);
        templates.Spoil = _ => throw new TemplateException("broken");
        await FailAsync(newsroom);
        (await newsroom.Site.Get<Ledger>().RecordAsync(answered: null, answer: null, taken)).ShouldBeFalse();
        await claims.ReleaseAsync([taken.Id]);
        (await claims.TakeAsync(claims.Worker, 10)).ShouldBeEmpty();
    }

    [DatabaseFact]
    public async Task Where_the_story_says_again_what_it_said_the_messages_go_as_they_were()
    {
        await using var newsroom = await ClosedAsync();
        templates.Spoil = _ => throw new TemplateException("broken");
        await FailAsync(newsroom);
        await ChangeAsync(newsroom, "fares", Wrong);
        await newsroom.AtAsync(day: 2, hour: 20);
        newsroom.Mail.TakeFor(Ada).ShouldHaveSingleItem().Subject.ShouldBe(Wrong);
    }

    [DatabaseFact]
    public async Task A_page_that_could_not_be_made_anew_follows_when_it_can()
    {
        await using var newsroom = await ClosedAsync();
        templates.Spoil = html => html.Contains("Unsubscribe", StringComparison.Ordinal) ? html : throw new TemplateException("broken");
        await FailAsync(newsroom);
        (await newsroom.Site.ScalarAsync<string>("SELECT subject FROM editions")).ShouldBe(Wrong);
        (await SubjectsAsync(newsroom)).Select(one => one.Subject).Distinct().Order(StringComparer.Ordinal).ShouldBe(["Dam engineers look at the flood", Right]);
        templates.Spoil = html => html;
        await newsroom.RunAsync("keep-corrections");
        (await newsroom.Site.ScalarAsync<string>("SELECT subject FROM editions")).ShouldBe(Right);
    }

    /// <summary>An edition that waits for eight in the evening: two readers get both stories, one gets the other story only.</summary>
    private async Task<Newsroom> ClosedAsync()
    {
        var newsroom = await Newsroom.OpenAsync(templates.PutInPlace, ("Editions:RelatedPerStory", "0"), ("Related:ClusterHours", "0"));
        await newsroom.ReaderAsync(Ada, hour: 20);
        await newsroom.ReaderAsync(Bea, hour: 20, topics: """["Water"]""");
        await newsroom.ReaderAsync("cleo@reader.example", hour: 20);
        newsroom.Feed.Add("dam", newsroom.Clock.GetUtcNow().AddMinutes(-2), "Dam engineers look at the flood", "Engineers warn.", "Water");
        newsroom.Feed.Add("fares", newsroom.Clock.GetUtcNow().AddMinutes(-1), Wrong, "Commuters protest.");
        await newsroom.AtAsync(day: 2);
        return newsroom;
    }

    /// <summary>The story is corrected, and the job says why nothing moves.</summary>
    private static async Task<string> FailAsync(Newsroom newsroom) => (await Should.ThrowAsync<Exception>(() => ChangeAsync(newsroom, "fares", Right))).Message;
}
