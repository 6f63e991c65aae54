using System.Data;
using System.Data.Common;
using Dapper;
using Npgsql;

namespace Digest.Storage;

/// <summary>
/// A PostgreSQL server. Writes take turns over all processes, as on SQLite, by a lock that lasts as long as the transaction:
/// what closes an edition, gives numbers or prepares messages relies on nobody else's writing meanwhile. The few writes that
/// are made for company (claims, answers) share that lock, and run beside each other.
/// </summary>
internal sealed class PostgresProvider : IDatabaseProvider
{
    /// <summary>The advisory lock that writes take turns by.</summary>
    private const long Turn = 0x4469_6765_7374_0001;

    private const int KeptStatements = 200;
    private readonly NpgsqlDataSource source;

    public PostgresProvider(StorageOptions options)
    {
        var builder = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        if (builder.MaxAutoPrepare == 0)
            builder.MaxAutoPrepare = KeptStatements;
        builder.ApplicationName ??= "Digest";
        Name = $"{builder.Database} on {builder.Host}";
        Folder = Path.GetFullPath(options.Folder);
        source = NpgsqlDataSource.Create(builder);
    }

    public string Name { get; }

    public string Folder { get; }

    public Dialect Dialect => Dialect.Postgres;

    public async Task<DbConnection> OpenAsync(CancellationToken cancellation) => await source.OpenConnectionAsync(cancellation);

    public async Task<T> WriteAsync<T>(Func<Session, Task<T>> write, bool alone, CancellationToken cancellation)
    {
        try
        {
            return await WriteOnceAsync(write, alone, cancellation);
        }
        catch (PostgresException problem) when (!alone && problem.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure)
        {
            // Two that ran beside each other locked rows crosswise, and this one was rolled back. Alone that cannot happen.
            return await WriteOnceAsync(write, alone: true, cancellation);
        }
    }

    private async Task<T> WriteOnceAsync<T>(Func<Session, Task<T>> write, bool alone, CancellationToken cancellation)
    {
        var connection = await source.OpenConnectionAsync(cancellation);
        await using var kept = new KeptConnection(connection);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
        await connection.ExecuteAsync(new CommandDefinition(
            alone ? "SELECT pg_advisory_xact_lock(@Turn)" : "SELECT pg_advisory_xact_lock_shared(@Turn)", new { Turn }, transaction, cancellationToken: cancellation));
        var result = await write(new Session(kept, transaction, Dialect));
        await transaction.CommitAsync(CancellationToken.None);
        return result;
    }

    public void Dispose() => source.Dispose();
}
