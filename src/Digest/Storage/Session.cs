using System.Data.Common;
using Dapper;

namespace Digest.Storage;

/// <summary>What a slice sees of an open connection: SQL in, rows out. Lives as long as the read or write that handed it out.</summary>
public sealed class Session
{
    private readonly KeptConnection kept;
    private readonly DbConnection connection;
    private readonly DbTransaction? transaction;

    internal Session(KeptConnection kept, DbTransaction? transaction, Dialect dialect)
    {
        this.kept = kept;
        this.transaction = transaction;
        connection = kept.Connection;
        Dialect = dialect;
    }

    /// <summary>The words of SQL that differ between databases.</summary>
    public Dialect Dialect { get; }

    /// <summary>At the end of a SELECT: in a write the rows of one of its tables are taken, and what another process is taking is passed over.</summary>
    /// <param name="table">The table, as the statement names it.</param>
    public string TakeRows(string table) => transaction is null ? "" : Dialect.SkipLocked(table);

    /// <summary>Lets the database count tables that have grown at one stroke. PostgreSQL does so by itself, but minutes later, and plans until then as if they were empty.</summary>
    public async Task CountAnewAsync(params string[] tables)
    {
        foreach (var table in tables)
        {
            if (Dialect.Count(table) is { } sql)
                await connection.ExecuteAsync(sql, transaction: transaction);
        }
    }

    /// <summary>All rows, columns matched to properties without regard to underscores.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null) =>
        (await connection.QueryAsync<T>(Dialect.Of(sql), parameters, transaction)).AsList();

    /// <summary>The first row, or null.</summary>
    public Task<T?> FirstOrDefaultAsync<T>(string sql, object? parameters = null) =>
        connection.QueryFirstOrDefaultAsync<T>(Dialect.Of(sql), parameters, transaction);

    /// <summary>The first column of the first row, converted; default when there is none.</summary>
    public Task<T?> ScalarAsync<T>(string sql, object? parameters = null) =>
        connection.ExecuteScalarAsync<T>(Dialect.Of(sql), parameters, transaction);

    /// <summary>Runs a statement, once for each element where <paramref name="parameters"/> is a sequence; the number of rows touched.</summary>
    public Task<int> ExecuteAsync(string sql, object? parameters = null) =>
        connection.ExecuteAsync(Dialect.Of(sql), parameters, transaction);

    /// <summary>Runs a statement that the database reads only once for each connection: for what runs thousands of times a second.</summary>
    /// <param name="sql">A constant text with parameters such as <c>@id</c>, in words that both databases know.</param>
    /// <param name="values">The parameters' values in the order in which they first stand in the text: whole numbers, texts or null.</param>
    /// <returns>Whether it gave a row whose first column is not null.</returns>
    internal bool Run(string sql, params ReadOnlySpan<object?> values) => kept.Prepare(sql).Run(transaction, values);
}
