using Digest.Jobs;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Admin.Jobs;

/// <summary>One run: when, where, why, how it ended; and running a failed one again.</summary>
internal sealed class RunModel(JobBoard board, JobHistory history, Timetable timetable) : AdminPage
{
    public JobRun Run { get; private set; } = null!;

    public string What => timetable.WhatOf(Run.Name);

    public bool CanRetry => Run.Outcome is not (null or JobOutcome.Succeeded) && timetable.Find(Run.Name) is not null;

    public IReadOnlyList<JobRun> Retries { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellation)
    {
        if (await history.RunAsync(id, cancellation) is not { } run)
            return NotFound();
        Run = run;
        Retries = await history.RetriesOfAsync(id, cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostRetryAsync(long id, CancellationToken cancellation)
    {
        if (await history.RunAsync(id, cancellation) is not { } run)
            return NotFound();
        Run = run;
        if (!CanRetry)
            return Refused($"/admin/jobs/runs/{id}", "Only a run of a job that did not succeed can be run again.");
        return await board.ActAsync(run.Name, JobAction.Retry, AdminName, id, cancellation) switch
        {
            JobAnswer.Done => Done($"/admin/jobs/{run.Name}", $"{What}: it runs again as soon as the worker can."),
            JobAnswer.AlreadyAsked => Refused($"/admin/jobs/{run.Name}", $"{What}: a run is asked for already and waits for the worker."),
            _ => NotFound(),
        };
    }
}
