using Digest.Editions;
using Digest.Web.Pages.Signup;
using Digest.Web.Settings;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Archive;

/// <summary>One edition. The message itself stands in a frame, from an address of its own.</summary>
internal sealed class EditionModel(PublishedEditions published, AppSettings settings) : ReaderPage
{
    public PublishedEdition Edition { get; private set; } = new();

    public SignupForm Form { get; } = new();

    /// <summary>What else is in it.</summary>
    public IReadOnlyList<string> Others { get; private set; } = [];

    public string Day => EditionDay.Words(Edition, settings.Editions);

    public string Machine => EditionDay.Machine(Edition, settings.Editions);

    public async Task<IActionResult> OnGetAsync(string slug)
    {
        if (await published.FindAsync(slug) is not { } found)
            return NotFound();
        Edition = found;
        Others = EditionHeadlines.BesidesTitle(found, await published.HeadlinesAsync([slug]));
        return Page();
    }
}
