using System.Globalization;
using Digest.Editions;
using Digest.Editions.Corrections;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Admin.Corrections;

/// <summary>Stories that say something else than when readers got them, and what is decided about it.</summary>
internal sealed class IndexModel(CorrectionDesk desk, EditionOptions options) : AdminPage
{
    private const string Path = "/admin/corrections";
    private const int MostOpen = 20;
    private const int MostPast = 20;

    // As many as can be on their way at once: each can be taken back.
    private const int MostGoing = 62;

    /// <summary>Those that wait for somebody and say so themselves.</summary>
    public IReadOnlyList<ShownCorrection> Open { get; private set; } = [];

    /// <summary>How many more of them there are.</summary>
    public int MoreOpen { get; private set; }

    /// <summary>Changes of a dek or text that nothing was said of.</summary>
    public IReadOnlyList<ShownCorrection> Silent { get; private set; } = [];

    public IReadOnlyList<ShownCorrection> Going { get; private set; } = [];

    public IReadOnlyList<ShownCorrection> Past { get; private set; } = [];

    /// <summary>After how many minutes they go by themselves; null: they do not.</summary>
    public int? GoAfterMinutes => options.CorrectionsGoAfterMinutes;

    /// <summary>The form that could not be taken; null: none.</summary>
    public CorrectionWords? Refusal { get; private set; }

    public Task OnGetAsync(CancellationToken cancellation) => ShowAsync(cancellation);

    public async Task<IActionResult> OnPostTellAsync(long correction, string? right, CancellationToken cancellation)
    {
        var words = CorrectionWords.Read(correction, right, Request.Form);
        if ((await desk.FindAsync(correction, cancellation))?.Kind is { } kind && words.Judge(kind) is { } refusal)
        {
            Refusal = refusal;
            await ShowAsync(cancellation);
            return Page();
        }
        return Said(await desk.TellAsync(correction, AdminName, words.Right, words.Said, cancellation), "The coming edition of each of these readers carries the correction.");
    }

    public async Task<IActionResult> OnPostDismissAsync(long correction, CancellationToken cancellation) =>
        Said(await desk.DismissAsync(correction, AdminName, cancellation), "Nobody is told.");

    public async Task<IActionResult> OnPostUndoAsync(long correction, CancellationToken cancellation) =>
        Said(await desk.UndoAsync(correction, AdminName, cancellation), "It is undone, and open again.");

    private IActionResult Said(CorrectionOutcome outcome, string done) => outcome switch
    {
        CorrectionOutcome.Done => Done(Path, done),
        CorrectionOutcome.DecidedAlready => Refused(Path, "It was decided meanwhile. This is how it stands now."),
        CorrectionOutcome.CarriedAlready => Refused(Path, "It cannot be undone any more: a message has gone with it."),
        CorrectionOutcome.Overtaken => Refused(Path, "The story changed once more since; decide about that."),
        CorrectionOutcome.NothingToUndo => Refused(Path, "There is nothing to undo. This is how it stands now."),
        _ => Refused(Path, "There is no such correction."),
    };

    private async Task ShowAsync(CancellationToken cancellation)
    {
        Open = await desk.ListOpenAsync(areSilent: false, MostOpen, cancellation);
        MoreOpen = await desk.CountOpenAsync(cancellation) - Open.Count;
        Silent = await desk.ListOpenAsync(areSilent: true, MostOpen, cancellation);
        Going = await desk.ListAsync([CorrectionState.Going], MostGoing, cancellation);
        Past = await desk.ListAsync([CorrectionState.Told, CorrectionState.Dismissed, CorrectionState.Overtaken, CorrectionState.ChangedBack, CorrectionState.NobodyGot], MostPast, cancellation);
    }

    /// <summary>A correction's kind in words.</summary>
    public static string Kind(CorrectionKind kind) => kind switch
    {
        CorrectionKind.Removed => "Withdrawn",
        CorrectionKind.Restored => "Stands again",
        CorrectionKind.Marked => "Corrected",
        CorrectionKind.Headline => "Headline changed",
        _ => "Words changed",
    };

    /// <summary>Where a correction stands, in words.</summary>
    public static string State(CorrectionState state) => state switch
    {
        CorrectionState.Open => "Open",
        CorrectionState.Going => "On its way",
        CorrectionState.Told => "Told",
        CorrectionState.Dismissed => "Not told",
        CorrectionState.Overtaken => "Changed once more",
        CorrectionState.ChangedBack => "Changed back",
        _ => "In time: nobody got it",
    };

    /// <summary>What happened, in words.</summary>
    public static string Deed(CorrectionEvent what) => (what.What switch
    {
        CorrectionDeed.Found => "found",
        CorrectionDeed.Told => what.ByAdmin is null ? "went by itself" : "let go",
        CorrectionDeed.Dismissed => "found not worth telling",
        CorrectionDeed.Undone => "undone",
        CorrectionDeed.Ended => "ended: nobody is told any more",
        CorrectionDeed.Overtaken => "ended: the story changed once more",
        CorrectionDeed.ChangedBack => "ended: the story changed back",
        _ => "ended: nobody got what was not so",
    }) + (what.ByAdmin is { } by ? $" by {by}" : "");

    public static string Readers(int readers) => readers == 1 ? "1 reader" : $"{readers.ToString("N0", CultureInfo.InvariantCulture)} readers";
}
