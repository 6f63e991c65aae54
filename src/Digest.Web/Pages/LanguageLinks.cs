using Digest.Languages;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;

namespace Digest.Web.Pages;

/// <summary>The page that was asked for, in each language.</summary>
internal static class LanguageLinks
{
    /// <summary>
    /// One link for each language, in their order; none where there is nothing to choose. They have no path: what somebody wrote into
    /// the address bar must not lead to another site.
    /// </summary>
    public static IReadOnlyList<(Language Language, string Address)> Of(HttpContext context, IReadOnlyList<Language> languages)
    {
        if (languages.Count < 2)
            return [];
        var kept = QueryHelpers.ParseQuery(AskedFor(context).Query.Value).Where(one => !one.Key.Equals("lang", StringComparison.OrdinalIgnoreCase)).ToList();
        return [.. languages.Select(language => (language, new QueryBuilder(kept) { { "lang", language.Code } }.ToQueryString().Value!))];
    }

    /// <summary>What the browser shows in its address bar: a page about a problem stands in for another.</summary>
    public static (PathString Path, QueryString Query) AskedFor(HttpContext context)
    {
        var request = context.Request;
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is { } replaced)
            return (replaced.OriginalPath, new QueryString(replaced.OriginalQueryString));
        return (context.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? request.Path, request.QueryString);
    }
}
