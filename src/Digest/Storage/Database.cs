using Dapper;

namespace Digest.Storage;

/// <summary>
/// The application's database. Reads run beside everything; writes take turns, but for those made for company.
/// No network and no rendering inside a write.
/// </summary>
public sealed class Database : IDisposable
{
    private readonly IDatabaseProvider provider;

    static Database()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.RemoveTypeMap(typeof(bool));
        SqlMapper.RemoveTypeMap(typeof(bool?));
        SqlMapper.AddTypeHandler(typeof(bool), new FlagHandler());
        SqlMapper.RemoveTypeMap(typeof(string));
        SqlMapper.AddTypeHandler(typeof(string), new TextHandler());
    }

    public Database(StorageOptions options)
    {
        Options = options;
        provider = options.Provider is StorageProvider.Postgres ? new PostgresProvider(options) : new SqliteProvider(options.ConnectionString);
    }

    /// <summary>What it was opened with.</summary>
    public StorageOptions Options { get; }

    /// <summary>This process among those that work on the database; leases carry it. Never given twice.</summary>
    public string WorkerId { get; } = Guid.NewGuid().ToString("N");

    /// <summary>The database as sentences name it: its file, or the name and the server.</summary>
    public string Name => provider.Name;

    /// <summary>Where files go that belong to it, as an absolute path.</summary>
    public string Folder => provider.Folder;

    /// <summary>The file of a SQLite database, as an absolute path.</summary>
    /// <exception cref="InvalidOperationException">The database is not a file.</exception>
    public string File => Options.Provider is StorageProvider.Sqlite ? provider.Name : throw new InvalidOperationException("The database is not a file.");

    /// <summary>Runs queries that change nothing, on a connection of their own.</summary>
    public async Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken cancellation = default)
    {
        await using var connection = new KeptConnection(await provider.OpenAsync(cancellation));
        return await read(new Session(connection, transaction: null, provider.Dialect));
    }

    /// <summary>
    /// Runs statements in one transaction and commits it durably; an exception rolls everything back. Nothing else is written
    /// meanwhile, by no process.
    /// </summary>
    public Task<T> WriteAsync<T>(Func<Session, Task<T>> write, CancellationToken cancellation = default) => provider.WriteAsync(write, alone: true, cancellation);

    /// <inheritdoc cref="WriteAsync{T}(Func{Session, Task{T}}, CancellationToken)"/>
    public Task WriteAsync(Func<Session, Task> write, CancellationToken cancellation = default) =>
        WriteAsync(async session => { await write(session); return 0; }, cancellation);

    /// <summary>
    /// The same for what can bear others of its kind beside it on PostgreSQL: it locks the rows that it reads before it writes
    /// them, and may be run again from the start. On SQLite it is alone, too.
    /// </summary>
    public Task<T> WriteBesideAsync<T>(Func<Session, Task<T>> write, CancellationToken cancellation = default) => provider.WriteAsync(write, alone: false, cancellation);

    /// <inheritdoc cref="WriteBesideAsync{T}(Func{Session, Task{T}}, CancellationToken)"/>
    public Task WriteBesideAsync(Func<Session, Task> write, CancellationToken cancellation = default) =>
        WriteBesideAsync(async session => { await write(session); return 0; }, cancellation);

    public void Dispose() => provider.Dispose();
}
