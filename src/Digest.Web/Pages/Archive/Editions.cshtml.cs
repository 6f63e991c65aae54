using Digest.Editions;
using Digest.Web.Settings;

namespace Digest.Web.Pages.Archive;

/// <summary>The list of past editions.</summary>
internal sealed class EditionsModel(PublishedEditions published, AppSettings settings) : ReaderPage
{
    private const int Shown = 366;

    public IReadOnlyList<PublishedEdition> Editions { get; private set; } = [];

    public async Task OnGetAsync() => Editions = await published.NewestAsync(Shown);

    public string Day(PublishedEdition edition) => EditionDay.Words(edition, settings.Editions);

    public string Machine(PublishedEdition edition) => EditionDay.Machine(edition, settings.Editions);
}
