using Digest.Storage;
using Digest.Tests.Tools;

namespace Digest.Tests.Storage;

public sealed class WorkerLockTests
{
    [PostgresFact]
    public async Task A_worker_whose_lock_can_be_had_twice_in_a_row_is_no_more_until_it_is_forgotten()
    {
        TestStorage.Provider = StorageProvider.Postgres;
        await using var test = await TestDatabase.CreateAsync();
        using var other = new Database(test.Database.Options);
        await using var mine = (await WorkerLock.TryTakeAsync(test.Database, besideOthers: true)).ShouldNotBeNull();
        await using (var theirs = (await WorkerLock.TryTakeAsync(other, besideOthers: true)).ShouldNotBeNull())
        {
            (await mine.GoneAsync()).ShouldBeEmpty();
            (await mine.GoneAsync()).ShouldBeEmpty("it lives");
            (await theirs.GoneAsync()).ShouldBeEmpty();
        }
        (await mine.GoneAsync()).ShouldBeEmpty("after a restart of the server it might be about to take its lock again");
        // The server needs a moment to see that a connection was closed.
        (await UntilAsync(mine.GoneAsync, gone => gone.Count > 0)).ShouldBe([other.WorkerId]);
        (await mine.GoneAsync()).ShouldBe([other.WorkerId], "nobody has voided what it held");
        await mine.ForgetAsync([other.WorkerId]);
        (await mine.GoneAsync()).ShouldBeEmpty();
        (await mine.IsHeldAsync()).ShouldBeTrue();
    }

    [PostgresFact]
    public async Task A_worker_sees_that_the_server_has_ended_its_connection()
    {
        TestStorage.Provider = StorageProvider.Postgres;
        await using var test = await TestDatabase.CreateAsync();
        await using var mine = (await WorkerLock.TryTakeAsync(test.Database, besideOthers: true)).ShouldNotBeNull();
        await test.Database.ReadAsync(session => session.QueryAsync<bool>("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND granted AND pid <> pg_backend_pid()"));
        (await mine.IsHeldAsync()).ShouldBeFalse();
        await using var again = (await WorkerLock.TryTakeAsync(test.Database, besideOthers: true)).ShouldNotBeNull();
        (await again.IsHeldAsync()).ShouldBeTrue();
    }

    [DatabaseFact]
    public async Task Who_does_not_want_to_work_beside_others_waits_until_they_are_gone()
    {
        await using var test = await TestDatabase.CreateAsync();
        using var other = new Database(test.Database.Options);
        await using (await WorkerLock.TryTakeAsync(other, besideOthers: true))
            (await WorkerLock.TryTakeAsync(test.Database, besideOthers: false)).ShouldBeNull();
        await using var mine = (await UntilAsync(stop => WorkerLock.TryTakeAsync(test.Database, besideOthers: false, stop), held => held is not null)).ShouldNotBeNull();
        mine.IsTheOnly.ShouldBe(TestStorage.Provider is StorageProvider.Sqlite);
    }

    private static async Task<T> UntilAsync<T>(Func<CancellationToken, Task<T>> look, Func<T, bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var seen = await look(patience.Token);
            if (holds(seen))
                return seen;
        }
    }
}
