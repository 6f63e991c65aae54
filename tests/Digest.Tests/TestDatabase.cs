using Digest.Links;
using Digest.Storage;
using Digest.Tests.Tools;

namespace Digest.Tests;

/// <summary>A real database of its own, at the program's version, with keys and a settable clock.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly TestStorage storage;

    private TestDatabase(TestStorage storage, Clock clock)
    {
        this.storage = storage;
        Clock = clock;
        Database = new Database(storage.Options);
        Keys = new LinkKeys(Database, clock);
    }

    public Database Database { get; }

    public LinkKeys Keys { get; }

    public Clock Clock { get; }

    public static async Task<TestDatabase> CreateAsync(Clock? clock = null)
    {
        var test = new TestDatabase(await TestStorage.CreateAsync(), clock ?? new Clock());
        await new Migrator(test.Database, test.Clock).MigrateAsync();
        await test.Keys.LoadAsync();
        return test;
    }

    public async ValueTask DisposeAsync()
    {
        Database.Dispose();
        await storage.DisposeAsync();
    }
}
