using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Digest.Storage;

/// <summary>
/// The few words of SQL that differ. Statements are written as SQLite reads them; where PostgreSQL has another word for the
/// same thing, it is put in its place here.
/// </summary>
public sealed partial class Dialect
{
    private readonly ConcurrentDictionary<string, string>? said;

    private Dialect(bool isPostgres) => said = isPostgres ? new ConcurrentDictionary<string, string>(StringComparer.Ordinal) : null;

    public static Dialect Sqlite { get; } = new(isPostgres: false);

    public static Dialect Postgres { get; } = new(isPostgres: true);

    /// <summary>At the end of a SELECT whose rows are taken: what another process is taking is passed over.</summary>
    /// <param name="table">Whose rows.</param>
    public string SkipLocked(string table) => said is null ? "" : $"FOR UPDATE OF {table} SKIP LOCKED";

    /// <summary>At the end of a SELECT whose rows are written afterwards in the same transaction.</summary>
    public string ForUpdate => said is null ? "" : "FOR UPDATE";

    /// <summary>Counts a table anew that has grown at one stroke; null where the database plans without counting.</summary>
    internal string? Count(string table) => said is null ? null : $"ANALYZE {table}";

    /// <summary>The statement in the words of this database.</summary>
    internal string Of(string sql) => said is null ? sql : said.GetOrAdd(sql, Translate);

    // Lists go as one array. SQLite's LIKE takes A for a, within a to z; so does ILIKE on texts that are compared byte by byte.
    private static string Translate(string sql) => Like().Replace(InList().Replace(NotInList().Replace(sql, "<> ALL (${list})"), "= ANY (${list})"), "ILIKE");

    [GeneratedRegex(@"\bNOT\s+IN\s+(?<list>@\w+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NotInList();

    [GeneratedRegex(@"\bIN\s+(?<list>@\w+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex InList();

    [GeneratedRegex(@"\bLIKE\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Like();
}
