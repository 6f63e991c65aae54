using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Digest.Storage;

/// <summary>An open connection with the statements that were prepared on it.</summary>
internal sealed class KeptConnection(DbConnection connection) : IAsyncDisposable, IDisposable
{
    private readonly Dictionary<string, Statement> statements = new(StringComparer.Ordinal);

    public DbConnection Connection => connection;

    /// <summary>The statement, made at the first call and kept as long as the connection.</summary>
    public Statement Prepare(string sql)
    {
        if (!statements.TryGetValue(sql, out var statement))
            statements[sql] = statement = connection is SqliteConnection sqlite ? new SqliteStatement(sqlite, sql) : new CommandStatement(connection.CreateCommand(), sql);
        return statement;
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values)
            statement.Dispose();
        connection.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var statement in statements.Values)
            statement.Dispose();
        await connection.DisposeAsync();
    }
}
