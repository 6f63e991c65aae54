using System.Globalization;
using Digest.Editions;
using Digest.Web.Security;
using Digest.Web.Security.Kept;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Digest.Web.Pages.Admin;

/// <summary>Name and password of an admin. Whoever was interrupted by it goes on where they were.</summary>
[RequestSizeLimit(KeptForms.LargestPost)]
[ResponseCache(NoStore = true)]
internal sealed class SignInModel(SignInAttempts attempts, Admins admins, KeptForms forms, EditionClock calendar, TimeProvider clock) : PageModel
{
    /// <summary>Under which a page that ended the sign-in leaves what there is to say of it.</summary>
    public const string SignedOut = "signed-out";

    public bool AnyAdmin { get; private set; } = true;

    public string? Problem { get; private set; }

    public string? Notice { get; private set; }

    /// <summary>Why the page came up in the middle of something.</summary>
    public string? Interrupted { get; private set; }

    public string Name { get; private set; } = "";

    public string ReturnUrl { get; private set; } = "/admin";

    /// <summary>The form that is carried through, closed.</summary>
    public string? Kept { get; private set; }

    /// <summary>The form that was carried through, after signing in.</summary>
    public KeptForm? Again { get; private set; }

    public async Task OnGetAsync(string? returnUrl)
    {
        AnyAdmin = await admins.AnyAsync(HttpContext.RequestAborted);
        Keep(returnUrl);
        Notice = TempData[SignedOut] as string;
        if (!HttpContext.HasRefusedForm())
            return;
        if (Response.StatusCode == StatusCodes.Status400BadRequest)
            TakeBack(HttpContext.RefusedForm());
        else
            CarryOn(HttpContext.RefusedForm());
    }

    public async Task<IActionResult> OnPostAsync(string? name, string? password, string? returnUrl, string? kept)
    {
        Keep(returnUrl);
        Name = AdminNames.Clean(name) ?? "";
        var again = forms.Open(kept);
        Kept = again is null ? null : kept;
        switch (await attempts.TryAsync(HttpContext, Name, password is { Length: <= PasswordRules.Longest } ? password : ""))
        {
            case SignInOutcome.Right(var admin):
                await admins.NoteSignInAsync(admin, HttpContext.RequestAborted);
                await HttpContext.SignInAsync(admin);
                Again = again;
                return again is not null ? Page() : Redirect(ReturnUrl);
            case SignInOutcome.Locked(var until):
                Refuse(until, $"Too many attempts have failed. {TryAgain.Words(until, calendar, clock)}");
                return Page();
            case SignInOutcome.Wrong({ } until):
                Refuse(until, $"Name and password do not belong together. Too many attempts have failed. {TryAgain.Words(until, calendar, clock)}");
                return Page();
            default:
                Problem = "Name and password do not belong together.";
                return Page();
        }
    }

    private void Refuse(DateTimeOffset until, string problem)
    {
        Problem = problem;
        Response.StatusCode = StatusCodes.Status429TooManyRequests;
        Response.Headers.RetryAfter = Math.Ceiling((until - clock.GetUtcNow()).TotalSeconds).ToString(CultureInfo.InvariantCulture);
    }

    // A form of another page was interrupted: it waits in this one.
    private void CarryOn(KeptForm? form)
    {
        Kept = form is null ? null : forms.Close(form);
        Interrupted = Kept is not null
            ? "You are no longer signed in. Nothing is lost: what you typed is kept, and after signing in you can go on with it."
            : "You are no longer signed in, and what you sent is too large to be kept. Sign in, then use your browser's Back button to come to the form again.";
    }

    // This page's own form lacked its token: another tab signed in or out, or the browser keeps no cookies.
    private void TakeBack(KeptForm? form)
    {
        string? Value(string field) => form?.Fields.FirstOrDefault(one => one.Name == field)?.Value;
        Name = AdminNames.Clean(Value("name")) ?? "";
        Keep(Value("returnUrl"));
        Kept = forms.Open(Value(KeptForms.Field)) is null ? null : Value(KeptForms.Field);
        Problem = "The page was too old, or your browser keeps no cookies for this site. Please sign in once more.";
    }

    private void Keep(string? returnUrl)
    {
        if (Url.IsLocalUrl(returnUrl))
            ReturnUrl = returnUrl!;
    }
}
