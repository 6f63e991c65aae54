using Digest.Storage;
using Digest.Tests.Tools;

namespace Digest.Tests.Storage;

public sealed class DatabaseTests
{
    [DatabaseFact]
    public async Task Both_databases_have_the_same_tables_columns_and_indexes()
    {
        await using var test = await TestDatabase.CreateAsync();
        var isFile = TestStorage.Provider is StorageProvider.Sqlite;
        var columns = await test.Database.ReadAsync(session => session.QueryAsync<string>(isFile
            ? "SELECT m.name || '.' || c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'"
            : "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT IN ('paused_loops', 'workers')"));
        var indexes = await test.Database.ReadAsync(session => session.QueryAsync<string>(isFile
            ? "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
            : "SELECT indexname FROM pg_indexes WHERE schemaname = 'public' AND indexname NOT LIKE '%_pkey' AND indexname NOT LIKE '%_key' OR indexname = 'variants_by_key'"));

        TestStorage.Provider = StorageProvider.Sqlite;
        await using var model = await TestDatabase.CreateAsync();
        columns.ShouldBe(await model.Database.ReadAsync(session => session.QueryAsync<string>(
            "SELECT m.name || '.' || c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'")), ignoreOrder: true);
        indexes.ShouldBe(await model.Database.ReadAsync(session => session.QueryAsync<string>("SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")), ignoreOrder: true);
    }

    [DatabaseFact]
    public async Task Writes_take_turns_over_all_processes()
    {
        await using var test = await TestDatabase.CreateAsync();
        using var other = new Database(test.Database.Options);
        await test.Database.WriteAsync(session => session.ExecuteAsync("INSERT INTO standstills (began_at, ended_at) VALUES (0, 0)"));
        await Task.WhenAll(Enumerable.Range(0, 40).Select(at => (at % 2 == 0 ? test.Database : other).WriteAsync(async session =>
        {
            var seen = await session.ScalarAsync<long>("SELECT began_at FROM standstills");
            await session.ExecuteAsync("UPDATE standstills SET began_at = @next", new { next = seen + 1 });
        })));
        (await test.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT began_at FROM standstills"))).ShouldBe(40);
    }

    [DatabaseFact]
    public async Task What_throws_is_rolled_back()
    {
        await using var test = await TestDatabase.CreateAsync();
        await Should.ThrowAsync<InvalidOperationException>(() => test.Database.WriteAsync(async session =>
        {
            await session.ExecuteAsync("INSERT INTO standstills (began_at, ended_at) VALUES (0, 0)");
            throw new InvalidOperationException("no");
        }));
        (await test.Database.ReadAsync(session => session.ScalarAsync<int>("SELECT COUNT(*) FROM standstills"))).ShouldBe(0);
        // No lock is left behind: another process writes at once.
        using var other = new Database(test.Database.Options);
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await other.WriteAsync(session => session.ExecuteAsync("INSERT INTO standstills (began_at, ended_at) VALUES (0, 0)"), soon.Token);
    }

    [DatabaseFact]
    public async Task Who_waits_for_another_process_can_give_up_and_write_later()
    {
        await using var test = await TestDatabase.CreateAsync();
        using var other = new Database(test.Database.Options);
        await test.Database.WriteAsync(async session =>
        {
            await session.ExecuteAsync("INSERT INTO standstills (began_at, ended_at) VALUES (0, 0)");
            using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
            await Should.ThrowAsync<OperationCanceledException>(() => other.WriteAsync(one => one.ExecuteAsync("DELETE FROM standstills"), patience.Token));
        });
        (await other.WriteAsync(one => one.ExecuteAsync("DELETE FROM standstills"))).ShouldBe(1);
    }

    [DatabaseFact]
    public async Task Two_processes_migrate_a_new_database_at_once_and_one_does_it()
    {
        await using var storage = await TestStorage.CreateAsync(empty: true);
        using var one = new Database(storage.Options);
        using var two = new Database(storage.Options);
        var applied = await Task.WhenAll(new[] { one, two }.Select(database => new Migrator(database, TimeProvider.System).MigrateAsync()));
        applied.Count(scripts => scripts.Count > 0).ShouldBe(1);
    }

    [DatabaseFact]
    public async Task What_strangers_say_is_kept_whatever_is_in_it()
    {
        await using var test = await TestDatabase.CreateAsync();
        await test.Database.WriteAsync(session => session.ExecuteAsync("INSERT INTO web_keys (name, xml) VALUES (@odd, '')", new { odd = "550 \0 \ud83d 🙂" }));
        (await test.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT name FROM web_keys"))).ShouldBe("550 \ufffd \ufffd 🙂");
        (await test.Database.ReadAsync(session => session.QueryAsync<string>("SELECT name FROM web_keys WHERE name = @odd AND (@none IS NULL OR name = @none)", new { odd = "550 \0 \ud83d 🙂", none = (string?)null }))).Count.ShouldBe(1);
    }

    [DatabaseFact]
    public async Task Texts_are_ordered_byte_by_byte_and_likened_without_regard_to_the_case_of_a_to_z()
    {
        await using var test = await TestDatabase.CreateAsync();
        await test.Database.WriteAsync(session => session.ExecuteAsync("INSERT INTO web_keys (name, xml) VALUES (@name, '')", new[] { "b", "B", "É", "a_b" }.Select(name => new { name })));
        var names = await test.Database.ReadAsync(session => session.QueryAsync<string>("SELECT name FROM web_keys ORDER BY name"));
        names.ShouldBe(["B", "a_b", "b", "É"]);
        names = await test.Database.ReadAsync(session => session.QueryAsync<string>("SELECT name FROM web_keys WHERE name LIKE @like OR name LIKE 'é' ORDER BY name", new { like = "B" }));
        names.ShouldBe(["B", "b"]);
    }
}
