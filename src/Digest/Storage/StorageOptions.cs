using System.ComponentModel.DataAnnotations;

namespace Digest.Storage;

/// <summary>Where rows are kept (settings section <c>Storage</c>).</summary>
public sealed class StorageOptions
{
    /// <summary>The kind of database: <c>Sqlite</c> or <c>Postgres</c>. Default: <c>Sqlite</c>.</summary>
    public StorageProvider Provider { get; set; } = StorageProvider.Sqlite;

    /// <summary>
    /// How to reach the database. For SQLite <c>Data Source=FILE</c>, a relative file being relative to the settings' folder;
    /// the job engine's own file <c>jobs.db</c> lies beside it. For PostgreSQL <c>Host=…;Database=…;Username=…;Password=…</c>;
    /// the database must exist, and the user must own it. Default: <c>Data Source=data/digest.db</c>.
    /// </summary>
    [Required]
    public string ConnectionString { get; set; } = "Data Source=data/digest.db";

    /// <summary>
    /// With PostgreSQL, the folder of what is no row: uploaded files of readers until they are imported, and the sample site.
    /// Processes on several machines must share it. Relative to the settings' folder. With SQLite it is the database's own
    /// folder, whatever is said here. Default: <c>data</c>.
    /// </summary>
    [Required]
    public string Folder { get; set; } = "data";
}

/// <summary>The databases that the software can keep its rows in.</summary>
public enum StorageProvider
{
    /// <summary>One file on this machine; nothing to install.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server, which several processes and machines may share.</summary>
    Postgres,
}
