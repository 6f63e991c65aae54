using Microsoft.Extensions.Logging;

namespace Digest.Jobs;

/// <summary>Keeps the timetable's loops going: a pause stops one, and one that throws begins again after a growing pause.</summary>
internal sealed class LoopRunner(Timetable timetable, PausedLoops pauses, RunRecorder recorder, IServiceProvider services, TimeProvider clock, ILogger<LoopRunner> logger)
{
    private static readonly TimeSpan ShortestRest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PauseCheck = TimeSpan.FromSeconds(5);
    private volatile TaskCompletionSource pauseChanged = NewSignal();

    /// <summary>Runs every loop until cancelled; returns when they have stopped.</summary>
    public Task RunAsync(CancellationToken cancellation) => Task.WhenAll(timetable.Loops.Select(loop => Task.Run(() => SuperviseAsync(loop, cancellation), CancellationToken.None)));

    public Task<IReadOnlySet<string>> PausedAsync(CancellationToken cancellation) => pauses.ReadAsync(cancellation);

    public async Task<bool> SetPausedAsync(string name, bool paused, CancellationToken cancellation)
    {
        if (timetable.Loops.All(loop => loop.Name != name))
            return false;
        await pauses.SetAsync(name, paused, cancellation);
        Interlocked.Exchange(ref pauseChanged, NewSignal()).TrySetResult();
        return true;
    }

    private async Task SuperviseAsync(TimetableLoop loop, CancellationToken cancellation)
    {
        var failures = 0;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await WaitForPauseAsync(loop.Name, wanted: false, cancellation);
                var begun = clock.GetUtcNow();
                var end = await RunUntilPausedAsync(loop, cancellation);
                // A failure after a good while is not in a row with the one before it.
                failures = end.Outcome is not JobOutcome.Failed ? 0 : clock.GetUtcNow() - begun > JobRuns.GoodWhile ? 1 : failures + 1;
                if (end.Outcome is JobOutcome.Failed)
                    Tell(new FailedJobException(end.Problem!));
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                break;
            }
            catch (Exception problem)
            {
                failures++;
                Tell(problem);
            }
            await Task.Delay(Rest(failures), clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        void Tell(Exception problem) =>
            logger.LogError(problem, "The loop {Loop} failed, {Failures} times in a row now; it begins again in {Seconds} s", loop.Name, failures, Rest(failures).TotalSeconds);
    }

    private async Task<RunEnd> RunUntilPausedAsync(TimetableLoop loop, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var work = Task.Run(() => recorder.RunAsync(loop.Name, new RunOrder(RunCause.Loop), loop.Run, services, stop.Token), CancellationToken.None);
        var pause = WaitForPauseAsync(loop.Name, wanted: true, stop.Token);
        await Task.WhenAny(work, pause);
        await stop.CancelAsync();
        var end = await work;
        try
        {
            await pause;
        }
        catch (OperationCanceledException)
        {
            // The work ended before anyone paused it.
        }
        return end;
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

    private static TimeSpan Rest(int failures) => failures == 0
        ? ShortestRest
        : TimeSpan.FromSeconds(Math.Min(LongestRest.TotalSeconds, ShortestRest.TotalSeconds * Math.Pow(2, Math.Min(failures - 1, 10))));

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
