using Digest.Signup;
using Digest.Subscribers;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Preferences;

/// <summary>Behind a fresh link: the reader's hour, another address, and everything that is kept about them.</summary>
internal sealed class YourDataModel(OwnData data, Moving moving, ChoicesForms forms, RequestLanguage language) : ReaderPage
{
    /// <summary>The link was good once.</summary>
    public bool IsOver { get; private set; }

    public string Path { get; private set; } = "";

    /// <summary>Hour and time zone; null: the reader gets no editions.</summary>
    public ChoicesForm? Time { get; private set; }

    public (string Field, string Words)? Problem { get; private set; }

    /// <summary>The name of the sentence that says what was done; null: nothing was.</summary>
    public string? Done { get; private set; }

    /// <summary>What was typed as the new address, and was not taken.</summary>
    public string? Typed { get; private set; }

    /// <summary>The record: the name of what it is called, and what it is.</summary>
    public IReadOnlyList<(string Name, string Value)> Facts { get; private set; } = [];

    public IReadOnlyList<(string Name, IReadOnlyList<RecordRow> Rows)> Lists { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string? done)
    {
        var access = await data.LookAsync(RouteToken());
        if (access.Subscriber is not { } subscriber)
            return Closed(access);
        Done = done switch
        {
            "saved" => "rights.saved",
            "moving" => "rights.moving",
            "enough" => "rights.move-enough",
            _ => null,
        };
        return await ShowAsync(subscriber, problem: null);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var access = await data.LookAsync(RouteToken());
        if (access.Subscriber is not { } subscriber)
            return Closed(access);
        var form = await ReadFormAsync();
        return form["action"].ToString() switch
        {
            "time" => await SaveTimeAsync(subscriber, form),
            "address" => await MoveAsync(subscriber, form["email"].ToString()),
            _ => BadRequest(),
        };
    }

    private async Task<IActionResult> SaveTimeAsync(Subscriber subscriber, IFormCollection form)
    {
        var time = new FormCollection(form.Where(field => field.Key is "hour" or "zone").ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal));
        if (ChoicesInput.TryRead(time, subscriber.Choices, [], out var choices, out var problem))
            return SeeOther(language.Keep($"/preferences/data/{RouteToken()}{(await data.ChooseAsync(RouteToken(), choices) ? "?done=saved" : "")}"));
        language.Prefer(subscriber.Language);
        Problem = (problem.Field, language.Words[problem.Name]);
        return await AgainAsync(subscriber, problem);
    }

    private async Task<IActionResult> MoveAsync(Subscriber subscriber, string typed)
    {
        const int longestShown = 320;
        language.Prefer(subscriber.Language);
        if (!EmailAddress.TryParseTyped(typed, out var address, out var problem))
            Problem = ("email", problem.Say(language.Words));
        else
        {
            var outcome = await moving.AskAsync(RouteToken(), address);
            if (outcome is MoveOutcome.Unknown)
                return NotFound();
            if (outcome is not MoveOutcome.SameAddress)
                return SeeOther(language.Keep($"/preferences/data/{RouteToken()}?done={(outcome is MoveOutcome.Asked ? "moving" : "enough")}"));
            Problem = ("email", language.Words["rights.move-same"]);
        }
        Typed = typed.Length > longestShown ? typed[..longestShown] : typed;
        return await AgainAsync(subscriber, problem: null);
    }

    private async Task<IActionResult> AgainAsync(Subscriber subscriber, ChoiceProblem? problem)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return await ShowAsync(subscriber, problem);
    }

    private async Task<IActionResult> ShowAsync(Subscriber subscriber, ChoiceProblem? problem)
    {
        if (await data.ReadAsync(RouteToken()) is not { } record)
            return NotFound();
        language.Prefer(subscriber.Language);
        Path = $"/preferences/data/{RouteToken()}";
        Time = subscriber.Status == SubscriberStatus.Active ? forms.Time(Path, subscriber.Choices) with { Problem = problem } : null;
        Facts = RecordRows.Facts(record, language.Words);
        Lists = RecordRows.Lists(record);
        return Page();
    }

    private IActionResult Closed(OwnDataAccess access)
    {
        IsOver = access.IsOver;
        return IsOver ? PageWith(StatusCodes.Status410Gone) : NotFound();
    }
}
