using Digest.Storage;

namespace Digest.Tests.Tools;

/// <summary>
/// An empty place for a database, in a folder or on a server of the tests' own. Which of the two a test decides; else
/// DIGEST_TEST_DATABASE=Postgres in the environment makes it the server for all.
/// </summary>
internal sealed class TestStorage : IAsyncDisposable
{
    private static readonly AsyncLocal<StorageProvider?> Chosen = new();
    private readonly string folder = Directory.CreateTempSubdirectory("digest-test-").FullName;
    private string? onServer;

    private TestStorage()
    {
    }

    /// <summary>The database of the tests that say nothing of it.</summary>
    public static StorageProvider Provider
    {
        get => Chosen.Value ?? (Environment.GetEnvironmentVariable("DIGEST_TEST_DATABASE") == nameof(StorageProvider.Postgres) ? StorageProvider.Postgres : StorageProvider.Sqlite);
        set => Chosen.Value = value;
    }

    public StorageOptions Options { get; private set; } = new();

    /// <summary>What a site needs to be told; nothing where its own default is a file in its own folder.</summary>
    public IEnumerable<(string Key, string Value)> Settings => onServer is null
        ? []
        : [("Storage:Provider", Options.Provider.ToString()), ("Storage:ConnectionString", Options.ConnectionString)];

    /// <summary>On PostgreSQL the database is at the program's version already, unless it is to be empty.</summary>
    public static async Task<TestStorage> CreateAsync(bool empty = false)
    {
        var storage = new TestStorage();
        if (Provider is StorageProvider.Sqlite)
        {
            storage.Options = new StorageOptions { ConnectionString = $"Data Source={Path.Combine(storage.folder, "digest.db")}" };
            return storage;
        }
        var server = await PostgresServer.GetAsync();
        storage.onServer = await server.CreateDatabaseAsync(empty);
        storage.Options = new StorageOptions { Provider = StorageProvider.Postgres, ConnectionString = server.ConnectionString(storage.onServer), Folder = storage.folder };
        return storage;
    }

    public async ValueTask DisposeAsync()
    {
        if (onServer is not null)
            await (await PostgresServer.GetAsync()).DropDatabaseAsync(onServer);
        Directory.Delete(folder, recursive: true);
    }
}
