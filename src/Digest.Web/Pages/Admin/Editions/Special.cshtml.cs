using System.Globalization;
using Digest.Editions;
using Digest.Editions.Checks;
using Digest.Editions.Specials;
using Digest.Jobs;
using Digest.Outbox;
using Digest.Rendering;
using Digest.Stories;
using Digest.Subscribers;
using Digest.Web.Endpoints;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Admin.Editions;

/// <summary>A special edition in the making: its stories, words and readers, how it looks, who would get it, and when it goes.</summary>
[RequestSizeLimit(LargestBody)]
internal sealed partial class SpecialModel(
    SpecialBook book, SpecialPreviews previews, SpecialStories stories, SpecialTime time, ArchiveTopics topics, EditionChecks checks, CheckLinks links, SampleMessage sample, SampleSubmission submission,
    StoryArchive archive, JobBoard jobs, TimeProvider clock, ILogger<SpecialModel> logger) : AdminPage
{
    // So much that a note which is far too long is answered with a sentence.
    private const int LargestBody = 16 * 1024 * 1024, LongestShown = 20_000;

    public SpecialEdition Special { get; private set; } = new();

    /// <summary>Its words and readers as they are kept, or as they were typed and could not be.</summary>
    public SpecialDraft Draft { get; private set; } = new(null, null, null, default, [], WithOthers: false);

    /// <summary>The note as it was typed; of one without end, the beginning.</summary>
    public string? ShownNote => Draft.Note is { Length: > LongestShown } note ? note[..LongestShown] : Draft.Note;

    /// <summary>What is wrong with what was typed.</summary>
    public (string Field, string Sentence)? Wrong { get; private set; }

    public IReadOnlyList<PickedStory> Stories { get; private set; } = [];

    /// <summary>What was looked for.</summary>
    public string Find { get; private set; } = "";

    /// <summary>What there is to pick from.</summary>
    public IReadOnlyList<PickedStory> Found { get; private set; } = [];

    /// <summary>The topics that can be chosen.</summary>
    public IReadOnlyList<string> Topics { get; private set; } = [];

    public SpecialCount Count { get; private set; } = new(0, 0, 0);

    public Preview? Preview { get; private set; }

    /// <summary>Why it cannot be rendered, in one line.</summary>
    public string? Broken { get; private set; }

    public Checkup? Checkup { get; private set; }

    public MessageView View { get; private set; }

    public string Text { get; private set; } = "";

    public string Address { get; private set; } = "";

    public string? AddressProblem { get; private set; }

    /// <summary>The day and the time of day that were typed, or are proposed.</summary>
    public (string Day, string Time) At { get; private set; } = ("", "");

    /// <summary>What is wrong with them.</summary>
    public string? AtProblem { get; private set; }

    public string ZoneName => time.ZoneName;

    public static string PathOf(long id) => string.Create(CultureInfo.InvariantCulture, $"{IndexModel.Path}/specials/{id}");

    /// <summary>Where a form goes.</summary>
    public string Action(string handler) => $"{PathOf(Special.Id)}{View.Query()}&handler={handler}";

    public async Task<IActionResult> OnGetAsync(long id, string? find, string? width, string? part, CancellationToken cancellation)
    {
        if (!await FindAsync(id, width, part, cancellation))
            return NotFound();
        await ShowAsync(find, cancellation);
        return Page();
    }

    public Task<IActionResult> OnPostAddAsync(long id, long story, string? find, string? width, string? part) =>
        SayAsync(id, book.AddStoryAsync(id, story, AdminName), "The story is added.", "It is in the edition already.", "found", find, width, part);

    public async Task<IActionResult> OnPostAddressAsync(long id, string? address, string? width, string? part, CancellationToken cancellation) =>
        await archive.IdOfAsync(CanonicalLink.Of(address?.Trim() ?? ""), cancellation) is { } story
            ? await OnPostAddAsync(id, story, find: null, width, part)
            : Refused(Back(id, width, part, "stories"), "No story of the archive has that address. Copy it from the site, or from Feeds.");

    public Task<IActionResult> OnPostUpAsync(long id, long story, string? width, string? part) => SayAsync(id, book.MoveStoryAsync(id, story, -1, AdminName), "It stands one place higher.", "It is at the top already.", "stories", null, width, part);

    public Task<IActionResult> OnPostDownAsync(long id, long story, string? width, string? part) => SayAsync(id, book.MoveStoryAsync(id, story, 1, AdminName), "It stands one place lower.", "It is the last one already.", "stories", null, width, part);

    public Task<IActionResult> OnPostDropAsync(long id, long story, string? width, string? part) => SayAsync(id, book.RemoveStoryAsync(id, story, AdminName), "The story is taken out.", "It was taken out already.", "stories", null, width, part);

    public async Task<IActionResult> OnPostWordsAsync(long id, string? subject, string? preheader, string? note, SpecialAudience audience, string[] topic, bool others, long seen, string? width, string? part, CancellationToken cancellation)
    {
        if (!await FindAsync(id, width, part, cancellation))
            return Refused(IndexModel.Path, "That special edition was removed meanwhile.");
        var draft = new SpecialDraft(subject, preheader, note, audience, topic, others);
        Wrong = draft.Problem;
        if (Wrong is null)
        {
            var result = await book.SayAsync(id, seen, draft, AdminName);
            if (result is not SpecialResult.Overtaken)
                return Say(id, result, "Its words and readers are saved.", "", "words", width, part);
            Wrong = ("subject", $"{Special.ChangedBy} changed it while you were writing, and nothing is overwritten. What you typed is still here; save it again to put it in that place.");
        }
        Draft = draft;
        Response.StatusCode = StatusCodes.Status400BadRequest;
        await ShowAsync(find: null, cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostTestAsync(long id, string? address, string? width, string? part, CancellationToken cancellation)
    {
        if (!await FindAsync(id, width, part, cancellation))
            return Refused(IndexModel.Path, "That special edition was removed meanwhile.");
        Address = address?.Trim() ?? "";
        if (!EmailAddress.TryParse(Address, out var to, out var problem))
        {
            AddressProblem = problem.English;
            await ShowAsync(find: null, cancellation);
            return Page();
        }
        TestForm.Remember(HttpContext, Address);
        return await WithPreviewAsync(id, "test", width, part, async preview =>
        {
            logger.LogInformation("{Admin} asks for a test of special edition {Special}", AdminName, id);
            return TestForm.Say(to, await submission.SubmitAsync(AdminEditionMessages.Content(preview.Message), to, cancellation));
        }, cancellation);
    }

    public async Task<IActionResult> OnPostLinksAsync(long id, string? width, string? part, CancellationToken cancellation) => !await FindAsync(id, width, part, cancellation)
        ? Refused(IndexModel.Path, "That special edition was removed meanwhile.")
        : await WithPreviewAsync(id, "before", width, part, async preview =>
        {
            var (asked, all) = await links.NowAsync(preview.Composition, cancellation);
            return asked == all
                ? (true, all == 1 ? "The one link was asked for." : $"{all} links and pictures were asked for.")
                : (false, $"Of {all} links and pictures {asked} were asked for; for the others there was no time. Ask again, and they come first.");
        }, cancellation);

    private async Task<IActionResult> WithPreviewAsync(long id, string fragment, string? width, string? part, Func<Preview, Task<(bool IsDone, string Words)>> use, CancellationToken cancellation)
    {
        var back = Back(id, width, part, fragment);
        try
        {
            if (await previews.RenderAsync(Special, cancellation) is not { } preview)
                return Refused(back, "It has no story yet, so there is nothing to look at.");
            var (isDone, words) = await use(preview);
            return isDone ? Done(back, words) : Refused(back, words);
        }
        catch (TemplateException broken)
        {
            return Refused(back, $"It cannot be rendered: {broken.Message}");
        }
    }

    private async Task<bool> FindAsync(long id, string? width, string? part, CancellationToken cancellation)
    {
        View = MessageViews.Read(width, part);
        if (await book.FindAsync(id, cancellation) is not { } found)
            return false;
        Special = found;
        Draft = new SpecialDraft(found.Subject, found.Preheader, found.Note, found.Audience, found.AudienceTopics, found.WithOthers);
        return true;
    }

    private async Task ShowAsync(string? find, CancellationToken cancellation)
    {
        Find = PlainText.Line(find) ?? "";
        Address = Address.Length > 0 ? Address : TestForm.LastAddress(Request);
        At = AtProblem is null ? time.Proposed(Special.SendAt) : At;
        Stories = await stories.OfAsync(Special.StoryIds, cancellation);
        Topics = [.. (await topics.ReadAsync()).Union(Draft.Topics, StringComparer.OrdinalIgnoreCase)];
        if (Special.State is SpecialState.Closed)
            return;
        Found = await stories.FindAsync(Find, Special.StoryIds, cancellation);
        Count = await previews.CountAsync(Special, cancellation);
        try
        {
            Preview = await previews.RenderAsync(Special, cancellation);
            if (Preview is not null && View is MessageView.Text)
                Text = sample.Fill(Preview.Message.Text, AdminEditionMessages.Content(Preview.Message));
        }
        catch (TemplateException problem)
        {
            Broken = problem.Message;
        }
        Checkup = Special.StoryIds.Count == 0 ? null : await checks.OfAsync(Preview, Broken, cancellation);
    }

    private static string Back(long id, string? width, string? part, string fragment, string? find = null) =>
        $"{PathOf(id)}{MessageViews.Read(width, part).Query()}{(string.IsNullOrEmpty(find) ? "" : $"&find={Uri.EscapeDataString(find)}")}#{fragment}";

    private async Task<IActionResult> SayAsync(long id, Task<SpecialResult> result, string done, string already, string fragment, string? find, string? width, string? part) =>
        Say(id, await result, done, already, fragment, width, part, find);

    private IActionResult Say(long id, SpecialResult result, string done, string already, string fragment, string? width, string? part, string? find = null)
    {
        var back = Back(id, width, part, fragment, find);
        return result switch
        {
            SpecialResult.Done => Done(back, done),
            SpecialResult.SaidAlready => Done(back, already),
            SpecialResult.Overtaken => Refused(back, "Somebody changed it after you had looked. This is how it is now: look at it, and say so again."),
            SpecialResult.Full => Refused(back, $"A special edition may have {SpecialBook.MostStories} stories. Take one out first."),
            SpecialResult.Unusable => Refused(back, "That cannot go: a story is withdrawn or kept out of all editions, or there is none. Pick another one."),
            SpecialResult.Closed => Refused(back, "It has gone, and stays as it was sent."),
            SpecialResult.Gone => Refused(IndexModel.Path, "That special edition was removed meanwhile."),
            _ => throw new InvalidOperationException($"Nobody has said what {result} means."),
        };
    }
}
