namespace Digest.Jobs;

/// <summary>What an admin can do to a job or loop.</summary>
public enum JobAction
{
    Run,

    Retry,

    Stop,

    Pause,

    Resume,
}

/// <summary>What an admin did.</summary>
public sealed record JobActionTaken
{
    public long At { get; init; }

    public string Name { get; init; } = "";

    public JobAction Action { get; init; }

    public string ByAdmin { get; init; } = "";

    /// <summary>The run that was retried.</summary>
    public long? RunId { get; init; }
}

/// <summary>What became of what an admin asked for.</summary>
public enum JobAnswer
{
    Done,

    /// <summary>The timetable has no job or loop of that name, or nothing of that kind can be asked of it.</summary>
    NoSuchJob,

    /// <summary>A run was asked for before and waits to begin.</summary>
    AlreadyAsked,

    /// <summary>Nothing runs that could be stopped, or it is stopping already.</summary>
    NothingRuns,
}
