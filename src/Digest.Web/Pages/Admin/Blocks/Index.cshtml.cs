using Digest.Editions;
using Digest.Editions.Blocks;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Admin.Blocks;

/// <summary>The blocks, how they stand, and their switches.</summary>
internal sealed class IndexModel(BlockBook book, EditionClock calendar, TimeProvider clock) : AdminPage
{
    public const string Address = "/admin/blocks";

    public IReadOnlyList<EditionBlock> Blocks { get; private set; } = [];

    public DateOnly Today { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Today = calendar.DayOf(clock.GetUtcNow());
        Blocks = await book.AllAsync(cancellation);
    }

    public async Task<IActionResult> OnPostSwitchAsync(long id, long version, bool on) => await book.SwitchAsync(id, version, on, AdminName)
        ? Done(Address, on ? "It is switched on: the editions of its days show it." : "It is switched off: no edition shows it from now on.")
        : Refused(Address, "Somebody changed or removed it meanwhile. This is how it is now.");
}
