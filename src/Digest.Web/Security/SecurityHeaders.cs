namespace Digest.Web.Security;

/// <summary>What every answer tells the browser: nothing from elsewhere, nothing inline, nobody may frame it, no address is passed on.</summary>
internal static class SecurityHeaders
{
    private const string Policy = "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    // The admin's pages refresh themselves, with one script that is a file of this site.
    private const string AdminPolicy = Policy + "; script-src 'self'; connect-src 'self'";

    // Their addresses are keys: nothing may keep them or what they show.
    private static readonly string[] TokenedPaths = ["/confirm", "/preferences", "/unsubscribe", "/admin/set-up"];

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        var isAdmin = context.Request.Path.StartsWithSegments("/admin", StringComparison.OrdinalIgnoreCase);
        headers.ContentSecurityPolicy = isAdmin ? AdminPolicy : Policy;
        headers.XContentTypeOptions = "nosniff";
        // Without a referrer browsers do not say either where a posted form stood; the admin's forms are asked for it.
        headers["Referrer-Policy"] = isAdmin && !IsTokened(context.Request.Path) ? "same-origin" : "no-referrer";
        if (IsTokened(context.Request.Path))
        {
            headers.CacheControl = "no-store";
            headers["X-Robots-Tag"] = "noindex";
        }
        return next(context);
    });

    /// <summary>For a page with a script, which is a file of this site.</summary>
    public static void AllowOwnScripts(HttpResponse response) => response.Headers.ContentSecurityPolicy = Policy + "; script-src 'self'";

    /// <summary>Whether a token stands in the path.</summary>
    public static bool IsTokened(PathString path) => Array.Exists(TokenedPaths, tokened => path.StartsWithSegments(tokened, StringComparison.OrdinalIgnoreCase));
}
