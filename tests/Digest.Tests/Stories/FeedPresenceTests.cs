using Digest.Net;
using Digest.Stories;
using Digest.Tests.Tools;
using Microsoft.Extensions.Logging.Abstractions;

namespace Digest.Tests.Stories;

/// <summary>Which stories feeds had when they were last read.</summary>
public sealed class FeedPresenceTests
{
    [DatabaseFact]
    public async Task A_story_is_in_a_feed_until_the_feed_is_read_without_it_and_again_when_it_is_back()
    {
        await using var test = await TestDatabase.CreateAsync();
        using var file = new FeedFile(Item("a"), Item("b"));
        var feeds = Feeds(file);
        using var import = Import(test, feeds);
        await import.PollAllAsync();
        (await PresentAsync(test, feeds)).ShouldBe("a b");
        file.Write(Item("b"), Item("c"));
        await import.PollAllAsync();
        (await PresentAsync(test, feeds)).ShouldBe("b c");
        File.WriteAllText(file.Path, "not a feed");
        (await import.PollAllAsync()).Failures.ShouldNotBeEmpty();
        (await PresentAsync(test, feeds)).ShouldBe("b c", "what cannot be read says nothing");
        file.Write(Item("a"));
        (await import.PollAllAsync()).Updated.ShouldBe(0);
        (await PresentAsync(test, feeds)).ShouldBe("a");
    }

    [DatabaseFact]
    public async Task A_story_is_in_a_feed_while_one_of_those_that_are_read_has_it()
    {
        await using var test = await TestDatabase.CreateAsync();
        using var first = new FeedFile(Item("a"), Item("b"));
        using var second = new FeedFile(Item("a"));
        var both = Feeds(first, second);
        using var import = Import(test, both);
        await import.PollAllAsync();
        first.Write(Item("c"));
        await import.PollAllAsync();
        (await PresentAsync(test, both)).ShouldBe("a c");
        (await PresentAsync(test, Feeds(first))).ShouldBe("c", "nobody reads the other one");
        await test.Database.WriteAsync(session => session.ExecuteAsync("UPDATE feeds SET gone = 1 WHERE url = @Path", new { second.Path }));
        (await PresentAsync(test, both)).ShouldBe("c");
    }

    [DatabaseFact]
    public async Task More_stories_than_are_written_at_once_come_and_go()
    {
        await using var test = await TestDatabase.CreateAsync();
        using var file = new FeedFile([.. Enumerable.Range(0, 1_200).Select(at => Item($"s{at}"))]);
        var feeds = Feeds(file);
        using var import = Import(test, feeds);
        await import.PollAllAsync();
        (await CountAsync(test)).ShouldBe(1_200);
        file.Write(Item("s7"));
        await import.PollAllAsync();
        (await CountAsync(test)).ShouldBe(1);
        file.Write([.. Enumerable.Range(0, 1_100).Select(at => Item($"s{at}"))]);
        await import.PollAllAsync();
        (await CountAsync(test)).ShouldBe(1_100);
    }

    [Fact]
    public async Task A_poll_that_finds_the_same_stories_writes_none_of_it()
    {
        await using var test = await TestDatabase.CreateAsync();
        using var file = new FeedFile(Item("a"), Item("b"));
        using var import = Import(test, Feeds(file));
        await import.PollAllAsync();
        await test.Database.WriteAsync(session => session.ExecuteAsync("CREATE TRIGGER no_writes BEFORE UPDATE ON story_ids BEGIN SELECT RAISE(ABORT, 'written'); END"));
        (await import.PollAllAsync()).Failures.ShouldBeEmpty();
        file.Write(Item("b"), Item("a"));
        (await import.PollAllAsync()).Failures.ShouldBeEmpty();
    }

    private static async Task<string> PresentAsync(TestDatabase test, FeedsOptions feeds)
    {
        var present = new List<string>();
        foreach (var story in await new StoryArchive(test.Database).AllAsync(0, 100))
        {
            if (await test.Database.ReadAsync(session => FeedPresence.HasAsync(session, story.Id, feeds)))
                present.Add(story.Headline);
        }
        return string.Join(' ', present.Order());
    }

    private static Task<long> CountAsync(TestDatabase test) => test.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM story_ids WHERE in_feed = 1"));

    private static string Item(string name) =>
        $"<item><guid isPermaLink='false'>{name}</guid><title>{name}</title><link>https://t.example/{name}</link><pubDate>Mon, 02 Mar 2026 05:00:00 GMT</pubDate></item>";

    private static FeedsOptions Feeds(params FeedFile[] files) => new() { Feeds = [.. files.Select(file => new FeedOptions { Url = file.Path })] };

    private static ImportStories Import(TestDatabase test, FeedsOptions feeds) => new(
        test.Database, new GuardedClient(new NetOptions { AllowPrivateAddresses = true }, new SiteOptions(), test.Clock), feeds, test.Clock, NullLogger<ImportStories>.Instance);
}
