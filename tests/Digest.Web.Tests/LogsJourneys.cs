using System.Collections.Concurrent;
using System.Text;
using Digest.Links;
using Digest.Outbox;
using Digest.Signup;
using Digest.Storage;
using Digest.Stories;
using Digest.Subscribers;
using Digest.Tests.Safety.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Digest.Web.Tests;

/// <summary>Whole journeys of readers, and then a look into everything that was logged, at the level Debug.</summary>
public sealed class LogsJourneys
{
    private const string Network = "203.0.113.77";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Nothing_personal_is_logged_on_whole_journeys()
    {
        var logs = new Logs();
        await using var server = new RecordingServer { Oddity = Answer };
        await using var site = await TestSite.StartAsync(
            services => services.AddLogging(logging => logging.AddProvider(logs).SetMinimumLevel(LogLevel.Debug)),
            [("Smtp:Host", "127.0.0.1"), ("Smtp:Port", $"{server.Port}"), ("Smtp:Security", "None"), ("Web:TrustedProxies", "127.0.0.1")]);
        site.Http.DefaultRequestHeaders.Add("X-Forwarded-For", Network);

        var ada = await site.ReaderAsync("ada.lovelace@reader.example");
        foreach (var unlucky in new[] { "refused@reader.example", "later@reader.example", "dropped@reader.example", "nobody@reader.example" })
            await site.ReaderAsync(unlucky);
        await site.AskAsync("ada.lovelace@reader.example");
        await site.PostAsync("/subscribe", ("email", "typing mistake@reader.example"));
        var preferences = site.Link(LinkPurpose.Preferences, ada.Id);
        await site.PostAsync(preferences, ("cadence", "Weekdays"), ("hour", "18"), ("zone", "Europe/Berlin"));
        await site.PostAsync(preferences, ("action", "pause"), ("until", "1999-01-01"));
        await site.GetAsync(preferences[..^3] + "xyz");
        await site.PostAsync("/preferences", ("email", "ada.lovelace@reader.example"));
        await site.Get<SendingLinks>().RunAsync();
        await site.PostAsync(preferences, ("action", "link"));
        var data = new Uri(site.Get<SiteLinks>().Data(ada.Id, site.Clock.GetUtcNow())).AbsolutePath;
        await site.GetAsync(data);
        await site.GetAsync(data + "/record.json");
        await site.PostAsync(data, ("action", "address"), ("email", "moving@reader.example"));
        await SendAsync(site);
        var unsubscribe = site.Link(LinkPurpose.Unsubscribe, ada.Id);
        await site.PostAsync(unsubscribe, ("List-Unsubscribe", "One-Click"));
        await site.PostAsync(unsubscribe, ("why", "1"), ("reason", "Other"), ("remark", "My aunt Philippa reads it to me"));
        await site.PostAsync(data + "/erase");
        await ImportAsync(site);
        site.Clock.Advance(TimeSpan.FromDays(100));
        await site.Get<Jobs.Timetable>().RunAsync("clean-up", site.Services);

        server.Commands.ShouldContain(command => command.Contains("ada.lovelace", StringComparison.Ordinal));
        logs.Lines.ShouldContain(line => line.Contains("is Failed", StringComparison.Ordinal));
        string[] secrets = ["lovelace", "refused@", "later@", "dropped@", "nobody@", "reader.example", "imported", "Grace Hopper", "typing", "moving@", "Philippa", Network, data.Split('/')[^1], preferences.Split('/')[^1], unsubscribe.Split('/')[^1]];
        logs.Lines.Where(line => secrets.Any(secret => line.Contains(secret, StringComparison.OrdinalIgnoreCase))).ShouldBeEmpty();
    }

    private static ValueTask<Deed?> Answer(Standing standing) => ValueTask.FromResult<Deed?>((standing.Moment, standing.Recipient) switch
    {
        (Moment.Dot, "refused@reader.example") => Deed.Says("550 5.7.1 <refused@reader.example> wants none of it"),
        (Moment.Dot, "later@reader.example") => Deed.Says("451 4.2.0 <later@reader.example> is busy"),
        (Moment.Dot, "dropped@reader.example") => Deed.Drops,
        (Moment.Dot, "nobody@reader.example") => Deed.Says("garbage about nobody@reader.example"),
        _ => null,
    });

    // An edition, until nothing is due.
    private static async Task SendAsync(TestSite site)
    {
        await site.Get<ImportStories>().PollAllAsync();
        await site.Get<Digest.Editions.SendNow>().RunAsync();
        using var stop = new CancellationTokenSource(Patience);
        var submitting = site.Get<SubmitMessages>().RunAsync(stop.Token);
        while (await site.ScalarAsync<int>($"SELECT COUNT(*) FROM messages WHERE status = 'Submitting' OR (finished_at IS NULL AND due_at <= {site.Clock.Milliseconds()})") > 0)
        {
            stop.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
        await stop.CancelAsync();
        await submitting;
    }

    private static async Task ImportAsync(TestSite site)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes("address,name\nimported@reader.example,Grace Hopper\nno address,Grace Hopper\n"));
        await site.Get<Signup.ReaderImport>().RunAsync(ImportFile.Read(file, knownTopics: []), "readers.csv", confirmed: false);
    }

    private sealed class Logs : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
