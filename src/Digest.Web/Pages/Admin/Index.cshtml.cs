using System.Globalization;
using Digest.Editions;
using Digest.Jobs;
using Digest.Outbox;
using Digest.Storage;
using Digest.Subscribers;
using Digest.Web.Pages.Admin.Charts;
using Digest.Web.Pages.Admin.Overview;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Admin;

/// <summary>How the installation stands: what needs attention first, then the next edition, the readers and the latest editions.</summary>
internal sealed class IndexModel(Database database, KnownFigures figures, ComingEdition coming, Attention attention, ReadinessChecks checks, SetupChecks setup, JobBoard jobs, EditionClock calendar, TimeProvider clock) : AdminPage
{
    private const int EditionsShown = 8;

    public IReadOnlyList<AttentionItem> Attention { get; private set; } = [];

    public IReadOnlyList<Check> Checks { get; private set; } = [];

    /// <summary>What is left to set up; empty: nothing.</summary>
    public IReadOnlyList<Check> Setup { get; private set; } = [];

    public Coming Coming { get; private set; } = null!;

    public IReadOnlyDictionary<SubscriberStatus, long> Subscribers { get; private set; } = new Dictionary<SubscriberStatus, long>();

    public Growth Growth { get; private set; } = null!;

    public IReadOnlyList<LatestEdition> Editions { get; private set; } = [];

    public IReadOnlyDictionary<long, EditionFigures> Figures { get; private set; } = new Dictionary<long, EditionFigures>();

    public string Zone => calendar.Zone.Id;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Whether nothing is left that keeps messages from readers.</summary>
    public bool IsReal => Setup.All(check => check.State is not CheckState.Bad);

    public long Active => Subscribers.GetValueOrDefault(SubscriberStatus.Active);

    public EditionFigures FiguresOf(LatestEdition edition) => Figures.GetValueOrDefault(edition.Id) ?? EditionFigures.None;

    /// <summary>The latest editions from left to right.</summary>
    public Chart Chart
    {
        get
        {
            var shown = Editions.Where(edition => edition.ClosedAt is not null).Reverse().ToList();
            ChartSeries Series(string name, string style, Func<EditionCounts, long> of) => new(name, style, [.. shown.Select(edition => of(FiguresOf(edition).Counts))]);
            return new Chart(
                "Messages of the latest editions", [.. shown.Select(DayOf)],
                [Series("Submitted", "good", one => one.Submitted), Series("Waiting", "main", one => one.Waiting), Series("Deferred or uncertain", "soft", one => one.Deferred + one.Uncertain), Series("Failed", "bad", one => one.Failed)], []);
        }
    }

    private string DayOf(LatestEdition edition) => calendar.DayOf(edition.ClosedAt!.Value.ToTime()).ToString("d MMM", CultureInfo.InvariantCulture);

    public async Task OnGetAsync(bool months, CancellationToken cancellation)
    {
        var states = await jobs.StatesAsync(cancellation);
        Coming = await coming.RegularAsync(cancellation);
        Checks = await checks.ReadAsync(Coming, states, cancellation);
        Growth = Growth.Of(calendar, clock.GetUtcNow(), months);
        await database.ReadAsync(async session =>
        {
            Subscribers = await SubscriberStatistics.ByStatusAsync(session);
            Editions = await LatestEditions.ReadAsync(session, EditionsShown);
            Figures = await figures.ReadAsync(session, [.. Editions.Select(edition => edition.Id)]);
            // A live page takes its live parts out of the answer; the growth of months is not among them.
            if (!Request.Headers.ContainsKey("X-Live"))
                Growth = Growth.With(await SubscriberStatistics.MovementsAsync(session, Growth.Bounds));
            return 0;
        }, cancellation);
        Attention = await attention.ReadAsync(states, Editions, Figures, cancellation);
        Setup = setup.Read(Subscribers.Where(one => one.Key is not SubscriberStatus.Erased).Sum(one => one.Value));
    }

    public Task<IActionResult> OnPostResumeAsync(string? job, CancellationToken cancellation) => ActAsync(job, JobAction.Resume, "It is resumed.", cancellation);

    public Task<IActionResult> OnPostRunAsync(string? job, CancellationToken cancellation) => ActAsync(job, JobAction.Run, "It runs as soon as the worker can.", cancellation);

    private async Task<IActionResult> ActAsync(string? job, JobAction action, string done, CancellationToken cancellation) => await jobs.ActAsync(job ?? "", action, AdminName, cancellation: cancellation) switch
    {
        JobAnswer.Done => Done("/admin", done),
        JobAnswer.AlreadyAsked => Done("/admin", "Somebody has asked for that already; it runs as soon as the worker can."),
        _ => Refused("/admin", "There is no such job."),
    };
}
