using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Digest.Jobs;

/// <summary>Keeps the timetable's loops going: a pause stops one, and one that throws begins again after a growing pause.</summary>
internal sealed class LoopRunner(Timetable timetable, PausedLoops pauses, IServiceProvider services, TimeProvider clock, ILogger<LoopRunner> logger)
{
    private static readonly TimeSpan ShortestRest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PauseCheck = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, LoopRun> runs = new(StringComparer.Ordinal);
    private volatile TaskCompletionSource pauseChanged = NewSignal();

    /// <summary>Runs every loop until cancelled; returns when they have stopped.</summary>
    public Task RunAsync(CancellationToken cancellation) => Task.WhenAll(timetable.Loops.Select(loop => Task.Run(() => SuperviseAsync(loop, cancellation), CancellationToken.None)));

    public async Task<bool> SetPausedAsync(string name, bool paused, CancellationToken cancellation)
    {
        if (timetable.Loops.All(loop => loop.Name != name))
            return false;
        await pauses.SetAsync(name, paused, cancellation);
        Interlocked.Exchange(ref pauseChanged, NewSignal()).TrySetResult();
        return true;
    }

    public async Task<IReadOnlyList<JobState>> StatesAsync(CancellationToken cancellation)
    {
        var paused = await pauses.ReadAsync(cancellation);
        return timetable.Loops.Select(loop =>
        {
            var run = runs.GetValueOrDefault(loop.Name);
            return new JobState(loop.Name, loop.What, loop.When)
            {
                IsLoop = true,
                Paused = paused.Contains(loop.Name),
                RunningSince = run?.RunningSince,
                LastRun = run?.LastBegin,
                LastOutcome = run?.FailuresInARow > 0 ? JobOutcome.Failed : null,
                LastProblem = run?.LastProblem,
                FailuresInARow = run?.FailuresInARow ?? 0,
            };
        }).ToList();
    }

    private async Task SuperviseAsync(TimetableLoop loop, CancellationToken cancellation)
    {
        var run = runs[loop.Name] = new LoopRun();
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await WaitForPauseAsync(loop.Name, wanted: false, cancellation);
                await RunUntilPausedAsync(loop, run, cancellation);
                run.FailuresInARow = 0;
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                break;
            }
            catch (Exception problem)
            {
                run.FailuresInARow++;
                run.LastProblem = problem.ToString();
                logger.LogError(problem, "The loop {Loop} failed, {Failures} times in a row now; it begins again in {Seconds} s", loop.Name, run.FailuresInARow, Rest(run).TotalSeconds);
            }
            try
            {
                await Task.Delay(Rest(run), clock, cancellation);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }
    }

    private async Task RunUntilPausedAsync(TimetableLoop loop, LoopRun run, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        run.LastBegin = run.RunningSince = clock.GetUtcNow();
        var work = Task.Run(() => loop.Run(services, stop.Token), CancellationToken.None);
        var pause = WaitForPauseAsync(loop.Name, wanted: true, stop.Token);
        try
        {
            await Task.WhenAny(work, pause);
            await stop.CancelAsync();
            await Task.WhenAll(work, pause);
        }
        catch (OperationCanceledException) when (work.Exception is null && pause.Exception is null)
        {
            // Paused or stopping: the caller sees which.
        }
        finally
        {
            run.RunningSince = null;
            // A failure after a good while is not in a row with the one before it.
            if (clock.GetUtcNow() - run.LastBegin > LongestRest)
                run.FailuresInARow = 0;
        }
    }

    /// <summary>Returns when the loop is (or is no longer) paused; looks again by itself, since another process may have changed it.</summary>
    private async Task WaitForPauseAsync(string name, bool wanted, CancellationToken cancellation)
    {
        while (true)
        {
            var changed = pauseChanged.Task;
            if ((await pauses.ReadAsync(cancellation)).Contains(name) == wanted)
                return;
            try
            {
                await changed.WaitAsync(PauseCheck, clock, cancellation);
            }
            catch (TimeoutException)
            {
                // Time to look again.
            }
        }
    }

    private static TimeSpan Rest(LoopRun run) => run.FailuresInARow == 0
        ? ShortestRest
        : TimeSpan.FromSeconds(Math.Min(LongestRest.TotalSeconds, ShortestRest.TotalSeconds * Math.Pow(2, Math.Min(run.FailuresInARow - 1, 10))));

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class LoopRun
    {
        public DateTimeOffset? RunningSince { get; set; }

        public DateTimeOffset? LastBegin { get; set; }

        public string? LastProblem { get; set; }

        public int FailuresInARow { get; set; }
    }
}
