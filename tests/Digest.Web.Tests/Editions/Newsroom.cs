using Digest.Editions;
using Digest.Jobs;
using Digest.Mail;
using Digest.Outbox;
using Digest.Storage;
using Digest.Stories;
using Digest.Subscribers;
using Microsoft.Extensions.DependencyInjection;

namespace Digest.Web.Tests.Editions;

/// <summary>A site with a feed of its own, readers and a mail server that takes or refuses as a test says. Editions are due at 07:00 UTC.</summary>
internal sealed class Newsroom : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Newsroom(TestSite site, NewsFeed feed, MailServer mail)
    {
        Site = site;
        Feed = feed;
        Mail = mail;
    }

    public TestSite Site { get; }

    public NewsFeed Feed { get; }

    public MailServer Mail { get; }

    public Clock Clock => Site.Clock;

    /// <summary>Opens on Monday, 2 March 2026, at 06:00 UTC, an hour before the first edition.</summary>
    public static async Task<Newsroom> OpenAsync(params (string Key, string Value)[] settings) => await OpenAsync(replace: null, settings);

    public static async Task<Newsroom> OpenAsync(Action<IServiceCollection>? replace, params (string Key, string Value)[] settings)
    {
        var feed = new NewsFeed();
        var mail = new MailServer();
        var site = await TestSite.StartAsync(
            services =>
            {
                services.AddSingleton<ITransport>(mail);
                replace?.Invoke(services);
            },
            [("Feeds:0:Url", feed.File), .. settings]);
        return new Newsroom(site, feed, mail);
    }

    /// <summary>An active reader, as if confirmed now.</summary>
    public async Task<long> ReaderAsync(string address, Cadence cadence = Cadence.Daily, int days = 127, string topics = "[]", int? hour = null, string? zone = null) =>
        await Site.Database.WriteAsync(session => session.ScalarAsync<long>(
            $"""
            INSERT INTO subscribers (address, address_key, status, cadence, days, topics, send_hour, time_zone, position, created_at, confirmed_at)
            VALUES (@address, @address, 'Active', @cadence, @days, @topics, @hour, @zone, {StartPosition.Sql}, @now, @now) RETURNING id
            """, new { address, cadence = cadence.ToString(), days, topics, hour, zone, now = Clock.Milliseconds() }));

    /// <summary>Publishes stories, the first the oldest, a minute apart up to now.</summary>
    public void Publish(params string[] slugs)
    {
        for (var at = 0; at < slugs.Length; at++)
            Feed.Add(slugs[at], Clock.GetUtcNow() - TimeSpan.FromMinutes(slugs.Length - at));
    }

    /// <summary>Moves the clock to a time of a day in March 2026 and lets everything happen that is due.</summary>
    public async Task AtAsync(int day, int hour = 7, int minute = 0)
    {
        Clock.Set(new DateTimeOffset(2026, 3, day, hour, minute, 0, TimeSpan.Zero));
        await WorkAsync();
    }

    /// <summary>Reads the feeds, closes, prepares and submits whatever is due now.</summary>
    public async Task WorkAsync()
    {
        await Site.Get<ImportStories>().PollAllAsync();
        await RunAsync("close-edition");
        await SubmitAsync();
    }

    public Task RunAsync(string job) => Site.Get<Timetable>().RunAsync(job, Site.Services);

    /// <summary>Submits until nothing is due any more.</summary>
    public async Task SubmitAsync()
    {
        using var stop = new CancellationTokenSource(Patience);
        var submitting = Site.Get<SubmitMessages>().RunAsync(stop.Token);
        while (await Site.ScalarAsync<int>($"SELECT COUNT(*) FROM messages WHERE status = 'Submitting' OR (finished_at IS NULL AND due_at <= {Clock.Milliseconds()} AND COALESCE(edition_id, 0) NOT IN (SELECT id FROM editions WHERE paused_at IS NOT NULL) AND (status = 'Uncertain' OR variant_id NOT IN (SELECT variant_id FROM outdated_variants)))") > 0)
        {
            stop.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
        await stop.CancelAsync();
        await submitting;
    }

    /// <summary>"Send now", as the command does it.</summary>
    public async Task<Edition?> SendNowAsync()
    {
        await Site.Get<ImportStories>().PollAllAsync();
        var edition = await Site.Get<SendNow>().RunAsync();
        await SubmitAsync();
        return edition;
    }

    public async ValueTask DisposeAsync()
    {
        await Site.DisposeAsync();
        Feed.Dispose();
    }
}
