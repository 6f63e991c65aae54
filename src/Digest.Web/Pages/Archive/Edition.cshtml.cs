using System.Globalization;
using Digest.Editions;
using Digest.Editions.Corrections;
using Digest.Storage;
using Digest.Web.Pages.Signup;
using Digest.Web.Settings;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Digest.Web.Pages.Archive;

/// <summary>One edition. The message itself stands in a frame, from an address of its own.</summary>
internal sealed class EditionModel(PublishedEditions published, CorrectionsOfEdition corrections, AppSettings settings, RequestLanguage language) : ReaderPage
{
    private const int LongestDescription = 300;

    private PublishedHeadline? lead;

    public PublishedEdition Edition { get; private set; } = new();

    public SignupForm Form { get; } = new();

    /// <summary>What it says that is not so any more.</summary>
    public IReadOnlyList<PublishedCorrection> Corrections { get; private set; } = [];

    /// <summary>What else is in it.</summary>
    public IReadOnlyList<string> Others { get; private set; } = [];

    /// <summary>What it is about, for those who are shown a link to it.</summary>
    public string Description
    {
        get
        {
            var words = lead?.Dek is { Length: > 0 } dek ? dek : Others.Count > 0 ? string.Join(" · ", Others) : Edition.Title;
            return words.Length <= LongestDescription ? words : string.Concat(words.AsSpan(0, char.IsHighSurrogate(words[LongestDescription - 1]) ? LongestDescription - 1 : LongestDescription), "…");
        }
    }

    /// <summary>The lead story's picture. One that cannot be had by https is shown nowhere.</summary>
    public (string Url, string Alt)? Picture =>
        Uri.TryCreate(lead?.PictureUrl, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps ? (url.AbsoluteUri, lead!.PictureAlt ?? "") : null;

    public string Published => Edition.ClosedAt.ToTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>What it is called beside its title.</summary>
    public string Name => Edition.IsSpecial ? "archive.special" : "archive.edition";

    public string Day => language.Words.Day(EditionDay.Of(Edition, settings.Editions));

    /// <summary>The same for programs too.</summary>
    public IHtmlContent Time
    {
        get
        {
            var time = new TagBuilder("time") { Attributes = { ["datetime"] = EditionDay.Machine(Edition, settings.Editions) } };
            time.InnerHtml.Append(Day);
            return time;
        }
    }

    public async Task<IActionResult> OnGetAsync(string slug)
    {
        if (await published.FindAsync(slug) is not { } found)
            return NotFound();
        Edition = found;
        var headlines = await published.HeadlinesAsync([slug]);
        Others = EditionHeadlines.BesidesTitle(found, headlines);
        Corrections = await corrections.OfAsync(slug);
        // Where that one is withdrawn, no other stands in for it.
        lead = headlines.Count > 0 && headlines[0].IsFirst ? headlines[0] : null;
        return Page();
    }
}
