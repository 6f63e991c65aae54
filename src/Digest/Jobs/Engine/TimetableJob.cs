using System.Globalization;
using Microsoft.Extensions.Logging;
using Quartz;
using Quartz.Extensibility;

namespace Digest.Jobs.Engine;

/// <summary>The one kind of job that the engine knows: an entry of the timetable, run in a scope of its own.</summary>
[DisallowConcurrentExecution]
internal sealed class TimetableJob(TimetableEntry? entry, RunRecorder recorder, IServiceProvider services, ILogger logger) : IJob
{
    public const string Group = "timetable";
    private const string Cause = "cause", By = "by", RetryOf = "retryOf";

    public static JobKey KeyOf(string name) => new(name, Group);

    /// <summary>What a run that was asked for is begun with, as the engine keeps it until then.</summary>
    public static JobDataMap DataOf(RunOrder order) => new()
    {
        [Cause] = order.Cause.ToString(),
        [By] = order.By ?? "",
        [RetryOf] = order.RetryOf?.ToString(CultureInfo.InvariantCulture) ?? "",
    };

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        // A job that the timetable no longer has may be due in the moment before it is removed.
        if (entry is null)
            return;
        var end = await recorder.RunAsync(entry.Name, OrderOf(context), entry.Run, services, cancellationToken);
        if (end.Outcome is JobOutcome.Cancelled)
            cancellationToken.ThrowIfCancellationRequested();
        if (end.Outcome is JobOutcome.Failed)
        {
            var problem = new FailedJobException(end.Problem!);
            logger.LogError(problem, "The job {Job} failed; {Next}", entry.Name, NextOf(context));
            // The engine tries again when it is told.
            throw problem;
        }
        if (entry.Then is not null && end.Outcome is JobOutcome.Succeeded)
            await context.Scheduler.TriggerJob(KeyOf(entry.Then), DataOf(new RunOrder(RunCause.Chain)), cancellationToken);
    }

    private string NextOf(IJobExecutionContext context) =>
        entry!.RetryAfter is { } waits && IsScheduled(context) && context.RetryAttempt < waits.Count
            ? string.Create(CultureInfo.InvariantCulture, $"it is tried again in {waits[context.RetryAttempt].TotalMinutes:0.##} minutes, or at its next time if that is sooner")
            : "it runs again at its next time";

    private RunOrder OrderOf(IJobExecutionContext context)
    {
        if (IsScheduled(context))
            return new RunOrder(context.RetryAttempt == 0 ? RunCause.Schedule : RunCause.AutomaticRetry, Attempt: context.RetryAttempt);
        var (cause, by, retryOf) = (Text(Cause), Text(By), Text(RetryOf));
        return new RunOrder(
            Enum.TryParse<RunCause>(cause, out var known) ? known : RunCause.Hand, by,
            long.TryParse(retryOf, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null);

        string? Text(string key) => context.MergedJobDataMap.TryGetValue(key, out var value) && value is string { Length: > 0 } text ? text : null;
    }

    private bool IsScheduled(IJobExecutionContext context) => context.Trigger.Key.Equals(StoredSchedule.TriggerOf(entry!.Name));

    /// <summary>Makes the jobs from the timetable instead of from stored type names.</summary>
    internal sealed class Factory(Timetable timetable, RunRecorder recorder, IServiceProvider services, ILogger logger) : IJobFactory
    {
        public ValueTask<JobScope> CreateJob(TriggerFiredBundle bundle, IScheduler scheduler, CancellationToken cancellationToken = default) =>
            new(new JobScope(new TimetableJob(timetable.Find(bundle.JobDetail.Key.Name), recorder, services, logger)));

        public ValueTask ReturnJob(JobScope scope, CancellationToken cancellationToken = default) => default;
    }
}
