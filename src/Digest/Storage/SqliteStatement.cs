using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Digest.Storage;

/// <summary>
/// A statement on SQLite's own interface: its provider looks up each parameter by name and checks the connection anew each time,
/// which takes longer than the statement itself.
/// </summary>
internal sealed class SqliteStatement : Statement
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        database = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(database, sql, out statement), database);
    }

    public override bool Run(DbTransaction? transaction, ReadOnlySpan<object?> values)
    {
        if (values.Length != raw.sqlite3_bind_parameter_count(statement))
            throw new ArgumentException("The statement has another number of parameters.", nameof(values));
        for (var at = 0; at < values.Length; at++)
            Bind(at + 1, values[at]);
        try
        {
            int result;
            var gave = false;
            while ((result = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
                gave |= raw.sqlite3_column_type(statement, 0) != raw.SQLITE_NULL;
            if (result != raw.SQLITE_DONE)
                SqliteException.ThrowExceptionForRC(result, database);
            return gave;
        }
        finally
        {
            _ = raw.sqlite3_reset(statement);
        }
    }

    private void Bind(int at, object? value)
    {
        var result = value switch
        {
            null => raw.sqlite3_bind_null(statement, at),
            long number => raw.sqlite3_bind_int64(statement, at, number),
            int number => raw.sqlite3_bind_int(statement, at, number),
            string text => raw.sqlite3_bind_text(statement, at, TextHandler.Kept(text)),
            _ => throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A {value.GetType().Name} is neither a whole number nor a text."), nameof(value)),
        };
        if (result != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(result, database);
    }

    public override void Dispose() => statement.Dispose();
}
