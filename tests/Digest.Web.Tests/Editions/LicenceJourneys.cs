using System.Net;
using Digest.Stories;

namespace Digest.Web.Tests.Editions;

/// <summary>A story's own licence stays with it wherever it is shown. 2 March 2026 is a Monday.</summary>
public sealed class LicenceJourneys
{
    private const string Reader = "ada@reader.example";

    [Fact]
    public async Task In_a_cluster_each_story_says_the_licence_that_the_footer_does_not()
    {
        await using var newsroom = await OpenAsync("Site:Licence", "CC BY 4.0");
        await LicenseAsync(newsroom, ("afloat", "© The Harbour Agency"), ("stranded", "CC BY-NC 4.0"), ("aground", "CC BY 4.0"));
        var message = await EditionAsync(newsroom);
        foreach (var part in new[] { message, WebUtility.HtmlDecode((await newsroom.Site.GetAsync("/editions/2026-03-02/message")).Body), (await newsroom.Site.GetAsync("/editions/2026-03-02/text")).Body })
        {
            part.ShouldContain("Licence: © The Harbour Agency");
            part.ShouldContain("CC BY-NC 4.0");
            part.ShouldNotContain("Licence: CC BY 4.0");
            part.ShouldContain("CC BY 4.0", customMessage: "the footer's");
        }
    }

    [Fact]
    public async Task Without_a_licence_of_the_site_one_is_in_the_footer_only_where_it_speaks_for_all_that_is_shown()
    {
        await using var newsroom = await OpenAsync("Site:Licence", "");
        // The story listed under the lead has none: all rights may be reserved.
        await LicenseAsync(newsroom, ("afloat", "CC BY 4.0"), ("stranded", "CC BY 4.0"), ("fares", "CC BY 4.0"));
        var message = await EditionAsync(newsroom);
        Text(message).Split("CC BY 4.0").Length.ShouldBe(4, "each of the three says its own");

        await using var other = await OpenAsync("Site:Licence", "");
        await LicenseAsync(other, ("afloat", "CC BY 4.0"), ("stranded", "CC BY-ND 4.0"), ("aground", "CC BY 4.0"), ("fares", "CC BY 4.0"));
        var text = Text(await EditionAsync(other));
        text.Split("CC BY 4.0").Length.ShouldBe(2, "once, in the footer");
        text.Split("Licence: CC BY-ND 4.0").Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_related_story_keeps_its_own()
    {
        await using var newsroom = await OpenAsync("Site:Licence", "CC BY 4.0", ("Editions:RelatedPerStory", "3"), ("Editions:RelatedRestDays", "0"));
        await LicenseAsync(newsroom, ("afloat", "© The Harbour Agency"));
        await EditionAsync(newsroom);
        newsroom.Clock.Set(new DateTimeOffset(2026, 3, 10, 7, 0, 0, TimeSpan.Zero));
        newsroom.Feed.Add("docked", newsroom.Clock.GetUtcNow().AddHours(-1), "The Margaret Rose docks after Skerry Point", "The ferry that ran aground lies in the harbour.");
        await newsroom.WorkAsync();
        Text(newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Decoded.ReplaceLineEndings("\n")).ShouldContain("https://www.news.example/afloat\n      Licence: © The Harbour Agency");
    }

    [Fact]
    public async Task The_feed_of_the_archive_names_the_licences_of_an_edition()
    {
        await using var newsroom = await OpenAsync("Site:Licence", "CC BY 4.0");
        await LicenseAsync(newsroom, ("fares", "© The Harbour Agency"));
        await EditionAsync(newsroom);
        var feed = (await newsroom.Site.GetAsync("/editions/feed.xml")).Body;
        feed.ShouldContain("<rights>CC BY 4.0</rights>");
        feed.ShouldContain("<rights>CC BY 4.0 · Harbour fares to rise in April: © The Harbour Agency</rights>");
    }

    private static async Task<Newsroom> OpenAsync(string key, string value, params (string Key, string Value)[] more)
    {
        var newsroom = await Newsroom.OpenAsync([(key, value), ("Editions:Ranking:ClusterSize", "0"), .. more.Length > 0 ? more : [("Editions:RelatedPerStory", "0")]]);
        await newsroom.ReaderAsync(Reader);
        var now = newsroom.Clock.GetUtcNow();
        newsroom.Feed.Add("aground", now.AddHours(-30), "Ferry Margaret Rose runs aground off Skerry Point", "The ferry Margaret Rose ran aground on the rocks off Skerry Point in thick fog with ninety passengers aboard.");
        newsroom.Feed.Add("stranded", now.AddHours(-20), "Passengers describe night on the stranded Margaret Rose", "Passengers of the ferry Margaret Rose spent the night on the rocks off Skerry Point.");
        newsroom.Feed.Add("fares", now.AddHours(-10), "Harbour fares to rise in April", "Commuters protest against the price of the season ticket.");
        newsroom.Feed.Add("afloat", now.AddHours(-2), "Tugs pull the Margaret Rose off Skerry Point", "Two tugs pulled the ferry Margaret Rose off the rocks at Skerry Point; the passengers are ashore.");
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        return newsroom;
    }

    private static async Task LicenseAsync(Newsroom newsroom, params (string Slug, string Licence)[] licences)
    {
        foreach (var (slug, licence) in licences)
            await newsroom.Site.ExecuteAsync($"UPDATE stories SET licence = '{licence}' WHERE link = '{NewsFeed.LinkOf(slug)}'");
    }

    private static async Task<string> EditionAsync(Newsroom newsroom)
    {
        await newsroom.AtAsync(day: 2);
        var message = newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem();
        message.Stories.ShouldContain("stranded");
        return message.Decoded.ReplaceLineEndings("\n");
    }

    private static string Text(string decoded) => decoded[..decoded.IndexOf("text/html", StringComparison.Ordinal)];
}
