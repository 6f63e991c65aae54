using System.Net;
using Digest.Editions;
using Digest.Editions.Desk;
using Digest.Stories;
using Digest.Web.Tests.Admin;

namespace Digest.Web.Tests.Editions;

/// <summary>Several stories about one event: in messages, in the archive, and as editors split and join them. 2 March 2026 is a Monday.</summary>
public sealed class ClusterJourneys
{
    private const string Reader = "ada@reader.example";
    private const string Next = "/admin/editions/next";

    [Fact]
    public async Task Stories_about_one_event_come_as_one_item_under_the_latest_headline()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Editions:Ranking:ClusterSize", "0"));
        await newsroom.ReaderAsync(Reader);
        Ferry(newsroom);
        await newsroom.AtAsync(day: 2);
        var message = newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem();
        message.Header("Subject").ShouldBe("Tugs pull the Margaret Rose off Skerry Point");
        message.Stories.ShouldBe(["afloat", "stranded", "aground", "fares"]);
        message.Decoded.ShouldContain("There are 4 stories for you");
        message.Decoded.ShouldContain("The story so far");

        // What is listed was in the edition, for everybody who asks.
        var ids = await newsroom.Site.Database.ReadAsync(session => session.QueryAsync<long>("SELECT id FROM stories"));
        (await newsroom.Site.Get<StoryEditions>().OfAsync([.. ids])).Count.ShouldBe(4);
        (await newsroom.Site.Get<PublishedEditions>().HeadlinesAsync(["2026-03-02"])).Select(one => one.Headline).ShouldBe(["Tugs pull the Margaret Rose off Skerry Point", "Harbour fares to rise in April"]);
        var page = (await newsroom.Site.GetAsync("/editions/2026-03-02/message")).Body;
        foreach (var slug in new[] { "afloat", "stranded", "aground", "fares" })
            page.ShouldContain(NewsFeed.LinkOf(slug));
        using var ada = await newsroom.Site.SignedInBrowserAsync();
        (await ada.GetAsync("/admin/editions/1")).Body.ShouldContain("Passengers describe night on the stranded Margaret Rose");
    }

    [Fact]
    public async Task What_is_listed_or_cut_was_offered_and_the_event_goes_on_without_it()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Editions:Ranking:ClusterSize", "0"), ("Editions:MaxStories", "1"), ("Editions:RelatedPerStory", "0"));
        await newsroom.ReaderAsync(Reader);
        Ferry(newsroom);
        await newsroom.AtAsync(day: 2);
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["afloat", "stranded", "aground"]);
        newsroom.Feed.Add("docked", newsroom.Clock.GetUtcNow(), "The Margaret Rose docks after Skerry Point", "The ferry that ran aground lies in the harbour.");
        await newsroom.AtAsync(day: 3);
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["docked"]);
        await newsroom.AtAsync(day: 4);
        newsroom.Mail.TakeFor(Reader).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_gets_only_some_stories_of_an_event_gets_an_item_of_just_these()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Editions:Ranking:ClusterSize", "0"), ("Editions:RelatedPerStory", "5"));
        await newsroom.ReaderAsync(Reader);
        await newsroom.ReaderAsync("bob@reader.example", topics: """["Sea"]""");
        Ferry(newsroom);
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        await newsroom.Site.ExecuteAsync("""UPDATE stories SET topics = '["Sea"]' WHERE link LIKE '%aground' OR link LIKE '%stranded'""");
        await newsroom.AtAsync(day: 2);
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["afloat", "stranded", "aground", "fares"], "nothing of the edition is related to it");
        newsroom.Mail.TakeFor("bob@reader.example").ShouldHaveSingleItem().Stories.ShouldBe(["stranded", "aground"]);
    }

    [Fact]
    public async Task Splits_and_joins_hold_for_every_reader_say_who_did_it_and_can_be_undone()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Editions:Ranking:ClusterSize", "0"), ("Editions:RelatedPerStory", "0"));
        await newsroom.ReaderAsync(Reader);
        await newsroom.ReaderAsync("bob@reader.example", topics: """["Sea"]""");
        Ferry(newsroom);
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        await newsroom.Site.ExecuteAsync("""UPDATE stories SET topics = '["Sea"]' WHERE link NOT LIKE '%afloat'""");
        var (aground, stranded, fares, afloat) = (await IdAsync(newsroom, "aground"), await IdAsync(newsroom, "stranded"), await IdAsync(newsroom, "fares"), await IdAsync(newsroom, "afloat"));
        using var ada = await newsroom.Site.SignedInBrowserAsync();
        using var grace = await newsroom.Site.SignedInBrowserAsync("Grace");
        var page = (await ada.GetAsync(Next)).Body;
        page.ShouldContain("3 stories about one event");
        page.ShouldContain("in common: ");
        page.ShouldContain("skerry", Case.Insensitive);

        await ada.SubmitAsync($"{Next}?handler=Split", ("story", $"{stranded}"));
        page = (await ada.GetAsync(Next)).Body;
        page.ShouldContain("The story stands by itself now.");
        page.ShouldContain("2 stories about one event");
        await grace.GetAsync(Next);
        await grace.SubmitAsync($"{Next}?handler=Join", ("story", $"{fares}"), ("other", $"{afloat}"), ("width", "desktop"));
        page = (await grace.GetAsync(Next)).Body;
        page.ShouldContain("They are one item now.");
        page.ShouldContain("3 stories about one event");
        page.ShouldContain("Ada took");
        page.ShouldContain("Grace joined");

        await newsroom.AtAsync(day: 2);
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["afloat", "aground", "fares", "stranded"]);
        newsroom.Mail.TakeFor("bob@reader.example").ShouldHaveSingleItem().Stories.ShouldBe(["stranded", "aground", "fares"], "the lead that they do not get ties the others together all the same");
        await ada.GetAsync(Next);
        await ada.SubmitAsync($"{Next}?handler=Undo", ("tie", "2"));
        page = (await ada.GetAsync(Next)).Body;
        page.ShouldContain("It is undone.");
        page.ShouldContain("undone by Ada");
        await ada.SubmitAsync($"{Next}?handler=Undo", ("tie", "1"));
        (await ItemsAsync(newsroom)).ShouldBe($"{afloat} {stranded} {aground} | {fares}");
    }

    [Fact]
    public async Task The_latest_word_holds_where_editors_contradict_each_other()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Editions:Ranking:ClusterSize", "0"));
        Ferry(newsroom);
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        var (aground, stranded, fares, afloat) = (await IdAsync(newsroom, "aground"), await IdAsync(newsroom, "stranded"), await IdAsync(newsroom, "fares"), await IdAsync(newsroom, "afloat"));
        var edits = newsroom.Site.Get<ItemEdits>();
        (await edits.SplitAsync(aground, "Ada")).ShouldBe(ItemEditOutcome.Done);
        (await edits.JoinAsync(aground, fares, "Ada")).ShouldBe(ItemEditOutcome.Done);
        (await ItemsAsync(newsroom)).ShouldBe($"{afloat} {stranded} | {aground} {fares}");
        (await edits.JoinAsync(fares, stranded, "Grace")).ShouldBe(ItemEditOutcome.Done);
        (await ItemsAsync(newsroom)).ShouldBe($"{afloat} {stranded} {aground} {fares}");
        (await edits.SplitAsync(afloat, "Ada")).ShouldBe(ItemEditOutcome.Done);
        (await ItemsAsync(newsroom)).ShouldBe($"{afloat} | {stranded} {aground} {fares}", "what was joined by way of it stays together");
    }

    [Fact]
    public async Task Whatever_cannot_be_is_answered_in_a_line_and_changes_nothing()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Editions:Ranking:ClusterSize", "0"));
        Ferry(newsroom);
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        var (aground, fares) = (await IdAsync(newsroom, "aground"), await IdAsync(newsroom, "fares"));
        using var ada = await newsroom.Site.SignedInBrowserAsync();
        await ada.GetAsync(Next);
        foreach (var (handler, fields, answer) in new (string, (string, string)[], string)[]
        {
            ("Split", [("story", "9999")], "not in the coming edition any more"),
            ("Split", [("story", "fog")], "not in the coming edition any more"),
            ("Split", [], "not in the coming edition any more"),
            ("Split", [("story", $"{fares}")], "stands by itself already"),
            ("Join", [("story", $"{fares}"), ("other", $"{fares}")], "cannot be joined to itself"),
            ("Join", [("story", $"{fares}"), ("other", "-1")], "not in the coming edition any more"),
            ("Join", [("story", $"{aground}"), ("other", $"{await IdAsync(newsroom, "afloat")}")], "one item already"),
            ("Undo", [("tie", "7")], "undone already"),
            ("Undo", [], "undone already"),
        })
        {
            (await ada.SubmitAsync($"{Next}?handler={handler}", fields)).Status.ShouldBe(HttpStatusCode.SeeOther, $"{handler} {answer}");
            (await ada.GetAsync(Next)).Body.ShouldContain(answer);
        }
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM story_ties")).ShouldBe(0);
    }

    [Fact]
    public async Task The_page_counts_every_new_story_and_an_edition_of_one_event_goes()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Editions:Ranking:ClusterSize", "0"), ("Editions:MaxStories", "1"));
        await newsroom.ReaderAsync(Reader);
        Ferry(newsroom);
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        var coming = await newsroom.Site.Get<ComingEdition>().RegularAsync();
        (coming.Stories, coming.MostItems, coming.Recipients).ShouldBe((4, 1, 1));
    }

    [Fact]
    public async Task Items_of_many_stories_fit_into_a_message_and_what_does_not_is_left_out_whole()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Editions:Ranking:ClusterSize", "0"), ("Editions:RelatedPerStory", "0"));
        for (var at = 0; at < 150; at++)
            newsroom.Feed.Add($"s{at}", newsroom.Clock.GetUtcNow().AddMinutes(-at), $"Number {at}: {string.Join(' ', Enumerable.Repeat("headline", 20))}", string.Join(' ', Enumerable.Repeat("Sentence.", 80)));
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        var stories = await newsroom.Site.Database.ReadAsync(session => StoryNumbers.UnnumberedAsync(session, newsroom.Clock.GetUtcNow()));
        var composer = newsroom.Site.Get<EditionComposer>();
        var composition = await composer.ComposeAsync([.. stories.Chunk(7).Select(some => new EditionItem(some))], DeskWords.None, "2026-03-02", newsroom.Clock.GetUtcNow());
        var message = await composer.RenderAsync(composition);
        message.EncodedHtmlBytes.ShouldBeInRange(50_000, EditionComposer.MaxHtmlBytes);
        message.Html.ShouldContain("and one more");
        message.Html.ShouldContain("did not fit into this message");
    }

    /// <summary>Three stories about a stranded ferry, and one about fares.</summary>
    private static void Ferry(Newsroom newsroom)
    {
        var now = newsroom.Clock.GetUtcNow();
        newsroom.Feed.Add("fares", now.AddHours(-20), "Harbour fares to rise in April", "Commuters protest against the third rise in two years.");
        newsroom.Feed.Add("aground", now.AddHours(-10), "Ferry Margaret Rose runs aground off Skerry Point", "All forty passengers of the ferry were taken off by lifeboats.");
        newsroom.Feed.Add("stranded", now.AddHours(-6), "Passengers describe night on the stranded Margaret Rose", "The ferry lies on the rocks off Skerry Point; tugs are on their way.");
        newsroom.Feed.Add("afloat", now.AddHours(-1), "Tugs pull the Margaret Rose off Skerry Point", "The ferry is towed to the harbour; its hull is torn.");
    }

    private static Task<long> IdAsync(Newsroom newsroom, string slug) => newsroom.Site.ScalarAsync<long>($"SELECT id FROM stories WHERE link = '{NewsFeed.LinkOf(slug)}'");

    private static async Task<string> ItemsAsync(Newsroom newsroom) =>
        string.Join(" | ", (await newsroom.Site.Get<NextEdition>().ItemsAsync()).Select(item => string.Join(' ', item.StoryIds)));
}
