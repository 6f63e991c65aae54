using Digest.Jobs;
using Digest.Storage;
using Digest.Tests.Tools;

namespace Digest.Tests.Jobs;

public sealed class WorkerTests
{
    private static readonly Schedule Often = Schedule.Every(TimeSpan.FromMilliseconds(200));

    [Fact]
    public async Task A_second_process_only_serves_pages_and_takes_over_when_the_first_ends()
    {
        TestStorage.Provider = StorageProvider.Sqlite;
        await using var test = await TestDatabase.CreateAsync();
        var first = new Happenings();
        var second = new Happenings();
        await using var one = new JobsRig(test, Of(first));
        await using var two = new JobsRig(test, Of(second));
        var waits = two.Log.Of("Another process is the worker; this one only serves pages");

        await one.StartAsync();
        await first.WaitAsync();
        await two.StartAsync();
        await waits.WaitAsync();
        await first.WaitAsync(first.Count + 3);
        one.IsWorker.ShouldBeTrue();
        two.IsWorker.ShouldBeFalse();
        second.Count.ShouldBe(0);

        await one.StopAsync();
        var last = first.Count;
        await second.WaitAsync(2);
        one.IsWorker.ShouldBeFalse();
        two.IsWorker.ShouldBeTrue();
        first.Count.ShouldBe(last);

        static Timetable Of(Happenings runs) => new([new("import-stories", "Reads the feeds", Often, runs.Work)]);
    }

    [Fact]
    public async Task A_process_that_only_serves_pages_sees_and_steers_the_workers_jobs()
    {
        TestStorage.Provider = StorageProvider.Sqlite;
        await using var test = await TestDatabase.CreateAsync();
        var runs = new Happenings();
        await using var worker = new JobsRig(test, Of(runs));
        await using var pages = new JobsRig(test, Of(new Happenings()));
        var waits = pages.Log.Of("Another process is the worker");

        await worker.StartAsync();
        await runs.WaitAsync();
        await pages.StartAsync();
        await waits.WaitAsync();
        await pages.UntilAsync("import-stories", job => job.LastRun is not null);
        (await pages.Board.PauseAsync("import-stories")).ShouldBeTrue();

        (await worker.StateAsync("import-stories")).Paused.ShouldBeTrue();

        static Timetable Of(Happenings runs) => new([new("import-stories", "Reads the feeds", Often, runs.Work)]);
    }

    [DatabaseFact]
    public async Task Becoming_the_worker_comes_before_any_job_or_loop()
    {
        await using var test = await TestDatabase.CreateAsync();
        var order = new List<string>();
        var looped = new Happenings();
        var timetable = new Timetable([], [new("submit", "Submits", "at once", (_, cancellation) => { order.Add("loop"); looped.Happen(); return Task.Delay(Timeout.InfiniteTimeSpan, cancellation); })]);
        await using var site = new JobsRig(test, timetable, clock: null, (_, _, _) => { order.Add("recover"); return Task.CompletedTask; });

        await site.StartAsync();
        await looped.WaitAsync();

        order.ShouldBe(["recover", "loop"]);
    }

    [DatabaseFact]
    public async Task A_loop_that_throws_begins_again()
    {
        await using var test = await TestDatabase.CreateAsync();
        var rounds = new Happenings();
        var timetable = new Timetable([], [new("submit", "Submits", "when messages are prepared", (_, _) =>
        {
            rounds.Happen();
            throw new InvalidOperationException("The line is dead");
        })]);
        await using var site = new JobsRig(test, timetable);
        var failures = site.Log.Of("The loop submit failed");

        await site.StartAsync();
        await failures.WaitAsync(2);
        var state = await site.StateAsync("submit");

        state.IsLoop.ShouldBeTrue();
        state.LastProblem!.ShouldContain("The line is dead");
        state.FailuresInARow.ShouldBe(2);
        rounds.Count.ShouldBe(2, "the pause grows");
    }

    [DatabaseFact]
    public async Task A_paused_loop_stops_and_goes_on_when_it_is_resumed()
    {
        await using var test = await TestDatabase.CreateAsync();
        var began = new Happenings();
        var ended = new Happenings();
        var timetable = new Timetable([], [new("submit", "Submits", "when messages are prepared", async (_, cancellation) =>
        {
            began.Happen();
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            }
            finally
            {
                ended.Happen();
            }
        })]);
        await using var site = new JobsRig(test, timetable);

        await site.StartAsync();
        await began.WaitAsync();
        (await site.StateAsync("submit")).Running.ShouldBeTrue();
        (await site.Board.PauseAsync("submit")).ShouldBeTrue();
        await ended.WaitAsync();
        (await site.StateAsync("submit")).Paused.ShouldBeTrue();
        began.Count.ShouldBe(1);

        (await site.Board.ResumeAsync("submit")).ShouldBeTrue();
        await began.WaitAsync(2);
        await site.StopAsync();
        ended.Count.ShouldBe(2);
    }
}
