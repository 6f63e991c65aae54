using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;
using Quartz.Extensibility;

namespace Digest.Jobs.Engine;

/// <summary>The one kind of job that the engine knows: an entry of the timetable, run in a scope of its own.</summary>
[DisallowConcurrentExecution]
internal sealed class TimetableJob(TimetableEntry? entry, IServiceProvider services, ILogger logger) : IJob
{
    public const string Group = "timetable";

    public static JobKey KeyOf(string name) => new(name, Group);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        // A job that the timetable no longer has may be due in the moment before it is removed.
        if (entry is null)
            return;
        try
        {
            await using var scope = services.CreateAsyncScope();
            await entry.Run(scope.ServiceProvider, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception problem)
        {
            logger.LogError(problem, "The job {Job} failed; it runs again at its next time", entry.Name);
            // The history keeps the message of what is thrown; an administrator wants the stack as well.
            throw new FailedJobException(problem);
        }
        if (entry.Then is not null)
            await context.Scheduler.TriggerJob(KeyOf(entry.Then), cancellationToken);
    }

    /// <summary>Makes the jobs from the timetable instead of from stored type names.</summary>
    internal sealed class Factory(Timetable timetable, IServiceProvider services, ILogger logger) : IJobFactory
    {
        public ValueTask<JobScope> CreateJob(TriggerFiredBundle bundle, IScheduler scheduler, CancellationToken cancellationToken = default) =>
            new(new JobScope(new TimetableJob(timetable.Find(bundle.JobDetail.Key.Name), services, logger)));

        public ValueTask ReturnJob(JobScope scope, CancellationToken cancellationToken = default) => default;
    }
}

/// <summary>A job threw, and that has been logged; carries the stack as its message for the history.</summary>
internal sealed class FailedJobException(Exception cause) : Exception(cause.ToString(), cause);
