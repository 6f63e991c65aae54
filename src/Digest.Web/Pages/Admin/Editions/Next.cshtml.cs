using Digest.Editions;
using Digest.Editions.Checks;
using Digest.Editions.Corrections;
using Digest.Editions.Desk;
using Digest.Jobs;
using Digest.Outbox;
using Digest.Rendering;
using Digest.Stories;
using Digest.Subscribers;
using Digest.Web.Endpoints;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Admin.Editions;

/// <summary>The desk: the coming edition as it would be now, what editors may say of it, and a test of it by mail.</summary>
[RequestSizeLimit(LargestBody)]
internal sealed partial class NextModel(
    NextEdition next, ComingEdition coming, DeskView desk, SampleMessage sample, SampleSubmission submission, ItemEdits edits, DeskEdits words, DeskMoves moves, DeskPresence presence,
    EditionHold hold, EditionSkip skip, EditionPages pages, SendNow sendNow, SendRequests requests, JobBoard jobs, EditionOptions options, CorrectionDesk corrections, StoryArchive archive, EditionChecks checks, CheckLinks links, ILogger<NextModel> logger) : AdminPage
{
    public const string Path = "/admin/editions/next";

    // So much that a note which is far too long is answered with a sentence.
    private const int LargestBody = 16 * 1024 * 1024;

    public Preview? Preview => Desk?.Preview;

    /// <summary>What the desk shows besides the message; null where the edition cannot be rendered.</summary>
    public ShownDesk? Desk { get; private set; }

    public Timing Timing { get; private set; } = new(null!, [], [], 0);

    /// <summary>Corrections that wait for a decision.</summary>
    public int OpenCorrections { get; private set; }

    /// <summary>Why it cannot be rendered, in one line.</summary>
    public string? Broken { get; private set; }

    public MessageView View { get; private set; }

    public string Text { get; private set; } = "";

    public string Address { get; private set; } = "";

    public string? AddressProblem { get; private set; }

    public async Task OnGetAsync(string? width, string? part, CancellationToken cancellation)
    {
        View = MessageViews.Read(width, part);
        Address = TestForm.LastAddress(Request);
        await ShowAsync(cancellation);
    }

    public async Task<IActionResult> OnPostTestAsync(string? address, string? width, string? part, CancellationToken cancellation)
    {
        View = MessageViews.Read(width, part);
        Address = address?.Trim() ?? "";
        if (!EmailAddress.TryParse(Address, out var to, out var problem))
        {
            AddressProblem = problem.English;
            await ShowAsync(cancellation);
            return Page();
        }
        TestForm.Remember(HttpContext, Address);
        var back = Path + View.Query();
        try
        {
            if (await next.PreviewAsync(cancellation) is not { } preview)
                return Refused(back, "Nothing is new, so there is nothing to test.");
            logger.LogInformation("{Admin} asks for a test of the coming edition", AdminName);
            var (isDone, words) = TestForm.Say(to, await submission.SubmitAsync(AdminEditionMessages.Content(preview.Message), to, cancellation));
            return isDone ? Done(back, words) : Refused(back, words);
        }
        catch (TemplateException broken)
        {
            return Refused(back, $"The edition cannot be rendered: {broken.Message}");
        }
    }

    /// <summary>An editor's browser says that they look at the desk.</summary>
    public async Task<IActionResult> OnPostHereAsync(CancellationToken cancellation)
    {
        await presence.NoteAsync(AdminName, cancellation);
        return StatusCode(StatusCodes.Status204NoContent);
    }

    /// <summary>Where a form leads back to.</summary>
    private static string Back(string? width, string? part, string? fragment = null) => Path + MessageViews.Read(width, part).Query() + (fragment is null ? "" : $"#{fragment}");

    private async Task ShowAsync(CancellationToken cancellation)
    {
        Timing = await TimingAsync(cancellation);
        OpenCorrections = await corrections.CountOpenAsync(cancellation);
        try
        {
            Desk = await desk.ReadAsync(AdminName, View, cancellation) with { Typed = Typed };
            if (Preview is not null && View is MessageView.Text)
                Text = sample.Fill(Preview.Message.Text, AdminEditionMessages.Content(Preview.Message));
        }
        catch (TemplateException problem)
        {
            Broken = problem.Message;
        }
        Checkup = await checks.OfAsync(Preview, Broken, cancellation);
    }
}
