using Digest.Storage;

namespace Digest.Jobs.Alerts;

/// <summary>The worker's sign of life, each minute: by it other processes see that one is at work, and later ones that none was.</summary>
public sealed class WorkerPulse(Database database, TimeProvider clock)
{
    /// <summary>Silence that is no accident of a busy machine any more.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan Standstill = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>Measured by the machine's own count: a process that has just begun cannot know yet.</summary>
    private readonly long begun = clock.GetTimestamp();

    /// <summary>Says that the worker is alive; after a long silence, keeps from when to when there was none.</summary>
    public Task BeatAsync(CancellationToken cancellation = default) => database.WriteAsync(async session =>
    {
        var now = clock.GetUtcNow();
        var last = (await session.ScalarAsync<long?>("SELECT watched_at FROM installation")).ToTime();
        await session.ExecuteAsync("UPDATE installation SET watched_at = @now", new { now = now.ToMilliseconds() });
        if (now - last <= Standstill || last is null)
            return;
        await session.ExecuteAsync("DELETE FROM standstills WHERE ended_at < @old", new { old = (now - Kept).ToMilliseconds() });
        await session.ExecuteAsync(
            "INSERT INTO standstills (began_at, ended_at) VALUES (@began, @ended)", new { began = last.Value.ToMilliseconds(), ended = now.ToMilliseconds() });
    }, cancellation);

    /// <summary>Since when no process has run the jobs; null: one does, or this process is too young to say.</summary>
    public async Task<DateTimeOffset?> SilentSinceAsync(CancellationToken cancellation = default)
    {
        if (clock.GetElapsedTime(begun) < Silence)
            return null;
        var last = (await database.ReadAsync(session => session.ScalarAsync<long>("SELECT COALESCE(watched_at, installed_at) FROM installation"), cancellation)).ToTime();
        return clock.GetUtcNow() - last > Silence ? last : null;
    }
}
