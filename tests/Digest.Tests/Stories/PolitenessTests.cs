using Digest.Net;
using Digest.Stories;
using Digest.Tests.Net;
using Digest.Tests.Tools;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Digest.Tests.Stories;

/// <summary>How hosts are treated that are asked for many feeds, and for years.</summary>
public sealed class PolitenessTests
{
    [DatabaseFact]
    public async Task A_host_gets_one_question_at_a_time_while_others_are_asked_beside_it()
    {
        await using var test = await TestDatabase.CreateAsync();
        var (asked, beside) = (0, new TaskCompletionSource<int>());
        await using var second = await LocalServer.StartAsync(async context =>
        {
            await context.Response.WriteAsync(FeedFile.Feed());
            if (context.Request.Path == "/3")
                beside.SetResult(asked);
        });
        // The first host's first answer waits until the other one has been asked for everything.
        await using var first = await LocalServer.StartAsync(async context =>
        {
            Interlocked.Increment(ref asked);
            await beside.Task.WaitAsync(TimeSpan.FromSeconds(20));
            await context.Response.WriteAsync(FeedFile.Feed());
        });
        var feeds = Enumerable.Range(1, 3).SelectMany(number => new[] { first.At($"/{number}"), second.At($"/{number}") }).Select(address => address.ToString()).ToArray();
        (await Import(test, random: null, feeds).PollAllAsync()).Failures.ShouldBeEmpty();
        (await beside.Task).ShouldBe(1);
        (first.Requests.Count, second.Requests.Count).ShouldBe((3, 3));
    }

    [DatabaseFact]
    public async Task A_host_that_asks_for_patience_is_left_alone_with_all_its_feeds()
    {
        await using var test = await TestDatabase.CreateAsync();
        await using var busy = await LocalServer.StartAsync(context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = "3600";
            return Task.CompletedTask;
        });
        await using var other = await LocalServer.StartAsync(context => context.Response.WriteAsync(FeedFile.Feed()));
        var import = Import(test, new Always(0), busy.At("/a").ToString(), busy.At("/b").ToString(), busy.At("/c").ToString(), other.At("/d").ToString());
        await import.RunAsync();
        test.Clock.Advance(TimeSpan.FromMinutes(59));
        await import.RunAsync();
        (busy.Requests.Count, other.Requests.Count).ShouldBe((1, 2));
        test.Clock.Advance(TimeSpan.FromMinutes(1));
        await import.RunAsync();
        busy.Requests.Count.ShouldBe(2);
        // Only the one that was asked for has failed.
        (await ColumnAsync(test, "failures")).Order().ShouldBe([0, 0, 0, 2]);
    }

    [DatabaseFact]
    public async Task Waits_differ_by_up_to_a_tenth_so_that_feeds_do_not_come_at_once_for_ever()
    {
        await using var test = await TestDatabase.CreateAsync();
        using var file = new FeedFile();
        async Task<double> WaitAsync(double chance)
        {
            await Import(test, new Always(chance), file.Path).PollAllAsync();
            return (DateTimeOffset.FromUnixTimeMilliseconds((await ColumnAsync(test, "next_poll_at")).Single()) - test.Clock.GetUtcNow()).TotalMinutes;
        }
        (await WaitAsync(0)).ShouldBe(15);
        (await WaitAsync(0.5)).ShouldBe(14.25);
        (await WaitAsync(1)).ShouldBe(13.5);
        file.Write();
        File.Delete(file.Path);
        (await WaitAsync(1)).ShouldBe(13.5);
    }

    [DatabaseFact]
    public async Task No_wait_is_shorter_than_what_a_server_asks_for()
    {
        await using var test = await TestDatabase.CreateAsync();
        await using var server = await LocalServer.StartAsync(context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "7200";
            return Task.CompletedTask;
        });
        await Import(test, new Always(1), server.At("/feed").ToString()).RunAsync();
        DateTimeOffset.FromUnixTimeMilliseconds((await ColumnAsync(test, "next_poll_at")).Single()).ShouldBe(test.Clock.GetUtcNow().AddMinutes(132));
    }

    [DatabaseFact]
    public async Task What_a_publisher_could_mend_is_kept_with_the_feed()
    {
        await using var test = await TestDatabase.CreateAsync();
        using var file = new FeedFile();
        File.WriteAllText(file.Path, "<rss><channel><title>T</title><link>https://t.example/</link><item><title>A & b</title><link>https://t.example/a</link>");
        var states = new FeedStates(test.Database, new FeedsOptions { Feeds = [new FeedOptions { Url = file.Path }] }, test.Clock);
        await Import(test, new Always(0), file.Path).PollAllAsync();
        (await states.ReadAsync()).Single().Remarks.ShouldNotBeEmpty();
        File.WriteAllText(file.Path, FeedFile.Feed());
        await Import(test, new Always(0), file.Path).PollAllAsync();
        (await states.ReadAsync()).Single().Remarks.ShouldNotContain(remark => remark.Contains("well-formed", StringComparison.Ordinal));
    }

    private static Task<IReadOnlyList<long>> ColumnAsync(TestDatabase test, string column) => test.Database.ReadAsync(session => session.QueryAsync<long>($"SELECT {column} FROM feeds"));

    private static ImportStories Import(TestDatabase test, Random? random, params string[] feeds)
    {
        var client = new GuardedClient(new NetOptions { AllowPrivateAddresses = true }, new SiteOptions(), test.Clock);
        return new ImportStories(test.Database, client, new FeedsOptions { Feeds = [.. feeds.Select(url => new FeedOptions { Url = url })] }, test.Clock, NullLogger<ImportStories>.Instance, random);
    }

    private sealed class Always(double chance) : Random
    {
        public override double NextDouble() => chance;
    }
}
