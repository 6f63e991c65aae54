using System.Data.Common;
using Dapper;

namespace Digest.Storage;

/// <summary>What a slice sees of an open connection: SQL in, rows out. Lives as long as the read or write that handed it out.</summary>
public sealed class Session
{
    private readonly KeptConnection kept;
    private readonly DbConnection connection;
    private readonly DbTransaction? transaction;

    internal Session(KeptConnection kept, DbTransaction? transaction)
    {
        this.kept = kept;
        this.transaction = transaction;
        connection = kept.Connection;
    }

    /// <summary>All rows, columns matched to properties without regard to underscores.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null) =>
        (await connection.QueryAsync<T>(sql, parameters, transaction)).AsList();

    /// <summary>The first row, or null.</summary>
    public Task<T?> FirstOrDefaultAsync<T>(string sql, object? parameters = null) =>
        connection.QueryFirstOrDefaultAsync<T>(sql, parameters, transaction);

    /// <summary>The first column of the first row, converted; default when there is none.</summary>
    public Task<T?> ScalarAsync<T>(string sql, object? parameters = null) =>
        connection.ExecuteScalarAsync<T>(sql, parameters, transaction);

    /// <summary>Runs a statement, once for each element where <paramref name="parameters"/> is a sequence; the number of rows touched.</summary>
    public Task<int> ExecuteAsync(string sql, object? parameters = null) =>
        connection.ExecuteAsync(sql, parameters, transaction);

    /// <summary>Runs a statement that the database reads only once for each connection: for what runs thousands of times a second.</summary>
    /// <param name="sql">A constant text with parameters such as <c>@id</c>.</param>
    /// <param name="values">The parameters' values in the order in which they first stand in the text.</param>
    internal int Run(string sql, params ReadOnlySpan<object?> values) => kept.Prepare(sql).Execute(transaction, values);

    /// <summary>The same for a query: whether it gives a row.</summary>
    internal bool Exists(string sql, params ReadOnlySpan<object?> values) => kept.Prepare(sql).Exists(transaction, values);
}
