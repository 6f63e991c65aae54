namespace Digest.Jobs;

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

    /// <summary>Why it failed the last time it failed, with the stack; kept after a later success.</summary>
    public string? LastProblem { get; init; }

    public int FailuresInARow { get; init; }

    public DateTimeOffset? RunningSince { get; init; }

    public bool Running => RunningSince is not null;

    public bool Paused { get; init; }

    /// <summary>Who paused it, and when; null: nobody in person.</summary>
    public JobActionTaken? PausedBy { get; init; }

    /// <summary>The run that is going on.</summary>
    public JobRun? Run { get; init; }

    /// <summary>The run that ended last.</summary>
    public JobRun? Last { get; init; }

    /// <summary>The run that failed last; kept after a later success.</summary>
    public JobRun? LastFailure { get; init; }

    /// <summary>How many runs were asked for that have not begun.</summary>
    public int Waiting { get; init; }

    /// <summary>The next run is the n-th try after a failure; 0: it is the schedule's.</summary>
    public int Attempt { get; init; }

    /// <summary>How often the engine tries again after a failure, before the job's next time.</summary>
    public int Attempts { get; init; }
}
