using Digest.Storage;

namespace Digest.Jobs;

/// <summary>Reads what jobs and loops did, for pages; the same in every process.</summary>
public sealed class JobHistory(Database database, TimeProvider clock)
{
    /// <summary>Of <c>job_runs r</c>: open in a process that is not there any more.</summary>
    private const string IsSilent = $"(r.ended_at IS NULL AND EXISTS (SELECT 1 FROM machines m WHERE m.id = r.machine AND NOT {Machines.IsAlive}))";

    /// <summary>The latest runs first.</summary>
    /// <param name="name">Of one job; null: of all.</param>
    /// <param name="outcome">Of one outcome; null: of any.</param>
    /// <param name="before">Below this id: the next page.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<IReadOnlyList<JobRun>> RunsAsync(string? name = null, JobOutcome? outcome = null, long before = long.MaxValue, int take = 50, CancellationToken cancellation = default)
    {
        var conditions = (name is null ? "" : " AND name = @name") + (outcome is null ? "" : " AND outcome = @outcome");
        return database.ReadAsync(session => session.QueryAsync<JobRun>(
            $"SELECT r.*, {IsSilent} AS silent FROM job_runs r WHERE id < @before{conditions} ORDER BY id DESC LIMIT @take",
            new { name, outcome = outcome?.ToString(), before, take, since = Machines.AliveSince(clock) }), cancellation);
    }

    public Task<JobRun?> RunAsync(long id, CancellationToken cancellation = default) =>
        database.ReadAsync(session => session.FirstOrDefaultAsync<JobRun>(
            $"SELECT r.*, {IsSilent} AS silent FROM job_runs r WHERE id = @id", new { id, since = Machines.AliveSince(clock) }), cancellation);

    /// <summary>The runs that were asked for after this one failed.</summary>
    public Task<IReadOnlyList<JobRun>> RetriesOfAsync(long id, CancellationToken cancellation = default) =>
        database.ReadAsync(session => session.QueryAsync<JobRun>("SELECT * FROM job_runs WHERE retry_of = @id ORDER BY id LIMIT 20", new { id }), cancellation);

    /// <summary>How many runs ended how, in equal stretches of time up to now.</summary>
    /// <param name="stretch">How long each is; the last one holds the present.</param>
    /// <param name="count">How many.</param>
    /// <param name="name">Of one job; null: of all.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<IReadOnlyList<RunCounts>> CountsAsync(TimeSpan stretch, int count, string? name = null, CancellationToken cancellation = default)
    {
        var width = (long)stretch.TotalMilliseconds;
        var first = ((clock.Milliseconds() / width) - count + 1) * width;
        var rows = await database.ReadAsync(session => session.QueryAsync<CountRow>(
            $"""
            SELECT (started_at - @first) / @width AS place, outcome, COUNT(*) AS number
            FROM job_runs
            WHERE started_at >= @first AND outcome IS NOT NULL{(name is null ? "" : " AND name = @name")}
            GROUP BY (started_at - @first) / @width, outcome
            """, new { first, width, name }), cancellation);
        return [.. Enumerable.Range(0, count).Select(place => Of((first + (place * width)).ToTime(), rows.Where(row => row.Place == place)))];
    }

    /// <summary>How many runs ended how, of those that began in the time up to now.</summary>
    public async Task<RunCounts> CountAsync(TimeSpan since, CancellationToken cancellation = default)
    {
        var from = clock.GetUtcNow() - since;
        return Of(from, await database.ReadAsync(session => session.QueryAsync<CountRow>(
            "SELECT 0 AS place, outcome, COUNT(*) AS number FROM job_runs WHERE started_at >= @from AND outcome IS NOT NULL GROUP BY outcome", new { from = from.ToMilliseconds() }), cancellation));
    }

    /// <summary>What admins did, the latest first.</summary>
    public Task<IReadOnlyList<JobActionTaken>> ActionsAsync(string? name = null, int take = 10, CancellationToken cancellation = default) =>
        database.ReadAsync(session => session.QueryAsync<JobActionTaken>(
            $"SELECT at, name, action, by_admin, run_id FROM job_actions{(name is null ? "" : " WHERE name = @name")} ORDER BY id DESC LIMIT @take", new { name, take }), cancellation);

    /// <summary>The run that failed last, kept through later successes; null: none that is remembered.</summary>
    public async Task<JobRun?> LastFailureAsync(string name, CancellationToken cancellation = default) =>
        (await RunsAsync(name, JobOutcome.Failed, take: 1, cancellation: cancellation)) is [var run] ? run : null;

    /// <summary>For each name: the run that ended last, and the one that is open in a process that is there.</summary>
    internal Task<IReadOnlyDictionary<string, RunsOf>> LatestAsync(IEnumerable<string> names, CancellationToken cancellation) => database.ReadAsync<IReadOnlyDictionary<string, RunsOf>>(async session =>
    {
        var open = (await session.QueryAsync<JobRun>(
            // A process that was never written down may just have begun.
            $"""
            SELECT r.* FROM job_runs r LEFT JOIN machines m ON m.id = r.machine
            WHERE r.ended_at IS NULL AND (m.id IS NULL OR {Machines.IsAlive})
            """, new { since = Machines.AliveSince(clock) })).ToLookup(run => run.Name);
        var latest = new Dictionary<string, RunsOf>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var last = await session.FirstOrDefaultAsync<JobRun>("SELECT * FROM job_runs WHERE name = @name AND outcome IS NOT NULL ORDER BY id DESC LIMIT 1", new { name });
            var failure = last is null or { Outcome: JobOutcome.Failed } ? last : await session.FirstOrDefaultAsync<JobRun>(
                "SELECT * FROM job_runs WHERE name = @name AND outcome = 'Failed' ORDER BY id DESC LIMIT 1", new { name });
            var paused = await session.FirstOrDefaultAsync<JobActionTaken>("SELECT * FROM job_actions WHERE name = @name AND action IN ('Pause', 'Resume') ORDER BY id DESC LIMIT 1", new { name });
            latest[name] = new RunsOf(last, open[name].MaxBy(run => run.Id), failure, paused);
        }
        return latest;
    }, cancellation);

    private static RunCounts Of(DateTimeOffset from, IEnumerable<CountRow> rows)
    {
        var counts = rows.ToDictionary(row => row.Outcome, row => row.Number);
        return new RunCounts(from, Number(JobOutcome.Succeeded), Number(JobOutcome.Failed), Number(JobOutcome.Cancelled) + Number(JobOutcome.Abandoned));

        long Number(JobOutcome outcome) => counts.GetValueOrDefault(outcome);
    }

    private sealed record CountRow
    {
        public int Place { get; init; }

        public JobOutcome Outcome { get; init; }

        public long Number { get; init; }
    }
}

/// <summary>How many runs ended how.</summary>
/// <param name="From">Where the time begins in which they began.</param>
/// <param name="Succeeded">Done.</param>
/// <param name="Failed">They threw.</param>
/// <param name="Stopped">By an admin or with their process.</param>
public sealed record RunCounts(DateTimeOffset From, long Succeeded, long Failed, long Stopped);

/// <summary>What is known of one job's runs.</summary>
internal sealed record RunsOf(JobRun? Last, JobRun? Open, JobRun? LastFailure, JobActionTaken? Pausing);
