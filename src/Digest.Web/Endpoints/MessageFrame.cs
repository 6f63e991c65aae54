using System.Text;

namespace Digest.Web.Endpoints;

/// <summary>A message for a frame on a page: an origin of its own, no scripts, no forms, nothing but its pictures and styles.</summary>
internal static class MessageFrame
{
    /// <summary>The HTML part.</summary>
    /// <param name="context">The request.</param>
    /// <param name="site">Whose pictures may be shown.</param>
    /// <param name="html">With its slots filled.</param>
    /// <param name="target">Where links lead: <c>_top</c> takes the page's place, <c>_blank</c> leaves it.</param>
    public static IResult Html(HttpContext context, SiteOptions site, string html, string target = "_blank")
    {
        context.Response.Headers.ContentSecurityPolicy = Policy(site);
        return Results.Content(OpenLinksOutside(html, target), "text/html; charset=utf-8", Encoding.UTF8);
    }

    /// <summary>The text part, as programs without HTML show it.</summary>
    public static IResult Text(HttpContext context, SiteOptions site, string text)
    {
        context.Response.Headers.ContentSecurityPolicy = Policy(site);
        return Results.Content(text, "text/plain; charset=utf-8", Encoding.UTF8);
    }

    private static string Policy(SiteOptions site)
    {
        // A site that is reached by http shows pictures by http: on a machine for trying out there is nothing else.
        var plain = site.Url.StartsWith("http:", StringComparison.Ordinal) ? " http:" : "";
        return "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation; "
            + $"default-src 'none'; img-src https: data:{plain}; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
    }

    // A link followed inside the frame would show a whole site in it.
    private static string OpenLinksOutside(string html, string target)
    {
        var head = html.IndexOf("<head", StringComparison.OrdinalIgnoreCase);
        var end = head < 0 ? -1 : html.IndexOf('>', head);
        return end < 0 ? html : html.Insert(end + 1, $"<base target=\"{target}\">");
    }
}
