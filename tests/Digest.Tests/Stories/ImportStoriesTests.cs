using System.Collections.Concurrent;
using Digest.Net;
using Digest.Stories;
using Digest.Tests.Net;
using Digest.Tests.Tools;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Digest.Tests.Stories;

public sealed class ImportStoriesTests
{
    [DatabaseFact]
    public async Task A_feed_in_a_file_fills_the_archive()
    {
        await using var test = await TestDatabase.CreateAsync();
        using var file = new FeedFile(Item("a", "Ferry sails", "https://t.example/a"), Item("b", "Storm", "https://t.example/b"));
        var report = await Import(test, file.Path).PollAllAsync();
        (report.New, report.Updated, report.Failures.Count).ShouldBe((2, 0, 0));
        var stories = await new StoryArchive(test.Database).AllAsync(0, 10);
        stories.Select(story => story.Headline).ShouldBe(["Ferry sails", "Storm"], ignoreOrder: true);
        var story = stories.Single(one => one.Headline == "Storm");
        (story.Link, story.CanonicalLink, story.Licence, story.FirstSeen, story.Number).ShouldBe(("https://t.example/b", "https://t.example/b", "CC BY", test.Clock.GetUtcNow(), null));
    }

    [DatabaseFact]
    public async Task A_changed_title_updates_the_story_and_makes_no_new_one()
    {
        await using var test = await TestDatabase.CreateAsync();
        using var file = new FeedFile(Item("a", "Ferry sales", "https://t.example/a"));
        var import = Import(test, file.Path);
        await import.PollAllAsync();
        await test.Database.WriteAsync(session => session.ExecuteAsync("UPDATE stories SET number = 1"));
        test.Clock.Advance(TimeSpan.FromHours(1));
        file.Write(Item("a", "Ferry sails", "https://t.example/a"));
        var report = await import.PollAllAsync();
        (report.New, report.Updated).ShouldBe((0, 1));
        var story = (await new StoryArchive(test.Database).AllAsync(0, 10)).Single();
        (story.Headline, story.Number, story.FirstSeen).ShouldBe(("Ferry sails", 1, test.Clock.GetUtcNow() - TimeSpan.FromHours(1)));
    }

    [DatabaseFact]
    public async Task What_has_not_changed_is_not_written()
    {
        await using var test = await TestDatabase.CreateAsync();
        using var file = new FeedFile(Item("a", "Ferry", "https://t.example/a"));
        var import = Import(test, file.Path);
        await import.PollAllAsync();
        await test.Database.WriteAsync(session => session.ExecuteAsync("UPDATE stories SET headline = 'touched by hand'"));
        (await import.PollAllAsync()).Updated.ShouldBe(0);
        (await new StoryArchive(test.Database).AllAsync(0, 10)).ShouldHaveSingleItem().Headline.ShouldBe("touched by hand");
    }

    [DatabaseFact]
    public async Task A_link_in_two_feeds_is_one_story_and_the_second_feed_does_not_rewrite_it()
    {
        await using var test = await TestDatabase.CreateAsync();
        using var first = new FeedFile(Item("a", "Ferry", "https://t.example/a"));
        using var second = new FeedFile(Item("x", "FERRY | News", "http://www.t.example/a/?utm_source=rss"));
        await Import(test, first.Path).PollAllAsync();
        var both = Import(test, first.Path, second.Path);
        for (var poll = 0; poll < 3; poll++)
            (await both.PollAllAsync()).Updated.ShouldBe(0);
        (await new StoryArchive(test.Database).AllAsync(0, 10)).Single().Headline.ShouldBe("Ferry");
        second.Write(Item("x", "Ferry sails again", "http://www.t.example/a/?utm_source=rss"));
        (await both.PollAllAsync()).Updated.ShouldBe(1);
        (await new StoryArchive(test.Database).AllAsync(0, 10)).Single().Headline.ShouldBe("Ferry sails again");
    }

    [DatabaseFact]
    public async Task A_story_that_moved_to_another_page_stays_one_story()
    {
        await using var test = await TestDatabase.CreateAsync();
        using var file = new FeedFile(Item("a", "Ferry", "https://t.example/draft-7"));
        var import = Import(test, file.Path);
        await import.PollAllAsync();
        file.Write(Item("a", "Ferry", "https://t.example/ferry"));
        await import.PollAllAsync();
        var story = (await new StoryArchive(test.Database).AllAsync(0, 10)).Single();
        (story.Link, story.CanonicalLink).ShouldBe(("https://t.example/ferry", "https://t.example/ferry"));
    }

    [DatabaseFact]
    public async Task A_story_that_gets_another_id_stays_one_story()
    {
        await using var test = await TestDatabase.CreateAsync();
        using var file = new FeedFile(Item("a", "Ferry", "https://t.example/a"));
        var import = Import(test, file.Path);
        await import.PollAllAsync();
        file.Write(Item("b", "Ferry sails", "https://t.example/a"));
        (await import.PollAllAsync()).Updated.ShouldBe(1);
        (await new StoryArchive(test.Database).AllAsync(0, 10)).Single().Headline.ShouldBe("Ferry sails");
    }

    [DatabaseFact]
    public async Task Items_without_an_id_or_with_the_same_one_are_known_by_their_links()
    {
        await using var test = await TestDatabase.CreateAsync();
        using var file = new FeedFile(
            "<item><title>One</title><link>https://t.example/1</link></item>",
            Item("0", "Two", "https://t.example/2"),
            Item("0", "Three", "https://t.example/3"),
            "<item><title>No link</title></item>",
            "<item><link>https://t.example/nothing-to-say</link></item>");
        var import = Import(test, file.Path);
        (await import.PollAllAsync()).New.ShouldBe(3);
        var again = await import.PollAllAsync();
        (again.New, again.Updated).ShouldBe((0, 0));
    }

    [DatabaseFact]
    public async Task The_server_is_asked_only_for_what_changed()
    {
        await using var test = await TestDatabase.CreateAsync();
        await using var server = await LocalServer.StartAsync(context =>
        {
            if (context.Request.Headers.IfNoneMatch == "\"1\"")
            {
                context.Response.StatusCode = 304;
                return Task.CompletedTask;
            }
            context.Response.Headers.ETag = "\"1\"";
            return context.Response.WriteAsync(FeedFile.Feed(Item("a", "Ferry", "https://t.example/a")));
        });
        var import = Import(test, server.At("/feed").ToString());
        (await import.PollAllAsync()).New.ShouldBe(1);
        var second = await import.PollAllAsync();
        (second.New, second.Failures.Count).ShouldBe((0, 0));
        server.Requests.Last().Headers.IfNoneMatch.ToString().ShouldBe("\"1\"");
    }

    [DatabaseFact]
    public async Task A_page_that_answers_for_a_feed_is_asked_for_in_full_again()
    {
        await using var test = await TestDatabase.CreateAsync();
        await using var server = await LocalServer.StartAsync(context =>
        {
            context.Response.Headers.ETag = "\"1\"";
            return context.Response.WriteAsync("<html>Sign in</html>");
        });
        var import = Import(test, server.At("/feed").ToString());
        await import.PollAllAsync();
        await import.PollAllAsync();
        server.Requests.Last().Headers.IfNoneMatch.ShouldBeEmpty();
    }

    [DatabaseFact]
    public async Task A_permanent_redirect_is_remembered_and_forgotten_when_it_ends_nowhere()
    {
        await using var test = await TestDatabase.CreateAsync();
        var isNewThere = true;
        await using var server = await LocalServer.StartAsync(context =>
        {
            if (context.Request.Path == "/old")
            {
                context.Response.StatusCode = 301;
                context.Response.Headers.Location = "/new";
                return Task.CompletedTask;
            }
            context.Response.StatusCode = isNewThere ? 200 : 404;
            return context.Response.WriteAsync(FeedFile.Feed(Item("a", "Ferry", "https://t.example/a")));
        });
        var import = Import(test, server.At("/old").ToString());
        await import.PollAllAsync();
        await import.PollAllAsync();
        isNewThere = false;
        await import.PollAllAsync();
        await import.PollAllAsync();
        server.Requests.Select(request => request.Path).ShouldBe(["/old", "/new", "/new", "/new", "/old", "/new"]);
    }

    [DatabaseFact]
    public async Task A_feed_is_polled_when_it_is_due_and_not_before()
    {
        await using var test = await TestDatabase.CreateAsync();
        await using var server = await LocalServer.StartAsync(context => context.Response.WriteAsync(FeedFile.Feed()));
        var import = Import(test, server.At("/feed").ToString());
        await import.RunAsync();
        await import.RunAsync();
        server.Requests.Count.ShouldBe(1);
        test.Clock.Advance(TimeSpan.FromMinutes(15));
        await import.RunAsync();
        server.Requests.Count.ShouldBe(2);
    }

    [DatabaseFact]
    public async Task A_failing_feed_leaves_the_stories_says_why_and_is_asked_less_and_less_often()
    {
        await using var test = await TestDatabase.CreateAsync();
        var answer = FeedFile.Feed(Item("a", "Ferry", "https://t.example/a"));
        await using var server = await LocalServer.StartAsync(context => context.Response.WriteAsync(answer));
        var url = server.At("/feed").ToString();
        var import = Import(test, url);
        await import.RunAsync();
        answer = "<html>Sorry</html>";
        var waits = new List<double>();
        for (var failure = 1; failure <= 9; failure++)
        {
            test.Clock.Set(DateTimeOffset.FromUnixTimeMilliseconds((await FeedAsync(test, url)).NextPollAt));
            await import.RunAsync();
            var feed = await FeedAsync(test, url);
            feed.Failures.ShouldBe(failure);
            feed.Problem!.ShouldStartWith("This is a web page, not a feed");
            waits.Add((DateTimeOffset.FromUnixTimeMilliseconds(feed.NextPollAt) - test.Clock.GetUtcNow()).TotalMinutes);
        }
        waits.ShouldBe([15, 30, 60, 120, 240, 480, 960, 1440, 1440]);
        (await new StoryArchive(test.Database).AllAsync(0, 10)).Single().Headline.ShouldBe("Ferry");
        answer = FeedFile.Feed();
        await import.PollAllAsync();
        (await FeedAsync(test, url)).ShouldBe(new Feed { NextPollAt = test.Clock.GetUtcNow().AddMinutes(15).ToUnixTimeMilliseconds() });
    }

    [DatabaseFact]
    public async Task A_server_that_asks_for_patience_gets_it()
    {
        await using var test = await TestDatabase.CreateAsync();
        await using var server = await LocalServer.StartAsync(context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "7200";
            return Task.CompletedTask;
        });
        var url = server.At("/feed").ToString();
        await Import(test, url).RunAsync();
        DateTimeOffset.FromUnixTimeMilliseconds((await FeedAsync(test, url)).NextPollAt).ShouldBe(test.Clock.GetUtcNow().AddHours(2));
    }

    [DatabaseFact]
    public async Task A_feed_that_is_gone_is_not_asked_for_again()
    {
        await using var test = await TestDatabase.CreateAsync();
        await using var server = await LocalServer.StartAsync(context =>
        {
            context.Response.StatusCode = 410;
            return Task.CompletedTask;
        });
        var import = Import(test, server.At("/feed").ToString());
        await import.RunAsync();
        test.Clock.Advance(TimeSpan.FromDays(30));
        await import.RunAsync();
        (await import.PollAllAsync()).Failures.Single().Problem!.ShouldContain("410");
        server.Requests.Count.ShouldBe(1);
    }

    [DatabaseFact]
    public async Task One_bad_feed_does_not_keep_the_others_from_being_read()
    {
        await using var test = await TestDatabase.CreateAsync();
        using var good = new FeedFile(Item("a", "Ferry", "https://t.example/a"));
        using var hostile = new FeedFile();
        File.WriteAllText(hostile.Path, "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><rss><channel><item><title>&x;</title><link>https://t.example/x</link></item></channel></rss>");
        var missing = hostile.Path + ".missing";
        var report = await Import(test, missing, hostile.Path, "http://127.0.0.1:1/feed", good.Path).PollAllAsync();
        report.New.ShouldBe(1);
        report.Failures.Select(feed => feed.Problem!).ShouldBe(
            [
                $"The feed cannot be read: there is no file {missing}.",
                "The feed declares XML entities that lie elsewhere or are made of others; that is refused, as only attacks need it.",
                "The feed cannot be read: the server refuses the connection.",
            ],
            ignoreOrder: true);
    }

    [DatabaseFact]
    public async Task A_feed_that_left_the_settings_is_not_polled()
    {
        await using var test = await TestDatabase.CreateAsync();
        using var old = new FeedFile();
        using var kept = new FeedFile();
        await Import(test, old.Path, kept.Path).PollAllAsync();
        var report = await Import(test, kept.Path).PollAllAsync();
        report.Feeds.Single().Url.ShouldBe(kept.Path);
    }

    [DatabaseFact]
    public async Task Two_polls_at_once_make_no_story_twice()
    {
        await using var test = await TestDatabase.CreateAsync();
        using var file = new FeedFile([.. Enumerable.Range(1, 1200).Select(number => Item($"{number}", $"Story {number}", $"https://t.example/{number}"))]);
        var reports = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Import(test, file.Path).PollAllAsync())));
        reports.Sum(report => report.New).ShouldBe(1200);
        reports.Sum(report => report.Updated + report.Failures.Count).ShouldBe(0);
        (await new StoryArchive(test.Database).AllAsync(0, 5000)).Count.ShouldBe(1200);
    }

    [DatabaseFact]
    public async Task Giving_up_is_no_failure_of_the_feed()
    {
        await using var test = await TestDatabase.CreateAsync();
        using var gaveUp = new CancellationTokenSource();
        await using var server = await LocalServer.StartAsync(async context =>
        {
            await gaveUp.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        var url = server.At("/feed").ToString();
        await Should.ThrowAsync<OperationCanceledException>(Import(test, url).PollAllAsync(gaveUp.Token));
        (await FeedAsync(test, url)).Failures.ShouldBe(0);
    }

    [DatabaseFact]
    public async Task Who_watches_is_told_how_many_of_the_due_feeds_are_read()
    {
        await using var test = await TestDatabase.CreateAsync();
        using var first = new FeedFile(Item("a", "Ferry", "https://t.example/a"));
        using var second = new FeedFile("this is no feed");
        var told = new Told();
        await Import(test, first.Path, second.Path).RunAsync(told, CancellationToken.None);
        told.Words.Order().ShouldBe(["1 of 2 feeds", "2 of 2 feeds"]);
        await Import(test, first.Path, second.Path).RunAsync(told, CancellationToken.None);
        told.Words.Count.ShouldBe(2, "none is due");
    }

    private static string Item(string guid, string title, string link) =>
        $"<item><guid isPermaLink='false'>{guid}</guid><title>{title}</title><link>{link}</link><pubDate>Mon, 02 Mar 2026 05:00:00 GMT</pubDate></item>";

    private static ImportStories Import(TestDatabase test, params string[] feeds)
    {
        var client = new GuardedClient(new NetOptions { AllowPrivateAddresses = true }, new SiteOptions(), test.Clock);
        var options = new FeedsOptions { Feeds = [.. feeds.Select(url => new FeedOptions { Url = url })] };
        return new ImportStories(test.Database, client, options, test.Clock, NullLogger<ImportStories>.Instance, new Even());
    }

    private static Task<Feed> FeedAsync(TestDatabase test, string url) =>
        test.Database.ReadAsync(async session => (await session.FirstOrDefaultAsync<Feed>("SELECT next_poll_at, failures, problem FROM feeds WHERE url = @url", new { url }))!);

    private sealed class Even : Random
    {
        public override double NextDouble() => 0;
    }

    private sealed class Told : IProgress<WorkDone>
    {
        public ConcurrentBag<string> Words { get; } = [];

        public void Report(WorkDone value) => Words.Add(value.ToString());
    }

    private sealed record Feed
    {
        public long NextPollAt { get; init; }

        public int Failures { get; init; }

        public string? Problem { get; init; }
    }
}
