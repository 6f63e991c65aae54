using System.Globalization;
using Digest.Editions;
using Digest.Storage;
using Digest.Subscribers;
using Digest.Web.Security;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Admin.Outbox;

/// <summary>"Why did I (not) get this?", for an address and an edition.</summary>
internal sealed class WhyModel(ExplainReceipt explain, Database database, SearchSeal seal) : AdminPage
{
    private const int Choice = 60;

    /// <summary>Who asks; null: nobody yet.</summary>
    public string? Address { get; private set; }

    [BindProperty(SupportsGet = true)]
    public long? Edition { get; set; }

    public IReadOnlyList<Edition> Editions { get; private set; } = [];

    public string? AddressProblem { get; private set; }

    public Explanation? Answer { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? find, CancellationToken cancellation)
    {
        Address = seal.Open(find);
        Editions = await database.ReadAsync(session => EditionRows.LatestAsync(session, Choice), cancellation);
        if (Address is null)
            return Page();
        if (!EmailAddress.TryParseTyped(Address, out var address, out var problem))
        {
            AddressProblem = problem.English;
            return Page();
        }
        if ((Edition ?? (Editions.Count > 0 ? Editions[0].Id : null)) is not { } edition)
            return Page();
        Edition = edition;
        Answer = await explain.AskAsync(address, edition, cancellation);
        return Answer is null ? NotFound() : Page();
    }

    /// <summary>Changes nothing: what was typed is posted so that it stands in no address of a page (<see cref="SearchSeal"/>).</summary>
    public IActionResult OnPost(string? address, long? edition)
    {
        Response.Headers.Location = Link(seal, SearchSeal.Usable(address), edition);
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>The page's address for an address and an edition.</summary>
    public static string Link(SearchSeal seal, string? address, long? edition) => "/admin/outbox/why" + QueryString.Create(new[]
    {
        KeyValuePair.Create("edition", edition?.ToString(CultureInfo.InvariantCulture)),
        KeyValuePair.Create(SearchSeal.Field, address is null ? null : seal.Seal(address)),
    }.Where(pair => pair.Value is not null));
}
