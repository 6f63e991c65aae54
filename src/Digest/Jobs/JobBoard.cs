namespace Digest.Jobs;

/// <summary>Everything on the timetable as pages show and steer it: jobs and loops alike, in any process.</summary>
public sealed class JobBoard
{
    private readonly IJobEngine engine;
    private readonly LoopRunner loops;

    internal JobBoard(IJobEngine engine, LoopRunner loops)
    {
        this.engine = engine;
        this.loops = loops;
    }

    public async Task<IReadOnlyList<JobState>> StatesAsync(CancellationToken cancellation = default) =>
        [.. await engine.StatesAsync(cancellation), .. await loops.StatesAsync(cancellation)];

    /// <inheritdoc cref="IJobEngine.HistoryAsync"/>
    public Task<IReadOnlyList<JobRun>> HistoryAsync(string? name = null, int take = 50, int skip = 0, CancellationToken cancellation = default) =>
        engine.HistoryAsync(name, take, skip, cancellation);

    /// <inheritdoc cref="IJobEngine.RunNowAsync"/>
    public Task<bool> RunNowAsync(string name, CancellationToken cancellation = default) => engine.RunNowAsync(name, cancellation);

    /// <summary>Pauses a job or a loop; false when there is none of that name.</summary>
    public async Task<bool> PauseAsync(string name, CancellationToken cancellation = default) =>
        await loops.SetPausedAsync(name, paused: true, cancellation) || await engine.PauseAsync(name, cancellation);

    /// <summary>Resumes a job or a loop; false when there is none of that name.</summary>
    public async Task<bool> ResumeAsync(string name, CancellationToken cancellation = default) =>
        await loops.SetPausedAsync(name, paused: false, cancellation) || await engine.ResumeAsync(name, cancellation);
}
