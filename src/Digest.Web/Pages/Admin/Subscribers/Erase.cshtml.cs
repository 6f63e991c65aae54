using Digest.Signup;
using Digest.Storage;
using Digest.Subscribers;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Admin.Subscribers;

/// <summary>Forgets a person; asks for their address first, since nothing brings them back.</summary>
internal sealed class EraseModel(Database database, Erasing erasing) : AdminPage
{
    public Subscriber Subscriber { get; private set; } = null!;

    public string? AddressProblem { get; private set; }

    public async Task<IActionResult> OnGetAsync(long id) => await FindAsync(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(long id)
    {
        var form = await Request.ReadFormAsync();
        switch (await erasing.EraseAsync(id, form["address"], AdminName))
        {
            case EraseOutcome.Erased:
                return Done($"{IndexModel.Path}/{id}", "Erased. Nothing here tells any more who this was.");
            case EraseOutcome.OtherAddress when await FindAsync(id):
                AddressProblem = "This is not the address above; nothing was erased.";
                var page = Page();
                page.StatusCode = StatusCodes.Status400BadRequest;
                return page;
            default:
                return NotFound();
        }
    }

    private async Task<bool> FindAsync(long id)
    {
        Subscriber = (await database.ReadAsync(session => SubscriberBook.FindAsync(session, id)))!;
        return Subscriber is not null and not { Status: SubscriberStatus.Erased };
    }
}
