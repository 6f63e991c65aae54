using Digest.Net;
using Digest.Stories;
using Digest.Tests.Tools;
using Microsoft.Extensions.Logging.Abstractions;

namespace Digest.Tests.Stories;

/// <summary>One story stays one story, whatever its publisher does to ids and links.</summary>
public sealed class StoryIdentityTests
{
    private const string Monday = "Mon, 02 Mar 2026 05:17:23 GMT";
    private const string Dek = "The island's only ferry is back in service after eleven days in the dock.";

    private static readonly (string What, string Guid, string Link, string Headline, string Dek)[] Changes =
    [
        ("A new id and a new address with the same headline", "b", "https://t.example/2026/ferry", "Ferry sails", Dek),
        ("A corrected headline that changed address and id with it", "https://t.example/ferry-sails-again", "https://t.example/ferry-sails-again", "Ferry sails again", Dek),
        ("Tracking in the address", "c", "http://www.t.example/ferry/?utm_source=rss&source=feed", "Ferry sails", Dek),
        ("The same id at another address", "a", "https://t.example/elsewhere", "Something else", "Quite other words than before, and as many of them."),
        ("Another id at the same address", "b", "https://t.example/ferry", "Something else", "Quite other words than before, and as many of them."),
    ];

    [DatabaseFact]
    public async Task What_is_one_story_stays_one()
    {
        foreach (var (what, guid, link, headline, dek) in Changes)
            await StaysOneAsync(what, guid, link, headline, dek);
    }

    private static async Task StaysOneAsync(string what, string guid, string link, string headline, string dek)
    {
        await using var test = await TestDatabase.CreateAsync();
        using var file = new FeedFile(Item("a", "https://t.example/ferry", "Ferry sails", Dek), Item("z", "https://t.example/storm", "Storm", "It blew."));
        var import = Import(test, file.Path);
        await import.PollAllAsync();
        var before = await StoryAsync(test, "Ferry sails");
        test.Clock.Advance(TimeSpan.FromHours(1));
        file.Write(Item(guid, link, headline, dek), Item("z", "https://t.example/storm", "Storm", "It blew."));
        (await import.PollAllAsync()).New.ShouldBe(0, what);
        var after = await StoryAsync(test, headline);
        (after.Id, after.CanonicalLink, after.Dek).ShouldBe((before.Id, CanonicalLink.Of(link), dek), what);
        (await import.PollAllAsync()).ShouldSatisfyAllConditions(again => again.New.ShouldBe(0), again => again.Updated.ShouldBe(0));
    }

    [DatabaseFact]
    public async Task Two_stories_of_one_second_stay_two_while_both_are_in_the_feed()
    {
        await using var test = await TestDatabase.CreateAsync();
        using var file = new FeedFile(Item("a", "https://t.example/1", "Results", Dek));
        var import = Import(test, file.Path);
        await import.PollAllAsync();
        file.Write(Item("b", "https://t.example/2", "Results", Dek), Item("a", "https://t.example/1", "Results", Dek));
        (await import.PollAllAsync()).New.ShouldBe(1);
    }

    [DatabaseFact]
    public async Task Where_two_could_be_meant_none_is()
    {
        await using var test = await TestDatabase.CreateAsync();
        using var file = new FeedFile(Item("a", "https://t.example/1", "Results", "One."), Item("b", "https://t.example/2", "Results", "Two."));
        var import = Import(test, file.Path);
        await import.PollAllAsync();
        file.Write(Item("c", "https://t.example/3", "Results", "Three."));
        (await import.PollAllAsync()).New.ShouldBe(1);
    }

    [DatabaseFact]
    public async Task Another_day_or_another_matter_is_another_story()
    {
        await using var test = await TestDatabase.CreateAsync();
        using var file = new FeedFile(Item("a", "https://t.example/weather-1", "Weather", "It rains."));
        var import = Import(test, file.Path);
        await import.PollAllAsync();
        file.Write(Item("b", "https://t.example/weather-2", "Weather", "It rains.", "Tue, 03 Mar 2026 05:17:23 GMT"));
        (await import.PollAllAsync()).New.ShouldBe(1);
        file.Write(Item("c", "https://t.example/tides", "Tides", "The water comes and goes."));
        (await import.PollAllAsync()).New.ShouldBe(1);
    }

    [DatabaseFact]
    public async Task Without_times_a_story_is_known_by_headline_and_dek_together()
    {
        await using var test = await TestDatabase.CreateAsync();
        using var file = new FeedFile(Item("a", "https://t.example/1", "Ferry", Dek, published: null), Item("b", "https://t.example/2", "Weather", "It rains.", published: null));
        var import = Import(test, file.Path);
        await import.PollAllAsync();
        file.Write(Item("c", "https://t.example/moved", "Ferry", Dek, published: null), Item("d", "https://t.example/4", "Weather", "The sun shines.", published: null));
        (await import.PollAllAsync()).New.ShouldBe(1);
    }

    [DatabaseFact]
    public async Task An_id_that_is_meant_for_all_the_world_is_one_story_in_two_feeds_of_a_site()
    {
        await using var test = await TestDatabase.CreateAsync();
        using var all = new FeedFile(Item("tag:t.example,2026:7", "https://t.example/ferry", "Ferry", Dek));
        using var section = new FeedFile(Item("tag:t.example,2026:7", "https://t.example/harbour/ferry", "Ferry", Dek));
        using var stranger = new FeedFile(Item("tag:t.example,2026:7", "https://other.example/ferry", "Ours now", Dek));
        // One after the other: of two feeds that are read together either may be the first.
        (await Import(test, all.Path).PollAllAsync()).New.ShouldBe(1);
        (await Import(test, all.Path, section.Path).PollAllAsync()).New.ShouldBe(0);
        (await Import(test, all.Path, section.Path, stranger.Path).PollAllAsync()).New.ShouldBe(1);
        (await StoryAsync(test, "Ferry")).Link.ShouldBe("https://t.example/ferry");
    }

    [DatabaseFact]
    public async Task What_a_story_said_before_is_kept_with_its_times()
    {
        await using var test = await TestDatabase.CreateAsync();
        using var file = new FeedFile(Item("a", "https://t.example/ferry", "Ferry sales", "First."));
        var import = Import(test, file.Path);
        var start = test.Clock.GetUtcNow();
        await import.PollAllAsync();
        foreach (var (headline, dek) in new[] { ("Ferry sails", "First."), ("Ferry sails", "Second."), ("Ferry sails", "Second.") })
        {
            test.Clock.Advance(TimeSpan.FromHours(1));
            file.Write(Item("a", "https://t.example/ferry", headline, dek));
            await import.PollAllAsync();
        }
        // A new address alone is no other version.
        file.Write(Item("a", "https://t.example/ferry-sails", "Ferry sails", "Second."));
        (await import.PollAllAsync()).Updated.ShouldBe(1);
        var story = await StoryAsync(test, "Ferry sails");
        (await new StoryVersions(test.Database).OfAsync(story.Id)).Select(one => (one.Number, one.Headline, one.Dek, one.Since, one.Until)).ShouldBe(
        [
            (1, "Ferry sales", "First.", start, start.AddHours(1)),
            (2, "Ferry sails", "First.", start.AddHours(1), start.AddHours(2)),
        ]);
        story.Dek.ShouldBe("Second.");
    }

    [DatabaseFact]
    public async Task A_story_that_changes_all_day_keeps_its_first_version_and_the_latest()
    {
        await using var test = await TestDatabase.CreateAsync();
        using var file = new FeedFile(Item("a", "https://t.example/live", "Live: 0", "First."));
        var import = Import(test, file.Path);
        await import.PollAllAsync();
        for (var change = 1; change <= StoryVersions.MostKept + 10; change++)
        {
            file.Write(Item("a", "https://t.example/live", $"Live: {change}", "First."));
            await import.PollAllAsync();
        }
        var kept = await new StoryVersions(test.Database).OfAsync((await StoryAsync(test, "Live: 60")).Id);
        kept.Count.ShouldBe(StoryVersions.MostKept + 1);
        (kept[0].Headline, kept[1].Headline, kept[^1].Headline).ShouldBe(("Live: 0", "Live: 10", "Live: 59"));
    }

    private static async Task<Story> StoryAsync(TestDatabase test, string headline) => (await new StoryArchive(test.Database).AllAsync(0, 100)).Single(story => story.Headline == headline);

    private static string Item(string guid, string link, string headline, string dek, string? published = Monday) =>
        $"<item><guid isPermaLink='false'>{guid}</guid><title>{headline}</title><link>{link.Replace("&", "&amp;", StringComparison.Ordinal)}</link><description>{dek}</description>{(published is null ? "" : $"<pubDate>{published}</pubDate>")}</item>";

    private static ImportStories Import(TestDatabase test, params string[] feeds)
    {
        var client = new GuardedClient(new NetOptions(), new SiteOptions(), test.Clock);
        return new ImportStories(test.Database, client, new FeedsOptions { Feeds = [.. feeds.Select(url => new FeedOptions { Url = url })] }, test.Clock, NullLogger<ImportStories>.Instance);
    }
}
