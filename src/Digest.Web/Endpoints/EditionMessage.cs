using Digest.Editions;

namespace Digest.Web.Endpoints;

/// <summary>An edition as the message that went out, for the frame on its page: an origin of its own, no scripts, no forms.</summary>
internal static class EditionMessage
{
    public static void MapEditionMessage(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/editions/{slug}/message", [HttpMethods.Get, HttpMethods.Head], async (string slug, PublishedEditions editions, SiteOptions site, HttpContext context) =>
        {
            if (await editions.HtmlAsync(slug) is not { } html)
                return Results.NotFound();
            context.Response.Headers.ContentSecurityPolicy = Policy(site);
            return Results.Content(OpenLinksOutside(html), "text/html; charset=utf-8");
        });

    /// <summary>What a message in a frame may do: show pictures, open links outside, nothing else.</summary>
    internal static string Policy(SiteOptions site)
    {
        // A site that is reached by http shows pictures by http: on a machine for trying out there is nothing else.
        var plain = site.Url.StartsWith("http:", StringComparison.Ordinal) ? " http:" : "";
        return "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation; "
            + $"default-src 'none'; img-src https: data:{plain}; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
    }

    // A link followed inside the frame would show a whole site in it.
    internal static string OpenLinksOutside(string html)
    {
        var head = html.IndexOf("<head", StringComparison.OrdinalIgnoreCase);
        var end = head < 0 ? -1 : html.IndexOf('>', head);
        return end < 0 ? html : html.Insert(end + 1, "<base target=\"_top\">");
    }
}
