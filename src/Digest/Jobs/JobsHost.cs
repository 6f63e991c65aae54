using System.Data.Common;
using Digest.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Digest.Jobs;

/// <summary>What is done when workers are no more: their leases are void then.</summary>
/// <param name="services">The program's.</param>
/// <param name="gone">Which workers; null: whoever was before, as this process has become the only one, and nothing runs yet.</param>
/// <param name="cancellation">Ends it.</param>
public delegate Task OnWorkersGone(IServiceProvider services, IReadOnlyCollection<string>? gone, CancellationToken cancellation);

/// <summary>
/// Runs the engine and the loops while this process is a worker. While another process is the only one, it waits for it to end.
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
    IEnumerable<OnWorkersGone> onWorkersGone,
    IServiceProvider services,
    TimeProvider clock,
    ILogger<JobsHost> logger,
    IHostApplicationLifetime? lifetime = null) : BackgroundService
{
    private static readonly TimeSpan LockCheck = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LookForGone = TimeSpan.FromSeconds(5);
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
                var rest = RestAfterFailure;
                await using (var held = await BecomeWorkerAsync(stoppingToken))
                    rest = await WorkAsync(held, stoppingToken);
                // Only a failure leads here; the lock is free meanwhile, and another process may do better.
                await Task.Delay(rest, clock, stoppingToken);
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
            try
            {
                if (await WorkerLock.TryTakeAsync(database, besideOthers: true, stopping) is { } held)
                    return held;
                if (!said)
                    logger.LogInformation("Another process is the worker; this one only serves pages and takes over when the other ends");
            }
            catch (DbException problem)
            {
                if (!said)
                    logger.LogError("This process cannot become a worker: {Problem}", DatabaseProblem.Words(problem));
            }
            await Task.Delay(LockCheck, clock, stopping);
        }
    }

    /// <summary>Works until stopped, or until something breaks; says how long to wait before it is tried again.</summary>
    private async Task<TimeSpan> WorkAsync(WorkerLock held, CancellationToken stopping)
    {
        using var stopLoops = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var running = Task.CompletedTask;
        try
        {
            await VoidAsync(held.IsTheOnly ? null : await held.GoneAsync(stopping), stopping);
            await engine.StartAsync(stopping);
            foreach (var job in timetable.Jobs.Where(job => job.AtStart))
                await engine.RunNowAsync(job.Name, new RunOrder(RunCause.Start), stopping);
            running = loops.RunAsync(stopLoops.Token);
            state.IsWorker = true;
            await machines.BeatAsync(stopping);
            logger.LogInformation("This process is {Which} worker: it runs the jobs and submits messages", held.IsTheOnly ? "the" : "a");
            while (await held.IsHeldAsync(stopping))
            {
                await Task.Delay(LookForGone, clock, stopping);
                await LookForGoneAsync(held, stopping);
            }
            logger.LogWarning("The connection by which this process is a worker broke; it begins again");
            return LockCheck;
        }
        catch (Exception problem) when (!stopping.IsCancellationRequested)
        {
            logger.LogCritical(problem, "The jobs could not be started; pages are served, nothing else happens. Tried again in {Seconds} s", RestAfterFailure.TotalSeconds);
            return RestAfterFailure;
        }
        finally
        {
            await stopLoops.CancelAsync();
            await StopAsync(running);
            state.IsWorker = false;
        }
    }

    private async Task LookForGoneAsync(WorkerLock held, CancellationToken stopping)
    {
        try
        {
            if (await held.GoneAsync(stopping) is not { Count: > 0 } gone)
                return;
            logger.LogWarning("{Count} workers are no more; what they held goes on", gone.Count);
            await VoidAsync(gone, stopping);
            await held.ForgetAsync(gone, stopping);
        }
        catch (DbException problem)
        {
            logger.LogWarning("Whether other workers are there could not be seen: {Problem}", DatabaseProblem.Words(problem));
        }
    }

    private async Task VoidAsync(IReadOnlyCollection<string>? gone, CancellationToken stopping)
    {
        foreach (var one in gone ?? (IReadOnlyCollection<string?>)[null])
            await runs.AbandonAsync(one, stopping);
        foreach (var callback in onWorkersGone)
            await callback(services, gone, stopping);
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
