using Digest.Storage;

namespace Digest.Jobs;

/// <summary>Writes what jobs and loops do, as they do it; every process reads it (<see cref="JobHistory"/>).</summary>
internal sealed class JobRuns(Database database, ThisMachine machine, TimeProvider clock)
{
    /// <summary>A loop that failed after going for so long does not fail in a row with the time before.</summary>
    public static readonly TimeSpan GoodWhile = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan KeptSuccesses = TimeSpan.FromDays(8);
    private static readonly TimeSpan KeptFailures = TimeSpan.FromDays(30);
    private static readonly TimeSpan KeptActions = TimeSpan.FromDays(90);
    private const int Chunk = 500;

    /// <summary>Writes that a run begins.</summary>
    /// <returns>Its id.</returns>
    public Task<long> BeginAsync(string name, RunOrder order, CancellationToken cancellation = default) => database.WriteAsync(session => session.ScalarAsync<long>(
        """
        INSERT INTO job_runs (name, cause, by_admin, retry_of, attempt, machine, machine_name, started_at)
        VALUES (@name, @cause, @By, @RetryOf, @Attempt, @machine, @machineName, @now) RETURNING id
        """,
        new { name, cause = order.Cause.ToString(), order.By, order.RetryOf, order.Attempt, machine = machine.Id, machineName = machine.Name, now = clock.Milliseconds() }), cancellation);

    public Task EndAsync(long id, JobOutcome outcome, string? problem) => database.WriteAsync(async session =>
    {
        var run = (await session.FirstOrDefaultAsync<JobRun>("SELECT * FROM job_runs WHERE id = @id", new { id }))!;
        var now = clock.Milliseconds();
        await session.ExecuteAsync(
            "UPDATE job_runs SET ended_at = @now, outcome = @outcome, problem = @problem, failures = @failures WHERE id = @id",
            new { id, now, outcome = outcome.ToString(), problem, failures = await FailuresAsync(session, run, outcome, now) });
    });

    private static async Task<int> FailuresAsync(Session session, JobRun run, JobOutcome outcome, long now)
    {
        var afresh = run.Cause is RunCause.Loop && now - run.StartedAt > GoodWhile.TotalMilliseconds;
        if (outcome is JobOutcome.Succeeded || (afresh && outcome is not JobOutcome.Failed))
            return 0;
        var before = afresh ? 0 : await session.ScalarAsync<int?>(
            "SELECT failures FROM job_runs WHERE name = @Name AND id < @Id AND outcome IS NOT NULL ORDER BY id DESC LIMIT 1", run) ?? 0;
        return outcome is JobOutcome.Failed ? before + 1 : before;
    }

    /// <summary>Writes how far a run is; null: nothing new.</summary>
    /// <returns>Whether somebody wants it to stop.</returns>
    public async Task<bool> LookAsync(long id, WorkDone? progress)
    {
        if (progress is { } known)
        {
            await database.WriteAsync(session => session.ExecuteAsync(
                "UPDATE job_runs SET done = @Done, total = @Total, words = @words WHERE id = @id",
                new { id, known.Done, known.Total, words = ProblemText.Redact(known.Words) }));
        }
        return await database.ReadAsync(session => session.ScalarAsync<long?>("SELECT stop_at FROM job_runs WHERE id = @id", new { id })) is not null;
    }

    /// <summary>Asks what runs under the name to stop.</summary>
    /// <returns>False: nothing does, or it was asked already.</returns>
    public async Task<bool> AskToStopAsync(string name, string? by, CancellationToken cancellation = default) => await database.WriteAsync(session => session.ExecuteAsync(
        "UPDATE job_runs SET stop_at = @now, stop_by = @by WHERE name = @name AND ended_at IS NULL AND stop_at IS NULL",
        new { name, by, now = clock.Milliseconds() }), cancellation) > 0;

    /// <summary>
    /// Ends what a worker that is no more left open: it ended with its process, when that was last seen.
    /// </summary>
    /// <param name="gone">Which worker; null: whoever was before, as this process has become the only one.</param>
    /// <param name="cancellation">Ends the wait for the database.</param>
    public Task AbandonAsync(string? gone = null, CancellationToken cancellation = default) => database.WriteAsync(session => session.ExecuteAsync(
        """
        UPDATE job_runs
        SET outcome = 'Abandoned',
            ended_at = CASE WHEN (SELECT m.seen_at FROM machines m WHERE m.id = machine) > started_at
                            THEN (SELECT m.seen_at FROM machines m WHERE m.id = machine) ELSE started_at END,
            failures = COALESCE((SELECT b.failures FROM job_runs b WHERE b.name = job_runs.name AND b.id < job_runs.id AND b.outcome IS NOT NULL ORDER BY b.id DESC LIMIT 1), 0)
        WHERE ended_at IS NULL AND (@gone IS NULL OR machine = @gone)
        """, new { gone }), cancellation);

    /// <summary>Keeps who did what to a job.</summary>
    public Task NoteAsync(string name, JobAction action, string by, long? runId = null, CancellationToken cancellation = default) => database.WriteAsync(session => session.ExecuteAsync(
        "INSERT INTO job_actions (at, name, action, by_admin, run_id) VALUES (@now, @name, @action, @by, @runId)",
        new { name, action = action.ToString(), by, runId, now = clock.Milliseconds() }), cancellation);

    /// <summary>The job that removes what nobody looks at any more: successes after eight days, all else after thirty, what admins did after ninety.</summary>
    public async Task SweepAsync(CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        var bounds = new { successes = (now - KeptSuccesses).ToMilliseconds(), failures = (now - KeptFailures).ToMilliseconds(), actions = (now - KeptActions).ToMilliseconds(), Chunk };
        while (await database.WriteAsync(session => session.ExecuteAsync(
            """
            DELETE FROM job_runs WHERE id IN (
                SELECT id FROM job_runs
                WHERE ended_at IS NOT NULL AND (started_at < @failures OR (started_at < @successes AND outcome = 'Succeeded'))
                ORDER BY started_at LIMIT @Chunk)
            """, bounds), cancellation) == Chunk)
        {
            // Small transactions: messages are submitted meanwhile.
        }
        await database.WriteAsync(session => session.ExecuteAsync("DELETE FROM job_actions WHERE at < @actions", bounds), cancellation);
    }
}
