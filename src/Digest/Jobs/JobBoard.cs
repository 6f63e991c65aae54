namespace Digest.Jobs;

/// <summary>Everything on the timetable as pages show and steer it: jobs and loops alike, in any process.</summary>
public sealed class JobBoard
{
    private readonly Timetable timetable;
    private readonly IJobEngine engine;
    private readonly LoopRunner loops;
    private readonly JobRuns runs;
    private readonly JobHistory history;
    private readonly Machines machines;
    private readonly TimeProvider clock;

    internal JobBoard(Timetable timetable, IJobEngine engine, LoopRunner loops, JobRuns runs, JobHistory history, Machines machines, TimeProvider clock)
    {
        this.timetable = timetable;
        this.engine = engine;
        this.loops = loops;
        this.runs = runs;
        this.history = history;
        this.machines = machines;
        this.clock = clock;
    }

    /// <summary>How each job stands, in the timetable's order, and then each loop.</summary>
    public async Task<IReadOnlyList<JobState>> StatesAsync(CancellationToken cancellation = default)
    {
        var plans = (await engine.PlansAsync(cancellation)).ToDictionary(plan => plan.Name, StringComparer.Ordinal);
        var paused = await loops.PausedAsync(cancellation);
        var latest = await history.LatestAsync([.. timetable.Jobs.Select(job => job.Name), .. timetable.Loops.Select(loop => loop.Name)], cancellation);
        return
        [
            .. timetable.Jobs.Select(job => StateOf(job, plans.GetValueOrDefault(job.Name), latest[job.Name])),
            .. timetable.Loops.Select(loop => StateOf(new JobState(loop.Name, loop.What, loop.When) { IsLoop = true, Paused = paused.Contains(loop.Name) }, latest[loop.Name])),
        ];
    }

    /// <inheritdoc cref="JobHistory.RunsAsync"/>
    public Task<IReadOnlyList<JobRun>> HistoryAsync(string? name = null, CancellationToken cancellation = default) => history.RunsAsync(name, cancellation: cancellation);

    /// <inheritdoc cref="IJobEngine.NextAsync"/>
    public Task<IReadOnlyList<DateTimeOffset>> NextAsync(string name, int count, CancellationToken cancellation = default) => engine.NextAsync(name, count, cancellation);

    /// <summary>The processes of the site, also those that ended within the last day.</summary>
    public Task<IReadOnlyList<Machine>> MachinesAsync(CancellationToken cancellation = default) => machines.ListAsync(cancellation);

    /// <summary>Runs a job once as soon as the worker can, even while it is paused; false when there is no such job.</summary>
    public Task<bool> RunNowAsync(string name, CancellationToken cancellation = default) => engine.RunNowAsync(name, new RunOrder(RunCause.Hand), cancellation);

    /// <summary>Pauses a job or a loop; false when there is none of that name.</summary>
    public async Task<bool> PauseAsync(string name, CancellationToken cancellation = default) =>
        await loops.SetPausedAsync(name, paused: true, cancellation) || await engine.PauseAsync(name, cancellation);

    /// <summary>Resumes a job or a loop; false when there is none of that name.</summary>
    public async Task<bool> ResumeAsync(string name, CancellationToken cancellation = default) =>
        await loops.SetPausedAsync(name, paused: false, cancellation) || await engine.ResumeAsync(name, cancellation);

    /// <summary>Does what an admin asks for, and keeps that they did.</summary>
    /// <param name="name">The job or loop.</param>
    /// <param name="action">What is asked for. A loop cannot be run, as it always runs; stopped, it begins again.</param>
    /// <param name="by">The admin.</param>
    /// <param name="retryOf">The failed run that is run again.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<JobAnswer> ActAsync(string name, JobAction action, string by, long? retryOf = null, CancellationToken cancellation = default)
    {
        var answer = action switch
        {
            JobAction.Run or JobAction.Retry => await AskAsync(name, new RunOrder(action is JobAction.Retry ? RunCause.Retry : RunCause.Hand, by, retryOf), cancellation),
            JobAction.Stop => await runs.AskToStopAsync(name, by, cancellation) ? JobAnswer.Done : JobAnswer.NothingRuns,
            JobAction.Pause => await PauseAsync(name, cancellation) ? JobAnswer.Done : JobAnswer.NoSuchJob,
            JobAction.Resume => await ResumeAsync(name, cancellation) ? JobAnswer.Done : JobAnswer.NoSuchJob,
            _ => throw new ArgumentOutOfRangeException(nameof(action), action, message: null),
        };
        if (answer is JobAnswer.Done)
            await runs.NoteAsync(name, action, by, retryOf, cancellation);
        return answer;
    }

    private async Task<JobAnswer> AskAsync(string name, RunOrder order, CancellationToken cancellation)
    {
        // One more run does what two would do: jobs find their work by themselves.
        if ((await engine.PlansAsync(cancellation)).FirstOrDefault(plan => plan.Name == name) is { Waiting: > 0 })
            return JobAnswer.AlreadyAsked;
        return await engine.RunNowAsync(name, order, cancellation) ? JobAnswer.Done : JobAnswer.NoSuchJob;
    }

    private JobState StateOf(TimetableEntry job, JobPlan? plan, RunsOf runs) => StateOf(
        new JobState(job.Name, job.What, job.When.Words)
        {
            Next = plan?.Next,
            Paused = plan?.Paused ?? false,
            Waiting = plan?.Waiting ?? 0,
            Attempt = plan?.Attempt ?? 0,
            Attempts = job.RetryAfter?.Count ?? 0,
        }, runs);

    private JobState StateOf(JobState state, RunsOf runs) => state with
    {
        Run = runs.Open,
        RunningSince = runs.Open?.At,
        Last = runs.Last,
        LastRun = runs.Last?.At,
        LastOutcome = runs.Last?.Outcome,
        LastDuration = runs.Last?.Duration,
        LastFailure = runs.LastFailure,
        LastProblem = runs.LastFailure?.Problem,
        // A loop that has gone for a good while has recovered.
        FailuresInARow = state.IsLoop && runs.Open is { } open && clock.GetUtcNow() - open.At > JobRuns.GoodWhile ? 0 : runs.Last?.Failures ?? 0,
        PausedBy = state.Paused && runs.Pausing is { Action: JobAction.Pause } ? runs.Pausing : null,
    };
}
