using System.Data.Common;
using System.Diagnostics;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Digest.Storage;

/// <summary>
/// One file. Writes of this process pass one fair gate and take the write lock at once (<c>BEGIN IMMEDIATE</c>), so that no
/// transaction has to be upgraded while others wait; every write is alone. While another process has the lock it is asked for
/// every other millisecond: the library would sleep for 150, with everybody behind the gate.
/// </summary>
internal sealed class SqliteProvider : IDatabaseProvider
{
    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(2);
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly string connectionString;
    // One writer at a time needs one connection; kept, it also keeps its statements.
    private KeptConnection? writing;

    public SqliteProvider(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString)
        {
            ForeignKeys = true,
            DefaultTimeout = (int)BusyTimeout.TotalSeconds,
        };
        Name = Path.GetFullPath(builder.DataSource);
        builder.DataSource = Name;
        this.connectionString = builder.ToString();
    }

    /// <summary>The file.</summary>
    public string Name { get; }

    public string Folder => Path.GetDirectoryName(Name)!;

    public Dialect Dialect => Dialect.Sqlite;

    public async Task<DbConnection> OpenAsync(CancellationToken cancellation)
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

    public async Task<T> WriteAsync<T>(Func<Session, Task<T>> write, bool alone, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            writing ??= new KeptConnection(await OpenForWritingAsync(cancellation));
            await BeginAsync(writing, cancellation);
            var result = await write(new Session(writing, transaction: null, Dialect));
            writing.Prepare("COMMIT").Run(transaction: null, []);
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

    private static async Task BeginAsync(KeptConnection connection, CancellationToken cancellation)
    {
        for (var waiting = Stopwatch.StartNew(); ; await Task.Delay(Turn, cancellation))
        {
            try
            {
                connection.Prepare("BEGIN IMMEDIATE").Run(transaction: null, []);
                return;
            }
            catch (SqliteException busy) when (busy.SqliteErrorCode == raw.SQLITE_BUSY && waiting.Elapsed < BusyTimeout)
            {
            }
        }
    }

    private async Task<DbConnection> OpenForWritingAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(Folder);
        var connection = await OpenAsync(cancellation);
        try
        {
            // WAL lets readers and the writer pass each other; FULL makes an acknowledged commit survive a power cut. The log is
            // copied back every 16 MB, four times as seldom as by default: copying costs more than the disk space.
            await connection.ExecuteAsync("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;");
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
        {
            // A closed connection is kept open for the next one; the lock must not be kept with it.
            if (raw.sqlite3_get_autocommit(((SqliteConnection)broken.Connection).Handle!) == 0)
                _ = raw.sqlite3_exec(((SqliteConnection)broken.Connection).Handle!, "ROLLBACK");
            await broken.DisposeAsync();
        }
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
