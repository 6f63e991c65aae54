using Digest.Jobs;
using Digest.Tests.Tools;

namespace Digest.Tests.Jobs;

public sealed class JobHistoryTests
{
    [DatabaseFact]
    public async Task Runs_are_counted_by_how_they_ended_in_equal_stretches_up_to_now()
    {
        await using var test = await TestDatabase.CreateAsync(new Clock(new DateTimeOffset(2026, 3, 2, 6, 30, 0, TimeSpan.Zero)));
        await RunAsync(test, "clean-up", JobOutcome.Succeeded);
        await RunAsync(test, "clean-up", JobOutcome.Failed);
        test.Clock.Advance(TimeSpan.FromHours(2));
        await RunAsync(test, "import-stories", JobOutcome.Succeeded);
        await RunAsync(test, "import-stories", JobOutcome.Cancelled);
        var history = new JobHistory(test.Database, test.Clock);

        (await history.CountsAsync(TimeSpan.FromHours(1), 3)).Select(counts => $"{counts.From:HH:mm} {counts.Succeeded} {counts.Failed} {counts.Stopped}").ShouldBe(["06:00 1 1 0", "07:00 0 0 0", "08:00 1 0 1"]);
        (await history.CountsAsync(TimeSpan.FromHours(1), 3, "clean-up")).Sum(counts => counts.Succeeded).ShouldBe(1);
        (await history.CountAsync(TimeSpan.FromHours(1))).Failed.ShouldBe(0);
        (await history.CountAsync(TimeSpan.FromDays(1))).Failed.ShouldBe(1);
    }

    [DatabaseFact]
    public async Task Lists_go_from_the_latest_to_older_ones_and_narrow_to_a_job_or_an_outcome()
    {
        await using var test = await TestDatabase.CreateAsync();
        var first = await RunAsync(test, "clean-up", JobOutcome.Failed);
        var second = await RunAsync(test, "import-stories", JobOutcome.Succeeded);
        var third = await RunAsync(test, "clean-up", JobOutcome.Succeeded);
        var history = new JobHistory(test.Database, test.Clock);

        (await history.RunsAsync()).Select(run => run.Id).ShouldBe([third, second, first]);
        (await history.RunsAsync(before: third, take: 1)).Select(run => run.Id).ShouldBe([second]);
        (await history.RunsAsync("clean-up")).Select(run => run.Id).ShouldBe([third, first]);
        (await history.RunsAsync(outcome: JobOutcome.Failed)).Select(run => run.Id).ShouldBe([first]);
        (await history.RunsAsync("import-stories", JobOutcome.Failed)).ShouldBeEmpty();
    }

    [DatabaseFact]
    public async Task Successes_are_kept_for_a_week_and_failures_for_a_month()
    {
        await using var test = await TestDatabase.CreateAsync();
        await RunAsync(test, "clean-up", JobOutcome.Failed);
        test.Clock.Advance(TimeSpan.FromDays(20));
        await RunAsync(test, "clean-up", JobOutcome.Succeeded);
        var failed = await RunAsync(test, "clean-up", JobOutcome.Failed);
        test.Clock.Advance(TimeSpan.FromDays(11));
        var latest = await RunAsync(test, "clean-up", JobOutcome.Succeeded);

        await RunsOf(test).SweepAsync();

        (await new JobHistory(test.Database, test.Clock).RunsAsync()).Select(run => run.Id).ShouldBe([latest, failed]);
    }

    [DatabaseFact]
    public async Task A_machine_that_says_nothing_any_more_is_gone_and_forgotten_after_a_day()
    {
        await using var test = await TestDatabase.CreateAsync();
        var gone = new Machines(test.Database, new ThisMachine(test.Clock), new WorkerState { IsWorker = true }, test.Clock);
        await gone.BeatAsync();
        (await gone.ListAsync()).ShouldHaveSingleItem().Alive.ShouldBeTrue();

        test.Clock.Advance(TimeSpan.FromMinutes(1));
        (await gone.ListAsync()).ShouldHaveSingleItem().Alive.ShouldBeFalse();

        test.Clock.Advance(TimeSpan.FromDays(1));
        var other = new Machines(test.Database, new ThisMachine(test.Clock), new WorkerState(), test.Clock);
        await other.BeatAsync();
        (await other.ListAsync()).ShouldHaveSingleItem().IsWorker.ShouldBeFalse("the worker that is gone is forgotten");
    }

    [Theory]
    [InlineData("550 5.1.1 <ada.lovelace@mail.example>: no such user", "550 5.1.1 <(address)>: no such user")]
    [InlineData("'ada@example.org' is not there", "'(address)' is not there")]
    [InlineData("GET https://ada:secret@feeds.example/rss failed", "GET https://feeds.example/rss failed")]
    [InlineData("GET https://feeds.example/rss?key=abc&x=1 failed", "GET https://feeds.example/rss?… failed")]
    [InlineData("POST /confirm/AbC.123-x broke", "POST /confirm/… broke")]
    [InlineData("Host=db;Username=digest;Password=hunter2;Port=1", "Host=db;Username=digest;Password=…;Port=1")]
    [InlineData("   at Digest.Jobs.RunRecorder.RunAsync(String name) in /src/Jobs/RunRecorder.cs:line 12", "   at Digest.Jobs.RunRecorder.RunAsync(String name) in /src/Jobs/RunRecorder.cs:line 12")]
    public void What_is_kept_of_a_problem_names_no_reader_and_no_secret(string thrown, string kept) => ProblemText.Redact(thrown).ShouldBe(kept);

    [Fact]
    public void The_first_line_of_a_problem_is_its_message()
    {
        ProblemText.FirstLine(ProblemText.Of(new InvalidOperationException("The broom is missing"))).ShouldBe("The broom is missing");
        ProblemText.FirstLine(ProblemText.Of(new InvalidOperationException("Outside", new IOException("Inside")))).ShouldBe("Outside");
        ProblemText.FirstLine(null).ShouldBeNull();
    }

    private static JobRuns RunsOf(TestDatabase test) => new(test.Database, new ThisMachine(test.Clock), test.Clock);

    private static async Task<long> RunAsync(TestDatabase test, string name, JobOutcome outcome)
    {
        var runs = RunsOf(test);
        var id = await runs.BeginAsync(name, new RunOrder(RunCause.Schedule));
        await runs.EndAsync(id, outcome, outcome is JobOutcome.Failed ? "System.InvalidOperationException: No broom\n   at Somewhere" : null);
        return id;
    }
}
