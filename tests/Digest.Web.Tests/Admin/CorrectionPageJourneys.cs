using System.Net;
using Digest.Editions.Corrections;
using Digest.Stories;
using Digest.Web.Tests.Editions;

namespace Digest.Web.Tests.Admin;

/// <summary>What editors see of corrections, and decide. 2 March 2026 is a Monday.</summary>
public sealed class CorrectionPageJourneys
{
    private const string Path = "/admin/corrections";
    private const string Reader = "reader@reader.example";

    [Fact]
    public async Task An_editor_reads_the_difference_writes_what_readers_are_told_and_may_take_it_back_until_it_has_gone()
    {
        await using var newsroom = await ChangedAsync();
        using var ada = await newsroom.Site.SignedInBrowserAsync();
        (await ada.GetAsync("/admin/editions/next")).Body.ShouldContain("Decide what readers are told");
        var page = await PageAsync(ada);
        page.ShouldContain("<del><span class=\"unseen\" lang=\"en\">taken out: </span>fifty</del>");
        page.ShouldContain("<ins><span class=\"unseen\" lang=\"en\">put in: </span>five</ins>");
        page.ShouldContain("Version 1: 1 reader");
        page.ShouldContain("Tell the 1 reader who got it");
        page.ShouldContain(">Fares rise by fifty</textarea>");

        // What does not fit, or says nothing, is refused, and stays in the form.
        page = WebUtility.HtmlDecode((await ada.SubmitAsync($"{Path}?handler=Tell", ("correction", "1"), ("said-1", new string('x', 501)), ("right", " "))).Body);
        page.ShouldContain("It has 501 characters; at most 500 fit.");
        page.ShouldContain("Readers need to be told this.");
        page.ShouldContain(new string('x', 501));
        (await newsroom.Site.ScalarAsync<string>("SELECT state FROM corrections")).ShouldBe("Open");

        await ada.SubmitAsync($"{Path}?handler=Tell", ("correction", "1"), ("said-1", "It would be <b>fifty</b>.\r\nAt least."), ("right", "It is five."));
        page = await PageAsync(ada);
        page.ShouldContain("carries the correction.");
        page.ShouldContain("still to be told: 1 reader");
        page.ShouldContain("let go by Ada");
        (await ada.GetAsync("/admin/editions/next")).Body.ShouldNotContain("Decide what readers are told");
        await ada.GetAsync(Path);
        await ada.SubmitAsync($"{Path}?handler=Undo", ("correction", "1"));
        page = await PageAsync(ada);
        page.ShouldContain("It is undone, and open again.");
        page.ShouldContain("undone by Ada");
        page.ShouldContain("It would be <b>fifty</b>. At least.", customMessage: "what was written stays");
        await ada.SubmitAsync($"{Path}?handler=Tell", ("correction", "1"), ("said-1", "It would be <b>fifty</b>."), ("right", "It is five."));
        (await ada.SubmitAsync($"{Path}?handler=Tell", ("correction", "1"), ("said-1", "x"), ("right", "y"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await PageAsync(ada)).ShouldContain("It was decided meanwhile.");

        newsroom.Publish("bridge");
        await newsroom.AtAsync(day: 3);
        var message = newsroom.Mail.TakeFor(Reader)[^1].Decoded;
        message.ShouldContain("It would be &lt;b&gt;fifty&lt;/b&gt;.");
        await ada.GetAsync(Path);
        await ada.SubmitAsync($"{Path}?handler=Undo", ("correction", "1"));
        page = await PageAsync(ada);
        page.ShouldContain("a message has gone with it");
        page.ShouldContain("Told: 1 reader");
    }

    [Fact]
    public async Task What_is_not_worth_telling_is_told_to_nobody_and_may_be_taken_back()
    {
        await using var newsroom = await ChangedAsync();
        using var ada = await newsroom.Site.SignedInBrowserAsync();
        await ada.GetAsync(Path);
        await ada.SubmitAsync($"{Path}?handler=Dismiss", ("correction", "1"), ("said-1", "x"), ("right", "y"));
        var page = await PageAsync(ada);
        page.ShouldContain("Nobody is told.");
        page.ShouldContain("found not worth telling by Ada");
        newsroom.Publish("bridge");
        await newsroom.AtAsync(day: 3);
        newsroom.Mail.TakeFor(Reader)[^1].Decoded.ShouldNotContain("We reported");
        await ada.GetAsync(Path);
        await ada.SubmitAsync($"{Path}?handler=Undo", ("correction", "1"));
        (await newsroom.Site.Get<CorrectionDesk>().CountOpenAsync()).ShouldBe(1);
        await ada.GetAsync(Path);
        foreach (var handler in new[] { "Tell", "Dismiss", "Undo" })
        {
            await ada.SubmitAsync($"{Path}?handler={handler}", ("correction", "99"));
            (await PageAsync(ada)).ShouldContain("There is no such correction.");
        }
    }

    [Fact]
    public async Task Many_silent_changes_and_what_nobody_got_hide_no_correction()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Editions:RelatedPerStory", "0"), ("Editions:MaxStories", "50"), ("Related:ClusterHours", "0"));
        await newsroom.ReaderAsync(Reader);
        newsroom.Feed.Add("fares", newsroom.Clock.GetUtcNow(), "Fares rise by fifty", "Commuters protest.");
        var others = Enumerable.Range(0, 25).Select(at => $"story-{at}").ToArray();
        newsroom.Publish(others);
        await newsroom.AtAsync(day: 2);
        await CorrectionSteps.ChangeAsync(newsroom, "fares", "Fares rise by five");
        foreach (var other in others)
            newsroom.Feed.Rewrite(other, $"Story {other}", "Quite other words than before stand here.");
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        await newsroom.RunAsync("keep-corrections");
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM corrections WHERE kind = 'Words'")).ShouldBe(25);
        using var ada = await newsroom.Site.SignedInBrowserAsync();
        (await PageAsync(ada)).ShouldContain("Tell the 1 reader who got it</button>");
        (await PageAsync(ada)).ShouldContain(">Fares rise by fifty</textarea>");
        foreach (var other in others)
            newsroom.Feed.Rewrite(other, $"Not story {other}");
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        await newsroom.RunAsync("keep-corrections");
        (await PageAsync(ada)).ShouldContain(">6 more: they come here as these are decided.<");
    }

    [Fact]
    public async Task Without_anything_to_correct_the_page_says_so_and_looking_changes_nothing()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        using var ada = await newsroom.Site.SignedInBrowserAsync();
        var page = await PageAsync(ada);
        page.ShouldContain("Nothing is open.");
        page.ShouldContain("Nothing goes by itself");
        using var visitor = new Browser(newsroom.Site.Address);
        (await visitor.GetAsync(Path)).Status.ShouldBe(HttpStatusCode.Found);
    }

    private static async Task<string> PageAsync(Browser browser) => WebUtility.HtmlDecode((await browser.GetAsync(Path)).Body);

    /// <summary>A reader got a story whose headline was changed since.</summary>
    private static async Task<Newsroom> ChangedAsync()
    {
        var newsroom = await Newsroom.OpenAsync(("Editions:RelatedPerStory", "0"));
        await newsroom.ReaderAsync(Reader);
        newsroom.Feed.Add("fares", newsroom.Clock.GetUtcNow(), "Fares rise by fifty", "Commuters protest.");
        await newsroom.AtAsync(day: 2);
        newsroom.Feed.Rewrite("fares", "Fares rise by five");
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        await newsroom.RunAsync("keep-corrections");
        return newsroom;
    }
}
