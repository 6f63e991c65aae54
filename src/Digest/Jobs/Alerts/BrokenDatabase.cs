using Digest.Storage;

namespace Digest.Jobs.Alerts;

/// <summary>That nothing can be written to the database. No row can say so, so this process remembers it, and tells it once an hour.</summary>
public sealed class BrokenDatabase(Database database, TimeProvider clock)
{
    private readonly Lock turn = new();
    private Alert? alert;
    private DateTimeOffset? toldAt;

    /// <summary>What is wrong; null while the database can be written to.</summary>
    public Alert? Alert
    {
        get
        {
            lock (turn)
                return alert;
        }
    }

    /// <summary>Writing failed.</summary>
    /// <returns>What is to be told; null: it was told within the hour.</returns>
    public Alert? Report(string reason)
    {
        lock (turn)
        {
            var now = clock.GetUtcNow();
            alert = new Alert
            {
                Key = "database",
                Severity = AlertSeverity.Serious,
                Problem = $"The database cannot be written to: {Scrubbed.Of(reason)}",
                Remedy = "Nothing is submitted until it can: " + (database.Options.Provider is StorageProvider.Postgres
                    ? $"see that the server of {database.Name} runs, has room on its disk and lets the program in."
                    : $"make room on the disk of {database.Folder}, and see that the program may write there."),
                Link = "/admin/jobs#machines",
                LinkText = "Look at the machines",
                OpenedAt = alert?.OpenedAt ?? now.ToMilliseconds(),
                SeenAt = now.ToMilliseconds(),
            };
            return toldAt is { } told && now - told < NoticeBook.Interval ? null : alert;
        }
    }

    public void Told()
    {
        lock (turn)
            toldAt = clock.GetUtcNow();
    }

    public void Mended()
    {
        lock (turn)
            alert = null;
    }
}
