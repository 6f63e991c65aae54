using Digest.Jobs.Alerts;
using Digest.Storage;
using Digest.Tests.Tools;
using Microsoft.Extensions.Logging.Abstractions;

namespace Digest.Tests.Jobs.Alerts;

public sealed class NoticesTests
{
    [DatabaseFact]
    public async Task What_lasts_is_told_once_an_hour_and_its_end_once()
    {
        await using var bench = await AlertBench.CreateAsync();
        await bench.MinuteAsync(AlertBench.Fire());
        for (var minute = 1; minute < 60; minute++)
            await bench.NextMinuteAsync(AlertBench.Fire());
        bench.Way.Told.ShouldBe([$"{AlertBench.Desk} fire lasts"]);
        await bench.NextMinuteAsync(AlertBench.Fire());
        bench.Way.Told.Count.ShouldBe(2);
        await bench.NextMinuteAsync();
        await bench.NextMinuteAsync();
        bench.Way.Told.ShouldBe([$"{AlertBench.Desk} fire lasts", $"{AlertBench.Desk} fire lasts", $"{AlertBench.Desk} fire is over"]);
    }

    [DatabaseFact]
    public async Task A_notice_that_does_not_go_is_tried_each_minute_until_it_does()
    {
        await using var bench = await AlertBench.CreateAsync();
        bench.Way.Answer = _ => NoticeOutcome.Unreachable;
        await bench.MinuteAsync(AlertBench.Fire());
        await bench.NextMinuteAsync(AlertBench.Fire());
        bench.Way.Tried.ShouldBe(2);
        bench.Way.Answer = _ => NoticeOutcome.Sent;
        await bench.NextMinuteAsync(AlertBench.Fire());
        await bench.NextMinuteAsync(AlertBench.Fire());
        (bench.Way.Tried, bench.Way.Told.Count).ShouldBe((3, 1));
    }

    [DatabaseFact]
    public async Task What_was_over_before_anybody_was_told_is_not_told()
    {
        await using var bench = await AlertBench.CreateAsync();
        bench.Way.Answer = _ => NoticeOutcome.Refused;
        await bench.MinuteAsync(AlertBench.Fire());
        bench.Way.Answer = _ => NoticeOutcome.Sent;
        await bench.NextMinuteAsync();
        bench.Way.Told.ShouldBeEmpty();
    }

    [DatabaseFact]
    public async Task What_comes_and_goes_within_the_hour_is_told_once()
    {
        await using var bench = await AlertBench.CreateAsync();
        for (var time = 0; time < 10; time++)
        {
            await bench.NextMinuteAsync(AlertBench.Fire());
            await bench.NextMinuteAsync();
        }
        bench.Way.Told.ShouldBe([$"{AlertBench.Desk} fire lasts", $"{AlertBench.Desk} fire is over"]);
    }

    [DatabaseFact]
    public async Task Something_that_happened_is_told_once_and_never_over()
    {
        await using var bench = await AlertBench.CreateAsync();
        var once = AlertBench.Fire() with { Once = true };
        await bench.MinuteAsync(once);
        bench.Clock.Advance(TimeSpan.FromHours(2));
        await bench.MinuteAsync(once);
        await bench.NextMinuteAsync();
        bench.Way.Told.ShouldHaveSingleItem();
    }

    [DatabaseFact]
    public async Task A_restart_tells_nothing_anew_and_takes_up_what_was_left()
    {
        await using var bench = await AlertBench.CreateAsync();
        await bench.MinuteAsync(AlertBench.Fire());
        var after = new Notices(new NoticeBook(bench.Test.Database, bench.Clock), [bench.Way], NullLogger<Notices>.Instance);
        await after.SendDueAsync();
        bench.Way.Told.Count.ShouldBe(1);
        // A process that ended while it was telling: its claim ends, and the notice is told rather than lost.
        await bench.Alerts.RecordAsync([AlertBench.Fire(), AlertBench.Fire(key: "flood")], []);
        (await bench.Book.ClaimAsync((await bench.Alerts.OpenAsync())[0], AlertBench.Desk)).ShouldBeTrue();
        await after.SendDueAsync();
        bench.Way.Told.Count.ShouldBe(1);
        bench.Clock.Advance(TimeSpan.FromMinutes(2));
        await after.SendDueAsync();
        bench.Way.Told.ShouldBe([$"{AlertBench.Desk} fire lasts", $"{AlertBench.Desk} flood lasts"]);
    }

    [DatabaseFact]
    public async Task Four_processes_at_once_tell_once()
    {
        await using var bench = await AlertBench.CreateAsync();
        await bench.Alerts.RecordAsync([AlertBench.Fire()], []);
        var databases = Enumerable.Range(0, 4).Select(_ => new Database(bench.Test.Database.Options)).ToList();
        await Task.WhenAll(databases.Select(database => Task.Run(() => new Notices(new NoticeBook(database, bench.Clock), [bench.Way], NullLogger<Notices>.Instance).SendDueAsync())));
        databases.ForEach(database => database.Dispose());
        bench.Way.Told.ShouldHaveSingleItem();
    }

    [DatabaseFact]
    public async Task One_who_refuses_keeps_no_other_from_being_told()
    {
        await using var bench = await AlertBench.CreateAsync();
        bench.Way.Channels = ["away@news.example", AlertBench.Desk];
        bench.Way.Answer = channel => channel == AlertBench.Desk ? NoticeOutcome.Sent : NoticeOutcome.Refused;
        await bench.MinuteAsync(AlertBench.Fire());
        await bench.NextMinuteAsync(AlertBench.Fire());
        bench.Way.Told.ShouldBe([$"{AlertBench.Desk} fire lasts"]);
        bench.Way.Tried.ShouldBe(3);
    }

    [DatabaseFact]
    public async Task A_way_that_is_blocked_is_tried_once_a_minute_and_keeps_no_other_way_from_telling()
    {
        await using var bench = await AlertBench.CreateAsync();
        var blocked = new RecordingWay { Channels = ["one@news.example", "two@news.example"], Answer = _ => NoticeOutcome.Unreachable };
        await bench.Alerts.RecordAsync([AlertBench.Fire(), AlertBench.Fire(key: "flood")], []);
        await bench.NoticesOf(blocked, bench.Way).SendDueAsync();
        blocked.Tried.ShouldBe(1);
        bench.Way.Told.Count.ShouldBe(2);
    }

    [DatabaseFact]
    public async Task A_database_that_breaks_is_told_from_memory_once_an_hour()
    {
        await using var bench = await AlertBench.CreateAsync();
        var broken = new BrokenDatabase(bench.Test.Database, bench.Clock);
        var watch = new WatchConditions([], new WorkerPulse(bench.Test.Database, bench.Clock), bench.Alerts, bench.NoticesOf(bench.Way), broken, NullLogger<WatchConditions>.Instance);
        await watch.RunAsync();
        broken.Alert.ShouldBeNull();
        await bench.Test.Database.WriteAsync(session => session.ExecuteAsync("ALTER TABLE installation RENAME TO elsewhere"));
        for (var minute = 0; minute < 3; minute++)
        {
            await Should.ThrowAsync<System.Data.Common.DbException>(() => watch.RunAsync());
            bench.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        bench.Way.Told.ShouldBe([$"{AlertBench.Desk} database lasts"]);
        broken.Alert.ShouldNotBeNull().Problem.ShouldContain("installation");
        await bench.Test.Database.WriteAsync(session => session.ExecuteAsync("ALTER TABLE elsewhere RENAME TO installation"));
        await watch.RunAsync();
        broken.Alert.ShouldBeNull();
    }

    [DatabaseFact]
    public async Task A_condition_that_cannot_be_looked_at_keeps_no_other_from_it_and_the_job_says_so()
    {
        await using var bench = await AlertBench.CreateAsync();
        var watch = new WatchConditions(
            [new Condition("flood", () => throw new InvalidOperationException("no lamp")), new Condition("fire", () => [AlertBench.Fire()])],
            new WorkerPulse(bench.Test.Database, bench.Clock), bench.Alerts, bench.NoticesOf(bench.Way), new BrokenDatabase(bench.Test.Database, bench.Clock), NullLogger<WatchConditions>.Instance);
        (await Should.ThrowAsync<AggregateException>(() => watch.RunAsync())).Message.ShouldContain("flood");
        bench.Way.Told.ShouldBe([$"{AlertBench.Desk} fire lasts"]);
    }

    private sealed class Condition(string name, Func<IReadOnlyList<Trouble>> find) : IAlertCondition
    {
        public string Name => name;

        public Task<IReadOnlyList<Trouble>> FindAsync(CancellationToken cancellation) => Task.FromResult(find());
    }
}
