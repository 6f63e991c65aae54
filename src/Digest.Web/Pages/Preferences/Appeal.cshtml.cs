using Digest.Signup;
using Digest.Storage;
using Digest.Subscribers;
using Digest.Web.Settings;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Digest.Web.Pages.Preferences;

/// <summary>Where "not now" beside the appeal leads: one button. Looking changes nothing, as programs that follow links look.</summary>
internal sealed class AppealModel(AppealRests rests, AppSettings settings, RequestLanguage language, TimeProvider clock) : ReaderPage
{
    public string Token { get; private set; } = "";

    public AppealView View { get; private set; }

    /// <summary>Up to when the appeal rests, or would.</summary>
    public DateOnly Until { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        Token = RouteToken();
        return await rests.LookAsync(Token) is { } subscriber ? Show(subscriber, isUndone: false) : NotFound();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Token = RouteToken();
        if (await rests.LookAsync(Token) is null)
            return NotFound();
        var form = Request.HasFormContentType ? await ReadFormAsync() : FormCollection.Empty;
        var isUndone = form.ContainsKey("undo");
        if (isUndone)
            await rests.UndoAsync(Token);
        else
            await rests.BeginAsync(Token);
        return await rests.LookAsync(Token) is { } subscriber ? Show(subscriber, isUndone) : NotFound();
    }

    private PageResult Show(Subscriber subscriber, bool isUndone)
    {
        language.Prefer(subscriber.Language);
        View = subscriber.Status != SubscriberStatus.Active ? AppealView.Nothing
            : subscriber.AppealRests(clock) ? AppealView.Rests
            : isUndone ? AppealView.Undone
            : AppealView.Ask;
        var until = View is AppealView.Rests ? subscriber.AppealRestUntil.ToTime()!.Value : rests.End;
        Until = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(until, settings.Editions.Zone).DateTime);
        return Page();
    }
}

/// <summary>What the page shows.</summary>
internal enum AppealView
{
    Ask,
    Rests,
    Undone,

    /// <summary>Nothing comes to the reader, and so no appeal.</summary>
    Nothing,
}
