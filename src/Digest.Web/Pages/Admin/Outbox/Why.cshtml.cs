using Digest.Editions;
using Digest.Storage;
using Digest.Subscribers;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Admin.Outbox;

/// <summary>"Why did I (not) get this?", for an address and an edition.</summary>
internal sealed class WhyModel(ExplainReceipt explain, Database database) : AdminPage
{
    private const int Choice = 60;

    [BindProperty(SupportsGet = true)]
    public string? Address { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? Edition { get; set; }

    public IReadOnlyList<Edition> Editions { get; private set; } = [];

    public string? AddressProblem { get; private set; }

    public Explanation? Answer { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        Editions = await database.ReadAsync(session => EditionRows.LatestAsync(session, Choice), cancellation);
        if (string.IsNullOrWhiteSpace(Address))
            return Page();
        if (!EmailAddress.TryParseTyped(Address, out var address, out var problem))
        {
            AddressProblem = problem;
            return Page();
        }
        if ((Edition ?? (Editions.Count > 0 ? Editions[0].Id : null)) is not { } edition)
            return Page();
        Edition = edition;
        Answer = await explain.AskAsync(address, edition, cancellation);
        return Answer is null ? NotFound() : Page();
    }
}
