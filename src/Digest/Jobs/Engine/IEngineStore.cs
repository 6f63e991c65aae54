using System.Data.Common;
using Quartz;

namespace Digest.Jobs.Engine;

/// <summary>Where the engine keeps its schedule, and what is kept beside it.</summary>
internal interface IEngineStore
{
    /// <summary>A connection to the engine's database, which has the table <c>paused_loops</c>.</summary>
    Task<DbConnection> OpenAsync(CancellationToken cancellation);

    void Configure(IPersistentStoreBuilder store);
}
