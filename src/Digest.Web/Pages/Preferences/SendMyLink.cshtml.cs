using Digest.Signup;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Preferences;

/// <summary>For those who lost the link to their preferences. The answer is the same whatever is known about the address.</summary>
internal sealed class SendMyLinkModel(FreshLinks links) : ReaderPage
{
    private const int LongestShown = 320;

    public bool IsTaken { get; private set; }

    /// <summary>Why what was typed is no address; null: nothing is wrong.</summary>
    public string? Problem { get; private set; }

    public string? Typed { get; private set; }

    public IActionResult OnGet() => Page();

    public async Task<IActionResult> OnPostAsync()
    {
        var typed = (await ReadFormAsync())["email"].FirstOrDefault() ?? "";
        Problem = await links.AskForPreferencesAsync(typed);
        IsTaken = Problem is null;
        Typed = typed.Length > LongestShown ? typed[..LongestShown] : typed;
        return IsTaken ? Page() : PageWith(StatusCodes.Status400BadRequest);
    }
}
