using Digest.Stories.Pages;
using Digest.Tests.Tools;

namespace Digest.Tests.Stories.Pages;

/// <summary>Whether the pages of stories that readers got are still there.</summary>
public sealed class WatchStoryPagesTests
{
    private const string Mural = "Removed: the mural that divided a town";

    [DatabaseFact]
    public async Task A_page_that_is_gone_is_asked_once_more_before_it_is_believed_and_its_story_stands_again_when_it_is_back()
    {
        await using var room = await WatchedAsync("/a", "/b");
        await room.WatchAsync();
        (await room.StoryAsync("/a")).Removed.ShouldBeNull("it was asked once");
        room.Clock.Advance(TimeSpan.FromMinutes(1));
        await room.WatchAsync();
        (await room.StoryAsync("/a")).Removed.ShouldBeNull("it is too soon");
        room.Clock.Advance(TimeSpan.FromMinutes(15));
        await room.WatchAsync();
        (await room.StoryAsync("/a")).Removed.ShouldNotBeNull();
        (await room.StoryAsync("/b")).Removed.ShouldBeNull();
        room.Asked.Count(path => path == "/a").ShouldBe(2);
        room.Page("/a", "");
        room.Clock.Advance(TimeSpan.FromHours(13));
        await room.WatchAsync();
        (await room.StoryAsync("/a")).Removed.ShouldBeNull();
    }

    [Theory]
    [InlineData(500)]
    [InlineData(403)]
    [InlineData(429)]
    public async Task Any_other_answer_says_nothing_of_the_story(int status)
    {
        await using var room = await WatchedAsync("/a", "/b");
        room.Answer("/a", "no", status);
        for (var round = 0; round < 4; round++)
        {
            await room.WatchAsync();
            room.Clock.Advance(TimeSpan.FromHours(13));
        }
        room.Asked.ShouldContain("/a");
        (await room.StoryAsync("/a")).Removed.ShouldBeNull();
    }

    [Fact]
    public async Task What_robots_txt_forbids_is_not_asked_for()
    {
        await using var room = await WatchedAsync("/a", "/b");
        room.Answer("/robots.txt", "User-agent: *\nDisallow: /a", type: "text/plain");
        await room.WatchAsync();
        room.Asked.ShouldBe(["/robots.txt", "/b"]);
        room.Rests.ShouldAllBe(rest => rest >= 1, "a host rests between two questions");
    }

    [Fact]
    public async Task A_page_that_calls_itself_withdrawn_withdraws_its_story()
    {
        await using var room = await WatchedAsync("/a", "/b");
        room.Page("/a", "<title>Retracted: Gates open | The Gazette</title>");
        await room.WatchAsync();
        (await room.StoryAsync("/a")).Removed.ShouldNotBeNull();
    }

    [DatabaseFact]
    public async Task A_story_that_only_its_page_called_withdrawn_stands_again_when_the_page_does_not_any_more()
    {
        await using var room = await WatchedAsync("/a", "/b");
        room.Page("/a", "<title>Retracted: Gates open | The Gazette</title>");
        await room.WatchAsync();
        (await room.StoryAsync("/a")).Removed.ShouldNotBeNull();
        room.Page("/a", "");
        room.Clock.Advance(TimeSpan.FromHours(13));
        await room.WatchAsync();
        (await room.StoryAsync("/a")).Removed.ShouldNotBeNull("a page without a title says nothing");
        room.Page("/a", "<title>Gates open | The Gazette</title>");
        room.Clock.Advance(TimeSpan.FromHours(13));
        await room.WatchAsync();
        (await room.StoryAsync("/a")).Removed.ShouldBeNull();
    }

    [Fact]
    public async Task A_story_that_its_feed_calls_withdrawn_stays_so_whatever_its_page_says()
    {
        await using var room = await WatchedAsync("/a", "/b");
        await room.FeedAsync(room.Item("/a", title: "Retracted: Gates open"));
        (await room.StoryAsync("Retracted: Gates open")).Removed.ShouldNotBeNull();
        room.Page("/a", "<title>Gates open | The Gazette</title>");
        await room.WatchAsync();
        room.Asked.ShouldContain("/a");
        (await room.StoryAsync("Retracted: Gates open")).Removed.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_headline_that_has_always_begun_like_that_withdraws_nothing()
    {
        await using var room = await WatchedAsync("/b");
        await room.FeedAsync(room.Item("/mural", title: Mural));
        var mural = await room.StoryAsync(Mural);
        await room.Database.WriteAsync(session => WatchStoryPages.BeginAsync(session, [(mural.Id, room.Clock.GetUtcNow().ToUnixTimeMilliseconds())], room.Clock.GetUtcNow().AddDays(7)));
        room.Page("/mural", $"<title>{Mural} | The Gazette</title>");
        await room.WatchAsync();
        room.Asked.ShouldContain("/mural");
        (await room.StoryAsync(Mural)).Removed.ShouldBeNull();
    }

    [Fact]
    public async Task A_site_most_of_whose_pages_are_gone_is_broken_and_keeps_its_stories()
    {
        var paths = Enumerable.Range(0, 6).Select(at => $"/gone-{at}").ToArray();
        await using var room = await WatchedAsync([.. paths, "/b"]);
        await room.WatchAsync();
        room.Clock.Advance(TimeSpan.FromMinutes(20));
        await room.WatchAsync();
        foreach (var path in paths)
            (await room.StoryAsync(path)).Removed.ShouldBeNull(path);
    }

    [Fact]
    public async Task A_story_that_only_falls_off_the_end_of_its_feed_stands()
    {
        await using var room = await WatchedAsync("/b", "/c");
        room.Page("/c", "");
        await room.FeedAsync(room.Item("/c"));
        for (var round = 0; round < 3; round++)
        {
            await room.WatchAsync();
            room.Clock.Advance(TimeSpan.FromHours(3));
        }
        (await room.StoryAsync("/b")).Removed.ShouldBeNull();
    }

    [Fact]
    public async Task Nothing_is_asked_when_pages_are_not_to_be_read_or_a_week_has_passed()
    {
        await using var room = await WatchedAsync("/a");
        room.Options.Read = false;
        await room.WatchAsync();
        room.Options.Read = true;
        room.Clock.Advance(TimeSpan.FromDays(8));
        await room.WatchAsync();
        room.Asked.ShouldBeEmpty();
    }

    /// <summary>Stories that readers got now; of them only the page of /b is there.</summary>
    private static async Task<PageRoom> WatchedAsync(params string[] paths)
    {
        var room = await PageRoom.OpenAsync();
        room.Answer("/robots.txt", "", type: "text/plain");
        room.Page("/b", "");
        await room.FeedAsync([.. paths.Select(path => room.Item(path))]);
        var now = room.Clock.GetUtcNow();
        var stories = new List<(long, long)>();
        foreach (var path in paths)
            stories.Add(((await room.StoryAsync(path)).Id, now.ToUnixTimeMilliseconds()));
        await room.Database.WriteAsync(session => WatchStoryPages.BeginAsync(session, stories, now.AddDays(7)));
        return room;
    }
}
