using Digest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Digest.Web.Pages.Admin;

/// <summary>Name and password of an admin.</summary>
internal sealed class SignInModel(Admins admins) : PageModel
{
    public string? Problem { get; private set; }

    public string Name { get; private set; } = "";

    public string ReturnUrl { get; private set; } = "/admin";

    public void OnGet(string? returnUrl) => Keep(returnUrl);

    public async Task<IActionResult> OnPostAsync(string? name, string? password, string? returnUrl)
    {
        Keep(returnUrl);
        Name = name?.Trim() ?? "";
        if (await admins.CheckAsync(Name, password ?? "", HttpContext.RequestAborted) is not { } admin)
        {
            Problem = "Name and password do not belong together.";
            return Page();
        }
        await HttpContext.SignInAsync(admin);
        return Redirect(ReturnUrl);
    }

    private void Keep(string? returnUrl)
    {
        if (Url.IsLocalUrl(returnUrl))
            ReturnUrl = returnUrl!;
    }
}
