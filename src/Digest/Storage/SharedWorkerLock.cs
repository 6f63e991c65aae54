using System.Data.Common;
using Dapper;
using Npgsql;

namespace Digest.Storage;

/// <summary>
/// On PostgreSQL every process may be a worker. Each holds the advisory lock of its id on a connection kept for as long as it
/// lives: whose lock can be had is no more.
/// </summary>
internal sealed class SharedWorkerLock : WorkerLock
{
    private const string Key = "hashtextextended(id, 0)";

    // The server notices within half a minute that a machine has gone without saying goodbye.
    private const string Watched = "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 4; SET idle_session_timeout = 0";
    private readonly Database database;
    private readonly NpgsqlConnection connection;
    private IReadOnlyList<string> missed = [];

    private SharedWorkerLock(Database database, NpgsqlConnection connection)
    {
        this.database = database;
        this.connection = connection;
    }

    public override bool IsTheOnly => false;

    public static async Task<SharedWorkerLock?> TakeAsync(Database database, bool besideOthers, CancellationToken cancellation)
    {
        if (!besideOthers && await database.WriteAsync(session => session.ScalarAsync<int>(
            $"SELECT COUNT(*) FROM workers WHERE id <> @WorkerId AND NOT pg_try_advisory_xact_lock({Key})", new { database.WorkerId }), cancellation) > 0)
            return null;
        var kept = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.Options.ConnectionString) { Pooling = false, KeepAlive = 10, CommandTimeout = 10 }.ToString());
        try
        {
            await kept.OpenAsync(cancellation);
            await kept.ExecuteAsync(Watched);
            await kept.ExecuteAsync(
                $"""
                SELECT pg_advisory_lock({Key}) FROM (SELECT @WorkerId AS id) me;
                INSERT INTO workers (id, started_at) VALUES (@WorkerId, @now) ON CONFLICT (id) DO NOTHING
                """, new { database.WorkerId, now = TimeProvider.System.Milliseconds() });
            return new SharedWorkerLock(database, kept);
        }
        catch
        {
            await kept.DisposeAsync();
            throw;
        }
    }

    public override async Task<bool> IsHeldAsync(CancellationToken cancellation = default)
    {
        try
        {
            await connection.ExecuteAsync(new CommandDefinition("SELECT 1", cancellationToken: cancellation));
            return true;
        }
        catch (Exception problem) when (problem is DbException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Those whose locks could be had twice in a row: after a restart of the server each worker needs a moment to take its own again.</summary>
    public override async Task<IReadOnlyList<string>> GoneAsync(CancellationToken cancellation = default)
    {
        var before = missed;
        missed = await database.WriteAsync(session => session.QueryAsync<string>($"SELECT id FROM workers WHERE id <> @WorkerId AND pg_try_advisory_xact_lock({Key})", new { database.WorkerId }), cancellation);
        return [.. missed.Intersect(before, StringComparer.Ordinal)];
    }

    public override Task ForgetAsync(IReadOnlyCollection<string> gone, CancellationToken cancellation = default) =>
        database.WriteAsync(session => session.ExecuteAsync("DELETE FROM workers WHERE id IN @gone", new { gone }), cancellation);

    public override ValueTask DisposeAsync() => connection.DisposeAsync();
}
