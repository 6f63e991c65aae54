using Digest.Storage;

namespace Digest.Editions.Desk;

/// <summary>Who is at the desk, as far as their browsers tell.</summary>
public sealed class DeskPresence(Database database, TimeProvider clock)
{
    /// <summary>For so long somebody counts as present after their browser spoke.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>An editor looks at the desk.</summary>
    public Task NoteAsync(string admin, CancellationToken cancellation = default) => database.WriteAsync(async session =>
    {
        var now = clock.Milliseconds();
        await session.ExecuteAsync("DELETE FROM desk_presence WHERE seen_at < @before", new { before = now - (long)Kept.TotalMilliseconds });
        await session.ExecuteAsync("INSERT INTO desk_presence (admin, seen_at) VALUES (@admin, @now) ON CONFLICT (admin) DO UPDATE SET seen_at = excluded.seen_at", new { admin, now });
    }, cancellation);

    /// <summary>The others who look at it now, by name.</summary>
    public Task<IReadOnlyList<string>> OthersAsync(string admin, CancellationToken cancellation = default) => database.ReadAsync(session => session.QueryAsync<string>(
        "SELECT admin FROM desk_presence WHERE admin <> @admin AND seen_at >= @since ORDER BY admin", new { admin, since = clock.Milliseconds() - (long)Lasts.TotalMilliseconds }), cancellation);
}
