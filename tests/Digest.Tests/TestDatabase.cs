using Digest.Links;
using Digest.Storage;

namespace Digest.Tests;

/// <summary>A real SQLite database in a folder of its own, at the program's version, with keys and a settable clock.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("digest-test-").FullName;

    private TestDatabase(Clock clock)
    {
        Clock = clock;
        Database = new Database(new StorageOptions { ConnectionString = $"Data Source={Path.Combine(folder, "digest.db")}" });
        Keys = new LinkKeys(Database, clock);
    }

    public Database Database { get; }

    public LinkKeys Keys { get; }

    public Clock Clock { get; }

    public static async Task<TestDatabase> CreateAsync(Clock? clock = null)
    {
        var test = new TestDatabase(clock ?? new Clock());
        await new Migrator(test.Database, test.Clock).MigrateAsync();
        await test.Keys.LoadAsync();
        return test;
    }

    public ValueTask DisposeAsync()
    {
        Database.Dispose();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
