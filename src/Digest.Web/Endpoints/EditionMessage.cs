using Digest.Editions;

namespace Digest.Web.Endpoints;

/// <summary>An edition as the message that went out: as HTML for the frame on its page, an origin of its own without scripts or forms, and as text.</summary>
internal static class EditionMessage
{
    public static void MapEditionMessage(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/editions/{slug}/message", [HttpMethods.Get, HttpMethods.Head], async (string slug, PublishedEditions editions, SiteOptions site, HttpContext context) =>
            await editions.HtmlAsync(slug) is { } html ? MessageFrame.Html(OfPage(context, site, slug), site, html, target: "_top") : Results.NotFound());
        routes.MapMethods("/editions/{slug}/text", [HttpMethods.Get, HttpMethods.Head], async (string slug, PublishedEditions editions, SiteOptions site, HttpContext context) =>
        {
            if (await editions.TextAsync(slug) is not { } text)
                return Results.NotFound();
            OfPage(context, site, slug);
            return Results.Text(text, "text/plain; charset=utf-8");
        });
    }

    // Search engines are told that the edition's page is the one to show (RFC 6596 §3).
    private static HttpContext OfPage(HttpContext context, SiteOptions site, string slug)
    {
        context.Response.Headers.Link = $"<{site.Url}/editions/{Uri.EscapeDataString(slug)}>; rel=\"canonical\"";
        return context;
    }
}
