using System.Net;
using Digest.Jobs;
using Digest.Web.Security;

namespace Digest.Web.Tests;

/// <summary>How an admin watches and steers what happens by itself.</summary>
public sealed class JobsJourneys
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Every_job_and_loop_stands_on_one_page_with_its_schedule_in_words()
    {
        await using var site = await TestSite.StartAsync();
        using var browser = await SignedInAsync(site);
        var page = await browser.GetAsync("/admin/jobs");
        page.Status.ShouldBe(HttpStatusCode.OK);
        var text = WebUtility.HtmlDecode(page.Body);
        foreach (var job in await site.Get<JobBoard>().StatesAsync())
        {
            text.ShouldContain($"/admin/jobs/{job.Name}");
            text.ShouldContain(job.What);
            text.ShouldContain(job.When);
            (await browser.GetAsync($"/admin/jobs/{job.Name}")).Status.ShouldBe(HttpStatusCode.OK);
        }
        page.Body.ShouldContain("No worker is there");
        await site.Get<Machines>().BeatAsync();
        (await browser.GetAsync("/admin/jobs")).Body.ShouldContain("No worker is there", customMessage: "this process only serves pages");
        site.Get<WorkerState>().IsWorker = true;
        await site.Get<Machines>().BeatAsync();
        (await browser.GetAsync("/admin/jobs")).Body.ShouldNotContain("No worker is there");
    }

    [Fact]
    public async Task A_job_is_run_by_hand_and_the_history_says_by_whom()
    {
        await using var site = await TestSite.StartAsync();
        using var browser = await SignedInAsync(site);
        await browser.GetAsync("/admin/jobs");
        var answer = await browser.SubmitAsync("/admin/jobs/clean-up?handler=Run", ("back", "/admin/jobs"));
        (answer.Status, answer.Headers["Location"]).ShouldBe((HttpStatusCode.SeeOther, "/admin/jobs"));
        (await browser.GetAsync("/admin/jobs")).Body.ShouldContain("It runs as soon as the worker can.");
        (await browser.GetAsync("/admin/jobs/clean-up")).Body.ShouldContain("waits to run");
        await browser.SubmitAsync("/admin/jobs/clean-up?handler=Run");
        (await browser.GetAsync("/admin/jobs/clean-up")).Body.ShouldContain("a run is asked for already");

        await site.Get<IJobEngine>().StartAsync(CancellationToken.None);
        await UntilAsync(async () => (await site.Get<JobHistory>().RunsAsync("clean-up")) is [{ EndedAt: not null }]);
        await site.Get<IJobEngine>().StopAsync(CancellationToken.None);

        var page = await browser.GetAsync("/admin/jobs/clean-up");
        page.Body.ShouldContain("by hand, Ada");
        page.Body.ShouldContain("Ada ran it by hand");
        page.Body.ShouldContain("succeeded");
    }

    [Fact]
    public async Task A_job_and_a_loop_are_paused_and_resumed_and_the_page_says_by_whom()
    {
        await using var site = await TestSite.StartAsync();
        using var browser = await SignedInAsync(site);
        await browser.GetAsync("/admin/jobs");
        foreach (var name in new[] { "clean-up", DigestTimetable.SubmittingLoop })
        {
            await browser.SubmitAsync($"/admin/jobs/{name}?handler=Pause");
            (await StateAsync(site, name)).Paused.ShouldBeTrue();
            (await browser.GetAsync($"/admin/jobs/{name}")).Body.ShouldContain("Paused by");
            await browser.SubmitAsync($"/admin/jobs/{name}?handler=Resume");
            (await StateAsync(site, name)).Paused.ShouldBeFalse();
            (await browser.GetAsync($"/admin/jobs/{name}")).Body.ShouldContain("Ada resumed it");
        }
    }

    [Fact]
    public async Task A_running_job_shows_how_far_it_is_and_is_asked_to_stop()
    {
        await using var site = await TestSite.StartAsync();
        using var browser = await SignedInAsync(site);
        await browser.GetAsync("/admin/jobs");
        await browser.SubmitAsync("/admin/jobs/import-stories?handler=Stop");
        (await browser.GetAsync("/admin/jobs/import-stories")).Body.ShouldContain("nothing runs that could be stopped");

        var id = await site.Get<JobRuns>().BeginAsync("import-stories", new RunOrder(RunCause.Schedule));
        await site.Get<JobRuns>().LookAsync(id, new WorkDone(12, 40, "feeds"));
        (await browser.GetAsync("/admin/jobs")).Body.ShouldContain("12 of 40 feeds");
        await browser.SubmitAsync("/admin/jobs/import-stories?handler=Stop");
        (await browser.GetAsync("/admin/jobs")).Body.ShouldContain("stopping");
        (await site.Get<JobRuns>().LookAsync(id, progress: null)).ShouldBeTrue();
        (await browser.GetAsync($"/admin/jobs/runs/{id}")).Body.ShouldContain("by Ada");
    }

    [Fact]
    public async Task A_failure_shows_its_message_and_stack_without_addresses_and_is_run_again()
    {
        await using var site = await TestSite.StartAsync();
        using var browser = await SignedInAsync(site);
        var failed = await FailAsync(site, "clean-up", "The row of ada@reader.example is broken");

        (await browser.GetAsync("/admin/jobs")).Body.ShouldContain("has failed the last time");
        var run = await browser.GetAsync($"/admin/jobs/runs/{failed}");
        run.Body.ShouldContain("The row of (address) is broken");
        run.Body.ShouldContain(nameof(FailAsync));
        run.Body.ShouldNotContain("reader.example");
        (await browser.GetAsync("/admin/jobs/runs?outcome=Failed")).Body.ShouldContain($"/admin/jobs/runs/{failed}");
        (await browser.GetAsync("/admin/jobs/runs?outcome=Succeeded")).Body.ShouldNotContain($"/admin/jobs/runs/{failed}");

        (await browser.SubmitAsync($"/admin/jobs/runs/{failed}?handler=Retry")).Headers["Location"].ShouldBe("/admin/jobs/clean-up");
        await site.Get<IJobEngine>().StartAsync(CancellationToken.None);
        await UntilAsync(async () => (await site.Get<JobHistory>().RetriesOfAsync(failed)) is [{ Outcome: JobOutcome.Succeeded }]);
        await site.Get<IJobEngine>().StopAsync(CancellationToken.None);

        (await browser.GetAsync($"/admin/jobs/runs/{failed}")).Body.ShouldContain("Run again since");
        (await browser.GetAsync("/admin/jobs")).Body.ShouldNotContain("has failed");
        var succeeded = (await site.Get<JobHistory>().RetriesOfAsync(failed))[0].Id;
        await browser.SubmitAsync($"/admin/jobs/runs/{succeeded}?handler=Retry");
        (await browser.GetAsync($"/admin/jobs/runs/{succeeded}")).Body.ShouldContain("did not succeed can be run again");
    }

    [Fact]
    public async Task Long_histories_are_read_page_by_page()
    {
        await using var site = await TestSite.StartAsync();
        using var browser = await SignedInAsync(site);
        var first = await FailAsync(site, "clean-up", "The first");
        for (var run = 0; run < 25; run++)
            await FailAsync(site, "clean-up", "Again");
        var page = await browser.GetAsync("/admin/jobs/runs?outcome=Failed");
        page.Body.ShouldNotContain("The first");
        page.Body.ShouldContain($"/admin/jobs/runs?outcome=Failed&amp;before={first + 1}");
        var older = await browser.GetAsync($"/admin/jobs/runs?outcome=Failed&before={first + 1}");
        older.Body.ShouldContain("The first");
        older.Body.ShouldNotContain("Older runs");
    }

    [Fact]
    public async Task Nothing_is_steered_without_a_sign_in_and_the_form_s_token_and_looking_changes_nothing()
    {
        await using var site = await TestSite.StartAsync();
        using var browser = await SignedInAsync(site);
        var failed = await FailAsync(site, "clean-up", "No broom");
        var before = await site.DumpAsync();
        foreach (var path in new[] { "/admin/jobs", "/admin/jobs?days=7", "/admin/jobs/clean-up", "/admin/jobs/runs", $"/admin/jobs/runs/{failed}" })
            (await browser.GetAsync(path)).Status.ShouldBe(HttpStatusCode.OK);
        string[] changes = [$"/admin/jobs/runs/{failed}?handler=Retry", .. new[] { "Run", "Pause", "Resume", "Stop" }.Select(act => $"/admin/jobs/clean-up?handler={act}")];
        var cookie = string.Join("; ", browser.Cookies.Select(one => $"{one.Key}={one.Value}"));
        foreach (var change in changes)
        {
            (await site.PostAsync(change)).Status.ShouldBeOneOf(HttpStatusCode.Redirect, HttpStatusCode.BadRequest);
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(change, UriKind.Relative));
            request.Headers.TryAddWithoutValidation("Cookie", cookie);
            using var answer = await site.Http.SendAsync(request);
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, change);
            (await browser.GetAsync(change)).Status.ShouldNotBe(HttpStatusCode.SeeOther);
        }
        (await site.DumpAsync()).ShouldBe(before);
        (await StateAsync(site, "clean-up")).Waiting.ShouldBe(0);
    }

    [Theory]
    [InlineData("/admin/jobs/no-such-job")]
    [InlineData("/admin/jobs/runs/77")]
    [InlineData("/admin/jobs/clean-up?handler=Explode")]
    public async Task What_is_not_there_is_said_clearly(string path)
    {
        await using var site = await TestSite.StartAsync();
        using var browser = await SignedInAsync(site);
        await browser.GetAsync("/admin/jobs");
        (await browser.SubmitAsync(path)).Status.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed);
        if (!path.Contains('?', StringComparison.Ordinal))
            (await browser.GetAsync(path)).ShouldBeClearPage(HttpStatusCode.NotFound);
    }

    private static async Task<JobState> StateAsync(TestSite site, string name) => (await site.Get<JobBoard>().StatesAsync()).Single(job => job.Name == name);

    /// <summary>A run that threw, as the worker would keep it.</summary>
    private static async Task<long> FailAsync(TestSite site, string name, string message)
    {
        Work work = (_, _) => throw new InvalidOperationException(message);
        await site.Get<RunRecorder>().RunAsync(name, new RunOrder(RunCause.Schedule), work, site.Services, CancellationToken.None);
        return (await site.Get<JobHistory>().LastFailureAsync(name))!.Id;
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await isSo())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static async Task<Browser> SignedInAsync(TestSite site)
    {
        var browser = new Browser(site.Address);
        var link = new Uri(await site.Get<AdminLinks>().CreateAsync()).AbsolutePath;
        await browser.GetAsync(link);
        await browser.SubmitAsync(link, ("name", "Ada"), ("password", "correct horse battery"));
        return browser;
    }
}
