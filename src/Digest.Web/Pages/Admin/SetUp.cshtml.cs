using Digest.Web.Security;
using Digest.Web.Security.Kept;
using Digest.Web.Settings;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Digest.Web.Pages.Admin;

/// <summary>Where a one-time link leads: the first admin, an invitation, or a new password.</summary>
[ResponseCache(NoStore = true)]
internal sealed class SetUpModel(Admins admins, AdminLinks links, SignInAttempts attempts, KeptSettings kept, LiveSettings settings) : PageModel
{
    private AdminLink? link;

    public bool Works => link is not null;

    public string? Problem { get; private set; }

    /// <summary>Who there is to choose from.</summary>
    public IReadOnlyList<Security.Admin> Admins { get; private set; } = [];

    public string Name { get; private set; } = "";

    public string NewName { get; private set; } = "";

    /// <summary>The one name that the link is for.</summary>
    public string? BoundName => link?.Name;

    public string? InvitedBy => link?.InvitedBy;

    /// <summary>An admin gets a new password, in place of one that is lost.</summary>
    public bool IsLost => BoundName is { } name && Admins.Any(admin => AdminNames.Same(admin.Name, name));

    public string Title => !Works ? "This link does not work" : IsLost ? "A new password" : Admins.Count > 0 && BoundName is null ? "A lost password" : "Run this site";

    public async Task OnGetAsync(string token)
    {
        await FindAsync(token);
        if (HttpContext.HasRefusedForm())
            Problem = "The page was too old, or your browser keeps no cookies for this site. Please type the password once more.";
    }

    public async Task<IActionResult> OnPostAsync(string token, string? name, string? newName, string? password)
    {
        await FindAsync(token);
        Name = BoundName ?? (string.IsNullOrWhiteSpace(name) ? "" : name.Trim());
        NewName = newName?.Trim() ?? "";
        var chosen = AdminNames.Clean(BoundName ?? (Name.Length > 0 ? Name : NewName));
        Problem = chosen is null ? $"Give a name of at most {AdminNames.Longest} characters." : PasswordRules.Problem(password, chosen);
        if (!Works || Problem is not null)
            return Page();
        if (await admins.SetUpAsync(token, chosen!, password!, HttpContext.RequestAborted) is not { } admin)
        {
            link = null;
            return Page();
        }
        await attempts.ForgetAsync(HttpContext, admin.Name);
        await HttpContext.SignInAsync(admin);
        // Whoever comes first into an installation that no file has set up is led through the first steps.
        var isFirst = Admins.Count == 0 && !settings.Outside.HasFeeds && await kept.IsNewAsync(HttpContext.RequestAborted);
        return Redirect(isFirst ? WelcomeModel.Path : "/admin");
    }

    private async Task FindAsync(string token)
    {
        link = await links.FindAsync(token, HttpContext.RequestAborted);
        Admins = await admins.AllAsync(HttpContext.RequestAborted);
        if (link is { InvitedBy: not null } && IsLost)
            link = null;
    }
}
