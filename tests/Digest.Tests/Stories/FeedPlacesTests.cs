using Digest.Net;
using Digest.Storage;
using Digest.Stories;
using Digest.Tests.Tools;
using Microsoft.Extensions.Logging.Abstractions;

namespace Digest.Tests.Stories;

/// <summary>Where stories stood in their feed when it was last read.</summary>
public sealed class FeedPlacesTests
{
    [DatabaseFact]
    public async Task A_new_story_at_the_top_moves_the_others_and_changes_nothing_else_of_them()
    {
        await using var test = await TestDatabase.CreateAsync();
        using var file = new FeedFile(Item("b"), Item("a"));
        using var import = Import(test, file.Path);
        await import.PollAllAsync();
        (await PlacesAsync(test)).ShouldBe("a2 b1");
        test.Clock.Advance(TimeSpan.FromHours(1));
        var before = await new StoryArchive(test.Database).AllAsync(0, 10);
        file.Write(Item("c"), Item("b"), Item("a"));
        (await import.PollAllAsync()).Updated.ShouldBe(0);
        (await PlacesAsync(test)).ShouldBe("a3 b2 c1");
        (await new StoryArchive(test.Database).AllAsync(0, 10)).Where(story => story.Headline != "c").Select(story => (story.Id, story.ChangedAt)).ShouldBe(before.Select(story => (story.Id, story.ChangedAt)));
        (await test.Database.ReadAsync(session => session.ScalarAsync<int>("SELECT COUNT(*) FROM story_versions"))).ShouldBe(0);
    }

    [DatabaseFact]
    public async Task What_left_the_feed_or_stands_low_has_no_place()
    {
        await using var test = await TestDatabase.CreateAsync();
        using var file = new FeedFile([.. Enumerable.Range(1, 25).Select(at => Item($"s{at:00}"))]);
        using var import = Import(test, file.Path);
        await import.PollAllAsync();
        (await PlacesAsync(test)).ShouldEndWith("s1919 s2020 s21 s22 s23 s24 s25");
        file.Write(Item("s25"), Item("s02"));
        await import.PollAllAsync();
        (await PlacesAsync(test)).ShouldStartWith("s01 s022 s03 ");
        (await PlacesAsync(test)).ShouldEndWith(" s24 s251");
    }

    [DatabaseFact]
    public async Task A_poll_that_brings_nothing_new_writes_no_story()
    {
        await using var test = await TestDatabase.CreateAsync();
        using var first = new FeedFile(Item("a"), Item("b"));
        using var second = new FeedFile(Item("b"), Item("a"), Item("c"));
        using (var alone = Import(test, first.Path))
            await alone.PollAllAsync();
        using var both = Import(test, first.Path, second.Path);
        await both.PollAllAsync();
        (await PlacesAsync(test)).ShouldBe("a1 b2 c3", "the place is that of the feed that brought the story first");
        if (test.Database.Options.Provider is StorageProvider.Postgres)
            return;
        await test.Database.WriteAsync(session => session.ExecuteAsync("CREATE TRIGGER no_writes BEFORE UPDATE ON stories BEGIN SELECT RAISE(ABORT, 'written'); END"));
        (await both.PollAllAsync()).Failures.ShouldBeEmpty();
    }

    private static async Task<string> PlacesAsync(TestDatabase test) => string.Join(' ',
        await test.Database.ReadAsync(session => session.QueryAsync<string>("SELECT headline || COALESCE(CAST(feed_place AS text), '') FROM stories ORDER BY headline")));

    private static string Item(string name) =>
        $"<item><guid isPermaLink='false'>{name}</guid><title>{name}</title><link>https://t.example/{name}</link><pubDate>Mon, 02 Mar 2026 05:00:00 GMT</pubDate></item>";

    private static ImportStories Import(TestDatabase test, params string[] feeds) => new(
        test.Database,
        new GuardedClient(new NetOptions { AllowPrivateAddresses = true }, new SiteOptions(), test.Clock),
        new FeedsOptions { Feeds = [.. feeds.Select(url => new FeedOptions { Url = url })] },
        test.Clock,
        NullLogger<ImportStories>.Instance);
}
