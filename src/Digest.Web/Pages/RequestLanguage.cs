using Digest.Languages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Digest.Web.Pages;

/// <summary>
/// The language in which a request of a reader is answered: the one in the address (<c>?lang=de</c>), else the one that the reader
/// has chosen, else what their browser asks for, else the site's.
/// </summary>
internal sealed class RequestLanguage
{
    private readonly HttpContext context;
    private readonly SiteOptions site;
    private readonly Language? asked;
    private Words? words;

    public RequestLanguage(IHttpContextAccessor http, SiteOptions site)
    {
        context = http.HttpContext ?? throw new InvalidOperationException("There is no request.");
        this.site = site;
        asked = QueryHelpers.ParseQuery(LanguageLinks.AskedFor(context).Query.Value).TryGetValue("lang", out var tag) ? ReaderLanguages.Find(tag) : null;
    }

    /// <summary>The sentences.</summary>
    public Words Words => words ??= Choose(chosen: null);

    /// <summary>What keeps a language that the address asks for: <c>?lang=de</c>, or nothing.</summary>
    public string Query => asked is null ? "" : $"?lang={asked.Code}";

    /// <summary>A path of this site, with the language that the address asks for.</summary>
    public string Keep(string path) => asked is null ? path : QueryHelpers.AddQueryString(path, "lang", asked.Code);

    /// <summary>This reader has chosen a language.</summary>
    /// <param name="tag">Its tag; null: none.</param>
    public void Prefer(string? tag) => words = Choose(tag);

    private Words Choose(string? chosen)
    {
        var accepted = context.Request.GetTypedHeaders().AcceptLanguage.Where(one => one.Quality is null or > 0).OrderByDescending(one => one.Quality ?? 1).Select(one => one.Value.ToString());
        var language = ReaderLanguages.Best(asked?.Code ?? chosen, accepted, site.Language);
        context.Response.Headers[HeaderNames.ContentLanguage] = language.Code;
        context.Response.Headers.Vary = HeaderNames.AcceptLanguage;
        return Words.In(language);
    }
}
