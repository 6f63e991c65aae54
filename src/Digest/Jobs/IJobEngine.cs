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

    /// <summary>Runs a job once as soon as the worker can, even while it is paused; false when there is no such job.</summary>
    Task<bool> RunNowAsync(string name, RunOrder order, CancellationToken cancellation = default);

    /// <summary>Keeps a job from running by itself, beyond a restart; false when there is no such job.</summary>
    Task<bool> PauseAsync(string name, CancellationToken cancellation = default);

    /// <summary>Ends a pause; a run that was missed meanwhile happens once. False when there is no such job.</summary>
    Task<bool> ResumeAsync(string name, CancellationToken cancellation = default);

    /// <summary>When each job runs, in the timetable's order.</summary>
    Task<IReadOnlyList<JobPlan>> PlansAsync(CancellationToken cancellation = default);

    /// <summary>When a job runs next, as its schedule says; empty when there is no such job.</summary>
    Task<IReadOnlyList<DateTimeOffset>> NextAsync(string name, int count, CancellationToken cancellation = default);
}

/// <summary>What the engine has in store for a job.</summary>
/// <param name="Name">The timetable's name of it.</param>
/// <param name="Next">When it runs next; null while it is paused.</param>
/// <param name="Paused">It does not run by itself.</param>
/// <param name="Waiting">How many runs were asked for that have not begun.</param>
/// <param name="Attempt">The next run is the n-th try after a failure; 0: it is the schedule's.</param>
public sealed record JobPlan(string Name, DateTimeOffset? Next, bool Paused, int Waiting, int Attempt);
