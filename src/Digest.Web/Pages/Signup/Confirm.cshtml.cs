using Digest.Links;
using Digest.Signup;
using Digest.Web.Pages.Preferences;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Signup;

/// <summary>Where the link in a confirmation leads: one button; behind it the welcome.</summary>
internal sealed class ConfirmModel(Confirming confirming, ChoicesForms forms, TokenLanguage tongue) : ReaderPage
{
    public string Token { get; private set; } = "";

    /// <summary>What happened; null: nothing yet, here is the button.</summary>
    public ConfirmOutcome? Outcome { get; private set; }

    /// <summary>Only while the confirmation is fresh (a double click): later the link is no key to the preferences.</summary>
    public ChoicesForm? Choices { get; private set; }

    public SignupForm Form { get; } = new();

    public async Task<IActionResult> OnGetAsync()
    {
        Token = RouteToken();
        var state = await confirming.LookAsync(Token);
        if (state == ConfirmState.Unknown)
            return NotFound();
        await tongue.PreferAsync(Token, LinkPurpose.Confirm);
        Outcome = state switch
        {
            ConfirmState.AlreadyConfirmed => ConfirmOutcome.AlreadyConfirmed,
            ConfirmState.Gone => ConfirmOutcome.Gone,
            _ => null,
        };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var (subscriberId, outcome) = await confirming.ConfirmAsync(RouteToken(), Client);
        if (subscriberId is null)
            return NotFound();
        await tongue.PreferAsync(RouteToken(), LinkPurpose.Confirm);
        Outcome = outcome;
        Choices = outcome is ConfirmOutcome.Confirmed or ConfirmOutcome.AlreadyConfirmed ? await forms.ForNewReaderAsync(subscriberId.Value) : null;
        return Page();
    }
}
