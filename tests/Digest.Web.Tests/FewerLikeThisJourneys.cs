using System.Net;
using System.Text.RegularExpressions;
using Digest.Links;
using Digest.Web.Tests.Editions;

namespace Digest.Web.Tests;

/// <summary>"Fewer like this", from the link beside a story to the edition that keeps to it.</summary>
public sealed partial class FewerLikeThisJourneys
{
    private const string Reader = "ada@reader.example";

    [Fact]
    public async Task A_reader_asks_for_fewer_like_a_story_and_the_next_edition_keeps_to_it()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync(Reader);
        newsroom.Feed.Add("regatta", newsroom.Clock.GetUtcNow(), topics: ["Sport", "Harbour"]);
        newsroom.Feed.Add("plain", newsroom.Clock.GetUtcNow());
        await newsroom.AtAsync(day: 2);
        var message = newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem();
        // One for the story that has topics, in each part.
        var links = FewerLink().Matches(message.Decoded).Select(match => match.Groups["path"].Value).ToList();
        links.Count.ShouldBe(2);
        links.Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
        (await newsroom.Site.ScalarAsync<string>("SELECT html FROM editions"))!.ShouldNotContain("Fewer like this");

        var before = await newsroom.Site.DumpAsync();
        var page = await newsroom.Site.GetAsync(links[0]);
        page.Body.ShouldContain("Fewer like this?");
        Buttons(page.Body).ShouldBe(["Sport", "Harbour"]);
        (await newsroom.Site.DumpAsync()).ShouldBe(before);
        var preferences = links[0].Split('?')[0];
        var done = await newsroom.Site.PostAsync(preferences, ("action", "fewer"), ("story", links[0].Split('=')[1]), ("topic", "Sport"));
        (await newsroom.Site.GetAsync(done.Headers["Location"])).Body.ShouldContain("stories about it stay away");
        Buttons((await newsroom.Site.GetAsync(links[0])).Body).ShouldBe(["Harbour"]);

        newsroom.Feed.Add("football", newsroom.Clock.GetUtcNow(), topics: ["sport"]);
        newsroom.Feed.Add("ferry", newsroom.Clock.GetUtcNow(), topics: ["Harbour"]);
        await newsroom.AtAsync(day: 3);
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["ferry"]);
        (await newsroom.Site.ScalarAsync<string>("SELECT after_value FROM subscriber_changes WHERE what = 'Muted'")).ShouldBe("Sport");
    }

    [Fact]
    public async Task Who_follows_topics_follows_one_less_and_is_told_where_it_is_the_last()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var preferences = newsroom.Site.Link(LinkPurpose.Preferences, await newsroom.ReaderAsync(Reader, topics: """["Harbour","Sport"]"""));
        var story = await StoryAsync(newsroom, "Sport", "Council");
        Buttons((await newsroom.Site.GetAsync($"{preferences}?fewer={story}")).Body).ShouldBe(["Sport"]);
        await newsroom.Site.PostAsync(preferences, ("action", "fewer"), ("story", $"{story}"), ("topic", "Sport"));
        (await newsroom.Site.FindAsync(Reader))!.Topics.ShouldBe("""["Harbour"]""");
        (await newsroom.Site.GetAsync($"{preferences}?fewer={story}")).Body.ShouldContain("comes to you any more");

        var other = await StoryAsync(newsroom, "Harbour");
        var refused = await newsroom.Site.PostAsync(preferences, ("action", "fewer"), ("story", $"{other}"), ("topic", "Harbour"));
        refused.ShouldBeClearPage(HttpStatusCode.BadRequest);
        refused.Body.ShouldContain("nothing would be left");
        Buttons(refused.Body).ShouldBe(["Harbour"]);
        (await newsroom.Site.FindAsync(Reader))!.Topics.ShouldBe("""["Harbour"]""");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    [InlineData("one")]
    [InlineData("1;DROP TABLE stories")]
    public async Task A_story_that_is_none_leads_to_the_plain_page_and_a_topic_that_is_none_changes_nothing(string story)
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var preferences = newsroom.Site.Link(LinkPurpose.Preferences, await newsroom.ReaderAsync(Reader));
        await StoryAsync(newsroom, "Sport");
        var before = await newsroom.Site.DumpAsync();
        var page = await newsroom.Site.GetAsync($"{preferences}?fewer={Uri.EscapeDataString(story)}");
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Body.ShouldNotContain("Fewer like this");
        (await newsroom.Site.PostAsync(preferences, ("action", "fewer"), ("story", story), ("topic", "Gossip"))).ShouldBeClearPage(HttpStatusCode.BadRequest);
        (await newsroom.Site.DumpAsync()).ShouldBe(before);
    }

    private static Task<long> StoryAsync(Newsroom newsroom, params string[] topics) => newsroom.Site.Database.WriteAsync(session => session.ScalarAsync<long>(
        "INSERT INTO stories (canonical_link, link, headline, topics, first_seen_at) VALUES (@link, @link, 'A', @topics, 1) RETURNING id",
        new { link = $"https://www.news.example/{string.Join('-', topics)}", topics = $"[{string.Join(',', topics.Select(topic => $"\"{topic}\""))}]" }));

    private static IReadOnlyList<string> Buttons(string body) => [.. TopicButton().Matches(body).Select(match => match.Groups["topic"].Value)];

    [GeneratedRegex("name=\"topic\" value=\"(?<topic>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TopicButton();

    [GeneratedRegex(@"(?<path>/preferences/[\w-]+\?fewer=\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FewerLink();
}
