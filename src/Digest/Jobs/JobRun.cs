using Digest.Storage;

namespace Digest.Jobs;

/// <summary>How a run ended.</summary>
public enum JobOutcome
{
    Succeeded,

    /// <summary>It threw; it runs again at its next time, or sooner where the timetable says so.</summary>
    Failed,

    /// <summary>It was stopped before it was done: by an admin, or with the process.</summary>
    Cancelled,

    /// <summary>Its process ended without ending it.</summary>
    Abandoned,
}

/// <summary>What led to a run.</summary>
public enum RunCause
{
    /// <summary>Its time had come.</summary>
    Schedule,

    /// <summary>It had failed; the engine tries again before its next time.</summary>
    AutomaticRetry,

    /// <summary>The worker began.</summary>
    Start,

    /// <summary>The job before it succeeded.</summary>
    Chain,

    /// <summary>An admin, or a program, asked for it.</summary>
    Hand,

    /// <summary>An admin asked for it after a failure.</summary>
    Retry,

    /// <summary>It is a loop, which the worker keeps going.</summary>
    Loop,
}

/// <summary>What a run is begun with.</summary>
/// <param name="Cause">What led to it.</param>
/// <param name="By">Who asked for it; null: nobody in person.</param>
/// <param name="RetryOf">The run that it follows up.</param>
/// <param name="Attempt">The n-th time that the engine tries again by itself.</param>
public sealed record RunOrder(RunCause Cause, string? By = null, long? RetryOf = null, int Attempt = 0);

/// <summary>One run of a job or a loop.</summary>
public sealed record JobRun
{
    public long Id { get; init; }

    /// <summary>The job or loop, as the timetable names it.</summary>
    public string Name { get; init; } = "";

    public RunCause Cause { get; init; }

    /// <summary>Who asked for it.</summary>
    public string? ByAdmin { get; init; }

    public long? RetryOf { get; init; }

    public int Attempt { get; init; }

    /// <summary>The process it ran in.</summary>
    public string Machine { get; init; } = "";

    public string MachineName { get; init; } = "";

    public long StartedAt { get; init; }

    public long? EndedAt { get; init; }

    /// <summary>Null while it runs.</summary>
    public JobOutcome? Outcome { get; init; }

    /// <summary>Failures in a row, up to this run.</summary>
    public int Failures { get; init; }

    /// <summary>What it threw, with the stack, without addresses and tokens.</summary>
    public string? Problem { get; init; }

    public long? Done { get; init; }

    public long? Total { get; init; }

    public string? Words { get; init; }

    /// <summary>It is not written down that it ended, and its process is not there any more.</summary>
    public bool Silent { get; init; }

    /// <summary>Who asked it to stop.</summary>
    public string? StopBy { get; init; }

    public long? StopAt { get; init; }

    public DateTimeOffset At => StartedAt.ToTime();

    /// <summary>How long it took; null while it runs.</summary>
    public TimeSpan? Duration => EndedAt is { } end ? TimeSpan.FromMilliseconds(end - StartedAt) : null;

    /// <summary>Someone or something asked for it: its time had not come.</summary>
    public bool ByHand => Cause is not (RunCause.Schedule or RunCause.AutomaticRetry or RunCause.Loop);

    /// <summary>How far it is, or how far it came; null: it does not say.</summary>
    public WorkDone? Progress => Words is null ? null : new WorkDone(Done ?? 0, Total, Words);

    /// <summary>What it threw, in one line.</summary>
    public string? Message => ProblemText.FirstLine(Problem);
}
