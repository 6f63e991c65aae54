using Dapper;
using Digest.Storage;
using Microsoft.Data.Sqlite;

namespace Digest.Jobs;

/// <summary>Which loops an administrator has paused; kept beside the engine's schedule, so that it outlives a restart and other processes see it.</summary>
internal sealed class PausedLoops(Database database)
{
    private readonly string file = Path.Combine(Path.GetDirectoryName(database.File)!, "jobs.db");

    public async Task<IReadOnlySet<string>> ReadAsync(CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);
        return (await connection.QueryAsync<string>("SELECT name FROM paused_loops")).ToHashSet(StringComparer.Ordinal);
    }

    public async Task SetAsync(string name, bool paused, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);
        await connection.ExecuteAsync(paused ? "INSERT INTO paused_loops (name) VALUES (@name) ON CONFLICT (name) DO NOTHING" : "DELETE FROM paused_loops WHERE name = @name", new { name });
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30, Pooling = false }.ToString());
        try
        {
            await connection.OpenAsync(cancellation);
            await connection.ExecuteAsync("CREATE TABLE IF NOT EXISTS paused_loops (name TEXT PRIMARY KEY)");
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
