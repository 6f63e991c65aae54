using Digest.Editions;
using Digest.Web.Settings;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Archive;

/// <summary>One edition. The message itself stands in a frame, from an address of its own.</summary>
internal sealed class EditionModel(PublishedEditions published, AppSettings settings) : ReaderPage
{
    public PublishedEdition Edition { get; private set; } = new();

    public string Day => EditionDay.Words(Edition, settings.Editions);

    public string Machine => EditionDay.Machine(Edition, settings.Editions);

    public async Task<IActionResult> OnGetAsync(string slug)
    {
        if (await published.FindAsync(slug) is not { } found)
            return NotFound();
        Edition = found;
        return Page();
    }
}
