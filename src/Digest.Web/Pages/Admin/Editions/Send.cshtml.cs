using Digest.Editions;
using Digest.Jobs;
using Digest.Outbox;
using Digest.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Admin.Editions;

/// <summary>"Send now": says what would go to whom, and asks once more.</summary>
internal sealed class SendModel(SendNow sendNow, SendRequests requests, ComingEdition coming, JobBoard jobs, Database database, TimeProvider clock) : AdminPage
{
    public SendPlan Plan { get; private set; } = new(Unfinished: null, Held: null, LastClosing: 0);

    public Coming Coming { get; private set; } = new(default, default, 0, 0, 0, 0);

    /// <summary>Messages of the unfinished edition that have had no answer.</summary>
    public EditionCounts Counts { get; private set; } = new();

    public SendRequest? Asked { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Plan = await sendNow.PlanAsync(cancellation);
        Asked = await requests.LatestAsync(cancellation) is { HandledAt: null } open ? open : null;
        if (Plan.Unfinished is { } unfinished)
            Counts = await database.ReadAsync(session => EditionCounts.ReadAsync(session, unfinished.Id, clock.Milliseconds()), cancellation);
        else
            Coming = await coming.NowAsync(cancellation);
    }

    public async Task<IActionResult> OnPostAsync(long seen, CancellationToken cancellation)
    {
        var outcome = await requests.AskAsync(AdminName, heldId: null, seen, cancellation);
        if (outcome is not AskOutcome.Asked)
            return Refused(IndexModel.Path, Why(outcome));
        await jobs.RunNowAsync(DigestTimetable.SendNowJob, cancellation);
        return Done(IndexModel.Path, "The edition is on its way.");
    }

    /// <summary>Why nothing was asked, and what helps.</summary>
    internal static string Why(AskOutcome outcome) => outcome switch
    {
        AskOutcome.AskedAlready => "Somebody asked for an edition to go a moment ago. It goes once; this page shows what happens.",
        AskOutcome.ClosedMeanwhile => "An edition was closed since you looked, so nothing was sent a second time. Look at it below; if another one is wanted, ask again.",
        AskOutcome.NotHeld => "That edition is not held any more.",
        AskOutcome.Paused => "An edition is paused. Resume it, or give up the rest of it, before another one goes.",
        _ => throw new InvalidOperationException($"Nobody has said what {outcome} means."),
    };
}
