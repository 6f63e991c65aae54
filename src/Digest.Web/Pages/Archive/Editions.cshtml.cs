using Digest.Editions;
using Digest.Web.Settings;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Archive;

/// <summary>The list of past editions, a page at a time, under their months.</summary>
internal sealed class EditionsModel(PublishedEditions published, AppSettings settings) : ReaderPage
{
    private const int OnOnePage = 30;
    private const int HeadlinesShown = 3;

    private ILookup<string, PublishedHeadline> headlines = Array.Empty<PublishedHeadline>().ToLookup(one => one.Slug, StringComparer.Ordinal);

    public IReadOnlyList<IGrouping<string, PublishedEdition>> Months { get; private set; } = [];

    /// <summary>The edition that the page before ended with; null: this is the first page.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Before { get; set; }

    /// <summary>The edition that this page ends with, where there are older ones.</summary>
    public string? Older { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        var found = Before is null ? await published.NewestAsync(OnOnePage + 1) : await published.BeforeAsync(Before, OnOnePage + 1);
        if (Before is not null && found.Count == 0)
            return NotFound();
        var shown = found.Take(OnOnePage).ToList();
        Older = found.Count > OnOnePage ? shown[^1].Slug : null;
        headlines = (await published.HeadlinesAsync(shown.Select(edition => edition.Slug))).ToLookup(one => one.Slug, StringComparer.Ordinal);
        Months = [.. shown.GroupBy(edition => EditionDay.Month(edition, settings.Editions), StringComparer.Ordinal)];
        return Page();
    }

    public string Day(PublishedEdition edition) => EditionDay.Short(edition, settings.Editions);

    public string Machine(PublishedEdition edition) => EditionDay.Machine(edition, settings.Editions);

    /// <summary>What else was in an edition.</summary>
    public IReadOnlyList<string> Others(PublishedEdition edition) => EditionHeadlines.BesidesTitle(edition, headlines[edition.Slug], HeadlinesShown);
}
