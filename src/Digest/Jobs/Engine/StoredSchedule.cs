using Microsoft.Extensions.Logging;
using Quartz;

namespace Digest.Jobs.Engine;

/// <summary>
/// Brings the schedule in the engine's database to the timetable's. What has not changed keeps its next time and its pause.
/// </summary>
internal sealed class StoredSchedule(IScheduler scheduler, Timetable timetable, TimeProvider clock, ILogger logger)
{
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
        var job = JobBuilder.Create<TimetableJob>().WithIdentity(TimetableJob.KeyOf(entry.Name)).WithDescription(entry.What).StoreDurably().Build();
        await scheduler.AddJob(job, AddJobOptions.Replacing, cancellation);
        var key = TriggerOf(entry.Name);
        var present = await scheduler.GetTrigger(key, cancellation);
        if (present is null)
        {
            await scheduler.ScheduleJob(Build(entry), cancellationToken: cancellation);
            return;
        }
        var state = await scheduler.GetTriggerState(key, cancellation);
        if (present.Description == entry.When.Key && state is not (TriggerState.Error or TriggerState.Complete))
            return;
        await scheduler.RescheduleJob(key, Build(entry), cancellation);
        if (state == TriggerState.Paused)
            await scheduler.PauseTrigger(key, cancellation);
        logger.LogInformation("The job {Job} now runs {When}", entry.Name, entry.When.Words);
    }

    public static TriggerKey TriggerOf(string name) => new(name, TimetableJob.Group);

    private ITrigger Build(TimetableEntry entry) => TriggerBuilder.Create(clock)
        .WithIdentity(TriggerOf(entry.Name))
        .WithDescription(entry.When.Key)
        .ForJob(TimetableJob.KeyOf(entry.Name))
        .WithSchedule(Plan(entry.When))
        .StartNow()
        .Build();

    // After downtime a job runs once, however many of its times have passed.
    private static IScheduleBuilder Plan(Schedule when) => when.Cron is null
        ? SimpleScheduleBuilder.Create().WithInterval(when.Interval!.Value).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithExistingCount)
        : CronScheduleBuilder.Create(when.Cron).InTimeZone(when.Zone).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed);
}
