using Digest.Web.Security;

namespace Digest.Web.Endpoints;

/// <summary>What robots are asked to leave alone, and where the list of pages is (RFC 9309).</summary>
internal static class Robots
{
    public static void MapRobots(this IEndpointRouteBuilder routes) => routes.MapMethods("/robots.txt", [HttpMethods.Get, HttpMethods.Head], (SiteOptions site, HttpContext context) =>
    {
        context.Response.Headers.CacheControl = "public, max-age=300";
        return Results.Text(Rules(site), "text/plain; charset=utf-8");
    });

    private static string Rules(SiteOptions site)
    {
        var tokened = SecurityHeaders.TokenedPaths.Where(path => !path.StartsWith("/admin", StringComparison.Ordinal)).Select(path => $"Disallow: {path}/\n");
        return $"User-agent: *\nDisallow: /admin\n{string.Concat(tokened)}\nSitemap: {site.Url}{Sitemap.Path}\n";
    }
}
