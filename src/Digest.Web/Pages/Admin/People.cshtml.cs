using Digest.Editions;
using Digest.Web.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Admin;

/// <summary>Those who run the site: who they are, whom they invite, and their own password.</summary>
internal sealed class PeopleModel(Admins admins, AdminLinks links, SignInAttempts attempts, EditionClock calendar, TimeProvider clock) : AdminPage
{
    public const string Address = "/admin/people";
    private const string LinkKey = "new-link";
    private const string LinkNameKey = "new-link-name";

    public IReadOnlyList<Security.Admin> Admins { get; private set; } = [];

    public IReadOnlyList<AdminLink> Links { get; private set; } = [];

    public long OwnId => User.AdminId() ?? 0;

    /// <summary>The link that was just made; shown once.</summary>
    public string? NewLink { get; private set; }

    public string? NewLinkName { get; private set; }

    public string? InviteProblem { get; private set; }

    public string? InviteName { get; private set; }

    public string? PasswordProblem { get; private set; }

    public async Task OnGetAsync()
    {
        NewLink = TempData[LinkKey] as string;
        NewLinkName = TempData[LinkNameKey] as string;
        await ReadAsync();
    }

    public async Task<IActionResult> OnPostInviteAsync(string? name)
    {
        InviteName = name;
        if (AdminNames.Clean(name) is not { } clean)
        {
            InviteProblem = $"Give a name of at most {AdminNames.Longest} characters.";
            return await AgainAsync();
        }
        if (await links.InviteAsync(clean, AdminName, HttpContext.RequestAborted) is not { } link)
        {
            InviteProblem = $"{clean} is an admin already. If the password is lost, a link printed on the machine helps.";
            return await AgainAsync();
        }
        TempData[LinkKey] = link;
        TempData[LinkNameKey] = clean;
        return Done(Address, $"The link for {clean} is ready.");
    }

    public async Task<IActionResult> OnPostWithdrawAsync(string? link) => await links.WithdrawAsync(link ?? "", HttpContext.RequestAborted)
        ? Done(Address, "The link works no longer.")
        : Refused(Address, "That link was used or withdrawn before. Look whether there is somebody new among the admins.");

    public async Task<IActionResult> OnPostPasswordAsync(string? presentPassword, string? newPassword)
    {
        PasswordProblem = PasswordRules.Problem(newPassword, AdminName);
        if (PasswordProblem is not null)
            return await AgainAsync();
        // Whoever finds a device unlocked must not be able to guess here either.
        switch (await attempts.TryAsync(HttpContext, AdminName, presentPassword ?? ""))
        {
            case SignInOutcome.Right:
                break;
            case SignInOutcome.Locked(var until):
                PasswordProblem = $"Too many attempts have failed. {TryAgain.Words(until, calendar, clock)}";
                return await AgainAsync();
            default:
                PasswordProblem = "The present password is another one. Your password was not changed.";
                return await AgainAsync();
        }
        if (await admins.ChangePasswordAsync(OwnId, newPassword!, HttpContext.RequestAborted) is { } changed)
            await HttpContext.SignInAsync(changed);
        return Done(Address, "Your password is changed. On other devices you are signed out.");
    }

    public async Task<IActionResult> OnPostSignOutEverywhereAsync()
    {
        await admins.SignOutEverywhereAsync(OwnId, HttpContext.RequestAborted);
        await HttpContext.SignOutAsync();
        TempData[SignInModel.SignedOut] = "You are signed out on all devices.";
        return Redirect(AdminSignIn.Path);
    }

    public async Task<IActionResult> OnPostSignOutOtherAsync(long id) => await admins.SignOutEverywhereAsync(id, HttpContext.RequestAborted) is { } other
        ? Done(Address, $"{other.Name} is signed out on all devices.")
        : Refused(Address, "That admin was removed meanwhile.");

    private async Task<IActionResult> AgainAsync()
    {
        await ReadAsync();
        return Page();
    }

    private async Task ReadAsync()
    {
        Admins = await admins.AllAsync(HttpContext.RequestAborted);
        Links = await links.OpenAsync(HttpContext.RequestAborted);
    }
}
