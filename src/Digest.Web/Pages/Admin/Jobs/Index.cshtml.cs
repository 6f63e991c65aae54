using System.Globalization;
using Digest.Editions;
using Digest.Jobs;
using Digest.Web.Pages.Admin.Charts;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Admin.Jobs;

/// <summary>Everything that happens by itself, on one screen.</summary>
internal sealed class IndexModel(JobBoard board, JobHistory history, Timetable timetable, EditionClock calendar) : AdminPage
{
    private static readonly TimeSpan AnHour = TimeSpan.FromHours(1);

    /// <summary>How far the charts reach back: 1 or 7.</summary>
    [BindProperty(SupportsGet = true)]
    public int Days { get; set; } = 1;

    public IReadOnlyList<JobState> Jobs { get; private set; } = [];

    public IEnumerable<JobState> Failing => Jobs.Where(job => job.FailuresInARow > 0);

    public IReadOnlyList<Machine> Machines { get; private set; } = [];

    public bool HasWorker => Machines.Any(machine => machine is { Alive: true, IsWorker: true });

    public IReadOnlyList<JobActionTaken> Actions { get; private set; } = [];

    public RunCounts Hour { get; private set; } = null!;

    public RunCounts Day { get; private set; } = null!;

    public Chart Runs { get; private set; } = null!;

    public Chart Failures { get; private set; } = null!;

    public string Zone => calendar.Zone.Id;

    public string WhatOf(string name) => timetable.WhatOf(name);

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Days = Days == 7 ? 7 : 1;
        Jobs = await board.StatesAsync(cancellation);
        Machines = await board.MachinesAsync(cancellation);
        Actions = await history.ActionsAsync(cancellation: cancellation);
        Hour = await history.CountAsync(AnHour, cancellation);
        Day = await history.CountAsync(TimeSpan.FromDays(1), cancellation);
        var counts = await history.CountsAsync(AnHour, Days * 24, cancellation: cancellation);
        var places = counts.GroupBy(LabelOf).Select(place => (Label: place.Key, Succeeded: place.Sum(one => one.Succeeded), Failed: place.Sum(one => one.Failed), Stopped: place.Sum(one => one.Stopped))).ToList();
        var labels = places.ConvertAll(place => place.Label);
        Runs = new Chart("Runs", labels, [new ChartSeries("Succeeded", "good", places.ConvertAll(place => place.Succeeded)), new ChartSeries("Stopped", "soft", places.ConvertAll(place => place.Stopped))], []);
        Failures = new Chart("Failures", labels, [new ChartSeries("Failed", "bad", places.ConvertAll(place => place.Failed))], []);
    }

    private string LabelOf(RunCounts counts) =>
        TimeZoneInfo.ConvertTime(counts.From, calendar.Zone).ToString(Days == 7 ? "d MMM" : "HH:mm", CultureInfo.InvariantCulture);
}
