using Digest.Languages;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Admin;

/// <summary>The sign-up form for other pages: to copy, and as it looks.</summary>
internal sealed class EmbedModel(SiteOptions site) : AdminPage
{
    /// <summary>The tag of the language that the form is in; null: the site's.</summary>
    [BindProperty(SupportsGet = true, Name = "lang")]
    public string? Tag { get; set; }

    public Language Language { get; private set; } = ReaderLanguages.English;

    public EmbedSnippet Snippet => new(site, Language);

    /// <summary>The scheme and host that a page's content policy must name.</summary>
    public string Origin => Uri.TryCreate(site.Url, UriKind.Absolute, out var url) ? url.GetLeftPart(UriPartial.Authority) : site.Url;

    public string WithScript => Snippet.Form(isScripted: true) + "\n" + Snippet.Script;

    public string Plain => Snippet.Form(isScripted: false);

    public void OnGet() => Language = ReaderLanguages.Best(Tag, [], site.Language);
}
