using System.Data.Common;
using System.Text.RegularExpressions;

namespace Digest.Storage;

/// <summary>A statement as the provider of the database offers it.</summary>
internal sealed partial class CommandStatement : Statement
{
    private readonly DbCommand command;

    /// <summary>Makes the statement.</summary>
    /// <param name="command">Of the connection that it is for.</param>
    /// <param name="sql">Its parameters are numbered in the order in which they first stand in the text.</param>
    public CommandStatement(DbCommand command, string sql)
    {
        this.command = command;
        command.CommandText = sql;
        foreach (var name in Parameter().Matches(sql).Select(match => match.Value).Distinct(StringComparer.Ordinal))
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }
    }

    public override bool Run(DbTransaction? transaction, ReadOnlySpan<object?> values)
    {
        if (values.Length != command.Parameters.Count)
            throw new ArgumentException($"The statement has {command.Parameters.Count} parameters.", nameof(values));
        command.Transaction = transaction;
        for (var at = 0; at < values.Length; at++)
            command.Parameters[at].Value = values[at] is string text ? TextHandler.Kept(text) : values[at] ?? DBNull.Value;
        return command.ExecuteScalar() is not (null or DBNull);
    }

    public override void Dispose() => command.Dispose();

    [GeneratedRegex("@[A-Za-z]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
