using System.Net;
using Digest.Editions.Corrections;
using Digest.Tests.Tools;
using Digest.Web.Tests.Admin;
using static Digest.Web.Tests.Editions.CorrectionSteps;

namespace Digest.Web.Tests.Editions;

/// <summary>A story that was withdrawn and stands again: who heard of the one is told of the other. 2 March 2026 is a Monday.</summary>
public sealed class RestoredStoryJourneys
{
    private const string Dam = "Dam is about to break";
    private const string Withdrawn = "We reported: Dam is about to break We have withdrawn this story.";
    private const string Restored = "We reported: Dam is about to break We had withdrawn this story. It stands again.";

    [DatabaseFact]
    public async Task Who_was_told_that_it_is_withdrawn_is_told_that_it_stands_again_and_nobody_else_is()
    {
        await using var newsroom = await ToldAsync();
        await ChangeAsync(newsroom, "dam", Dam);
        var open = (await OpenAsync(newsroom)).ShouldHaveSingleItem();
        (open.Correction.Kind, open.Concerned, open.Cases.Single().Said).ShouldBe((CorrectionKind.Restored, 1, Dam));
        (await newsroom.Site.Get<CorrectionDesk>().CountOpenAsync()).ShouldBe(1);
        await TellAsync(newsroom, open);
        Publish(newsroom, "bridge", "Bridge closes");
        await newsroom.AtAsync(day: 4);
        var mail = newsroom.Mail.TakeFor(Ada).ShouldHaveSingleItem();
        string.Join(' ', mail.Decoded.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ShouldContain($"{Restored} [A] {NewsFeed.LinkOf("dam")}");
        mail.Html.ShouldContain("It stands again.</strong>");
        mail.Html.ShouldContain(">Read the story</a>");
        Text(newsroom, Bea).ShouldNotContain("We reported", customMessage: "she got the story and never heard that it was withdrawn");
        Publish(newsroom, "school", "School roof leaks");
        await newsroom.AtAsync(day: 5);
        Text(newsroom, Ada).ShouldNotContain("We reported");
        newsroom.Clock.Advance(TimeSpan.FromHours(1));
        await newsroom.RunAsync("keep-corrections");
        (await newsroom.Site.Get<CorrectionDesk>().ListAsync([CorrectionState.Told], 10)).ShouldHaveSingleItem().Carried.ShouldBe(1);
        using var visitor = new Browser(newsroom.Site.Address);
        (await visitor.GetAsync("/editions/2026-03-02")).Body.ShouldNotContain("Corrected since", customMessage: "what it says is so");
    }

    [DatabaseFact]
    public async Task It_goes_by_itself_where_corrections_do_and_stands_beside_what_else_changed()
    {
        await using var newsroom = await ToldAsync(("Editions:CorrectionsGoAfterMinutes", "30"));
        await ChangeAsync(newsroom, "dam", "Dam may break");
        (await OpenAsync(newsroom)).Select(one => one.Correction.Kind).ShouldBe([CorrectionKind.Headline, CorrectionKind.Restored], ignoreOrder: true);
        newsroom.Clock.Advance(TimeSpan.FromMinutes(30));
        await newsroom.RunAsync("keep-corrections");
        Publish(newsroom, "bridge", "Bridge closes");
        await newsroom.AtAsync(day: 4);
        var ada = Text(newsroom, Ada);
        ada.ShouldContain(Restored);
        ada.ShouldContain("We reported: Dam is about to break What is right: Dam may break");
        var bea = Text(newsroom, Bea);
        bea.ShouldNotContain("stands again");
        bea.ShouldContain("We reported: Dam is about to break What is right: Dam may break");
    }

    [DatabaseFact]
    public async Task A_story_that_is_withdrawn_once_more_is_told_only_to_those_who_take_it_for_good()
    {
        await using var newsroom = await ToldAsync();
        await ChangeAsync(newsroom, "dam", Dam);
        await TellAsync(newsroom, (await OpenAsync(newsroom)).Single());
        await ChangeAsync(newsroom, "dam", $"Withdrawn: {Dam}");
        var again = (await OpenAsync(newsroom)).ShouldHaveSingleItem();
        again.Correction.Kind.ShouldBe(CorrectionKind.Removed);
        await TellAsync(newsroom, again);
        Publish(newsroom, "bridge", "Bridge closes");
        await newsroom.AtAsync(day: 4);
        Text(newsroom, Ada).ShouldNotContain("We reported", customMessage: "it is as she heard");
        Text(newsroom, Bea).ShouldContain(Withdrawn);
        // Now both know, and both are told when it stands again.
        await ChangeAsync(newsroom, "dam", Dam);
        var open = (await OpenAsync(newsroom)).ShouldHaveSingleItem();
        open.Concerned.ShouldBe(2);
        await TellAsync(newsroom, open);
        Publish(newsroom, "school", "School roof leaks");
        await newsroom.AtAsync(day: 5);
        Text(newsroom, Ada).ShouldContain(Restored);
        Text(newsroom, Bea).ShouldContain(Restored);
    }

    [DatabaseFact]
    public async Task A_withdrawal_that_nobody_heard_of_ends_without_a_word()
    {
        await using var newsroom = await OpenAsync();
        await newsroom.ReaderAsync(Ada);
        Publish(newsroom, "dam", Dam);
        await newsroom.AtAsync(day: 2);
        await ChangeAsync(newsroom, "dam", $"Withdrawn: {Dam}");
        await TellAsync(newsroom, (await OpenAsync(newsroom)).Single());
        await ChangeAsync(newsroom, "dam", Dam);
        (await newsroom.Site.Get<CorrectionDesk>().CountOpenAsync()).ShouldBe(0);
        newsroom.Clock.Advance(TimeSpan.FromHours(2));
        await newsroom.RunAsync("keep-corrections");
        (await OpenAsync(newsroom)).ShouldBeEmpty();
        newsroom.Mail.TakeFor(Ada);
        Publish(newsroom, "bridge", "Bridge closes");
        await newsroom.AtAsync(day: 3);
        Text(newsroom, Ada).ShouldNotContain("We reported");
    }

    [Fact]
    public async Task Editors_see_who_heard_of_it_and_may_undo_until_it_has_gone()
    {
        await using var newsroom = await ToldAsync();
        await ChangeAsync(newsroom, "dam", Dam);
        using var ada = await newsroom.Site.SignedInBrowserAsync();
        var page = await PageAsync(ada);
        page.ShouldContain("Stands again</span>");
        page.ShouldContain("Version 1, and that it was withdrawn: 1 reader");
        page.ShouldContain("Tell the 1 reader who heard of the withdrawal");
        await ada.SubmitAsync("/admin/corrections?handler=Tell", ("correction", "2"), ("said-1", Dam), ("right", ""));
        (await PageAsync(ada)).ShouldContain("still to be told: 1 reader");
        await ada.SubmitAsync("/admin/corrections?handler=Undo", ("correction", "2"));
        (await PageAsync(ada)).ShouldContain("It is undone, and open again.");
        await ada.GetAsync("/admin/corrections");
        await ada.SubmitAsync("/admin/corrections?handler=Dismiss", ("correction", "2"), ("said-1", Dam), ("right", ""));
        await ChangeAsync(newsroom, "dam", $"Withdrawn: {Dam}");
        (await newsroom.Site.Get<CorrectionDesk>().UndoAsync(2, "Ada")).ShouldBe(CorrectionOutcome.Overtaken, "it does not stand any more");
    }

    /// <summary>On Tuesday Ada was told that Monday's story is withdrawn; Bea, who got it too, reads again on Wednesday.</summary>
    private static async Task<Newsroom> ToldAsync(params (string Key, string Value)[] settings)
    {
        var newsroom = await OpenAsync(settings);
        await newsroom.ReaderAsync(Ada);
        await newsroom.ReaderAsync(Bea, Digest.Subscribers.Cadence.ChosenDays, days: 1 | 4 | 8);
        Publish(newsroom, "dam", Dam);
        await newsroom.AtAsync(day: 2);
        await ChangeAsync(newsroom, "dam", $"Withdrawn: {Dam}");
        await TellAsync(newsroom, (await OpenAsync(newsroom)).Single());
        newsroom.Mail.TakeFor(Ada);
        newsroom.Mail.TakeFor(Bea);
        Publish(newsroom, "fares", "Fares rise by fifty");
        await newsroom.AtAsync(day: 3);
        Text(newsroom, Ada).ShouldContain(Withdrawn);
        return newsroom;
    }

    private static async Task<string> PageAsync(Browser browser) => WebUtility.HtmlDecode((await browser.GetAsync("/admin/corrections")).Body);
}
