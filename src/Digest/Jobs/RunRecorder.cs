using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Digest.Jobs;

/// <summary>Runs a piece of work and keeps what came of it; listens meanwhile to what it says and whether somebody wants it to stop.</summary>
internal sealed class RunRecorder(JobRuns runs, TimeProvider clock, ILogger<RunRecorder> logger)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Runs to the end, whatever that is, but for a stop of the whole process, which is thrown on.</summary>
    /// <param name="name">The job or loop.</param>
    /// <param name="order">What led to it.</param>
    /// <param name="work">Given services of a scope of its own.</param>
    /// <param name="services">The program's.</param>
    /// <param name="cancellation">Stops it from outside.</param>
    public async Task<RunEnd> RunAsync(string name, RunOrder order, Work work, IServiceProvider services, CancellationToken cancellation)
    {
        // A history that cannot be written keeps no job from running.
        var id = await WriteAsync(name, () => runs.BeginAsync(name, order, CancellationToken.None));
        await using var scope = services.CreateAsyncScope();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var watch = new CancellationTokenSource();
        var progress = scope.ServiceProvider.GetRequiredService<JobProgress>();
        var watching = id == 0 ? Task.CompletedTask : WatchAsync(id, progress, stop, watch.Token);
        var end = await EndOfAsync(work, scope.ServiceProvider, order.Cause is RunCause.Loop, stop.Token);
        await watch.CancelAsync();
        await watching;
        if (id != 0)
        {
            await WriteAsync(name, async () =>
            {
                await runs.LookAsync(id, progress.Take());
                await runs.EndAsync(id, end.Outcome, end.Problem);
                return id;
            });
        }
        return end;
    }

    private static async Task<RunEnd> EndOfAsync(Work work, IServiceProvider services, bool isLoop, CancellationToken stop)
    {
        try
        {
            await work(services, stop);
            // A loop that is stopped in order returns; a job that returns is done.
            return new RunEnd(isLoop && stop.IsCancellationRequested ? JobOutcome.Cancelled : JobOutcome.Succeeded, Problem: null);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return new RunEnd(JobOutcome.Cancelled, Problem: null);
        }
        catch (Exception problem)
        {
            return new RunEnd(JobOutcome.Failed, ProblemText.Of(problem));
        }
    }

    private async Task WatchAsync(long id, JobProgress progress, CancellationTokenSource stop, CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Look, clock, ended);
                if (await runs.LookAsync(id, progress.Take()))
                    await stop.CancelAsync();
            }
            catch (OperationCanceledException) when (ended.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem)
            {
                logger.LogWarning(problem, "How far run {Run} is could not be written", id);
            }
        }
    }

    private async Task<long> WriteAsync(string name, Func<Task<long>> write)
    {
        try
        {
            return await write();
        }
        catch (Exception problem)
        {
            logger.LogWarning(problem, "The history of {Job} could not be written", name);
            return 0;
        }
    }
}

/// <summary>How a run ended.</summary>
/// <param name="Outcome">In a word.</param>
/// <param name="Problem">What it threw, fit to be kept.</param>
internal sealed record RunEnd(JobOutcome Outcome, string? Problem);
