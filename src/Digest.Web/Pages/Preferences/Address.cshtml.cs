using Digest.Links;
using Digest.Signup;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Preferences;

/// <summary>Where the links in both messages about a change of address lead: one button. Shows neither address.</summary>
internal sealed class AddressModel(Moving moving, TokenLanguage tongue) : ReaderPage
{
    public MoveState State { get; private set; }

    public string Action => $"/preferences/address/{RouteToken()}";

    public async Task<IActionResult> OnGetAsync() => await ShowAsync(await moving.LookAsync(RouteToken()));

    public async Task<IActionResult> OnPostAsync() => await ShowAsync(await moving.AgreeAsync(RouteToken()));

    private async Task<IActionResult> ShowAsync(MoveState state)
    {
        await tongue.PreferAsync(RouteToken(), LinkPurpose.AddressOld, LinkPurpose.AddressNew);
        State = state;
        return state is MoveState.Unknown ? NotFound() : Page();
    }
}
