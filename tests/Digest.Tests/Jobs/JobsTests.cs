using Digest.Jobs;
using Digest.Tests.Tools;
using Microsoft.Extensions.Logging;

namespace Digest.Tests.Jobs;

public sealed class JobsTests
{
    private static readonly Schedule Often = Schedule.Every(TimeSpan.FromMilliseconds(200));
    private static readonly Schedule Rarely = Schedule.EachHour();

    [DatabaseFact]
    public async Task A_job_runs_on_its_schedule_and_the_board_says_how_it_went()
    {
        await using var test = await TestDatabase.CreateAsync();
        var runs = new Happenings();
        await using var site = new JobsRig(test, new Timetable([new("import-stories", "Reads the feeds", Often, runs.Work)]));

        await site.StartAsync();
        await runs.WaitAsync(3);
        await site.UntilAsync("import-stories", job => job.LastRun is not null);
        var state = await site.StateAsync("import-stories");

        state.What.ShouldBe("Reads the feeds");
        state.When.ShouldBe("every 0.2 seconds");
        state.LastOutcome.ShouldBe(JobOutcome.Succeeded);
        state.LastRun.ShouldNotBeNull();
        state.LastDuration.ShouldNotBeNull();
        state.Next.ShouldNotBeNull();
        state.Paused.ShouldBeFalse();
        (await site.Board.HistoryAsync("import-stories")).ShouldContain(run => run.Outcome == JobOutcome.Succeeded && !run.ByHand);
    }

    [DatabaseFact]
    public async Task The_engine_says_nothing_while_all_is_well()
    {
        await using var test = await TestDatabase.CreateAsync();
        var runs = new Happenings();
        await using var site = new JobsRig(test, new Timetable([new("import-stories", "Reads the feeds", Often, runs.Work)]));

        await site.StartAsync();
        await runs.WaitAsync(2);
        await site.StopAsync();

        site.Log.Lines.Select(line => $"{line.Level} {line.Category} {line.Text}").ShouldHaveSingleItem().ShouldMatch("^Information Digest.Jobs.JobsHost This process is (the|a) worker: it runs the jobs and submits messages$");
    }

    [DatabaseFact]
    public async Task A_job_that_throws_is_recorded_logged_once_and_runs_again()
    {
        await using var test = await TestDatabase.CreateAsync();
        var runs = new Happenings();
        var later = new Happenings();
        await using var site = new JobsRig(test, new Timetable(
        [
            new("clean-up", "Cleans up", Often, (_, _) =>
            {
                runs.Happen();
                throw new InvalidOperationException("The broom is missing");
            }, Then: "sweep"),
            new("sweep", "Sweeps", Rarely, later.Work),
        ]));

        await site.StartAsync();
        await runs.WaitAsync(3);
        await site.UntilAsync("clean-up", job => job.LastOutcome is not null);
        var state = await site.StateAsync("clean-up");
        await site.StopAsync();

        state.LastOutcome.ShouldBe(JobOutcome.Failed);
        state.FailuresInARow.ShouldBeGreaterThanOrEqualTo(1);
        var failures = await site.Board.HistoryAsync("clean-up");
        failures.ShouldAllBe(run => run.Outcome == JobOutcome.Failed);
        failures[0].Problem!.ShouldContain("The broom is missing");
        failures[0].Problem!.ShouldContain(nameof(A_job_that_throws_is_recorded_logged_once_and_runs_again), customMessage: "the stack");
        var lines = site.Log.Lines.Where(line => line.Level >= LogLevel.Warning).ToList();
        lines.Select(line => line.Text).Distinct().ShouldBe(["The job clean-up failed; it runs again at its next time"]);
        lines.Count.ShouldBe(runs.Count);
        later.Count.ShouldBe(0, "what follows a job follows its successes");
    }

    [DatabaseFact]
    public async Task A_chained_job_runs_right_after_the_one_before_it()
    {
        await using var test = await TestDatabase.CreateAsync();
        var order = new List<string>();
        var prepared = new Happenings();
        await using var site = new JobsRig(test, new Timetable(
        [
            new("close-edition", "Closes", Rarely, (_, _) => { order.Add("close"); return Task.CompletedTask; }, Then: "prepare-messages"),
            new("prepare-messages", "Prepares", Rarely, (_, _) => { order.Add("prepare"); prepared.Happen(); return Task.CompletedTask; }),
        ]));

        await site.StartAsync();
        (await site.Board.RunNowAsync("close-edition")).ShouldBeTrue();
        await prepared.WaitAsync();

        order.ShouldBe(["close", "prepare"]);
        (await site.Board.RunNowAsync("no-such-job")).ShouldBeFalse();
    }

    [DatabaseFact]
    public async Task A_paused_job_does_not_run_by_itself_until_it_is_resumed()
    {
        await using var test = await TestDatabase.CreateAsync();
        var runs = new Happenings();
        var others = new Happenings();
        var timetable = new Timetable([new("import-stories", "Reads", Often, runs.Work), new("other", "Marks time", Often, others.Work)]);
        await using (var site = new JobsRig(test, timetable))
        {
            await site.StartAsync();
            await runs.WaitAsync();
            (await site.Board.PauseAsync("import-stories")).ShouldBeTrue();
        }

        await using var again = new JobsRig(test, timetable);
        var before = runs.Count;
        await again.StartAsync();
        await others.WaitAsync(others.Count + 5);
        var state = await again.StateAsync("import-stories");
        runs.Count.ShouldBe(before, "the pause outlives a restart");
        state.Paused.ShouldBeTrue();
        state.Next.ShouldBeNull();

        (await again.Board.ResumeAsync("import-stories")).ShouldBeTrue();
        await runs.WaitAsync(before + 1);
        (await again.StateAsync("import-stories")).Paused.ShouldBeFalse();
    }

    [DatabaseFact]
    public async Task What_was_missed_while_the_site_was_down_runs_once()
    {
        await using var test = await TestDatabase.CreateAsync();
        var runs = new Happenings();
        var others = new Happenings();
        var timetable = new Timetable([new("close-edition", "Closes", Schedule.EachHour(), runs.Work)]);
        await using (var site = new JobsRig(test, timetable))
        {
            await site.StartAsync();
            await site.Board.RunNowAsync("close-edition");
            await runs.WaitAsync();
        }

        await using var later = new JobsRig(test, new Timetable([.. timetable.Jobs, new("other", "Marks time", Often, others.Work)]), new ShiftedClock(TimeSpan.FromHours(50)));
        await later.StartAsync();
        await runs.WaitAsync(2);
        await others.WaitAsync(10);

        runs.Count.ShouldBe(2);
        (await later.Board.HistoryAsync("close-edition")).Count(run => !run.ByHand).ShouldBe(1);
    }

    [DatabaseFact]
    public async Task A_new_timetable_replaces_the_stored_one()
    {
        await using var test = await TestDatabase.CreateAsync();
        var old = new Happenings();
        await using (var site = new JobsRig(test, new Timetable([new("removed", "Old", Often, old.Work), new("rescheduled", "Same", Rarely, old.Work)])))
        {
            await site.StartAsync();
            await old.WaitAsync();
            (await site.Board.PauseAsync("removed")).ShouldBeTrue();
        }

        var fresh = new Happenings();
        await using var upgraded = new JobsRig(test, new Timetable([new("rescheduled", "Same", Often, fresh.Work)]));
        await upgraded.StartAsync();
        await fresh.WaitAsync(2);

        (await upgraded.Board.StatesAsync()).Select(job => $"{job.Name} {job.When}").ShouldBe(["rescheduled every 0.2 seconds"]);
        (await upgraded.Board.PauseAsync("removed")).ShouldBeFalse();
    }

    [DatabaseFact]
    public async Task Stopping_cancels_a_running_job_and_waits_for_it()
    {
        await using var test = await TestDatabase.CreateAsync();
        var began = new Happenings();
        var finished = false;
        await using var site = new JobsRig(test, new Timetable([new("prepare-messages", "Prepares", Rarely, async (_, cancellation) =>
        {
            began.Happen();
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            }
            finally
            {
                finished = true;
            }
        })]));

        await site.StartAsync();
        await site.Board.RunNowAsync("prepare-messages");
        await began.WaitAsync();
        (await site.StateAsync("prepare-messages")).Running.ShouldBeTrue();
        await site.StopAsync();

        finished.ShouldBeTrue();
        (await site.Board.HistoryAsync("prepare-messages"))[0].Outcome.ShouldBe(JobOutcome.Cancelled);
        site.Log.Lines.ShouldNotContain(line => line.Level >= LogLevel.Warning);
    }

    [DatabaseFact]
    public async Task A_job_never_runs_beside_itself()
    {
        await using var test = await TestDatabase.CreateAsync();
        var runs = new Happenings();
        var now = 0;
        var most = 0;
        await using var site = new JobsRig(test, new Timetable([new("close-edition", "Closes", Often, async (_, cancellation) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Delay(TimeSpan.FromMilliseconds(300), cancellation);
            Interlocked.Decrement(ref now);
            runs.Happen();
        })]));

        await site.StartAsync();
        await site.Board.RunNowAsync("close-edition");
        await site.Board.RunNowAsync("close-edition");
        await runs.WaitAsync(4);

        most.ShouldBe(1);
    }
}
