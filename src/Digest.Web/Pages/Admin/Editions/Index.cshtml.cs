using System.Globalization;
using Digest.Editions;
using Digest.Editions.Specials;
using Digest.Jobs;
using Digest.Outbox;
using Digest.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Admin.Editions;

/// <summary>The coming edition, those on their way and the past ones.</summary>
internal sealed class IndexModel(EditionPages pages, ComingEdition coming, EditionSkip skip, SendNow sendNow, SendRequests requests, SpecialBook specials, JobBoard jobs, EditionOptions options, Database database, TimeProvider clock) : AdminPage
{
    public const string Path = "/admin/editions";
    private const int PageLength = 20;

    public IReadOnlyList<ListedEdition> Editions { get; private set; } = [];

    public IReadOnlyList<GoingEdition> Going { get; private set; } = [];

    public IReadOnlyList<Edition> Held { get; private set; } = [];

    /// <summary>Skipped editions that can still go at their time.</summary>
    public IReadOnlyList<Edition> Skipped { get; private set; } = [];

    /// <summary>Special editions that have not gone.</summary>
    public IReadOnlyList<SpecialEdition> Specials { get; private set; } = [];

    public Coming? Coming { get; private set; }

    public SendRequest? Latest { get; private set; }

    public long LastClosing { get; private set; }

    /// <summary>Where the next page of past editions begins; null: this is the last.</summary>
    public long? Older { get; private set; }

    public bool IsFirst { get; private set; }

    public bool IsAsked => Latest is { HandledAt: null };

    /// <summary>What came of the latest "send now", while it is news.</summary>
    public SendRequest? Answered => Latest is { HandledAt: { } handled } && clock.GetUtcNow() - handled.ToTime() < TimeSpan.FromMinutes(10) ? Latest : null;

    public int HoldMinutes => options.HoldMinutes;

    public async Task OnGetAsync(long? before, CancellationToken cancellation)
    {
        IsFirst = before is null;
        var page = await pages.ListAsync(before, PageLength + 1, cancellation);
        Older = page.Count > PageLength ? page[PageLength - 1].Edition.Id : null;
        // What has not gone yet stands above.
        Editions = [.. page.Take(PageLength).Where(listed => listed.Edition is { State: not EditionState.Held } && !skip.CanBeTakenBack(listed.Edition))];
        if (!IsFirst)
            return;
        Going = [.. await Task.WhenAll(Editions.Where(listed => listed.IsUnderWay || listed.IsPaused).Select(async listed =>
            new GoingEdition(listed, await database.ReadAsync(session => EditionProgress.ReadAsync(session, listed.Edition.Id, clock.Milliseconds()), cancellation))))];
        Held = await pages.HeldAsync(cancellation);
        Skipped = [.. (await pages.SkippedAsync(cancellation)).Where(skip.CanBeTakenBack)];
        Specials = await specials.OpenAsync(cancellation);
        Coming = await coming.RegularAsync(cancellation);
        Latest = await requests.LatestAsync(cancellation);
        LastClosing = (await sendNow.PlanAsync(cancellation)).LastClosing;
    }

    public async Task<IActionResult> OnPostSpecialAsync() =>
        Done(SpecialModel.PathOf(await specials.AddAsync(AdminName)), "A special edition is begun. It goes nowhere before you say so.");

    public async Task<IActionResult> OnPostSkipAsync(DateOnly day, CancellationToken cancellation) =>
        Say(await skip.SkipAsync(day, AdminName, cancellation), $"The edition of {day.ToString("d MMMM", CultureInfo.InvariantCulture)} is skipped. Its stories go with the next one.");

    public async Task<IActionResult> OnPostSkipHeldAsync(long id, CancellationToken cancellation) =>
        Say(await skip.SkipHeldAsync(id, AdminName, cancellation), "The edition that was held is skipped. Its stories go with the next one.");

    public async Task<IActionResult> OnPostTakeBackAsync(long id, CancellationToken cancellation) => await skip.TakeBackAsync(id, AdminName, cancellation)
        ? Done(Path, "The edition goes at its time after all.")
        : Refused(Path, "That edition is not skipped any more, or its time has passed. “Send now” sends one at any time.");

    public async Task<IActionResult> OnPostReleaseAsync(long id, long seen, CancellationToken cancellation)
    {
        var outcome = await requests.AskAsync(AdminName, id, seen, cancellation);
        if (outcome is AskOutcome.Asked)
            await jobs.RunNowAsync(DigestTimetable.SendNowJob, cancellation);
        return outcome is AskOutcome.Asked ? Done(Path, "The edition is let go.") : Refused(Path, SendModel.Why(outcome));
    }

    /// <summary>The day of an edition, or what else it is called by.</summary>
    internal static string NameOf(Edition edition) => DateOnly.TryParseExact(edition.Day, "yyyy-MM-dd", out var day) ? day.ToString("d MMMM", CultureInfo.InvariantCulture) : edition.Slug;

    private IActionResult Say(SkipOutcome outcome, string done) => outcome switch
    {
        SkipOutcome.Skipped => Done(Path, done),
        SkipOutcome.SkippedAlready => Done(Path, "That edition was skipped already; nothing else was changed."),
        SkipOutcome.ClosedAlready => Refused(Path, "That edition has closed already and cannot be skipped. Open it below to pause it."),
        SkipOutcome.OutOfReach => Refused(Path, "Only an edition of the next two weeks can be skipped."),
        _ => throw new InvalidOperationException($"Nobody has said what {outcome} means."),
    };
}
