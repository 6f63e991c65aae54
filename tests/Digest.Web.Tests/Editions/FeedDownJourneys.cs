using Digest.Stories;

namespace Digest.Web.Tests.Editions;

/// <summary>Feeds that cannot be read when an edition closes. 2 March 2026 is a Monday.</summary>
public sealed class FeedDownJourneys
{
    private const string Reader = "ada@reader.example";

    [Theory]
    [InlineData(null)]
    [InlineData("<html><body>Bad gateway</body></html>")]
    [InlineData("<rss version=\"2.0\"><channel><title>The News</title></channel></rss>")]
    public async Task The_edition_goes_with_what_is_known_and_nothing_is_taken_for_withdrawn(string? content)
    {
        await using var newsroom = await Newsroom.OpenAsync(("Editions:RelatedPerStory", "0"));
        await newsroom.ReaderAsync(Reader);
        newsroom.Publish("council", "harbour");
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        await BreakAsync(newsroom, content);
        await newsroom.AtAsync(day: 2);
        await newsroom.RunAsync("keep-corrections");
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["harbour", "council"]);
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM stories WHERE removed_at IS NOT NULL")).ShouldBe(0);
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM corrections")).ShouldBe(0);

        // Once it answers again, what it brings goes with the next one.
        newsroom.Publish("theatre");
        await newsroom.AtAsync(day: 3);
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["theatre"]);
    }

    [Fact]
    public async Task A_special_edition_goes_without_it_too()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Editions:RelatedPerStory", "0"));
        await newsroom.ReaderAsync(Reader);
        newsroom.Publish("fire");
        var id = await SpecialSteps.MakeAsync(newsroom, SpecialSteps.Everyone, "fire");
        await BreakAsync(newsroom, content: null);
        await SpecialSteps.ScheduleAsync(newsroom, id, newsroom.Clock.GetUtcNow());
        await newsroom.RunAsync("close-specials");
        await newsroom.SubmitAsync();
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["fire"]);
    }

    private static async Task BreakAsync(Newsroom newsroom, string? content)
    {
        if (content is null)
            File.Delete(newsroom.Feed.File);
        else
            await File.WriteAllTextAsync(newsroom.Feed.File, content);
    }
}
