using Digest.Editions;
using Digest.Web.Endpoints;
using Digest.Web.Settings;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Digest.Web.Pages.Archive;

/// <summary>The list of past editions, a page at a time, under their months.</summary>
internal sealed class EditionsModel(PublishedEditions published, AppSettings settings, RequestLanguage language) : ReaderPage
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
        Months = [.. shown.GroupBy(edition => EditionDay.Month(edition, settings.Editions, language.Words), StringComparer.Ordinal)];
        return Page();
    }

    /// <summary>Where the feed is, in words.</summary>
    public IHtmlContent FeedLink
    {
        get
        {
            var link = new TagBuilder("a") { Attributes = { ["href"] = EditionsFeed.Path } };
            link.InnerHtml.Append(language.Words["archive.feed-link"]);
            return link;
        }
    }

    /// <summary>The page's one path, in whatever language it is read.</summary>
    public string Canonical => Before is null ? "/editions" : $"/editions?before={Before}";

    /// <summary>The address of the page that begins behind an edition.</summary>
    public string PageBefore(string slug) => language.Keep($"/editions?before={slug}");

    public string Day(PublishedEdition edition) => EditionDay.Short(edition, settings.Editions, language.Words);

    public string Machine(PublishedEdition edition) => EditionDay.Machine(edition, settings.Editions);

    /// <summary>What else was in an edition.</summary>
    public IReadOnlyList<string> Others(PublishedEdition edition) => EditionHeadlines.BesidesTitle(edition, headlines[edition.Slug], HeadlinesShown);
}
