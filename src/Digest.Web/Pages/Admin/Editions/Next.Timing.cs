using System.Globalization;
using Digest.Editions;
using Digest.Jobs;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Admin.Editions;

/// <summary>When the coming edition goes: holding, letting go, skipping.</summary>
internal sealed partial class NextModel
{
    public async Task<IActionResult> OnPostHoldAsync(DateOnly day, string? width, string? part, CancellationToken cancellation) => await hold.HoldAsync(day, AdminName, cancellation) switch
    {
        HoldOutcome.Held => Done(Back(width, part, "when"), "It is held until somebody lets it go."),
        HoldOutcome.HeldAlready => Refused(Back(width, part, "when"), "It is held already."),
        HoldOutcome.Skipped => Refused(Back(width, part, "when"), "That edition is skipped. Take that back first."),
        HoldOutcome.ClosedAlready => Refused(Back(width, part, "when"), "That edition has closed already. Open it under Editions to pause it."),
        _ => Refused(Back(width, part, "when"), "Only the coming edition can be held."),
    };

    public async Task<IActionResult> OnPostLetGoAsync(long id, string? width, string? part, CancellationToken cancellation) => await hold.TakeBackAsync(id, AdminName, cancellation)
        ? Done(Back(width, part, "when"), "It goes at its time.")
        : Refused(Back(width, part, "when"), "It is not held any more, or its time has come. This is how it stands now.");

    public async Task<IActionResult> OnPostReleaseAsync(long id, long seen, string? width, string? part, CancellationToken cancellation)
    {
        var outcome = await requests.AskAsync(AdminName, id, seen, cancellation);
        if (outcome is AskOutcome.Asked)
            await jobs.RunNowAsync(DigestTimetable.SendNowJob, cancellation);
        return outcome is AskOutcome.Asked ? Done(IndexModel.Path, "The edition is let go.") : Refused(Back(width, part, "when"), SendModel.Why(outcome));
    }

    public async Task<IActionResult> OnPostSkipAsync(DateOnly day, string? width, string? part, CancellationToken cancellation) => await skip.SkipAsync(day, AdminName, cancellation) switch
    {
        SkipOutcome.Skipped => Done(Back(width, part, "when"), $"The edition of {day.ToString("d MMMM", CultureInfo.InvariantCulture)} is skipped. Its stories, and what was said of them, go with the next one."),
        SkipOutcome.SkippedAlready => Refused(Back(width, part, "when"), "It is skipped already."),
        SkipOutcome.ClosedAlready => Refused(Back(width, part, "when"), "That edition has closed already. Open it under Editions to pause it."),
        _ => Refused(Back(width, part, "when"), "Only an edition of the next two weeks can be skipped."),
    };

    public async Task<IActionResult> OnPostTakeBackAsync(long id, string? width, string? part, CancellationToken cancellation) => await skip.TakeBackAsync(id, AdminName, cancellation)
        ? Done(Back(width, part, "when"), "The edition goes at its time after all.")
        : Refused(Back(width, part, "when"), "That edition is not skipped any more, or its time has passed. “Send now” sends one at any time.");

    private async Task<Timing> TimingAsync(CancellationToken cancellation) => new(
        await coming.RegularAsync(cancellation),
        [.. (await pages.HeldAsync(cancellation)).Select(held => new HeldEdition(held, hold.CanBeTakenBack(held)))],
        [.. (await pages.SkippedAsync(cancellation)).Where(skip.CanBeTakenBack)],
        (await sendNow.PlanAsync(cancellation)).LastClosing);
}

/// <summary>When the coming edition goes.</summary>
/// <param name="Coming">If nobody does anything.</param>
/// <param name="Held">Editions that wait.</param>
/// <param name="Skipped">Editions that can still go at their time.</param>
/// <param name="LastClosing">When an edition was closed last, as whoever lets one go has seen it.</param>
internal sealed record Timing(Coming Coming, IReadOnlyList<HeldEdition> Held, IReadOnlyList<Edition> Skipped, long LastClosing);

/// <summary>An edition that waits.</summary>
/// <param name="Edition">Its row.</param>
/// <param name="IsEarly">Whether it can still go at its time.</param>
internal sealed record HeldEdition(Edition Edition, bool IsEarly);
