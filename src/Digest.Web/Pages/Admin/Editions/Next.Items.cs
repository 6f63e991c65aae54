using Digest.Editions;
using Digest.Editions.Desk;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Admin.Editions;

/// <summary>What editors do with the items: places, dropping, splitting and joining, and taking back.</summary>
internal sealed partial class NextModel
{
    private const string GoneMeanwhile = "The story is not in the coming edition any more. This is how it is now.";

    public async Task<IActionResult> OnPostPinAsync(long story, string? width, string? part, CancellationToken cancellation) =>
        Said(await moves.PinAsync(story, AdminName, cancellation), "It stands at the top now.", "It is pinned already.", Back(width, part, $"item-{story}"));

    public async Task<IActionResult> OnPostUnpinAsync(long story, string? width, string? part, CancellationToken cancellation) =>
        Said(await moves.UnpinAsync(story, AdminName, cancellation), "It is not pinned any more.", "It was not pinned any more.", Back(width, part, $"item-{story}"));

    public async Task<IActionResult> OnPostUpAsync(long story, string? width, string? part, CancellationToken cancellation) =>
        Said(await moves.StepAsync(story, -1, AdminName, cancellation), "It is one place higher now.", "It stands at the top already.", Back(width, part, $"up-{story}"));

    public async Task<IActionResult> OnPostDownAsync(long story, string? width, string? part, CancellationToken cancellation) =>
        Said(await moves.StepAsync(story, 1, AdminName, cancellation), "It is one place lower now.", "It stands at the end already.", Back(width, part, $"down-{story}"));

    public async Task<IActionResult> OnPostMoveAsync(long story, long above, string? width, string? part, CancellationToken cancellation) =>
        Said(await moves.MoveAsync(story, above, options.MaxStories, AdminName, cancellation), "It has its new place.", "It stands there already.", Back(width, part, $"item-{story}"));

    public async Task<IActionResult> OnPostDropAsync(long story, string? width, string? part, CancellationToken cancellation) =>
        Said(await words.DropAsync(story, AdminName, cancellation), "It does not come. It can be put back until the edition closes.", "It was dropped already.", Back(width, part, "stories"));

    public async Task<IActionResult> OnPostUndoEditAsync(long edit, string? width, string? part, CancellationToken cancellation)
    {
        var outcome = await words.UndoAsync(edit, AdminName, cancellation);
        return outcome.What switch
        {
            DeskResult.Overtaken => Refused(Back(width, part), $"{outcome.Other!.ByAdmin} has said something else since; what they said holds. Undo that first."),
            DeskResult.Unknown => Refused(Back(width, part), "There is nothing to undo."),
            _ => Said(outcome, "It is undone.", "It was undone already.", Back(width, part)),
        };
    }

    public async Task<IActionResult> OnPostSplitAsync(long story, string? width, string? part, CancellationToken cancellation) =>
        Said(await edits.SplitAsync(story, AdminName, cancellation), "The story stands by itself now.", Back(width, part));

    public async Task<IActionResult> OnPostJoinAsync(long story, long other, string? width, string? part, CancellationToken cancellation) =>
        Said(await edits.JoinAsync(story, other, AdminName, cancellation), "They are one item now.", Back(width, part));

    public async Task<IActionResult> OnPostUndoAsync(long tie, string? width, string? part, CancellationToken cancellation) => await edits.UndoAsync(tie, AdminName, cancellation)
        ? Done(Back(width, part), "It is undone.")
        : Refused(Back(width, part), "It was undone already.");

    private IActionResult Said(DeskOutcome outcome, string done, string already, string back) => outcome.What switch
    {
        DeskResult.Done => Done(back, done),
        DeskResult.SaidAlready => Refused(back, already),
        DeskResult.Closed => Refused(back, "The edition has closed meanwhile. This is the one after it."),
        DeskResult.Overtaken => Refused(back, "Others are moving items at the same time. This is how they stand now; try again."),
        _ => Refused(back, GoneMeanwhile),
    };

    private IActionResult Said(ItemEditOutcome outcome, string done, string back) => outcome switch
    {
        ItemEditOutcome.Done => Done(back, done),
        ItemEditOutcome.AloneAlready => Refused(back, "The story stands by itself already."),
        ItemEditOutcome.ToItself => Refused(back, "A story cannot be joined to itself."),
        ItemEditOutcome.OneAlready => Refused(back, "They are one item already."),
        _ => Refused(back, GoneMeanwhile),
    };
}
