namespace Digest.Web.Security;

/// <summary>What every answer tells the browser: nothing from elsewhere, nothing inline, nobody may frame it, no address is passed on.</summary>
internal static class SecurityHeaders
{
    private const string Policy = "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private const string ScriptPolicy = Policy + "; script-src 'self'";

    // The admin's pages refresh themselves, with one script that is a file of this site.
    private const string AdminPolicy = ScriptPolicy + "; connect-src 'self'";

    // Not for search engines: what is the admins', and the page that stands in where something did not work.
    private static readonly string[] UnlistedPaths = ["/admin", "/problem"];

    /// <summary>Their addresses are keys: nothing may keep them or what they show.</summary>
    public static IReadOnlyList<string> TokenedPaths { get; } = ["/confirm", "/preferences", "/unsubscribe", "/appeal", "/admin/set-up"];

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        var isAdmin = context.Request.Path.StartsWithSegments("/admin", StringComparison.OrdinalIgnoreCase);
        headers.ContentSecurityPolicy = isAdmin ? AdminPolicy : Policy;
        headers.XContentTypeOptions = "nosniff";
        // Without a referrer browsers do not say either where a posted form stood; the admin's forms are asked for it.
        headers["Referrer-Policy"] = isAdmin && !IsTokened(context.Request.Path) ? "same-origin" : "no-referrer";
        if (IsTokened(context.Request.Path))
            headers.CacheControl = "no-store";
        if (IsTokened(context.Request.Path) || IsIn(UnlistedPaths, context.Request.Path))
            headers["X-Robots-Tag"] = "noindex";
        return next(context);
    });

    /// <summary>Lets a page for readers run scripts that are files of this site.</summary>
    public static void AllowScripts(HttpResponse response) => response.Headers.ContentSecurityPolicy = ScriptPolicy;

    /// <summary>Whether a token stands in the path.</summary>
    public static bool IsTokened(PathString path) => IsIn(TokenedPaths, path);

    private static bool IsIn(IReadOnlyList<string> places, PathString path) => places.Any(place => path.StartsWithSegments(place, StringComparison.OrdinalIgnoreCase));
}
