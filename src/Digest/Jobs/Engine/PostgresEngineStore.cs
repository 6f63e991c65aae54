using System.Data.Common;
using Digest.Storage;
using Npgsql;
using Quartz;

namespace Digest.Jobs.Engine;

/// <summary>Tables of the engine's own (<c>qrtz_…</c>) in the application's database. Every process that runs jobs is one node of a cluster.</summary>
internal sealed class PostgresEngineStore(Database database) : IEngineStore
{
    private static readonly TimeSpan CheckIn = TimeSpan.FromSeconds(5);

    public async Task<DbConnection> OpenAsync(CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(database.Options.ConnectionString);
        await connection.OpenAsync(cancellation);
        return connection;
    }

    public void Configure(IPersistentStoreBuilder store) => store
        .UsePostgres(NpgsqlFactory.Instance, database.Options.ConnectionString)
        .UseClustering(cluster => cluster.CheckinInterval = CheckIn);
}
