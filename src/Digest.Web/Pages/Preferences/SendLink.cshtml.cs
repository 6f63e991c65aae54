using System.Globalization;
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

    /// <summary>So many minutes to wait, as too many links were asked for from there; null: nothing is in the way.</summary>
    public int? WaitMinutes { get; private set; }

    public IActionResult OnGet() => Page();

    public async Task<IActionResult> OnPostAsync()
    {
        var typed = (await ReadFormAsync())["email"].FirstOrDefault() ?? "";
        Typed = typed.Length > LongestShown ? typed[..LongestShown] : typed;
        if (!EmailAddress.TryParseTyped(typed, out var address, out var problem))
        {
            Problem = problem.Say(language.Words);
            return PageWith(StatusCodes.Status400BadRequest);
        }
        if (await sending.AskAsync(address, Client) is { } wait)
        {
            WaitMinutes = (int)Math.Ceiling(wait.TotalMinutes);
            Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return PageWith(StatusCodes.Status429TooManyRequests);
        }
        IsSent = true;
        return Page();
    }
}
