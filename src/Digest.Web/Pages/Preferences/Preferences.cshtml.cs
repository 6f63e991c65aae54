using System.Globalization;
using Digest.Editions;
using Digest.Links;
using Digest.Signup;
using Digest.Storage;
using Digest.Subscribers;
using Digest.Web.Settings;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Preferences;

/// <summary>Where the link in a message leads: cadence, topics, format, pause, the appeal's rest, unsubscribe, and the way to a fresh link. Shows neither address nor name.</summary>
internal sealed class PreferencesModel(Choosing choosing, AppealRests rests, FreshLinks links, ChoicesForms forms, FewerLikeThis fewer, LinkSigner signer, AppSettings settings, RequestLanguage language, TimeProvider clock) : ReaderPage
{
    private TimeZoneInfo zone = TimeZoneInfo.Utc;

    /// <summary>Null: this reader gets nothing, so there is nothing to choose.</summary>
    public ChoicesForm? Choices { get; private set; }

    public ChoiceProblem? Problem { get; private set; }

    /// <summary>What was typed as the end of a pause, and was not taken.</summary>
    public string? TypedUntil { get; private set; }

    /// <summary>The name of the sentence that says what was done; null: nothing was.</summary>
    public string? Done { get; private set; }

    public DateOnly? PausedUntil { get; private set; }

    /// <summary>Up to when the appeal rests; null: it does not.</summary>
    public DateOnly? AppealRestsUntil { get; private set; }

    /// <summary>The story beside which the reader asked for fewer like it; null: they did not.</summary>
    public long? Story { get; private set; }

    /// <summary>Its topics that still come; null: none was asked for.</summary>
    public IReadOnlyList<string>? Fewer { get; private set; }

    public DateOnly FirstDay => Today.AddDays(1);

    public DateOnly LastDay => Today.AddYears(1);

    public string Action => language.Keep($"/preferences/{RouteToken()}");

    public string UnsubscribeAction { get; private set; } = "";

    private DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).DateTime);

    public async Task<IActionResult> OnGetAsync(string? done, [FromQuery(Name = "fewer")] string? story)
    {
        if (await choosing.LookAsync(RouteToken()) is not { } subscriber)
            return NotFound();
        Done = done switch
        {
            "saved" => "preferences.saved",
            "paused" => "preferences.paused",
            "resumed" => "preferences.resumed",
            "appeal" => "preferences.appeal-ended",
            "fewer" => "preferences.fewer-done",
            "link-sent" => "rights.ask-sent",
            "link-enough" => "rights.ask-enough",
            _ => null,
        };
        Story = StoryOf(story);
        await ShowAsync(subscriber, subscriber.Choices);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var token = RouteToken();
        if (await choosing.LookAsync(token) is not { } subscriber)
            return NotFound();
        var form = await ReadFormAsync();
        zone = Zone(subscriber);
        string? done;
        switch (form["action"].ToString())
        {
            case "save" or "":
                done = await SaveAsync(token, form, subscriber.Choices);
                break;
            case "pause":
                done = await PauseAsync(token, form["until"].ToString());
                break;
            case "resume":
                done = await choosing.ResumeAsync(token) ? "resumed" : null;
                break;
            case "appeal":
                done = await rests.EndAsync(token) ? "appeal" : null;
                break;
            case "fewer":
                Story = StoryOf(form["story"]);
                done = await LeaveOutAsync(token, form["topic"].ToString(), subscriber.Choices);
                break;
            case "link":
                done = await links.SendDataLinkAsync(token) is FreshLinkOutcome.Sent ? "link-sent" : "link-enough";
                break;
            default:
                return BadRequest();
        }
        if (Problem is null)
            return SeeOther(language.Keep(done is null ? $"/preferences/{token}" : $"/preferences/{token}?done={done}"));
        await ShowAsync(subscriber, subscriber.Choices);
        return PageWith(StatusCodes.Status400BadRequest);
    }

    private async Task<string?> SaveAsync(string token, IFormCollection form, Choices present)
    {
        if (ChoicesInput.TryReadOpen(form, present, await forms.OfferedAsync(present), out var choices, out var problem))
            return await choosing.ChooseAsync(token, choices) ? "saved" : null;
        Problem = problem;
        return null;
    }

    private async Task<string?> LeaveOutAsync(string token, string topic, Choices present)
    {
        if ((await forms.OfferedAsync(present)).FirstOrDefault(one => one.Equals(topic, StringComparison.OrdinalIgnoreCase)) is { } known && present.Without(known) is { } choices)
            return await choosing.ChooseAsync(token, choices) ? "fewer" : null;
        Problem = new ChoiceProblem("fewer", "preferences.problem-fewer");
        return null;
    }

    private static long? StoryOf(string? typed) => long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private async Task<string?> PauseAsync(string token, string typed)
    {
        if (DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= FirstDay && day <= LastDay)
            return await choosing.PauseAsync(token, EditionClock.BeginningOf(day, zone)) ? "paused" : null;
        Problem = new ChoiceProblem("until", "preferences.problem-pause");
        TypedUntil = typed;
        return null;
    }

    private async Task ShowAsync(Subscriber subscriber, Choices choices)
    {
        language.Prefer(subscriber.Language);
        if (subscriber.Status != SubscriberStatus.Active)
            return;
        zone = Zone(subscriber);
        Choices = (await forms.WithTopicsAsync(RouteToken(), choices)) with { Problem = Problem };
        Fewer = await fewer.TopicsAsync(Story, choices);
        PausedUntil = subscriber.IsPaused(clock) ? Day(subscriber.PausedUntil) : null;
        AppealRestsUntil = subscriber.AppealRests(clock) ? Day(subscriber.AppealRestUntil) : null;
        UnsubscribeAction = language.Keep($"/unsubscribe/{signer.Sign(LinkPurpose.Unsubscribe, subscriber.Id)}");
    }

    private DateOnly? Day(long? time) => time.ToTime() is { } known ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(known, zone).DateTime) : null;

    private TimeZoneInfo Zone(Subscriber subscriber) =>
        subscriber.TimeZone is { } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var own) ? own : settings.Editions.Zone;
}
