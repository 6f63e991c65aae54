using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Digest.Storage;

/// <summary>What keeps a database from being used, in words for people; never with a password.</summary>
public static class DatabaseProblem
{
    public static string Words(DbException problem) => problem switch
    {
        SqliteException sqlite => Words(sqlite),
        PostgresException postgres => Words(postgres),
        NpgsqlException { InnerException: TimeoutException } => "the server does not answer in time",
        NpgsqlException { InnerException: SocketException unreached } => $"the server is not reached: {unreached.Message}",
        NpgsqlException { InnerException: IOException } => "the connection to the server broke",
        _ => problem.Message,
    };

    /// <summary>What SQLite's result code means (https://www.sqlite.org/rescode.html).</summary>
    private static string Words(SqliteException problem) => problem.SqliteErrorCode switch
    {
        5 or 6 => "another program holds it; end that program or wait for it",
        3 or 8 or 23 => "it may not be written to by the user that runs this program",
        10 => "the disk gave an error, or is full",
        11 => "the file is damaged; restore a backup",
        13 => "the disk is full",
        14 => "it cannot be opened; it must be a file in a folder that the user that runs this program may write to",
        26 => "the file is not a database; Storage:ConnectionString must name another",
        _ => problem.Message,
    };

    /// <summary>What PostgreSQL's state means (https://www.postgresql.org/docs/current/errcodes-appendix.html).</summary>
    private static string Words(PostgresException problem) => problem.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => "the server refuses the user name or the password of Storage:ConnectionString",
        PostgresErrorCodes.InvalidCatalogName => "the server has no database of that name; create it, or name another in Storage:ConnectionString",
        PostgresErrorCodes.InsufficientPrivilege => "the user of Storage:ConnectionString may not do what the program needs; it must own the database",
        PostgresErrorCodes.TooManyConnections => "the server has no connection left for this program",
        PostgresErrorCodes.CannotConnectNow => "the server is starting or stopping; try again in a moment",
        PostgresErrorCodes.DiskFull => "the server's disk is full",
        _ => problem.MessageText,
    };
}
