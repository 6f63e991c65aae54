using Digest.Signup;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Preferences;

/// <summary>Where the links in both messages about a change of address lead: one button. Shows neither address.</summary>
internal sealed class AddressModel(Moving moving) : ReaderPage
{
    public MoveState State { get; private set; }

    public string Action => $"/preferences/address/{RouteToken()}";

    public async Task<IActionResult> OnGetAsync() => Show(await moving.LookAsync(RouteToken()));

    public async Task<IActionResult> OnPostAsync() => Show(await moving.AgreeAsync(RouteToken()));

    private IActionResult Show(MoveState state)
    {
        State = state;
        return state is MoveState.Unknown ? NotFound() : Page();
    }
}
