using Digest.Storage;

namespace Digest.Jobs.Alerts;

/// <summary>The alerts' rows: what is open, as every process shows it.</summary>
public sealed class AlertBook(Database database, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>What is wrong at present, the serious first, then the latest.</summary>
    public Task<IReadOnlyList<Alert>> OpenAsync(CancellationToken cancellation = default) => database.ReadAsync(session => session.QueryAsync<Alert>(
        $"SELECT {Alert.Columns} FROM alerts WHERE ended_at IS NULL ORDER BY severity, opened_at DESC, id DESC"), cancellation);

    /// <summary>Opens a row for each new trouble, brings those that last up to date and ends the others.</summary>
    /// <param name="troubles">All that was found.</param>
    /// <param name="unknown">Names of conditions that could not be asked: their rows stay as they are.</param>
    /// <param name="cancellation">Ends the wait for the database.</param>
    public async Task RecordAsync(IReadOnlyCollection<Trouble> troubles, IReadOnlyCollection<string> unknown, CancellationToken cancellation = default)
    {
        var open = await OpenAsync(cancellation);
        // Most of the time nothing is wrong, and nothing is written.
        if (open.Count == 0 && troubles.Count == 0)
            return;
        var ended = open.Select(alert => alert.Key)
            .Except(troubles.Select(trouble => trouble.Key), StringComparer.Ordinal)
            .Where(key => !unknown.Any(name => key.StartsWith(name, StringComparison.Ordinal)))
            .ToList();
        await database.WriteAsync(session => WriteAsync(session, troubles, ended), cancellation);
    }

    private async Task WriteAsync(Session session, IReadOnlyCollection<Trouble> troubles, List<string> ended)
    {
        var now = clock.Milliseconds();
        await session.ExecuteAsync(
            """
            INSERT INTO alerts (key, severity, problem, remedy, link, link_text, once, opened_at, seen_at)
            VALUES (@Key, @Severity, @Problem, @Remedy, @Link, @LinkText, @Once, @now, @now)
            ON CONFLICT (key) WHERE ended_at IS NULL
            DO UPDATE SET severity = excluded.severity, problem = excluded.problem, remedy = excluded.remedy, link = excluded.link, link_text = excluded.link_text, seen_at = excluded.seen_at
            """,
            troubles.Select(one => new { one.Key, Severity = one.Severity.ToString(), one.Problem, one.Remedy, one.Link, one.LinkText, one.Once, now }));
        if (ended.Count == 0)
            return;
        await session.ExecuteAsync("UPDATE alerts SET ended_at = @now WHERE ended_at IS NULL AND key IN @ended", new { now, ended });
        var old = (clock.GetUtcNow() - Kept).ToMilliseconds();
        await session.ExecuteAsync("DELETE FROM alerts WHERE ended_at < @old", new { old });
        await session.ExecuteAsync("DELETE FROM alert_notices WHERE noticed_at < @old AND claimed_until < @old", new { old });
    }
}
