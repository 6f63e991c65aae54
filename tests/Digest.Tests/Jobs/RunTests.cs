using Digest.Jobs;
using Digest.Storage;
using Digest.Tests.Tools;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Digest.Tests.Jobs;

/// <summary>What is kept of a run, as another process sees it.</summary>
public sealed class RunTests
{
    private static readonly Schedule Rarely = Schedule.EachHour();
    private static readonly Work Nothing = (_, _) => Task.CompletedTask;

    [DatabaseFact]
    public async Task How_far_a_run_is_is_seen_in_every_process_and_how_far_it_came_afterwards()
    {
        await using var test = await TestDatabase.CreateAsync();
        var goOn = new TaskCompletionSource();
        await using var worker = new JobsRig(test, new Timetable([new("import-stories", "Reads", Rarely, async (services, _) =>
        {
            services.GetRequiredService<JobProgress>().Report(new WorkDone(12, 40, "feeds"));
            await goOn.Task;
            services.GetRequiredService<JobProgress>().Report(new WorkDone(40, 40, "feeds"));
        })]));
        await using var pages = new JobsRig(test, new Timetable([new("import-stories", "Reads", Rarely, Nothing)]));

        await worker.StartAsync();
        await worker.Board.RunNowAsync("import-stories");
        await pages.UntilAsync("import-stories", job => job.Run?.Progress is not null);
        var state = await pages.StateAsync("import-stories");
        goOn.SetResult();
        await pages.UntilAsync("import-stories", job => job.Last is not null);

        state.Running.ShouldBeTrue();
        state.Run!.Progress.ToString().ShouldBe("12 of 40 feeds");
        var ended = (await pages.StateAsync("import-stories")).Last!;
        ended.Progress.ToString().ShouldBe("40 of 40 feeds");
        ended.Outcome.ShouldBe(JobOutcome.Succeeded);
        (await pages.StateAsync("import-stories")).Running.ShouldBeFalse();
    }

    [DatabaseFact]
    public async Task A_run_that_a_process_without_the_worker_asks_for_happens_in_the_worker_and_carries_the_name_of_who_asked()
    {
        await using var test = await TestDatabase.CreateAsync();
        var (runs, elsewhere) = (new Happenings(), new Happenings());
        await using var pages = new JobsRig(test, new Timetable([new("clean-up", "Cleans", Rarely, elsewhere.Work)]));
        (await pages.Board.ActAsync("clean-up", JobAction.Run, "Ada")).ShouldBe(JobAnswer.Done);
        (await pages.Board.ActAsync("clean-up", JobAction.Run, "Ben")).ShouldBe(JobAnswer.AlreadyAsked);
        (await pages.StateAsync("clean-up")).Waiting.ShouldBe(1, "no worker is there yet");

        await using var worker = new JobsRig(test, new Timetable([new("clean-up", "Cleans", Rarely, runs.Work)]));
        await worker.StartAsync();
        await runs.WaitAsync();
        await pages.UntilAsync("clean-up", job => job.Last is not null);
        (await pages.Board.ActAsync("clean-up", JobAction.Run, "Cy")).ShouldBe(JobAnswer.Done, "beside a worker");
        await runs.WaitAsync(2);
        await pages.UntilAsync("clean-up", job => job.Last?.ByAdmin == "Cy");

        elsewhere.Count.ShouldBe(0);
        var state = await pages.StateAsync("clean-up");
        state.Waiting.ShouldBe(0);
        (await pages.History.RunsAsync("clean-up")).Select(run => $"{run.Cause} {run.ByAdmin}").ShouldBe(["Hand Cy", "Hand Ada"]);
        (await pages.History.ActionsAsync()).Select(action => $"{action.ByAdmin} {action.Action} {action.Name}").ShouldBe(["Cy Run clean-up", "Ada Run clean-up"]);
    }

    [DatabaseFact]
    public async Task A_run_is_stopped_from_any_process_and_that_is_no_failure()
    {
        await using var test = await TestDatabase.CreateAsync();
        var began = new Happenings();
        await using var worker = new JobsRig(test, new Timetable([new("prepare-messages", "Prepares", Rarely, (_, cancellation) =>
        {
            began.Happen();
            return Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
        }, Then: "next"), new("next", "Follows", Rarely, began.Work)]));
        await using var pages = new JobsRig(test, new Timetable([new("prepare-messages", "Prepares", Rarely, Nothing)]));

        await worker.StartAsync();
        await worker.Board.RunNowAsync("prepare-messages");
        await began.WaitAsync();
        (await pages.Board.ActAsync("prepare-messages", JobAction.Stop, "Ada")).ShouldBe(JobAnswer.Done);
        await pages.UntilAsync("prepare-messages", job => job.Last is not null);
        var run = (await pages.StateAsync("prepare-messages")).Last!;
        (await pages.Board.ActAsync("prepare-messages", JobAction.Stop, "Ada")).ShouldBe(JobAnswer.NothingRuns);
        await worker.StopAsync();

        run.Outcome.ShouldBe(JobOutcome.Cancelled);
        run.StopBy.ShouldBe("Ada");
        run.Failures.ShouldBe(0);
        began.Count.ShouldBe(1, "what follows a job follows its successes");
        worker.Log.Lines.ShouldNotContain(line => line.Level >= LogLevel.Warning);
    }

    [DatabaseFact]
    public async Task A_job_whose_next_time_is_far_off_is_tried_again_soon_after_a_failure_and_then_not_for_ever()
    {
        await using var test = await TestDatabase.CreateAsync();
        var runs = new Happenings();
        var wait = TimeSpan.FromMilliseconds(500);
        await using var worker = new JobsRig(test, new Timetable([new("clean-up", "Cleans", Schedule.Every(TimeSpan.FromHours(1)), (_, _) =>
        {
            runs.Happen();
            throw new InvalidOperationException("The broom is missing");
        }, RetryAfter: [wait, wait])]));

        await worker.StartAsync();
        await worker.UntilAsync("clean-up", job => job.Attempt == 1);
        (await worker.StateAsync("clean-up")).Attempts.ShouldBe(2);
        await runs.WaitAsync(3);
        await worker.UntilAsync("clean-up", job => job is { FailuresInARow: 3, Attempt: 0 });

        (await worker.StateAsync("clean-up")).Next!.Value.ShouldBeGreaterThan(TimeProvider.System.GetUtcNow().AddMinutes(50));
        (await worker.History.RunsAsync("clean-up")).Select(run => $"{run.Cause} {run.Attempt} {run.Failures}").ShouldBe(["AutomaticRetry 2 3", "AutomaticRetry 1 2", "Schedule 0 1"]);
    }

    [DatabaseFact]
    public async Task A_failed_run_is_run_again_by_hand_and_both_say_so()
    {
        await using var test = await TestDatabase.CreateAsync();
        var broken = true;
        await using var worker = new JobsRig(test, new Timetable([new("clean-up", "Cleans", Rarely, (_, _) => broken ? throw new InvalidOperationException("No broom") : Task.CompletedTask)]));
        await worker.StartAsync();
        await worker.Board.RunNowAsync("clean-up");
        await worker.UntilAsync("clean-up", job => job.FailuresInARow == 1);
        var failed = (await worker.History.LastFailureAsync("clean-up"))!;

        broken = false;
        (await worker.Board.ActAsync("clean-up", JobAction.Retry, "Ada", failed.Id)).ShouldBe(JobAnswer.Done);
        await worker.UntilAsync("clean-up", job => job.LastOutcome == JobOutcome.Succeeded);

        var again = (await worker.History.RetriesOfAsync(failed.Id)).ShouldHaveSingleItem();
        (again.Cause, again.ByAdmin, again.Outcome, again.Failures).ShouldBe((RunCause.Retry, "Ada", JobOutcome.Succeeded, 0));
        (await worker.StateAsync("clean-up")).LastFailure!.Id.ShouldBe(failed.Id, "the reason is kept after a success");
        failed.Message.ShouldBe("No broom");
    }

    [Fact]
    public async Task A_run_whose_process_was_killed_ends_with_it_and_not_never()
    {
        TestStorage.Provider = StorageProvider.Sqlite;
        await using var test = await TestDatabase.CreateAsync();
        var killed = new ThisMachine(test.Clock);
        await new Machines(test.Database, killed, new WorkerState(), test.Clock).BeatAsync();
        var id = await new JobRuns(test.Database, killed, test.Clock).BeginAsync("clean-up", new RunOrder(RunCause.Schedule));
        test.Clock.Advance(TimeSpan.FromSeconds(40));
        await new Machines(test.Database, killed, new WorkerState(), test.Clock).BeatAsync();
        test.Clock.Advance(TimeSpan.FromHours(3));
        var timetable = new Timetable([new("clean-up", "Cleans", Rarely, Nothing)]);
        await using var pages = new JobsRig(test, timetable, test.Clock);
        (await pages.History.RunAsync(id))!.Silent.ShouldBeTrue();
        (await pages.StateAsync("clean-up")).Running.ShouldBeFalse("its process has not been seen for hours");

        await using var worker = new JobsRig(test, timetable);
        await worker.StartAsync();
        await worker.UntilAsync("clean-up", job => job.Last is not null);

        var run = (await pages.History.RunAsync(id))!;
        (run.Outcome, run.Silent).ShouldBe((JobOutcome.Abandoned, false));
        run.Duration.ShouldBe(TimeSpan.FromSeconds(40), "until it was last seen");
    }

    [DatabaseFact]
    public async Task What_a_loop_did_is_seen_in_every_process_and_after_a_restart()
    {
        await using var test = await TestDatabase.CreateAsync();
        var rounds = new Happenings();
        Work work = (services, cancellation) =>
        {
            rounds.Happen();
            if (rounds.Count == 1)
                throw new InvalidOperationException("The line is dead");
            services.GetRequiredService<JobProgress>().Report(new WorkDone(0, null, "Waits for messages"));
            return Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
        };
        await using var pages = new JobsRig(test, new Timetable([], [new("submit", "Submits", "at once", work)]));
        await using (var worker = new JobsRig(test, new Timetable([], [new("submit", "Submits", "at once", work)])))
        {
            await worker.StartAsync();
            await pages.UntilAsync("submit", loop => loop.Run?.Progress is not null);
            var state = await pages.StateAsync("submit");
            state.Run!.Progress.ToString().ShouldBe("Waits for messages");
            state.LastProblem!.ShouldContain("The line is dead");
            state.FailuresInARow.ShouldBe(1);
            (await pages.Board.ActAsync("submit", JobAction.Stop, "Ada")).ShouldBe(JobAnswer.Done);
            await rounds.WaitAsync(3);
        }

        (await pages.History.RunsAsync("submit")).Select(run => $"{run.Outcome} {run.StopBy} {run.Cause}").ShouldBe(["Cancelled  Loop", "Cancelled Ada Loop", "Failed  Loop"]);
        (await pages.StateAsync("submit")).Running.ShouldBeFalse();
        (await pages.Board.ActAsync("submit", JobAction.Run, "Ada")).ShouldBe(JobAnswer.NoSuchJob, "a loop is not run, it is resumed");
    }

    [DatabaseFact]
    public async Task A_history_that_cannot_be_written_keeps_no_job_from_running()
    {
        await using var test = await TestDatabase.CreateAsync();
        var runs = new Happenings();
        await using var worker = new JobsRig(test, new Timetable([new("clean-up", "Cleans", Schedule.Every(TimeSpan.FromMilliseconds(200)), runs.Work)]));
        await worker.StartAsync();
        await runs.WaitAsync();
        await test.Database.WriteAsync(session => session.ExecuteAsync("ALTER TABLE job_runs RENAME TO lost"));

        await runs.WaitAsync(runs.Count + 3);

        worker.Log.Lines.ShouldContain(line => line.Text == "The history of clean-up could not be written");
    }

    [Fact]
    public async Task The_machines_say_that_they_are_there_and_which_is_the_worker()
    {
        TestStorage.Provider = StorageProvider.Sqlite;
        await using var test = await TestDatabase.CreateAsync();
        var timetable = new Timetable([new("clean-up", "Cleans", Rarely, Nothing)]);
        await using var pages = new JobsRig(test, timetable);
        await using (var worker = new JobsRig(test, timetable))
        {
            var works = worker.Log.Of("This process is the worker");
            await worker.StartAsync();
            await works.WaitAsync();
            await using var idle = new JobsRig(test, timetable);
            var waits = idle.Log.Of("Another process is the worker");
            await idle.StartAsync();
            await waits.WaitAsync();
            using var patience = new CancellationTokenSource(JobsRig.Patience);
            while ((await pages.Board.MachinesAsync()).Count(machine => machine.Alive) < 2 || !(await pages.Board.MachinesAsync()).Any(machine => machine.IsWorker))
            {
                patience.Token.ThrowIfCancellationRequested();
                await Task.Yield();
            }
            (await pages.Board.MachinesAsync()).Count(machine => machine is { Alive: true, IsWorker: true }).ShouldBe(1);
        }

        var machines = await pages.Board.MachinesAsync();
        machines.Count.ShouldBe(2);
        machines.ShouldAllBe(machine => !machine.Alive && machine.EndedAt != null && !machine.IsWorker);
    }
}
