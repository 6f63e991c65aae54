using Digest.Storage;

namespace Digest.Jobs;

/// <summary>The processes of the site. Each says every few seconds that it is there; one that does not is gone.</summary>
internal sealed class Machines(Database database, ThisMachine machine, WorkerState worker, TimeProvider clock)
{
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    /// <summary>Three beats missed: it is gone.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    /// <summary>Says that this process is there, and forgets those that have been gone for a day.</summary>
    public Task BeatAsync(CancellationToken cancellation = default)
    {
        var now = clock.Milliseconds();
        var row = new
        {
            machine.Id,
            machine.Host,
            machine.ProcessId,
            machine.Version,
            worker.IsWorker,
            Memory = Environment.WorkingSet,
            StartedAt = machine.StartedAt.ToMilliseconds(),
            now,
            forgotten = now - (long)Remembered.TotalMilliseconds,
        };
        return database.WriteAsync(async session =>
        {
            await session.ExecuteAsync(
                """
                INSERT INTO machines (id, host, process_id, version, is_worker, memory, started_at, seen_at)
                VALUES (@Id, @Host, @ProcessId, @Version, @IsWorker, @Memory, @StartedAt, @now)
                ON CONFLICT (id) DO UPDATE SET is_worker = @IsWorker, memory = @Memory, seen_at = @now, ended_at = NULL
                """, row);
            // Until the next worker has ended what it left open, it is known when it was last seen.
            await session.ExecuteAsync("DELETE FROM machines WHERE COALESCE(ended_at, seen_at) < @forgotten AND id NOT IN (SELECT machine FROM job_runs WHERE ended_at IS NULL)", row);
        }, cancellation);
    }

    /// <summary>Says that this process ends in order.</summary>
    public Task EndAsync() => database.WriteAsync(session => session.ExecuteAsync(
        "UPDATE machines SET is_worker = 0, seen_at = @now, ended_at = @now WHERE id = @Id", new { machine.Id, now = clock.Milliseconds() }));

    /// <summary>Those that are there, then those that were within the last day.</summary>
    public Task<IReadOnlyList<Machine>> ListAsync(CancellationToken cancellation = default) => database.ReadAsync(session => session.QueryAsync<Machine>(
        $"""
        SELECT m.*, CASE WHEN {IsAlive} THEN 1 ELSE 0 END AS alive
        FROM machines m
        ORDER BY alive DESC, m.is_worker DESC, m.started_at DESC, m.id
        LIMIT 50
        """, new { since = AliveSince(clock) }), cancellation);

    /// <summary>A condition on <c>machines m</c>, with the parameter @since.</summary>
    internal const string IsAlive = "(m.ended_at IS NULL AND m.seen_at >= @since)";

    internal static long AliveSince(TimeProvider clock) => (clock.GetUtcNow() - Patience).ToMilliseconds();
}

/// <summary>One process of the site.</summary>
public sealed record Machine
{
    public string Id { get; init; } = "";

    public string Host { get; init; } = "";

    public int ProcessId { get; init; }

    public string Version { get; init; } = "";

    /// <summary>It runs the jobs and submits messages; the others serve pages.</summary>
    public bool IsWorker { get; init; }

    /// <summary>Bytes.</summary>
    public long Memory { get; init; }

    public long StartedAt { get; init; }

    /// <summary>When it last said that it is there.</summary>
    public long SeenAt { get; init; }

    /// <summary>When it ended in order; null: it runs, or nobody knows what became of it.</summary>
    public long? EndedAt { get; init; }

    public bool Alive { get; init; }
}
