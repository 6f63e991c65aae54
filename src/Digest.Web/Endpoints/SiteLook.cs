using System.Globalization;
using System.Text.Encodings.Web;
using Digest.Web.Settings;

namespace Digest.Web.Endpoints;

/// <summary>What makes the pages the publication's own: its colours as a style sheet, and its icon.</summary>
internal static class SiteLook
{
    private const string Minutes = "public, max-age=300";

    public static void MapSiteLook(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/site.css", [HttpMethods.Get, HttpMethods.Head], (SiteOptions site, HttpContext context) =>
        {
            context.Response.Headers.CacheControl = Minutes;
            return Results.Text(Colours(Palette.Of(site.Colour)), "text/css; charset=utf-8");
        });
        routes.MapMethods("/icon", [HttpMethods.Get, HttpMethods.Head], async (SiteOptions site, SiteIcon icon, HttpContext context) =>
        {
            context.Response.Headers.CacheControl = Minutes;
            if (await icon.FindAsync(context.RequestAborted) is { } row)
                return Picture(context, row.Bytes!, row.Type!);
            return Results.Text(Letter(site.Name, Palette.Of(site.Colour)), "image/svg+xml; charset=utf-8");
        });
    }

    /// <summary>A picture that came from elsewhere: what its bytes are, and nothing that a browser could take for more.</summary>
    public static IResult Picture(HttpContext context, byte[] bytes, string type)
    {
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Bytes(bytes, type);
    }

    private static string Colours(Palette palette) =>
        $$"""
        :root { --band: {{palette.Band}}; --on-band: {{palette.OnBand}}; --accent: {{palette.Accent}}; --on-accent: {{palette.OnAccent}}; --tint: {{palette.Tint}}; }
        @media (prefers-color-scheme: dark) {
          :root { --accent: {{palette.AccentDark}}; --on-accent: {{palette.OnAccentDark}}; --tint: {{palette.TintDark}}; }
        }

        """;

    /// <summary>The first letter of the name, for a site without an icon.</summary>
    private static string Letter(string name, Palette palette)
    {
        var start = name.StartsWith("The ", StringComparison.OrdinalIgnoreCase) ? name[4..] : name;
        var letter = HtmlEncoder.Default.Encode(StringInfo.GetNextTextElement(start.TrimStart()).ToUpperInvariant());
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="12" fill="{palette.Band}"/><text x="32" y="33" fill="{palette.OnBand}" font-family="Georgia,serif" font-size="40" font-weight="700" text-anchor="middle" dominant-baseline="central">{letter}</text></svg>
            """;
    }
}
