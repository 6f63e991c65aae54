using Quartz;
using Quartz.Extensibility;

namespace Digest.Jobs.Engine;

/// <summary>Reads from the engine's database how jobs stand and what they did.</summary>
internal sealed class StoredRuns(IScheduler scheduler, IExecutionHistoryStore history, Timetable timetable)
{
    public async Task<IReadOnlyList<JobState>> StatesAsync(CancellationToken cancellation)
    {
        var triggers = (await scheduler.QueryTriggers(new TriggerQuery { Group = GroupMatcher<TriggerKey>.GroupEquals(TimetableJob.Group), Take = int.MaxValue }, cancellation)).Items.ToDictionary(trigger => trigger.Key.Name);
        var running = (await scheduler.QueryFireInstances(new FireInstanceQuery { State = FireInstanceState.Executing, Take = int.MaxValue }, cancellation)).Items.ToLookup(run => run.JobKey?.Name);
        var runs = (await history.QueryJobRunStatuses(new JobRunStatusQuery { SchedulerName = scheduler.SchedulerName, Take = int.MaxValue }, cancellation)).Items.ToDictionary(run => run.Job.Name);
        return timetable.Jobs.Select(entry => State(entry, triggers.GetValueOrDefault(entry.Name), running[entry.Name].FirstOrDefault(), runs.GetValueOrDefault(entry.Name))).ToList();
    }

    public async Task<IReadOnlyList<JobRun>> HistoryAsync(string? name, int take, int skip, CancellationToken cancellation)
    {
        var query = new ExecutionHistoryQuery { SchedulerName = scheduler.SchedulerName, Job = name is null ? null : TimetableJob.KeyOf(name), Take = take, Skip = skip };
        return (await history.QueryExecutions(query, cancellation)).Items
            .Select(run => new JobRun(run.EntryId ?? "", run.JobName, run.FiredAtUtc, run.Duration, Outcome(run.EffectiveResult), run.Manual, run.ExceptionMessage))
            .ToList();
    }

    private static JobState State(TimetableEntry entry, TriggerHeader? trigger, FireInstance? running, JobRunStatus? run) => new(entry.Name, entry.What, entry.When.Words)
    {
        Next = trigger?.State == TriggerState.Paused ? null : trigger?.NextFireTimeUtc,
        LastRun = run?.LastFiredAtUtc,
        LastOutcome = run is null ? null : Outcome(run.LastResult),
        LastDuration = run?.LastDuration,
        LastProblem = run?.LastFailureMessage,
        FailuresInARow = run?.ConsecutiveFailures ?? 0,
        RunningSince = running?.FireTimeUtc,
        Paused = trigger?.State == TriggerState.Paused,
    };

    private static JobOutcome Outcome(JobRunResult result) => result switch
    {
        JobRunResult.Failed => JobOutcome.Failed,
        JobRunResult.Cancelled => JobOutcome.Cancelled,
        _ => JobOutcome.Succeeded,
    };
}
