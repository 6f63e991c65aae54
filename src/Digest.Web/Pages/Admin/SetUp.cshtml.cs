using Digest.Web.Security;
using Digest.Web.Settings;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Digest.Web.Pages.Admin;

/// <summary>Where a one-time link leads: name and password of an admin.</summary>
internal sealed class SetUpModel(Admins admins, AdminLinks links, KeptSettings kept) : PageModel
{
    public bool Works { get; private set; }

    public string? Problem { get; private set; }

    public string Name { get; private set; } = "";

    public async Task OnGetAsync(string token) => Works = await links.WorksAsync(token, HttpContext.RequestAborted);

    public async Task<IActionResult> OnPostAsync(string token, string? name, string? password)
    {
        Name = name?.Trim() ?? "";
        Works = await links.WorksAsync(token, HttpContext.RequestAborted);
        Problem = Name.Length is 0 or > 100 ? "Give a name of at most 100 characters."
            : password is null || password.Length < Admins.ShortestPassword || password.Length > 200 ? $"The password needs {Admins.ShortestPassword} to 200 characters."
            : null;
        if (!Works || Problem is not null)
            return Page();
        if (await admins.SetUpAsync(token, Name, password!, HttpContext.RequestAborted) is not { } admin)
        {
            Works = false;
            return Page();
        }
        await HttpContext.SignInAsync(admin);
        return Redirect(await kept.IsNewAsync(HttpContext.RequestAborted) ? WelcomeModel.Path : "/admin");
    }
}
