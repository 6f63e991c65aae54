using Digest.Storage;

namespace Digest.Web.Settings;

/// <summary>The settings that lie in the database, and who put them there.</summary>
internal sealed class KeptSettings(Database database, TimeProvider clock)
{
    /// <summary>Rises with each change.</summary>
    public Task<long> VersionAsync(CancellationToken cancellation = default) => database.ReadAsync(VersionAsync, cancellation);

    public Task<KeptState> ReadAsync(CancellationToken cancellation = default) => database.ReadAsync(StateAsync, cancellation);

    /// <summary>Changes what has been changed by nobody else meanwhile; else changes nothing.</summary>
    /// <param name="changes">Key to value; null: back to the default.</param>
    /// <param name="guarded">The keys that whoever asks has seen; a list's places among them.</param>
    /// <param name="seen">The version that they saw.</param>
    /// <param name="by">The admin's name.</param>
    /// <param name="cancellation">Ends the wait for the database.</param>
    /// <returns>What others changed meanwhile; empty: it is done.</returns>
    public Task<IReadOnlyList<KeptSetting>> ChangeAsync(IReadOnlyDictionary<string, string?> changes, Func<string, bool> guarded, long seen, string by, CancellationToken cancellation = default) =>
        database.WriteAsync<IReadOnlyList<KeptSetting>>(async session =>
        {
            var now = await StateAsync(session);
            var meanwhile = now.Rows.Where(row => row.Version > seen && guarded(row.Key)).ToList();
            if (meanwhile.Count > 0 || changes.Count == 0)
                return meanwhile;
            var version = now.Version + 1;
            await session.ExecuteAsync("UPDATE installation SET settings_version = @version", new { version });
            await session.ExecuteAsync(
                """
                INSERT INTO settings (key, value, version, changed_at, changed_by) VALUES (@Key, @Value, @version, @at, @by)
                ON CONFLICT (key) DO UPDATE SET value = excluded.value, version = excluded.version, changed_at = excluded.changed_at, changed_by = excluded.changed_by
                """, changes.Select(change => new { change.Key, change.Value, version, at = clock.Milliseconds(), by }));
            return [];
        }, cancellation);

    /// <summary>Whether nobody has taken the first steps yet.</summary>
    public Task<bool> IsNewAsync(CancellationToken cancellation = default) => database.ReadAsync(async session =>
        await session.ScalarAsync<long?>("SELECT welcomed_at FROM installation") is null, cancellation);

    /// <summary>Notes that the first steps are behind.</summary>
    public Task WelcomedAsync(CancellationToken cancellation = default) => database.WriteAsync(session =>
        session.ExecuteAsync("UPDATE installation SET welcomed_at = COALESCE(welcomed_at, @now)", new { now = clock.Milliseconds() }), cancellation);

    private static Task<long> VersionAsync(Session session) => session.ScalarAsync<long>("SELECT settings_version FROM installation");

    private static async Task<KeptState> StateAsync(Session session) => new(
        await VersionAsync(session),
        await session.QueryAsync<KeptSetting>("SELECT key, value, version, changed_at, changed_by FROM settings ORDER BY key"));
}

/// <summary>All settings in the database at one moment.</summary>
internal sealed record KeptState(long Version, IReadOnlyList<KeptSetting> Rows)
{
    public static KeptState None { get; } = new(0, []);

    public KeptSetting? Find(string key) => Rows.FirstOrDefault(row => string.Equals(row.Key, key, StringComparison.OrdinalIgnoreCase));

    /// <summary>Those that have a value.</summary>
    public Dictionary<string, string> Values => Rows.Where(row => row.Value is not null).ToDictionary(row => row.Key, row => row.Value!, StringComparer.OrdinalIgnoreCase);
}

/// <summary>A row of <c>settings</c>.</summary>
internal sealed record KeptSetting
{
    public string Key { get; init; } = "";

    /// <summary>Null: somebody put it back to the default.</summary>
    public string? Value { get; init; }

    public long Version { get; init; }

    public long ChangedAt { get; init; }

    public string ChangedBy { get; init; } = "";
}
