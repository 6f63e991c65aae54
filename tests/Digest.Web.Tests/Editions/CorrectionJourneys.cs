using Digest.Editions.Corrections;
using Digest.Tests.Tools;
using static Digest.Web.Tests.Editions.CorrectionSteps;

namespace Digest.Web.Tests.Editions;

/// <summary>Stories that change or are withdrawn after readers got them: who is told what. 2 March 2026 is a Monday.</summary>
public sealed class CorrectionJourneys
{
    [DatabaseFact]
    public async Task A_story_that_changes_twice_is_told_to_each_reader_from_where_they_stand()
    {
        await using var newsroom = await OpenAsync();
        await newsroom.ReaderAsync(Ada);
        await newsroom.ReaderAsync(Bea, hour: 20);
        Publish(newsroom, "fares", "Fares rise by fifty");
        await newsroom.AtAsync(day: 2);
        await ChangeAsync(newsroom, "fares", "Fares rise by thirty");
        var first = (await OpenAsync(newsroom)).ShouldHaveSingleItem();
        await TellAsync(newsroom, first);
        await newsroom.AtAsync(day: 2, hour: 20);
        // What was decided is not so any more before it could go.
        await ChangeAsync(newsroom, "fares", "Fares rise by five");
        var second = (await OpenAsync(newsroom)).ShouldHaveSingleItem();
        second.Cases.Select(one => one.Said).ShouldBe(["Fares rise by fifty", "Fares rise by thirty"]);
        second.Readers.Select(got => (got.Version, got.Readers)).ShouldBe([(1, 1), (2, 1)]);
        (await newsroom.Site.Get<CorrectionDesk>().UndoAsync(first.Correction.Id, "Ada")).ShouldBe(CorrectionOutcome.NothingToUndo);
        await TellAsync(newsroom, second);
        newsroom.Mail.TakeFor(Ada);
        newsroom.Mail.TakeFor(Bea);
        Publish(newsroom, "bridge", "Bridge closes");
        await newsroom.AtAsync(day: 3);
        await newsroom.AtAsync(day: 3, hour: 20);
        Text(newsroom, Ada).ShouldContain("We reported: Fares rise by fifty What is right: Fares rise by five");
        Text(newsroom, Bea).ShouldContain("We reported: Fares rise by thirty What is right: Fares rise by five");
    }

    [DatabaseFact]
    public async Task Who_was_told_what_was_not_right_either_is_told_once_more()
    {
        await using var newsroom = await OpenAsync();
        await newsroom.ReaderAsync(Ada);
        Publish(newsroom, "fares", "Fares rise by fifty");
        await newsroom.AtAsync(day: 2);
        await ChangeAsync(newsroom, "fares", "Fares rise by thirty");
        await TellAsync(newsroom, (await OpenAsync(newsroom)).Single());
        newsroom.Mail.TakeFor(Ada);
        Publish(newsroom, "bridge", "Bridge closes");
        await newsroom.AtAsync(day: 3);
        Text(newsroom, Ada).ShouldContain("We reported: Fares rise by fifty What is right: Fares rise by thirty");
        await ChangeAsync(newsroom, "fares", "Fares rise by fifty");
        var back = (await OpenAsync(newsroom)).ShouldHaveSingleItem();
        back.Cases.ShouldHaveSingleItem().Said.ShouldBe("Fares rise by thirty", "who knows only the first version knows what is right");
        await TellAsync(newsroom, back);
        Publish(newsroom, "school", "School roof leaks");
        await newsroom.AtAsync(day: 4);
        Text(newsroom, Ada).ShouldContain("We reported: Fares rise by thirty What is right: Fares rise by fifty");
    }

    [DatabaseFact]
    public async Task The_archive_says_what_was_told_and_not_what_is_right_while_nobody_has_decided_what_that_is()
    {
        await using var newsroom = await OpenAsync();
        await newsroom.ReaderAsync(Ada);
        Publish(newsroom, "fares", "Fares rise by fifty");
        await newsroom.AtAsync(day: 2);
        await ChangeAsync(newsroom, "fares", "Fares rise by thirty");
        await TellAsync(newsroom, (await OpenAsync(newsroom)).Single());
        Publish(newsroom, "bridge", "Bridge closes");
        await newsroom.AtAsync(day: 3);
        using var visitor = new Browser(newsroom.Site.Address);
        (await visitor.GetAsync("/editions/2026-03-02")).Body.ShouldContain("Fares rise by thirty");
        await ChangeAsync(newsroom, "fares", "Fares rise by five");
        var page = (await visitor.GetAsync("/editions/2026-03-02")).Body;
        page.ShouldContain("Corrected since");
        page.ShouldContain("Read the corrected story");
        page.ShouldNotContain("Fares rise by thirty");
        page.ShouldNotContain("Fares rise by five");
        await TellAsync(newsroom, (await OpenAsync(newsroom)).Single());
        (await visitor.GetAsync("/editions/2026-03-02")).Body.ShouldContain("Fares rise by five");
    }

    [DatabaseFact]
    public async Task A_change_that_is_changed_back_before_anything_went_is_told_to_nobody()
    {
        await using var newsroom = await OpenAsync();
        await newsroom.ReaderAsync(Ada);
        Publish(newsroom, "fares", "Fares rise by fifty");
        await newsroom.AtAsync(day: 2);
        await ChangeAsync(newsroom, "fares", "Fares rise by five");
        await TellAsync(newsroom, (await OpenAsync(newsroom)).Single());
        await ChangeAsync(newsroom, "fares", "Fares  rise by fifty!");
        (await newsroom.Site.Get<CorrectionDesk>().ListAsync([CorrectionState.Open, CorrectionState.Going], 10)).ShouldBeEmpty();
        newsroom.Mail.TakeFor(Ada);
        Publish(newsroom, "bridge", "Bridge closes");
        await newsroom.AtAsync(day: 3);
        Text(newsroom, Ada).ShouldNotContain("We reported");
    }

    [DatabaseFact]
    public async Task Who_got_a_story_that_is_withdrawn_is_told_so_and_the_archive_says_it_at_once()
    {
        await using var newsroom = await OpenAsync();
        await newsroom.ReaderAsync(Ada);
        Publish(newsroom, "dam", "Dam is about to break");
        await newsroom.AtAsync(day: 2);
        newsroom.Mail.TakeFor(Ada);
        await ChangeAsync(newsroom, "dam", "Dam is about to break", "Retraction: the report was forged.");
        var open = (await OpenAsync(newsroom)).ShouldHaveSingleItem();
        open.Correction.Kind.ShouldBe(CorrectionKind.Removed);
        using var visitor = new Browser(newsroom.Site.Address);
        (await visitor.GetAsync("/editions/2026-03-02")).Body.ShouldContain("The story has been withdrawn.");
        await TellAsync(newsroom, open);
        Publish(newsroom, "fares", "Fares rise by fifty");
        await newsroom.AtAsync(day: 3);
        var text = Text(newsroom, Ada);
        text.ShouldContain("We reported: Dam is about to break We have withdrawn this story. What is right: the report was forged.");
        text.ShouldNotContain(NewsFeed.LinkOf("dam"));
        await ChangeAsync(newsroom, "dam", "Dam is about to break", "What there is to say of dam.");
        (await visitor.GetAsync("/editions/2026-03-02")).Body.ShouldNotContain("withdrawn");
    }

    [DatabaseFact]
    public async Task Whose_message_failed_is_still_owed_and_who_has_a_newer_one_waiting_gets_it_with_that()
    {
        await using var newsroom = await OpenAsync();
        await newsroom.ReaderAsync(Ada);
        await newsroom.ReaderAsync(Bea);
        Publish(newsroom, "fares", "Fares rise by fifty");
        await newsroom.AtAsync(day: 2);
        await ChangeAsync(newsroom, "fares", "Fares rise by five");
        await TellAsync(newsroom, (await OpenAsync(newsroom)).Single());
        newsroom.Mail.Answer = message => message.To == Ada ? MailServer.Refusal : MailServer.NotNow;
        Publish(newsroom, "bridge", "Bridge closes");
        await newsroom.AtAsync(day: 3);
        newsroom.Mail.Answer = _ => null;
        newsroom.Mail.TakeFor(Ada);
        newsroom.Mail.TakeFor(Bea);
        Publish(newsroom, "school", "School roof leaks");
        await newsroom.AtAsync(day: 4);
        Text(newsroom, Ada).ShouldContain("We reported: Fares rise by fifty");
        Text(newsroom, Bea).ShouldContain("We reported: Fares rise by fifty", customMessage: "the message that was deferred was superseded");
        Publish(newsroom, "museum", "Museum opens");
        await newsroom.AtAsync(day: 5);
        Text(newsroom, Ada).ShouldNotContain("We reported");
        Text(newsroom, Bea).ShouldNotContain("We reported");
    }
}
