using Digest.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Digest.Jobs;

/// <summary>What is done on becoming the worker, before anything runs: every older lease is void then.</summary>
public delegate Task OnBecomingWorker(IServiceProvider services, CancellationToken cancellation);

/// <summary>
/// Runs the engine and the loops while this process is the worker. While another process is, it waits for it to end.
/// Begins when the site listens, so that the engine does not delay it.
/// </summary>
internal sealed class JobsHost(
    Database database,
    Timetable timetable,
    IJobEngine engine,
    LoopRunner loops,
    JobRuns runs,
    Machines machines,
    WorkerState state,
    IEnumerable<OnBecomingWorker> onBecomingWorker,
    IServiceProvider services,
    TimeProvider clock,
    ILogger<JobsHost> logger,
    IHostApplicationLifetime? lifetime = null) : BackgroundService
{
    private static readonly TimeSpan LockCheck = TimeSpan.FromSeconds(3);
    // The submitting loop gives what is on the wire ten seconds, and a final dot five more.
    private static readonly TimeSpan LoopPatience = TimeSpan.FromSeconds(17);
    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await ListeningAsync(stoppingToken);
            while (true)
            {
                using (await BecomeWorkerAsync(stoppingToken))
                    await WorkAsync(stoppingToken);
                // Only a failure leads here; the lock is free meanwhile, and another process may do better.
                await Task.Delay(RestAfterFailure, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The site is stopping.
        }
    }

    private async Task ListeningAsync(CancellationToken stopping)
    {
        if (lifetime is null)
            return;
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(stopping);
    }

    private async Task<WorkerLock> BecomeWorkerAsync(CancellationToken stopping)
    {
        for (var said = false; ; said = true)
        {
            stopping.ThrowIfCancellationRequested();
            if (WorkerLock.TryTake(database) is { } held)
                return held;
            if (!said)
                logger.LogInformation("Another process is the worker; this one only serves pages and takes over when the other ends");
            await Task.Delay(LockCheck, clock, stopping);
        }
    }

    private async Task WorkAsync(CancellationToken stopping)
    {
        using var stopLoops = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var running = Task.CompletedTask;
        try
        {
            await runs.AbandonAsync(stopping);
            foreach (var callback in onBecomingWorker)
                await callback(services, stopping);
            await engine.StartAsync(stopping);
            foreach (var job in timetable.Jobs.Where(job => job.AtStart))
                await engine.RunNowAsync(job.Name, new RunOrder(RunCause.Start), stopping);
            running = loops.RunAsync(stopLoops.Token);
            state.IsWorker = true;
            await machines.BeatAsync(stopping);
            logger.LogInformation("This process is the worker: it runs the jobs and submits messages");
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, stopping);
        }
        catch (Exception problem) when (!stopping.IsCancellationRequested)
        {
            logger.LogCritical(problem, "The jobs could not be started; pages are served, nothing else happens. Tried again in {Seconds} s", RestAfterFailure.TotalSeconds);
        }
        finally
        {
            await stopLoops.CancelAsync();
            await StopAsync(running);
            state.IsWorker = false;
        }
    }

    private async Task StopAsync(Task running)
    {
        try
        {
            await running.WaitAsync(LoopPatience, clock, CancellationToken.None);
        }
        catch (Exception problem)
        {
            logger.LogWarning(problem, "The loops did not stop in order");
        }
        try
        {
            await engine.StopAsync(CancellationToken.None);
        }
        catch (Exception problem)
        {
            logger.LogWarning(problem, "The job engine did not stop in order");
        }
    }
}
