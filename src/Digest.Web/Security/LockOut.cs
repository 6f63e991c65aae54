using System.Security.Cryptography;
using System.Text;
using Digest.Storage;

namespace Digest.Web.Security;

/// <summary>
/// What wrong passwords cost: after some in a row nobody gets in for a minute, after each more for twice as long, up to an
/// hour. Kept in the database, for all processes and starts. Each attempt is counted before it is judged, so that many at
/// once are no way around it. Why these counts: docs/decisions/0007-sign-in.md.
/// </summary>
internal sealed class LockOut(Database database, TimeProvider clock)
{
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <summary>After this long without a failure there is nothing to remember.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromHours(24);

    /// <summary>Counts an attempt as failed, until <see cref="ForgetAsync"/> says otherwise.</summary>
    /// <returns>Null: judge it. A time: it may not be judged before, and was not counted.</returns>
    public async Task<DateTimeOffset?> CountAsync(IReadOnlyList<LockOutKey> keys, CancellationToken cancellation = default)
    {
        // A flood that meets a lock must not queue up for writing.
        if (await UntilAsync(keys, cancellation) is { } until)
            return until;
        return await database.WriteAsync(async session =>
        {
            if (await UntilAsync(session, keys) is { } meanwhile)
                return meanwhile;
            var now = clock.GetUtcNow();
            var forgotten = (now - Memory).ToMilliseconds();
            await session.ExecuteAsync("DELETE FROM sign_in_failures WHERE last_at < @forgotten", new { forgotten });
            foreach (var key in keys)
            {
                var failures = await session.ScalarAsync<int>(
                    """
                    INSERT INTO sign_in_failures (key_hash, failures, last_at) VALUES (@Hash, 1, @now)
                    ON CONFLICT (key_hash) DO UPDATE SET failures = sign_in_failures.failures + 1, last_at = @now
                    RETURNING failures
                    """, new { key.Hash, now = now.ToMilliseconds() });
                if (Delay(failures - key.Free) is { } delay)
                    await session.ExecuteAsync("UPDATE sign_in_failures SET locked_until = @until WHERE key_hash = @Hash", new { key.Hash, until = (now + delay).ToMilliseconds() });
            }
            return (DateTimeOffset?)null;
        }, cancellation);
    }

    /// <summary>Until when nothing is judged; null: the next attempt is.</summary>
    public Task<DateTimeOffset?> UntilAsync(IReadOnlyList<LockOutKey> keys, CancellationToken cancellation = default) => database.ReadAsync(session => UntilAsync(session, keys), cancellation);

    /// <summary>After a success the row of failures is broken.</summary>
    public Task ForgetAsync(IReadOnlyList<LockOutKey> keys, CancellationToken cancellation = default) => database.WriteAsync(
        session => session.ExecuteAsync("DELETE FROM sign_in_failures WHERE key_hash IN @hashes", new { hashes = keys.Select(key => key.Hash).ToArray() }), cancellation);

    private async Task<DateTimeOffset?> UntilAsync(Session session, IReadOnlyList<LockOutKey> keys)
    {
        var until = await session.ScalarAsync<long?>(
            "SELECT MAX(locked_until) FROM sign_in_failures WHERE key_hash IN @hashes AND locked_until > @now", new { hashes = keys.Select(key => key.Hash).ToArray(), now = clock.Milliseconds() });
        return until.ToTime();
    }

    private static TimeSpan? Delay(int beyond)
    {
        if (beyond < 0)
            return null;
        var doubled = Shortest * Math.Pow(2, Math.Min(beyond, 10));
        return doubled < Longest ? doubled : Longest;
    }
}

/// <summary>One thing that failures are counted for.</summary>
/// <param name="Hash">Of what it is: neither names nor addresses are kept, as people type passwords into the wrong field.</param>
/// <param name="Free">The failures in a row that bring the first delay.</param>
internal sealed record LockOutKey(string Hash, int Free)
{
    public static LockOutKey Of(string what, string value, int free) =>
        new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{what}\n{value}"))), free);
}
