using System.ComponentModel.DataAnnotations;

namespace Digest.Storage;

/// <summary>Where rows are kept (settings section <c>Storage</c>).</summary>
public sealed class StorageOptions
{
    /// <summary>The kind of database.</summary>
    public StorageProvider Provider { get; set; } = StorageProvider.Sqlite;

    /// <summary>
    /// How to reach the database. For SQLite <c>Data Source=FILE</c>, a relative file being relative to the settings' folder.
    /// The job engine's own file <c>jobs.db</c> lies beside it. Default: <c>Data Source=data/digest.db</c>.
    /// </summary>
    [Required]
    public string ConnectionString { get; set; } = "Data Source=data/digest.db";
}

/// <summary>The databases that the software can keep its rows in.</summary>
public enum StorageProvider
{
    /// <summary>One file on this machine; nothing to install.</summary>
    Sqlite,
}
