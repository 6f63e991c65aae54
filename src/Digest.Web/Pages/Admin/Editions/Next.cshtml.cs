using Digest.Editions;
using Digest.Editions.Corrections;
using Digest.Outbox;
using Digest.Rendering;
using Digest.Stories;
using Digest.Subscribers;
using Digest.Web.Endpoints;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Admin.Editions;

/// <summary>The coming edition as it would be now, what makes its items, and a test of it by mail.</summary>
internal sealed class NextModel(NextEdition next, SampleMessage sample, SampleSubmission submission, ComingEdition coming, ItemEdits edits, ItemReasons reasons, PinEdits pins, CorrectionDesk corrections, StoryArchive archive, ILogger<NextModel> logger) : AdminPage
{
    private const string Path = "/admin/editions/next";
    private const string AddressCookie = "digest-test-to";
    private const int MostCut = 20;

    public Preview? Preview { get; private set; }

    /// <summary>Why its items are what they are.</summary>
    public ItemsExplained? Why { get; private set; }

    /// <summary>The leads of the next items that are cut for length.</summary>
    public IReadOnlyList<Story> Cut { get; private set; } = [];

    public Coming? Coming { get; private set; }

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
        Address = Request.Cookies[AddressCookie] ?? "";
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
        Response.Cookies.Append(AddressCookie, Address, new CookieOptions { Path = Path, HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = Request.IsHttps, MaxAge = TimeSpan.FromDays(365), IsEssential = true });
        var back = Path + View.Query();
        try
        {
            if (await next.PreviewAsync(cancellation) is not { } preview)
                return Refused(back, "Nothing is new, so there is nothing to test.");
            logger.LogInformation("{Admin} asks for a test of the coming edition", AdminName);
            return await submission.SubmitAsync(AdminEditionMessages.Content(preview.Message), to, cancellation) switch
            {
                null => Refused(back, $"A test was submitted a moment ago. Wait {SampleSubmission.Rest.TotalSeconds:0} seconds and try again."),
                { IsSubmitted: true } taken => Done(back, $"The test for {to.Value} is submitted. The server answered: {taken.Words}"),
                { } refused => Refused(back, $"The test for {to.Value} is not submitted: {refused.Words}{(refused.Meaning is null ? "" : $" — {refused.Meaning}")}"),
            };
        }
        catch (TemplateException broken)
        {
            return Refused(back, $"The edition cannot be rendered: {broken.Message}");
        }
    }

    public async Task<IActionResult> OnPostSplitAsync(long story, string? width, string? part, CancellationToken cancellation) =>
        Said(await edits.SplitAsync(story, AdminName, cancellation), "The story stands by itself now.", width, part);

    public async Task<IActionResult> OnPostJoinAsync(long story, long other, string? width, string? part, CancellationToken cancellation) =>
        Said(await edits.JoinAsync(story, other, AdminName, cancellation), "They are one item now.", width, part);

    public async Task<IActionResult> OnPostUndoAsync(long tie, string? width, string? part, CancellationToken cancellation)
    {
        var back = Path + MessageViews.Read(width, part).Query();
        return await edits.UndoAsync(tie, AdminName, cancellation)
            ? Done(back, "It is undone.")
            : Refused(back, "It was undone already.");
    }

    public async Task<IActionResult> OnPostPinAsync(long story, string? width, string? part, CancellationToken cancellation) =>
        Said(await pins.PinAsync(story, AdminName, cancellation), "It stands at the top now.", width, part);

    public async Task<IActionResult> OnPostUnpinAsync(long story, string? width, string? part, CancellationToken cancellation) =>
        Said(await pins.UnpinAsync(story, AdminName, cancellation), "It is not pinned any more.", width, part);

    private IActionResult Said(PinOutcome outcome, string done, string? width, string? part)
    {
        var back = Path + MessageViews.Read(width, part).Query();
        return outcome switch
        {
            PinOutcome.Done => Done(back, done),
            PinOutcome.PinnedAlready => Refused(back, "It is pinned already."),
            PinOutcome.NotPinned => Refused(back, "It was not pinned any more."),
            _ => Refused(back, "The story is not in the coming edition any more. This is how it is now."),
        };
    }

    private IActionResult Said(ItemEditOutcome outcome, string done, string? width, string? part)
    {
        var back = Path + MessageViews.Read(width, part).Query();
        return outcome switch
        {
            ItemEditOutcome.Done => Done(back, done),
            ItemEditOutcome.AloneAlready => Refused(back, "The story stands by itself already."),
            ItemEditOutcome.ToItself => Refused(back, "A story cannot be joined to itself."),
            ItemEditOutcome.OneAlready => Refused(back, "They are one item already."),
            _ => Refused(back, "The story is not in the coming edition any more. This is how it is now."),
        };
    }

    private async Task<IReadOnlyList<Story>> LeadsAsync(IEnumerable<EditionItem> items, CancellationToken cancellation)
    {
        var ids = items.Select(item => item.Lead.Id).ToList();
        var stories = (await archive.ByIdsAsync(ids, cancellation)).ToDictionary(story => story.Id);
        return [.. ids.Where(stories.ContainsKey).Select(id => stories[id])];
    }

    private async Task ShowAsync(CancellationToken cancellation)
    {
        Coming = await coming.RegularAsync(cancellation);
        OpenCorrections = await corrections.CountOpenAsync(cancellation);
        try
        {
            Preview = await next.PreviewAsync(cancellation);
            Why = Preview is null ? null : await reasons.OfAsync(Preview.Items, cancellation);
            Cut = Preview is null ? [] : await LeadsAsync(Preview.Cut.Take(MostCut), cancellation);
            if (Preview is not null && View is MessageView.Text)
                Text = sample.Fill(Preview.Message.Text, AdminEditionMessages.Content(Preview.Message));
        }
        catch (TemplateException problem)
        {
            Broken = problem.Message;
        }
    }
}
