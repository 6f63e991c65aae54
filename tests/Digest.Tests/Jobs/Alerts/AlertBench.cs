using System.Collections.Concurrent;
using Digest.Editions;
using Digest.Jobs.Alerts;
using Microsoft.Extensions.Logging.Abstractions;

namespace Digest.Tests.Jobs.Alerts;

/// <summary>Alerts on a real database; what is wrong, and who takes notices, is as a test says.</summary>
internal sealed class AlertBench : IAsyncDisposable
{
    public const string Desk = "desk@news.example";

    private AlertBench(TestDatabase test)
    {
        Test = test;
        Alerts = new AlertBook(test.Database, test.Clock);
        Book = new NoticeBook(test.Database, test.Clock);
    }

    public TestDatabase Test { get; }

    public Clock Clock => Test.Clock;

    public AlertBook Alerts { get; }

    public NoticeBook Book { get; }

    public RecordingWay Way { get; } = new();

    public static async Task<AlertBench> CreateAsync() => new(await TestDatabase.CreateAsync());

    public static SiteOptions Site { get; } = new() { Name = "The Größe Times", Url = "https://news.example", From = "The News <news@news.example>" };

    public static NoticeWords Words { get; } = new(Site, new EditionClock(new EditionOptions { TimeZone = "Europe/Madrid" }));

    public static Trouble Fire(string problem = "The house is on fire: 3 rooms.", string key = "fire") =>
        new(key, AlertSeverity.Serious, problem, "Put it out.", "/admin/jobs", "Look at the jobs");

    /// <summary>What one process does in a minute: writes down what is wrong and tells what is due.</summary>
    public async Task MinuteAsync(params Trouble[] troubles)
    {
        await Alerts.RecordAsync(troubles, []);
        await NoticesOf(Way).SendDueAsync();
    }

    /// <summary>Moves the clock on by a minute first.</summary>
    public Task NextMinuteAsync(params Trouble[] troubles)
    {
        Clock.Advance(TimeSpan.FromMinutes(1));
        return MinuteAsync(troubles);
    }

    public Notices NoticesOf(params INoticeWay[] ways) => new(Book, ways, NullLogger<Notices>.Instance);

    public ValueTask DisposeAsync() => Test.DisposeAsync();
}

/// <summary>Keeps what it is told, or does not take it.</summary>
internal sealed class RecordingWay : INoticeWay
{
    public IReadOnlyList<string> Channels { get; set; } = [AlertBench.Desk];

    /// <summary>What becomes of a notice to a channel.</summary>
    public Func<string, NoticeOutcome> Answer { get; set; } = _ => NoticeOutcome.Sent;

    /// <summary>Called before each notice.</summary>
    public Func<Task> OnSending { get; set; } = () => Task.CompletedTask;

    public ConcurrentQueue<string> Told { get; } = new();

    public int Tried { get; private set; }

    public async Task<NoticeOutcome> SendAsync(Alert alert, string channel, CancellationToken cancellation)
    {
        Tried++;
        await OnSending();
        var outcome = Answer(channel);
        if (outcome is NoticeOutcome.Sent)
            Told.Enqueue($"{channel} {alert.Key} {(alert.EndedAt is null ? "lasts" : "is over")}");
        return outcome;
    }
}
