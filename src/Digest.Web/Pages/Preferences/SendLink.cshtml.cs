using Digest.Signup;
using Digest.Subscribers;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Preferences;

/// <summary>For readers who lost the link to their preferences: it comes by mail. The answer is the same whatever is known about the address.</summary>
internal sealed class SendLinkModel(SendingLinks sending, RequestLanguage language) : ReaderPage
{
    private const int LongestShown = 320;

    public bool IsSent { get; private set; }

    public string Typed { get; private set; } = "";

    /// <summary>Why what was typed is no address; null: it is one, or nothing was typed yet.</summary>
    public string? Problem { get; private set; }

    public IActionResult OnGet() => Page();

    public async Task<IActionResult> OnPostAsync()
    {
        var typed = (await ReadFormAsync())["email"].FirstOrDefault() ?? "";
        if (!EmailAddress.TryParseTyped(typed, out var address, out var problem))
        {
            (Typed, Problem) = (typed.Length > LongestShown ? typed[..LongestShown] : typed, problem.Say(language.Words));
            return PageWith(StatusCodes.Status400BadRequest);
        }
        await sending.AskAsync(address);
        IsSent = true;
        return Page();
    }
}
