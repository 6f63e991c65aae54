using Digest.Web.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Admin;

/// <summary>Asks before an admin is removed.</summary>
internal sealed class PeopleRemoveModel(Admins admins) : AdminPage
{
    public string Name { get; private set; } = "";

    public bool IsSelf { get; private set; }

    public bool IsLast { get; private set; }

    public async Task<IActionResult> OnGetAsync(long id)
    {
        var all = await admins.AllAsync(HttpContext.RequestAborted);
        if (all.FirstOrDefault(admin => admin.Id == id) is not { } admin)
            return NotFound();
        (Name, IsSelf, IsLast) = (admin.Name, admin.Id == User.AdminId(), all.Count == 1);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(long id)
    {
        if (await admins.FindAsync(id, HttpContext.RequestAborted) is not { } admin)
            return Refused(PeopleModel.Address, "That admin was removed already.");
        if (!await admins.RemoveAsync(id, HttpContext.RequestAborted))
            return Refused(PeopleModel.Address, $"{admin.Name} is the only admin, and stays. Invite somebody first.");
        if (id != User.AdminId())
            return Done(PeopleModel.Address, $"{admin.Name} is removed, and signed out.");
        await HttpContext.SignOutAsync();
        return Redirect("/");
    }
}
