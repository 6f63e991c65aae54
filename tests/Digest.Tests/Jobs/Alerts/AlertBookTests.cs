using Digest.Jobs.Alerts;
using Digest.Tests.Tools;

namespace Digest.Tests.Jobs.Alerts;

public sealed class AlertBookTests
{
    [DatabaseFact]
    public async Task A_condition_opens_one_alert_which_is_brought_up_to_date_and_ends_with_it()
    {
        await using var bench = await AlertBench.CreateAsync();
        await bench.Alerts.RecordAsync([AlertBench.Fire("The house is on fire: 3 rooms.")], []);
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await bench.Alerts.RecordAsync([AlertBench.Fire("The house is on fire: 4 rooms.")], []);
        var open = (await bench.Alerts.OpenAsync()).ShouldHaveSingleItem();
        open.Problem.ShouldBe("The house is on fire: 4 rooms.");
        (open.SeenAt - open.OpenedAt).ShouldBe(60_000);
        await bench.Alerts.RecordAsync([], []);
        (await bench.Alerts.OpenAsync()).ShouldBeEmpty();
        await bench.Alerts.RecordAsync([AlertBench.Fire()], []);
        (await bench.Alerts.OpenAsync()).ShouldHaveSingleItem().Id.ShouldNotBe(open.Id);
    }

    [DatabaseFact]
    public async Task What_could_not_be_looked_at_is_not_over()
    {
        await using var bench = await AlertBench.CreateAsync();
        await bench.Alerts.RecordAsync([AlertBench.Fire(key: "fire:kitchen"), AlertBench.Fire(key: "flood:cellar")], []);
        await bench.Alerts.RecordAsync([], unknown: ["fire"]);
        (await bench.Alerts.OpenAsync()).ShouldHaveSingleItem().Key.ShouldBe("fire:kitchen");
    }

    [DatabaseFact]
    public async Task The_serious_come_first()
    {
        await using var bench = await AlertBench.CreateAsync();
        await bench.Alerts.RecordAsync([AlertBench.Fire(key: "draught") with { Severity = AlertSeverity.Warning }, AlertBench.Fire()], []);
        (await bench.Alerts.OpenAsync()).Select(alert => alert.Key).ShouldBe(["fire", "draught"]);
    }

    [DatabaseFact]
    public async Task What_ended_months_ago_is_forgotten()
    {
        await using var bench = await AlertBench.CreateAsync();
        await bench.MinuteAsync(AlertBench.Fire());
        await bench.NextMinuteAsync();
        bench.Clock.Advance(TimeSpan.FromDays(91));
        await bench.MinuteAsync(AlertBench.Fire(key: "flood"));
        await bench.NextMinuteAsync();
        (await bench.Test.Database.ReadAsync(session => session.QueryAsync<string>("SELECT key FROM alerts UNION ALL SELECT key FROM alert_notices"))).ShouldBe(["flood", "flood"]);
    }

    [DatabaseFact]
    public async Task A_silence_of_the_worker_is_seen_by_other_processes_once_they_have_been_up_for_a_while()
    {
        await using var bench = await AlertBench.CreateAsync();
        var machine = new MachineClock();
        var other = new WorkerPulse(bench.Test.Database, machine);
        await new WorkerPulse(bench.Test.Database, machine).BeatAsync();
        machine.Advance(TimeSpan.FromMinutes(2));
        (await other.SilentSinceAsync()).ShouldBeNull();
        machine.Advance(TimeSpan.FromMinutes(2));
        (await other.SilentSinceAsync()).ShouldBe(MachineClock.Start);
        (await new WorkerPulse(bench.Test.Database, machine).SilentSinceAsync()).ShouldBeNull("it has just begun");
        await other.BeatAsync();
        (await other.SilentSinceAsync()).ShouldBeNull();
    }

    [DatabaseFact]
    public async Task A_long_silence_is_kept_as_a_standstill_and_a_short_one_is_not()
    {
        await using var bench = await AlertBench.CreateAsync();
        var pulse = new WorkerPulse(bench.Test.Database, bench.Clock);
        await pulse.BeatAsync();
        bench.Clock.Advance(TimeSpan.FromMinutes(9));
        await pulse.BeatAsync();
        bench.Clock.Advance(TimeSpan.FromHours(3));
        await pulse.BeatAsync();
        (await bench.Test.Database.ReadAsync(session => session.QueryAsync<long>("SELECT (ended_at - began_at) / 60000 FROM standstills"))).ShouldBe([180]);
    }

    /// <summary>A clock whose count of the machine's own time goes with it.</summary>
    private sealed class MachineClock : TimeProvider
    {
        public static readonly DateTimeOffset Start = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);
        private DateTimeOffset now = Start;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => now;

        public override long GetTimestamp() => now.Ticks;

        public void Advance(TimeSpan by) => now += by;
    }
}
