using System.Collections.Concurrent;
using Digest.Net;
using Digest.Storage;
using Digest.Stories;
using Digest.Stories.Pages;
using Digest.Tests.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Digest.Tests.Stories.Pages;

/// <summary>A database, a feed in a file, and a server with the pages of its stories. Rests move the clock instead of taking time.</summary>
internal sealed class PageRoom : IAsyncDisposable
{
    private readonly TestDatabase test;
    private readonly LocalServer server;
    private readonly GuardedClient client;
    private readonly FeedFile feed = new();

    private PageRoom(TestDatabase test, LocalServer server, ConcurrentDictionary<string, Func<HttpContext, Task>> answers, bool isInside)
    {
        this.test = test;
        this.server = server;
        Answers = answers;
        Feeds = [new FeedOptions { Url = feed.Path }];
        client = new GuardedClient(new NetOptions { AllowPrivateAddresses = isInside }, new SiteOptions(), test.Clock);
    }

    public Database Database => test.Database;

    public Clock Clock => test.Clock;

    public ConcurrentDictionary<string, Func<HttpContext, Task>> Answers { get; }

    public StoryPagesOptions Options { get; } = new();

    public SiteOptions Site { get; } = new();

    /// <summary>The feeds of the settings.</summary>
    public List<FeedOptions> Feeds { get; }

    /// <summary>What was rested, in seconds.</summary>
    public List<double> Rests { get; } = [];

    public IReadOnlyList<string> Asked => [.. server.Requests.Select(request => request.Path)];

    public static async Task<PageRoom> OpenAsync(bool isInside = true)
    {
        var answers = new ConcurrentDictionary<string, Func<HttpContext, Task>>(StringComparer.Ordinal);
        var local = await LocalServer.StartAsync(context =>
        {
            if (answers.TryGetValue(context.Request.Path.Value!, out var answer))
                return answer(context);
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        });
        return new PageRoom(await TestDatabase.CreateAsync(), local, answers, isInside);
    }

    public string At(string path) => server.At(path).AbsoluteUri;

    /// <summary>The same server under another name.</summary>
    public string Elsewhere(string path) => At(path).Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    public void Page(string path, string head, string body = "<h1>Gates</h1>") => Answer(path, $"<html><head>{head}</head><body>{body}</body></html>");

    public void Answer(string path, string text, int status = 200, string type = "text/html; charset=utf-8", params (string Name, string Value)[] headers) => Answers[path] = async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        foreach (var (name, value) in headers)
            context.Response.Headers[name] = value;
        await context.Response.WriteAsync(text);
    };

    /// <summary>An item without anything but what an item must have, and more of it in <paramref name="more"/>.</summary>
    public string Item(string path, string more = "", string? title = null) =>
        $"<item><guid isPermaLink='false'>{path}</guid><title>{title ?? path}</title><link>{(path.StartsWith("http", StringComparison.Ordinal) ? path : At(path))}</link>{more}</item>";

    public Task FeedAsync(params string[] items)
    {
        feed.Write(items);
        return PollAsync();
    }

    public async Task PollAsync()
    {
        var options = new FeedsOptions { Feeds = [.. Feeds] };
        await new ImportStories(Database, client, options, Clock, NullLogger<ImportStories>.Instance).PollAllAsync();
    }

    public Task<int> ReadAsync(double seconds = 1000) => Reader().RunAsync(progress: null, TimeSpan.FromSeconds(seconds), CancellationToken.None);

    public ReadStoryPages Reader() => new(Database, client, Options, Site, Clock, NullLogger<ReadStoryPages>.Instance)
    {
        RestAsync = (time, _) =>
        {
            lock (Rests)
                Rests.Add(time.TotalSeconds);
            Clock.Advance(time);
            return Task.CompletedTask;
        },
    };

    /// <summary>Looks whether the pages that are watched are still there.</summary>
    public Task WatchAsync() => new WatchStoryPages(Database, client, Options, new FeedsOptions { Feeds = [.. Feeds] }, Site, Clock, NullLogger<WatchStoryPages>.Instance)
    {
        RestAsync = (time, _) =>
        {
            lock (Rests)
                Rests.Add(time.TotalSeconds);
            Clock.Advance(time);
            return Task.CompletedTask;
        },
    }.RunAsync();

    public async Task<Story> StoryAsync(string headline) => (await new StoryArchive(Database).AllAsync(0, 100)).Single(story => story.Headline == headline);

    public async Task<(string State, string? Problem)> StateAsync(string headline)
    {
        var row = (await Database.ReadAsync(session => session.FirstOrDefaultAsync<StateRow>("SELECT p.state, p.problem FROM story_pages p JOIN stories s ON s.id = p.story_id WHERE s.headline = @headline", new { headline })))!;
        return (row.State, row.Problem);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        feed.Dispose();
        await server.DisposeAsync();
        await test.DisposeAsync();
    }

    private sealed record StateRow
    {
        public string State { get; init; } = "";

        public string? Problem { get; init; }
    }
}
