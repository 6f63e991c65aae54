using Digest.Web.Security.Kept;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Admin;

/// <summary>Stands in for a page whose form came with a token that no longer fits; has nothing to show otherwise.</summary>
internal sealed class AgainModel : AdminPage
{
    public KeptForm? Form { get; private set; }

    public IActionResult OnGet()
    {
        Form = HttpContext.RefusedForm();
        return HttpContext.HasRefusedForm() ? Page() : Redirect("/admin");
    }
}
