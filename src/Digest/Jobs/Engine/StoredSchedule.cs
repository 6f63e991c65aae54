using Microsoft.Extensions.Logging;
using Quartz;

namespace Digest.Jobs.Engine;

/// <summary>
/// Brings the schedule in the engine's database to the timetable's. What has not changed keeps its next time and its pause.
/// </summary>
internal sealed class StoredSchedule(IScheduler scheduler, Timetable timetable, TimeProvider clock, ILogger logger)
{
    /// <summary>Stores the jobs that the schedule lacks and leaves the others; safe in a process that is not the worker.</summary>
    public async Task AddMissingAsync(CancellationToken cancellation)
    {
        foreach (var entry in timetable.Jobs)
        {
            if (await scheduler.Exists(TriggerOf(entry.Name), cancellation))
                continue;
            await scheduler.AddJob(Job(entry), AddJobOptions.Replacing, cancellation);
            await scheduler.ScheduleTrigger(Trigger(entry), TriggerConflict.Keep, cancellation);
        }
    }

    /// <summary>Stores what has changed and removes what the timetable no longer has; for the worker only.</summary>
    public async Task ReconcileAsync(CancellationToken cancellation)
    {
        foreach (var stored in await scheduler.GetJobKeys(GroupMatcher<JobKey>.GroupEquals(TimetableJob.Group), cancellation))
        {
            if (timetable.Find(stored.Name) is not null)
                continue;
            await scheduler.DeleteJob(stored, cancellation);
            logger.LogInformation("The job {Job} is no longer in the timetable and was removed from the schedule", stored.Name);
        }
        foreach (var entry in timetable.Jobs)
            await ReconcileAsync(entry, cancellation);
    }

    private async Task ReconcileAsync(TimetableEntry entry, CancellationToken cancellation)
    {
        await scheduler.AddJob(Job(entry), AddJobOptions.Replacing, cancellation);
        var key = TriggerOf(entry.Name);
        var state = await scheduler.GetTriggerState(key, cancellation);
        var known = (await scheduler.GetTrigger(key, cancellation))?.Description == KeyOf(entry);
        if (known && state is not (TriggerState.Error or TriggerState.Complete))
            return;
        await scheduler.ScheduleTrigger(Trigger(entry), TriggerConflict.Replace, cancellation);
        if (state == TriggerState.Paused)
            await scheduler.PauseTrigger(key, cancellation);
        logger.LogInformation("The job {Job} now runs {When}", entry.Name, entry.When.Words);
    }

    public static TriggerKey TriggerOf(string name) => new(name, TimetableJob.Group);

    /// <summary>Changes when what is stored must: with the schedule, and with the tries after a failure.</summary>
    private static string KeyOf(TimetableEntry entry) =>
        entry.RetryAfter is { Count: > 0 } waits ? $"{entry.When.Key}; again after {string.Join(", ", waits.Select(wait => wait.ToString("c")))}" : entry.When.Key;

    private static IJobDetail Job(TimetableEntry entry) => JobBuilder.Create<TimetableJob>()
        .WithIdentity(TimetableJob.KeyOf(entry.Name))
        .WithDescription(entry.What)
        .StoreDurably()
        .Build();

    private ITrigger Trigger(TimetableEntry entry) => TriggerBuilder.Create(clock)
        .WithIdentity(TriggerOf(entry.Name))
        .WithDescription(KeyOf(entry))
        .ForJob(TimetableJob.KeyOf(entry.Name))
        .WithSchedule(Plan(entry.When))
        .WithRetryPolicy(entry.RetryAfter is { Count: > 0 } waits ? RetryPolicy.Explicit(waits) : RetryPolicy.None)
        .StartNow()
        .Build();

    // After downtime a job runs once, however many of its times have passed.
    private static IScheduleBuilder Plan(Schedule when) => when.Cron is null
        ? SimpleScheduleBuilder.Create().WithInterval(when.Interval!.Value).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithExistingCount)
        : CronScheduleBuilder.Create(when.Cron).InTimeZone(when.Zone).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed);
}
