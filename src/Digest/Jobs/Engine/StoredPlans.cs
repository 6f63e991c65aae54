using Quartz;

namespace Digest.Jobs.Engine;

/// <summary>Reads from the engine's database what it has in store.</summary>
internal sealed class StoredPlans(IScheduler scheduler, Timetable timetable)
{
    public async Task<IReadOnlyList<JobPlan>> ReadAsync(CancellationToken cancellation)
    {
        var triggers = (await scheduler.QueryTriggers(new TriggerQuery { Take = int.MaxValue }, cancellation)).Items.Where(trigger => trigger.JobKey.Group == TimetableJob.Group).ToLookup(trigger => trigger.JobKey.Name);
        return timetable.Jobs.Select(entry => Plan(entry.Name, triggers[entry.Name].ToList())).ToList();
    }

    public async Task<IReadOnlyList<DateTimeOffset>> NextAsync(string name, DateTimeOffset now, int count, CancellationToken cancellation)
    {
        var trigger = await scheduler.GetTrigger(StoredSchedule.TriggerOf(name), cancellation);
        var times = new List<DateTimeOffset>();
        for (var next = trigger?.GetFireTimeAfter(now); next is not null && times.Count < count; next = trigger!.GetFireTimeAfter(next))
            times.Add(next.Value);
        return times;
    }

    private static JobPlan Plan(string name, List<TriggerHeader> triggers)
    {
        var own = triggers.Find(trigger => trigger.Key.Equals(StoredSchedule.TriggerOf(name)));
        var paused = own?.State == TriggerState.Paused;
        // What was asked for has a trigger of its own, which goes when the run begins.
        return new JobPlan(name, paused ? null : own?.NextFireTimeUtc, paused, triggers.Count(trigger => trigger != own && trigger.NextFireTimeUtc is not null), own?.RetryAttempt ?? 0);
    }
}
