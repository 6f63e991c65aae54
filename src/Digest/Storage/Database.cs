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
    // One writer at a time needs one connection; kept, it also keeps its statements.
    private KeptConnection? writing;

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
        await using var connection = new KeptConnection(await OpenAsync(cancellation));
        return await read(new Session(connection, transaction: null));
    }

    /// <summary>Runs statements in one transaction and commits it durably; an exception rolls everything back.</summary>
    public async Task<T> WriteAsync<T>(Func<Session, Task<T>> write, CancellationToken cancellation = default)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            writing ??= new KeptConnection(await OpenForWritingAsync(cancellation));
            await using var transaction = writing.Sqlite.BeginTransaction(IsolationLevel.Serializable, deferred: false);
            var result = await write(new Session(writing, transaction));
            await transaction.CommitAsync(CancellationToken.None);
            return result;
        }
        catch
        {
            // Whatever state it is in: the next write begins on a new one.
            await ForgetAsync();
            throw;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc cref="WriteAsync{T}(Func{Session, Task{T}}, CancellationToken)"/>
    public Task WriteAsync(Func<Session, Task> write, CancellationToken cancellation = default) =>
        WriteAsync(async session => { await write(session); return 0; }, cancellation);

    private async Task<SqliteConnection> OpenForWritingAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        var connection = await OpenAsync(cancellation);
        try
        {
            // WAL lets readers and the writer pass each other; FULL makes an acknowledged commit survive a power cut. The log is
            // copied back every 16 MB: four times as seldom as by default, which is measured in docs/performance.md.
            await connection.ExecuteAsync("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;");
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken cancellation)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task ForgetAsync()
    {
        if (writing is { } broken)
            await broken.DisposeAsync();
        writing = null;
    }

    public void Dispose()
    {
        writing?.Dispose();
        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
        gate.Dispose();
    }
}
