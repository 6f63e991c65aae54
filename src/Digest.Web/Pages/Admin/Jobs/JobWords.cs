using Digest.Jobs;

namespace Digest.Web.Pages.Admin.Jobs;

/// <summary>How the pages say what became of a run, and how they colour it.</summary>
internal static class JobWords
{
    /// <summary>A word, and the style of the state that it stands for.</summary>
    public static (string Word, string Style) Of(JobOutcome? outcome) => outcome switch
    {
        null => ("running", ""),
        JobOutcome.Succeeded => ("succeeded", "good"),
        JobOutcome.Failed => ("failed", "bad"),
        JobOutcome.Cancelled => ("stopped", "warn"),
        _ => ("ended with its process", "warn"),
    };

    /// <inheritdoc cref="Of(JobOutcome?)"/>
    public static (string Word, string Style) Of(JobRun run) => run.Silent ? ("its process is gone", "warn") : Of(run.Outcome);

    /// <summary>How a job stands, in one word.</summary>
    public static (string Word, string Style) Of(JobState job) => job switch
    {
        { Run.StopAt: not null } => ("stopping", "warn"),
        { Running: true, IsLoop: true, Paused: true } => ("stopping", "warn"),
        { Running: true } => ("running", "good"),
        { Paused: true } => ("paused", "warn"),
        { Waiting: > 0 } => ("waits to run", ""),
        { FailuresInARow: > 0 } => ("failing", "bad"),
        { IsLoop: true } => ("not running", "warn"),
        _ => ("waits for its time", ""),
    };

    /// <summary>What led to a run.</summary>
    public static string Cause(JobRun run) => run.Cause switch
    {
        RunCause.Schedule => "its time had come",
        RunCause.AutomaticRetry => $"tried again by itself after a failure, try {run.Attempt}",
        RunCause.Start => "the worker began",
        RunCause.Chain => "the job before it was done",
        RunCause.Retry => run.ByAdmin is { } admin ? $"run again by {admin}" : "run again by hand",
        RunCause.Hand => run.ByAdmin is { } admin ? $"by hand, {admin}" : "by hand",
        _ => "kept going by the worker",
    };

    /// <summary>What an admin did.</summary>
    public static string Did(JobActionTaken action) => action.Action switch
    {
        JobAction.Run => "ran it by hand",
        JobAction.Retry => "ran it again after a failure",
        JobAction.Stop => "stopped it",
        JobAction.Pause => "paused it",
        _ => "resumed it",
    };

    /// <summary>The outcomes that lists can be narrowed to, as they stand in addresses.</summary>
    public static IReadOnlyList<(JobOutcome? Outcome, string Name)> Filters { get; } =
    [
        (null, "All"), (JobOutcome.Succeeded, "Succeeded"), (JobOutcome.Failed, "Failed"), (JobOutcome.Cancelled, "Stopped"), (JobOutcome.Abandoned, "Ended with their process"),
    ];
}

/// <summary>The buttons of a job.</summary>
/// <param name="Job">How it stands.</param>
/// <param name="Back">Where they lead back to.</param>
internal sealed record JobButtons(JobState Job, string Back);

/// <summary>A page of runs, the latest first.</summary>
/// <param name="Runs">One more than is shown where there are older ones.</param>
/// <param name="Outcome">The outcome that they are narrowed to.</param>
/// <param name="Path">The address of the list.</param>
/// <param name="WithNames">Whether they are of different jobs.</param>
/// <param name="Older">Whether this is not the first page.</param>
internal sealed record RunList(IReadOnlyList<JobRun> Runs, JobOutcome? Outcome, string Path, bool WithNames, bool Older)
{
    public const int Shown = 25;

    public IEnumerable<JobRun> Page => Runs.Take(Shown);

    public bool More => Runs.Count > Shown;

    public string Narrowed(JobOutcome? outcome) => outcome is null ? Path : $"{Path}{(Path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}outcome={outcome}";

    public string Next
    {
        get
        {
            var list = Narrowed(Outcome);
            return $"{list}{(list.Contains('?', StringComparison.Ordinal) ? '&' : '?')}before={Runs[Shown - 1].Id}";
        }
    }
}
