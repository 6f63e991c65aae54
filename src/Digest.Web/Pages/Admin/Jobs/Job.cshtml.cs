using System.Globalization;
using Digest.Editions;
using Digest.Jobs;
using Digest.Web.Pages.Admin.Charts;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Admin.Jobs;

/// <summary>One job or loop: how it stands, what it did, and what an admin can do to it.</summary>
internal sealed class JobModel(JobBoard board, JobHistory history, Timetable timetable, EditionClock calendar) : AdminPage
{
    private const int DurationsShown = 40;
    private const int NextShown = 5;

    public JobState Job { get; private set; } = null!;

    public bool HasWorker { get; private set; }

    public IReadOnlyList<DateTimeOffset> Next { get; private set; } = [];

    public TimetableEntry? Before { get; private set; }

    public TimetableEntry? After { get; private set; }

    public string RetryWords { get; private set; } = "";

    public Chart? Durations { get; private set; }

    public RunList List { get; private set; } = null!;

    public IReadOnlyList<JobActionTaken> Actions { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string name, JobOutcome? outcome, long? before, CancellationToken cancellation)
    {
        if ((await board.StatesAsync(cancellation)).FirstOrDefault(job => job.Name == name) is not { } job)
            return NotFound();
        Job = job;
        HasWorker = (await board.MachinesAsync(cancellation)).Any(machine => machine is { Alive: true, IsWorker: true });
        Next = await board.NextAsync(name, NextShown, cancellation);
        Before = timetable.Jobs.FirstOrDefault(entry => entry.Then == name);
        After = timetable.Find(name)?.Then is { } then ? timetable.Find(then) : null;
        RetryWords = string.Join(", ", (timetable.Find(name)?.RetryAfter ?? []).Select(wait => wait.TotalMinutes.ToString("0.##", CultureInfo.InvariantCulture)));
        Durations = job.IsLoop ? null : DurationsOf(await history.RunsAsync(name, take: DurationsShown, cancellation: cancellation));
        List = new RunList(await history.RunsAsync(name, outcome, before ?? long.MaxValue, RunList.Shown + 1, cancellation), outcome, $"/admin/jobs/{name}", WithNames: false, Older: before is not null);
        Actions = await history.ActionsAsync(name, cancellation: cancellation);
        return Page();
    }

    public Task<IActionResult> OnPostRunAsync(string name, string? back, CancellationToken cancellation) => ActAsync(name, JobAction.Run, back, "It runs as soon as the worker can.", cancellation);

    public Task<IActionResult> OnPostPauseAsync(string name, string? back, CancellationToken cancellation) => ActAsync(name, JobAction.Pause, back, "Paused. It stays so until it is resumed, beyond a restart too.", cancellation);

    public Task<IActionResult> OnPostResumeAsync(string name, string? back, CancellationToken cancellation) => ActAsync(name, JobAction.Resume, back, "Resumed.", cancellation);

    public Task<IActionResult> OnPostStopAsync(string name, string? back, CancellationToken cancellation) => ActAsync(name, JobAction.Stop, back, "It is asked to stop, and does within seconds.", cancellation);

    private async Task<IActionResult> ActAsync(string name, JobAction action, string? back, string notice, CancellationToken cancellation)
    {
        var path = back == "/admin/jobs" ? back : $"/admin/jobs/{Uri.EscapeDataString(name)}";
        return await board.ActAsync(name, action, AdminName, retryOf: null, cancellation) switch
        {
            JobAnswer.Done => Done(path, $"{timetable.WhatOf(name)}: {notice}"),
            JobAnswer.AlreadyAsked => Refused(path, $"{timetable.WhatOf(name)}: a run is asked for already and waits for the worker."),
            JobAnswer.NothingRuns => Refused(path, $"{timetable.WhatOf(name)}: nothing runs that could be stopped; it may just have ended."),
            _ => NotFound(),
        };
    }

    private Chart? DurationsOf(IReadOnlyList<JobRun> runs)
    {
        var ended = runs.Where(run => run.Duration is not null).Reverse().ToList();
        return ended.Count < 2
            ? null
            : new Chart(
                $"The last {ended.Count} runs, in milliseconds", ended.ConvertAll(run => TimeZoneInfo.ConvertTime(run.At, calendar.Zone).ToString("d MMM, HH:mm", CultureInfo.InvariantCulture)),
                [
                    new ChartSeries("Not failed", "main", ended.ConvertAll(run => run.Outcome is JobOutcome.Failed ? 0 : Milliseconds(run))),
                    new ChartSeries("Failed", "bad", ended.ConvertAll(run => run.Outcome is JobOutcome.Failed ? Milliseconds(run) : 0)),
                ],
                []);
    }

    // What took no time that can be measured is still seen.
    private static long Milliseconds(JobRun run) => Math.Max(1, (long)run.Duration!.Value.TotalMilliseconds);
}
