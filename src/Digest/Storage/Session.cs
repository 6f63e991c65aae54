using System.Data.Common;
using Dapper;

namespace Digest.Storage;

/// <summary>What a slice sees of an open connection: SQL in, rows out. Lives as long as the read or write that handed it out.</summary>
public sealed class Session(DbConnection connection, DbTransaction? transaction, Dialect dialect)
{
    /// <summary>The words of SQL that differ between databases.</summary>
    public Dialect Dialect => dialect;

    /// <summary>At the end of a SELECT: in a write its rows are taken, and what another process is taking is passed over.</summary>
    public string SkipLocked => transaction is null ? "" : dialect.SkipLocked;

    /// <summary>All rows, columns matched to properties without regard to underscores.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null) =>
        (await connection.QueryAsync<T>(dialect.Of(sql), parameters, transaction)).AsList();

    /// <summary>The first row, or null.</summary>
    public Task<T?> FirstOrDefaultAsync<T>(string sql, object? parameters = null) =>
        connection.QueryFirstOrDefaultAsync<T>(dialect.Of(sql), parameters, transaction);

    /// <summary>The first column of the first row, converted; default when there is none.</summary>
    public Task<T?> ScalarAsync<T>(string sql, object? parameters = null) =>
        connection.ExecuteScalarAsync<T>(dialect.Of(sql), parameters, transaction);

    /// <summary>Runs a statement, once for each element where <paramref name="parameters"/> is a sequence; the number of rows touched.</summary>
    public Task<int> ExecuteAsync(string sql, object? parameters = null) =>
        connection.ExecuteAsync(dialect.Of(sql), parameters, transaction);
}
