using Digest.Editions;
using Digest.Editions.Specials;
using Digest.Outbox;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Admin.Editions;

/// <summary>One edition: what it shows, how its messages stand and why, who did what with it.</summary>
internal sealed class EditionModel(EditionPages pages, EditionPause pause, EditionRetry retry, SpecialBook specials) : AdminPage
{
    public ListedEdition Listed { get; private set; } = new(new Edition(), new EditionCounts(), LastAnswerAt: null);

    public EditionDetails Details { get; private set; } = new([], 0, [], [], new EditionProgress(FirstAnswerAt: null, LastAnswerAt: null, PerSecond: 0));

    public Edition Edition => Listed.Edition;

    /// <summary>Failed messages that may be submitted once more.</summary>
    public int Retriable { get; private set; }

    /// <summary>What a special edition was made of; null: it is a regular one.</summary>
    public SpecialEdition? Special { get; private set; }

    public MessageView View { get; private set; }

    public string? Text { get; private set; }

    public bool HasPage { get; private set; }

    public async Task<IActionResult> OnGetAsync(long id, string? width, string? part, CancellationToken cancellation)
    {
        if (await pages.FindAsync(id, cancellation) is not { } found)
            return NotFound();
        Listed = found;
        View = MessageViews.Read(width, part);
        Special = found.Edition.Kind is EditionKind.Special ? await specials.OfEditionAsync(id, cancellation) : null;
        Details = await pages.DetailsAsync(id, cancellation);
        var parts = await pages.PartsAsync(id, cancellation);
        HasPage = parts is not null;
        Text = View is MessageView.Text ? parts?.Text : null;
        Retriable = found is { Edition.PreparedAt: not null, Counts: { Failed: > 0, Waiting: 0 } } ? await retry.CountAsync(id, cancellation) : 0;
        return Page();
    }

    public async Task<IActionResult> OnPostPauseAsync(long id, CancellationToken cancellation) => await pause.PauseAsync(id, AdminName, cancellation)
        ? Done(PathOf(id), "The edition is paused. What is on the wire finishes; nothing else of it goes.")
        : Refused(PathOf(id), "The edition was paused already, or nothing of it is left to go.");

    public async Task<IActionResult> OnPostResumeAsync(long id, CancellationToken cancellation) => await pause.ResumeAsync(id, AdminName, cancellation)
        ? Done(PathOf(id), "The edition goes on where it stopped.")
        : Refused(PathOf(id), "The edition is not paused any more.");

    public async Task<IActionResult> OnPostGiveUpAsync(long id, CancellationToken cancellation) => await pause.GiveUpAsync(id, AdminName, cancellation) is { } count
        ? Done(PathOf(id), $"{Messages(count)} given up. Their stories go with the next edition.")
        : Refused(PathOf(id), "Only a paused edition whose messages are all prepared can be given up.");

    public async Task<IActionResult> OnPostRetryAsync(long id, CancellationToken cancellation) => await retry.RunAsync(id, AdminName, cancellation) is > 0 and var count
        ? Done(PathOf(id), $"{Messages(count)} put back, to be submitted once more.")
        : Refused(PathOf(id), "There is nothing to submit once more: a later edition has taken the stories along, or the addresses do not exist.");

    private static string Messages(int count) => count == 1 ? "1 message was" : $"{Shown.Number(count)} messages were";

    private static string PathOf(long id) => $"{IndexModel.Path}/{id}";
}
