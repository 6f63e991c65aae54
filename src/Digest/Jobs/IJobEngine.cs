namespace Digest.Jobs;

/// <summary>
/// What runs the timetable's jobs. The one seam to the engine in use: only the class that implements it names that engine.
/// All but starting and stopping also works in a process that is not the worker.
/// </summary>
public interface IJobEngine
{
    /// <summary>Brings the stored schedule to the timetable (new, changed and removed jobs) and begins to run it. What was missed runs once.</summary>
    Task StartAsync(CancellationToken cancellation);

    /// <summary>Brings the stored schedule to the timetable once more: settings have changed. Does nothing where it does not run.</summary>
    Task RescheduleAsync(CancellationToken cancellation = default);

    /// <summary>Starts nothing any more, cancels what runs and waits for it; can be started again.</summary>
    Task StopAsync(CancellationToken cancellation);

    /// <summary>Runs a job once as soon as possible, even while it is paused; false when there is no such job.</summary>
    Task<bool> RunNowAsync(string name, CancellationToken cancellation = default);

    /// <summary>Keeps a job from running by itself, beyond a restart; false when there is no such job.</summary>
    Task<bool> PauseAsync(string name, CancellationToken cancellation = default);

    /// <summary>Ends a pause; a run that was missed meanwhile happens once. False when there is no such job.</summary>
    Task<bool> ResumeAsync(string name, CancellationToken cancellation = default);

    /// <summary>How each job stands, in the timetable's order.</summary>
    Task<IReadOnlyList<JobState>> StatesAsync(CancellationToken cancellation = default);

    /// <summary>The latest runs first, of one job or of all.</summary>
    Task<IReadOnlyList<JobRun>> HistoryAsync(string? name = null, int take = 50, int skip = 0, CancellationToken cancellation = default);
}

/// <summary>How a run ended.</summary>
public enum JobOutcome
{
    Succeeded,

    /// <summary>It threw; it runs again at its next time.</summary>
    Failed,

    /// <summary>It was asked to stop before it was done.</summary>
    Cancelled,
}

/// <summary>How a job or loop stands.</summary>
/// <param name="Name">The timetable's name of it.</param>
/// <param name="What">What it does, in words.</param>
/// <param name="When">When it runs, in words.</param>
public sealed record JobState(string Name, string What, string When)
{
    /// <summary>True for work without a schedule that is kept going.</summary>
    public bool IsLoop { get; init; }

    public DateTimeOffset? Next { get; init; }

    public DateTimeOffset? LastRun { get; init; }

    public JobOutcome? LastOutcome { get; init; }

    public TimeSpan? LastDuration { get; init; }

    /// <summary>Why it failed the last time it failed; kept after a later success.</summary>
    public string? LastProblem { get; init; }

    public int FailuresInARow { get; init; }

    public DateTimeOffset? RunningSince { get; init; }

    public bool Running => RunningSince is not null;

    public bool Paused { get; init; }
}

/// <summary>One run of a job.</summary>
/// <param name="Id">The engine's id of the run.</param>
/// <param name="Name">The job.</param>
/// <param name="At">When it began.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="ByHand">Whether someone asked for it, or another job led to it.</param>
/// <param name="Problem">What it threw, with the stack; null when it succeeded.</param>
public sealed record JobRun(string Id, string Name, DateTimeOffset At, TimeSpan Duration, JobOutcome Outcome, bool ByHand, string? Problem);
