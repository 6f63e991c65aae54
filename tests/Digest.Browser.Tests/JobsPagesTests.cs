using Digest.Jobs;
using Digest.Storage;
using Microsoft.Playwright;

namespace Digest.Browser.Tests;

/// <summary>The jobs of an installation in which one runs, one fails, one is tried again and the submitting loop is paused.</summary>
[Collection(AdminsInChromium.Name)]
public sealed class JobsPagesTests(Chromium chromium)
{
    [BrowserFact]
    public async Task The_jobs_read_well_on_every_screen()
    {
        await using var site = await TestSite.StartAsync();
        var running = await FillAsync(site);
        var failed = (await site.Get<JobHistory>().LastFailureAsync("clean-up"))!.Id;
        var cookies = await site.SignedInAsync();
        foreach (var look in Look.All)
        {
            var page = await chromium.OpenAsync(site.Address, look, cookies: cookies);
            await page.LookAtAsync("/admin/jobs", "jobs", look);
            await page.LookAtAsync("/admin/jobs?days=7", "jobs-week", look);
            await page.LookAtAsync("/admin/jobs/clean-up", "job-failing", look);
            await page.LookAtAsync("/admin/jobs/submit-messages", "job-loop", look);
            await page.LookAtAsync("/admin/jobs/runs?outcome=Failed", "runs-failed", look);
            await page.LookAtAsync($"/admin/jobs/runs/{failed}", "run-failed", look);
            await page.LookAtAsync($"/admin/jobs/runs/{running}", "run-running", look);
        }
    }

    [BrowserFact]
    public async Task A_new_installation_reads_well_too()
    {
        await using var site = await TestSite.StartAsync();
        var page = await chromium.OpenAsync(site.Address, Look.PhoneLight, cookies: await site.SignedInAsync());
        await page.LookAtAsync("/admin/jobs", "jobs-new", Look.PhoneLight);
        await page.LookAtAsync("/admin/jobs/clean-up", "job-new", Look.PhoneLight);
        await page.LookAtAsync("/admin/jobs/runs", "runs-new", Look.PhoneLight);
    }

    [BrowserFact]
    public async Task The_page_follows_what_happens_without_being_loaded_again()
    {
        await using var site = await TestSite.StartAsync();
        var running = await FillAsync(site);
        var page = await chromium.OpenAsync(site.Address, Look.DesktopLight, cookies: await site.SignedInAsync());
        await page.GotoAsync("/admin/jobs");
        await page.EvaluateAsync("window.loadedOnce = true");
        await page.FocusAsync("#pause-clean-up");
        await Assertions.Expect(page.GetByText("12 of 40 feeds")).ToBeVisibleAsync();

        await site.Get<JobRuns>().LookAsync(running, new WorkDone(39, 40, "feeds"));
        await Assertions.Expect(page.GetByText("39 of 40 feeds")).ToBeVisibleAsync();
        await site.Get<JobRuns>().EndAsync(running, JobOutcome.Succeeded, problem: null);
        await Assertions.Expect(page.GetByText("39 of 40 feeds")).ToBeHiddenAsync();

        (await page.EvaluateAsync<bool>("window.loadedOnce")).ShouldBeTrue();
        (await page.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("pause-clean-up", "who uses the keyboard is not thrown back");
    }

    [BrowserFact]
    public async Task Jobs_are_steered_with_and_without_scripts()
    {
        await using var site = await TestSite.StartAsync();
        await FillAsync(site);
        var cookies = await site.SignedInAsync();
        var plain = await chromium.OpenAsync(site.Address, Look.PhoneLight, script: false, cookies);
        await plain.GotoAsync("/admin/jobs");
        await plain.ClickAsync("#run-remind-unconfirmed");
        await Assertions.Expect(plain.GetByRole(AriaRole.Status)).ToContainTextAsync("It runs as soon as the worker can.");

        var page = await chromium.OpenAsync(site.Address, Look.PhoneLight, cookies: cookies);
        await page.GotoAsync("/admin/jobs");
        page.Dialog += async (_, dialog) => await dialog.AcceptAsync();
        await page.ClickAsync("#stop-import-stories");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("asked to stop");
        await page.ClickAsync("#resume-submit-messages");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Resumed");
        (await site.Get<JobHistory>().ActionsAsync(take: 3)).Select(action => action.Action).ShouldBe([JobAction.Resume, JobAction.Stop, JobAction.Run]);
    }

    /// <summary>A worker that has run for a week, with what goes wrong in one.</summary>
    /// <returns>The run that goes on.</returns>
    private static async Task<long> FillAsync(TestSite site)
    {
        site.Get<WorkerState>().IsWorker = true;
        await site.Get<Machines>().BeatAsync();
        var now = site.Clock.Milliseconds();
        await site.Database.WriteAsync(async session =>
        {
            await session.ExecuteAsync(
                """
                INSERT INTO machines (id, host, process_id, version, is_worker, memory, started_at, seen_at, ended_at)
                VALUES ('gone', 'newsroom-2', 4711, '1.0.0', 0, 210000000, @now - 9000000, @now - 5400000, NULL), ('ended', 'newsroom-2', 4502, '1.0.0', 1, 180000000, @now - 90000000, @now - 9100000, @now - 9100000)
                """, new { now });
            // One run each five minutes of a week, each 40th of which failed.
            await session.ExecuteAsync(
                """
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2016)
                INSERT INTO job_runs (name, cause, machine, machine_name, started_at, ended_at, outcome, failures, problem)
                SELECT CASE WHEN i % 3 = 0 THEN 'import-stories' WHEN i % 3 = 1 THEN 'close-edition' ELSE 'prepare-messages' END, 'Schedule', 'gone', 'newsroom-2 (4711)',
                       @now - (2016 - i) * 300000 - 60000, @now - (2016 - i) * 300000 - 60000 + 20 + (i * 37) % 400,
                       CASE WHEN i % 40 = 0 THEN 'Failed' WHEN i % 301 = 0 THEN 'Cancelled' ELSE 'Succeeded' END, CASE WHEN i % 40 = 0 THEN 1 ELSE 0 END,
                       CASE WHEN i % 40 = 0 THEN 'System.IO.IOException: The disk is full' || char(10) || '   at Digest.Stories.StoryWriter.StoreAsync()' END
                FROM n
                """, new { now });
        });
        for (var failure = 0; failure < 3; failure++)
            await site.Get<RunRecorder>().RunAsync("clean-up", new RunOrder(failure == 0 ? RunCause.Schedule : RunCause.AutomaticRetry, Attempt: failure), BrokenAsync, site.Services, CancellationToken.None);
        await site.Get<JobBoard>().ActAsync("submit-messages", JobAction.Pause, Pages.Admin);
        await site.Get<JobBoard>().ActAsync("clean-up", JobAction.Run, Pages.Admin);
        var running = await site.Get<JobRuns>().BeginAsync("import-stories", new RunOrder(RunCause.Hand, Pages.Admin));
        await site.Get<JobRuns>().LookAsync(running, new WorkDone(12, 40, "feeds"));
        var answering = await site.Get<JobRuns>().BeginAsync("answer-requests", new RunOrder(RunCause.Loop));
        await site.Get<JobRuns>().LookAsync(answering, new WorkDone(1204, null, "answered since it began"));
        site.Clock.Advance(TimeSpan.FromSeconds(20));
        return running;
    }

    private static Task BrokenAsync(IServiceProvider services, CancellationToken cancellation) =>
        throw new InvalidOperationException("The database is locked by a backup program that did not end", new IOException("The process cannot access the file because it is being used by another process"));
}
