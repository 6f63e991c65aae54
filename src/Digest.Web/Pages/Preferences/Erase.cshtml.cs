using Digest.Signup;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Preferences;

/// <summary>Asks once more, and forgets the reader.</summary>
internal sealed class EraseModel(OwnData data, RequestLanguage language) : ReaderPage
{
    /// <summary>The link was good once.</summary>
    public bool IsOver { get; private set; }

    public bool IsErased { get; private set; }

    public string Path => $"/preferences/data/{RouteToken()}";

    public async Task<IActionResult> OnGetAsync()
    {
        var access = await data.LookAsync(RouteToken());
        if (access.Subscriber is null)
            return Closed(access);
        language.Prefer(access.Subscriber.Language);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var access = await data.LookAsync(RouteToken());
        if (access.Subscriber is null || !await data.EraseAsync(RouteToken()))
            return Closed(access);
        language.Prefer(access.Subscriber.Language);
        IsErased = true;
        return Page();
    }

    private IActionResult Closed(OwnDataAccess access)
    {
        IsOver = access.IsOver;
        return IsOver ? PageWith(StatusCodes.Status410Gone) : NotFound();
    }
}
