using System.Globalization;
using Digest.Editions;
using Digest.Signup;
using Digest.Storage;
using Digest.Subscribers;
using Digest.Web.Pages.Preferences;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Digest.Web.Pages.Admin.Subscribers;

/// <summary>One subscriber: what they get, what is on record, and what can be done.</summary>
internal sealed class DetailsModel(
    Database database,
    SubscriberHistory histories,
    Editing editing,
    Leaving leaving,
    Suppressions suppressions,
    ChoicesForms forms,
    EditionOptions editions,
    Shown shown,
    TimeProvider clock) : AdminPage
{
    public Shown Shown => shown;

    public EditionOptions Editions => editions;

    public Subscriber Subscriber { get; private set; } = null!;

    public EditForm Form { get; private set; } = null!;

    public IReadOnlyList<string> Topics { get; private set; } = [];

    public HistoryPage History { get; private set; } = new([], Before: null);

    /// <summary>Why the address gets nothing; null: it is not suppressed.</summary>
    public string? Suppressed { get; private set; }

    /// <summary>Whether it was an admin who ended the subscription, so that an admin may take that back.</summary>
    public bool MayUndo { get; private set; }

    /// <summary>What others changed since the form was opened; nothing was kept yet.</summary>
    public IReadOnlyList<SubscriberChange> Meanwhile { get; private set; } = [];

    public string? NameProblem { get; private set; }

    public string? PauseProblem { get; private set; }

    public string? ChoicesProblem { get; private set; }

    public bool IsErased => Subscriber.Status == SubscriberStatus.Erased;

    public bool IsPaused => Subscriber.IsPaused(clock);

    public DateOnly Tomorrow => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), ReadersZone).DateTime).AddDays(1);

    private TimeZoneInfo ReadersZone => Subscriber.TimeZone is { } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var own) ? own : editions.Zone;

    public async Task<IActionResult> OnGetAsync(long id, long? before)
    {
        if (!await FindAsync(id))
            return NotFound();
        await ShowAsync(before);
        return Page();
    }

    public async Task<IActionResult> OnPostSaveAsync(long id)
    {
        if (!await FindAsync(id) || IsErased)
            return NotFound();
        var form = await Request.ReadFormAsync();
        if (!TryRead(form, await forms.OfferedAsync(Subscriber.Choices), out var edit))
            return await AgainAsync(StatusCodes.Status400BadRequest);
        var answer = await editing.EditAsync(id, edit, Form.Seen, AdminName);
        switch (answer.Outcome)
        {
            case EditOutcome.Saved:
                return Done(Path(id), "Saved. The next edition follows it.");
            case EditOutcome.NothingChanged:
                return Done(Path(id), "Nothing was different.");
            case EditOutcome.ChangedMeanwhile:
                // Saving once more is meant then.
                Form = Form with { Seen = answer.Meanwhile[^1].Id };
                Meanwhile = answer.Meanwhile;
                return await AgainAsync(StatusCodes.Status409Conflict);
            default:
                return NotFound();
        }
    }

    public async Task<IActionResult> OnPostUnsubscribeAsync(long id) => await leaving.UnsubscribeAsync(id, AdminName)
        ? Done(Path(id), "Unsubscribed: they get nothing any more. You can take this back below.")
        : Refused(Path(id), "They get nothing already; nothing was changed.");

    public async Task<IActionResult> OnPostUndoAsync(long id) => await leaving.UndoAsync(id, AdminName)
        ? Done(Path(id), "Taken back: they are a reader again, with all they chose.")
        : Refused(Path(id), "This cannot be taken back here: they left by themselves, or their address is suppressed.");

    private static string Path(long id) => $"{IndexModel.Path}/{id.ToString(CultureInfo.InvariantCulture)}";

    private async Task<bool> FindAsync(long id)
    {
        Subscriber = (await database.ReadAsync(session => SubscriberBook.FindAsync(session, id)))!;
        return Subscriber is not null;
    }

    private async Task<PageResult> AgainAsync(int status)
    {
        await ShowAsync(before: null);
        var page = Page();
        page.StatusCode = status;
        return page;
    }

    private async Task ShowAsync(long? before)
    {
        History = await histories.ReadAsync(Subscriber, before);
        await database.ReadAsync(async session =>
        {
            Suppressed = await suppressions.FindAsync(session, Subscriber.AddressKey);
            MayUndo = Subscriber.Status == SubscriberStatus.Unsubscribed && Suppressed is null && await Leaving.IsByAdminAsync(session, Subscriber.Id);
            Form ??= new EditForm(Subscriber.Name ?? "", Subscriber.Choices, PauseDay(), await SubscriberChanges.LatestAsync(session, Subscriber.Id));
            return 0;
        });
        Topics = await forms.OfferedAsync(Form.Choices);
    }

    private bool TryRead(IFormCollection form, IReadOnlyList<string> offered, out SubscriberEdit edit)
    {
        SubscriberName.TryRead(form["name"], out var name, out var nameProblem);
        NameProblem = nameProblem;
        if (!ChoicesInput.TryRead(form, Subscriber.Choices, offered, out var choices, out var problem))
            ChoicesProblem = Languages.Words.In(Languages.ReaderLanguages.English)[problem.Name];
        var until = form["until"].ToString();
        var pause = ReadPause(until);
        Form = new EditForm(name ?? "", choices ?? Subscriber.Choices, until, long.TryParse(form["seen"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : 0);
        edit = new SubscriberEdit(name, Form.Choices, pause);
        return (NameProblem, ChoicesProblem, PauseProblem) is (null, null, null);
    }

    // A day that was not touched keeps the moment that the reader chose.
    private DateTimeOffset? ReadPause(string typed)
    {
        if (typed == PauseDay())
            return Subscriber.PausedUntil.ToTime();
        if (typed.Length == 0)
            return null;
        if (DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= Tomorrow && day <= Tomorrow.AddYears(1))
            return EditionClock.BeginningOf(day, ReadersZone);
        PauseProblem = "Please choose a day from tomorrow on, within a year, or none.";
        return null;
    }

    private string PauseDay() => IsPaused
        ? TimeZoneInfo.ConvertTime(Subscriber.PausedUntil.ToTime()!.Value, ReadersZone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : "";
}

/// <summary>What stands in the form.</summary>
/// <param name="Name">Empty: none.</param>
/// <param name="Choices">What the reader gets, and when.</param>
/// <param name="Until">The day on which a pause ends; empty: no pause.</param>
/// <param name="Seen">The number of the latest change that the admin saw.</param>
internal sealed record EditForm(string Name, Choices Choices, string Until, long Seen);
