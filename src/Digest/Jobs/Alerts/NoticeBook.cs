using Digest.Storage;

namespace Digest.Jobs.Alerts;

/// <summary>
/// Which notices are due, and who sends them. A notice is claimed before it is sent, so that of two processes one does; a claim
/// ends by itself when its process does, and then the notice is sent rather than lost.
/// </summary>
public sealed class NoticeBook(Database database, TimeProvider clock)
{
    /// <summary>One notice in this time, per condition and channel.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Longer than sending one may take.</summary>
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(2);

    /// <summary>For how long the end of something is still news.</summary>
    private static readonly TimeSpan News = TimeSpan.FromDays(1);

    /// <summary>What is to be told on a channel now: what lasts, once an hour, and what is over since it was told.</summary>
    public Task<IReadOnlyList<Alert>> DueAsync(string channel, CancellationToken cancellation = default) => database.ReadAsync(session => session.QueryAsync<Alert>(
        $"""
        SELECT {Qualified("a")}
        FROM alerts a LEFT JOIN alert_notices n ON n.key = a.key AND n.channel = @channel
        WHERE a.ended_at IS NULL AND COALESCE(n.claimed_until, 0) <= @now AND COALESCE(n.noticed_at, 0) <= CASE WHEN a.once = 1 THEN 0 ELSE @hourAgo END
        UNION ALL
        SELECT {Qualified("a")}
        FROM alert_notices n JOIN alerts a ON a.key = n.key
        WHERE n.channel = @channel AND n.told = 1 AND n.claimed_until <= @now AND a.ended_at > @news AND a.once = 0
          AND a.id = (SELECT MAX(one.id) FROM alerts one WHERE one.key = n.key)
        ORDER BY id
        """, Times(channel)), cancellation);

    /// <summary>Takes a notice for this process; false: another has it, or has sent it.</summary>
    public async Task<bool> ClaimAsync(Alert alert, string channel, CancellationToken cancellation = default)
    {
        var times = Times(channel);
        times.Add("key", alert.Key);
        times.Add("until", (clock.GetUtcNow() + Claim).ToMilliseconds());
        return await database.WriteAsync(session => session.ExecuteAsync(
            alert.EndedAt is null
                ? """
                  INSERT INTO alert_notices (key, channel, claimed_until) VALUES (@key, @channel, @until)
                  ON CONFLICT (key, channel) DO UPDATE SET claimed_until = @until
                  WHERE alert_notices.claimed_until <= @now AND alert_notices.noticed_at <= @hourAgo
                  """
                : "UPDATE alert_notices SET claimed_until = @until WHERE key = @key AND channel = @channel AND told = 1 AND claimed_until <= @now",
            times), cancellation) == 1;
    }

    /// <summary>The notice went.</summary>
    public Task SentAsync(Alert alert, string channel) => database.WriteAsync(session => session.ExecuteAsync(
        alert.EndedAt is null
            ? "UPDATE alert_notices SET told = 1, noticed_at = @now, claimed_until = 0 WHERE key = @Key AND channel = @channel"
            : "UPDATE alert_notices SET told = 0, claimed_until = 0 WHERE key = @Key AND channel = @channel",
        new { alert.Key, channel, now = clock.Milliseconds() }));

    /// <summary>The notice did not go: the next minute tries again.</summary>
    public Task NotSentAsync(Alert alert, string channel) => database.WriteAsync(session => session.ExecuteAsync(
        "UPDATE alert_notices SET claimed_until = 0 WHERE key = @Key AND channel = @channel", new { alert.Key, channel }));

    private Dapper.DynamicParameters Times(string channel)
    {
        var now = clock.GetUtcNow();
        return new Dapper.DynamicParameters(new { channel, now = now.ToMilliseconds(), hourAgo = (now - Interval).ToMilliseconds(), news = (now - News).ToMilliseconds() });
    }

    private static string Qualified(string table) => string.Join(", ", Alert.Columns.Split(", ").Select(column => $"{table}.{column}"));
}
