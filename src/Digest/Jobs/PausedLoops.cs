using Dapper;
using Digest.Jobs.Engine;

namespace Digest.Jobs;

/// <summary>Which loops an administrator has paused; kept beside the engine's schedule, so that it outlives a restart and other processes see it.</summary>
internal sealed class PausedLoops(IEngineStore store)
{
    public async Task<IReadOnlySet<string>> ReadAsync(CancellationToken cancellation)
    {
        await using var connection = await store.OpenAsync(cancellation);
        return (await connection.QueryAsync<string>("SELECT name FROM paused_loops")).ToHashSet(StringComparer.Ordinal);
    }

    public async Task SetAsync(string name, bool paused, CancellationToken cancellation)
    {
        await using var connection = await store.OpenAsync(cancellation);
        await connection.ExecuteAsync(paused ? "INSERT INTO paused_loops (name) VALUES (@name) ON CONFLICT (name) DO NOTHING" : "DELETE FROM paused_loops WHERE name = @name", new { name });
    }
}
