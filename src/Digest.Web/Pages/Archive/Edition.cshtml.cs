using Digest.Editions;
using Digest.Signup;
using Digest.Web.Pages.Signup;
using Digest.Web.Settings;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Digest.Web.Pages.Archive;

/// <summary>One edition. The message itself stands in a frame, from an address of its own.</summary>
internal sealed class EditionModel(PublishedEditions published, Asking asking, AppSettings settings, RequestLanguage language) : ReaderPage
{
    public PublishedEdition Edition { get; private set; } = new();

    public SignupForm Form { get; } = new(asking.FormText);

    /// <summary>What else is in it.</summary>
    public IReadOnlyList<string> Others { get; private set; } = [];

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
        Others = EditionHeadlines.BesidesTitle(found, await published.HeadlinesAsync([slug]));
        return Page();
    }
}
