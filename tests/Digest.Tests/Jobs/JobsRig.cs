using System.Collections.Concurrent;
using Digest.Jobs;
using Digest.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Digest.Tests.Jobs;

/// <summary>One process of the site, as far as jobs go: several rigs on one database are several processes.</summary>
internal sealed class JobsRig : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ServiceProvider services;
    private readonly List<IHostedService> hosted;

    public JobsRig(TestDatabase test, Timetable timetable, TimeProvider? clock = null, params IReadOnlyList<OnWorkersGone> onWorkersGone)
    {
        services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(Log))
            .AddSingleton(clock ?? TimeProvider.System)
            .AddSingleton(test.Database.Options)
            .AddSingleton<Database>()
            .AddJobs(timetable)
            .RunJobs(onWorkersGone)
            .BuildServiceProvider();
        hosted = [.. services.GetServices<IHostedService>()];
    }

    public RecordedLog Log { get; } = new();

    public JobBoard Board => services.GetRequiredService<JobBoard>();

    public bool IsWorker => services.GetRequiredService<WorkerState>().IsWorker;

    public JobHistory History => services.GetRequiredService<JobHistory>();

    public async Task StartAsync()
    {
        foreach (var host in hosted)
            await host.StartAsync(CancellationToken.None);
    }

    public async Task StopAsync()
    {
        foreach (var host in hosted)
            await host.StopAsync(CancellationToken.None);
    }

    public async Task<JobState> StateAsync(string name) => (await Board.StatesAsync()).Single(job => job.Name == name);

    /// <summary>Waits until the board shows something: a run is written down a moment after it has happened.</summary>
    public async Task UntilAsync(string name, Func<JobState, bool> shows)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!shows(await StateAsync(name)))
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await services.DisposeAsync();
    }
}

/// <summary>Something that happens again and again; a test waits for the time it has happened often enough.</summary>
internal sealed class Happenings
{
    private readonly Lock gate = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> waiting = [];
    private int count;

    public int Count
    {
        get
        {
            lock (gate)
                return count;
        }
    }

    public void Happen()
    {
        lock (gate)
        {
            count++;
            foreach (var (_, reached) in waiting.Where(one => one.Count <= count))
                reached.TrySetResult();
        }
    }

    public Task WaitAsync(int times = 1)
    {
        lock (gate)
        {
            if (count >= times)
                return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add((times, reached));
            return reached.Task.WaitAsync(JobsRig.Patience);
        }
    }

    /// <summary>Work that happens and is done at once.</summary>
    public Work Work => (_, _) =>
    {
        Happen();
        return Task.CompletedTask;
    };
}

internal sealed class RecordedLog : ILoggerProvider
{
    private readonly ConcurrentDictionary<string, Happenings> awaited = new(StringComparer.Ordinal);

    public ConcurrentQueue<(LogLevel Level, string Category, string Text)> Lines { get; } = [];

    /// <summary>Counts the lines that contain the text.</summary>
    public Happenings Of(string text) => awaited.GetOrAdd(text, _ => new Happenings());

    public ILogger CreateLogger(string categoryName) => new Recorder(this, categoryName);

    public void Dispose()
    {
        // Nothing is held.
    }

    private sealed class Recorder(RecordedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var text = formatter(state, exception);
            log.Lines.Enqueue((logLevel, category, text));
            foreach (var (wanted, happenings) in log.awaited)
            {
                if (text.Contains(wanted, StringComparison.Ordinal))
                    happenings.Happen();
            }
        }
    }
}

/// <summary>The real time, shifted.</summary>
internal sealed class ShiftedClock(TimeSpan by) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
}
