using Digest.Tests.Safety;
using Microsoft.Data.Sqlite;
using Xunit.Abstractions;

namespace Digest.Web.Tests.Safety;

/// <summary>The real program in the middle of an edition when its database cannot be written to.</summary>
public sealed class BrokenStorageTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Stalled = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_database_that_another_process_locks_loses_and_repeats_nothing()
    {
        // In full it lasts longer than the database's own patience of 30 s.
        var locked = TimeSpan.FromSeconds(FullSize.Or(full: 45, reduced: 5));
        await using var delivery = await Delivery.PrepareAsync(readers: 400);
        delivery.TakeTime();
        await using (var run = delivery.Send())
        {
            await delivery.Server.UntilTakenAsync(100);
            await using (var other = new SqliteConnection($"Data Source={delivery.DatabaseFile};Pooling=False"))
            {
                await other.OpenAsync();
                await using var transaction = other.BeginTransaction(deferred: false);
                var taken = delivery.Server.Count;
                await Task.Delay(locked);
                // One answer for each connection cannot be written; nothing further begins.
                delivery.Server.Count.ShouldBeLessThanOrEqualTo(taken + Delivery.Connections);
                await delivery.ShouldClaimNothingFalseAsync();
            }
            (await run.Ended).ShouldBe(0, await run.ErrorsAsync());
            await delivery.ShouldBeCompleteAsync(run, mostRepetitions: 0);
        }
    }

    [MountFact]
    public async Task A_disk_that_fills_up_stops_the_edition_and_room_on_it_lets_it_go_on()
    {
        await using var disk = new SmallDisk(megabytes: 12);
        await using var delivery = await Delivery.PrepareAsync(readers: 1_000, disk: disk.Folder);
        delivery.TakeTime();
        await using (var run = delivery.Send())
        {
            await delivery.Server.UntilTakenAsync(100);
            disk.Fill();
            var taken = await UntilStalledAsync(delivery);
            taken.ShouldBeLessThan(delivery.Readers, "the disk was not full in time");
            await delivery.ShouldClaimNothingFalseAsync();
            disk.MakeRoom();
            output.WriteLine($"The interrupted run answered {await run.Ended}: {await run.ErrorsAsync()}");
        }
        await using var last = delivery.Send();
        await last.Ended;
        // A program that could not write an answer down before it ended does not know it.
        await delivery.ShouldBeCompleteAsync(mostRepetitions: Delivery.Connections);
        output.WriteLine($"{delivery.Readers} readers, {delivery.Repetitions} repetitions");
    }

    private static async Task<int> UntilStalledAsync(Delivery delivery)
    {
        int taken;
        do
        {
            taken = delivery.Server.Count;
            await Task.Delay(Stalled);
        }
        while (delivery.Server.Count > taken);
        return taken;
    }
}
