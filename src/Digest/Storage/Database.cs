using System.Data;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Digest.Storage;

/// <summary>
/// The application's database. Reads run beside everything; writes of this process pass one fair gate and take the
/// write lock at once (<c>BEGIN IMMEDIATE</c>), so that no transaction has to be upgraded while others wait.
/// No network and no rendering inside a write.
/// </summary>
public sealed class Database : IDisposable
{
    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly string connectionString;

    static Database() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    public Database(StorageOptions options)
    {
        var builder = new SqliteConnectionStringBuilder(options.ConnectionString)
        {
            ForeignKeys = true,
            DefaultTimeout = (int)BusyTimeout.TotalSeconds,
        };
        File = Path.GetFullPath(builder.DataSource);
        builder.DataSource = File;
        connectionString = builder.ToString();
    }

    /// <summary>The database's file, as an absolute path.</summary>
    public string File { get; }

    /// <summary>Runs queries that change nothing, on a connection of their own.</summary>
    public async Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken cancellation = default)
    {
        await using var connection = await OpenAsync(cancellation);
        return await read(new Session(connection, transaction: null));
    }

    /// <summary>Runs statements in one transaction and commits it durably; an exception rolls everything back.</summary>
    public async Task<T> WriteAsync<T>(Func<Session, Task<T>> write, CancellationToken cancellation = default)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            await using var connection = await OpenAsync(cancellation);
            await using var transaction = connection.BeginTransaction(IsolationLevel.Serializable, deferred: false);
            var result = await write(new Session(connection, transaction));
            await transaction.CommitAsync(CancellationToken.None);
            return result;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc cref="WriteAsync{T}(Func{Session, Task{T}}, CancellationToken)"/>
    public Task WriteAsync(Func<Session, Task> write, CancellationToken cancellation = default) =>
        WriteAsync(async session => { await write(session); return 0; }, cancellation);

    private async Task<SqliteConnection> OpenAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        var connection = new SqliteConnection(connectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            // WAL lets readers and the writer pass each other; FULL makes an acknowledged commit survive a power cut.
            await connection.ExecuteAsync("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public void Dispose()
    {
        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
        gate.Dispose();
    }
}
