using System.Data.Common;
using Dapper;
using Digest.Storage;
using Microsoft.Data.Sqlite;
using Quartz;

namespace Digest.Jobs.Engine;

/// <summary>
/// A file of its own beside the application's: sharing that one made firings late and slowed the application's writer.
/// </summary>
internal sealed class SqliteEngineStore(Database database) : IEngineStore
{
    private readonly string file = Path.Combine(database.Folder, "jobs.db");

    private string ConnectionString => new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30 }.ToString();

    public async Task<DbConnection> OpenAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(database.Folder);
        var connection = new SqliteConnection(ConnectionString + ";Pooling=False");
        try
        {
            await connection.OpenAsync(cancellation);
            // Kept in the file: pages read the schedule while the engine writes it.
            await connection.ExecuteAsync("PRAGMA journal_mode = WAL; CREATE TABLE IF NOT EXISTS paused_loops (name TEXT PRIMARY KEY)");
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public void Configure(IPersistentStoreBuilder store) => store.UseSqlite(SqliteFactory.Instance, ConnectionString);
}
