using Microsoft.AspNetCore.Http.Features;

namespace Digest.Web.Security.Kept;

/// <summary>
/// When a form of the admin's is refused because the sign-in or the form's token is no longer good, nothing that was typed is
/// lost: the answer is a page that carries the form. Nothing is performed before a button on that page is pressed.
/// </summary>
internal static class KeepingForms
{
    /// <summary>Where the form waits for the button, once somebody is signed in.</summary>
    public const string AgainPath = "/admin/again";

    private static readonly object Refused = new();

    /// <summary>
    /// Whether a request is a form that is worth keeping. Only forms of our own pages are: a stranger's page could otherwise
    /// have its own form carried up to that button. Browsers say where a form stood (Sec-Fetch-Site by https, Origin always).
    /// </summary>
    public static bool WantsForm(HttpRequest request) =>
        HttpMethods.IsPost(request.Method)
        && request.HasFormContentType
        && request.Path.StartsWithSegments("/admin", StringComparison.OrdinalIgnoreCase)
        && !request.Path.StartsWithSegments("/admin/sign-out", StringComparison.OrdinalIgnoreCase)
        && IsOwn(request);

    /// <summary>Marks the request's form as one to be kept.</summary>
    public static void RefuseForm(this HttpContext http) => http.Items[Refused] = Refused;

    /// <summary>The form that this answer is to carry; null: none was refused, or it could not be read.</summary>
    public static KeptForm? RefusedForm(this HttpContext http) => http.Items[Refused] as KeptForm;

    /// <summary>Whether a form was refused, readable or not.</summary>
    public static bool HasRefusedForm(this HttpContext http) => http.Items.ContainsKey(Refused);

    public static IApplicationBuilder UseKeptForms(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        await next(http);
        if (!http.HasRefusedForm() || http.Response.HasStarted)
            return;
        http.Items[Refused] = await http.RequestServices.GetRequiredService<KeptForms>().ReadAsync(http.Request);
        await ShowAsync(http, next);
    });

    // The page that says what to do takes the place of the one that was asked for, as error pages do.
    private static async Task ShowAsync(HttpContext http, RequestDelegate next)
    {
        var (request, isSignedIn) = (http.Request, http.User.Identity?.IsAuthenticated == true);
        var leadsIn = LeadsIn(request.Path);
        var (method, path, query) = (request.Method, request.Path, request.QueryString);
        http.SetEndpoint(endpoint: null);
        http.Features.Get<IRouteValuesFeature>()?.RouteValues.Clear();
        http.Features.Set<IHttpMaxRequestBodySizeFeature>(new ReadAlready());
        http.Response.StatusCode = isSignedIn || leadsIn ? StatusCodes.Status400BadRequest : StatusCodes.Status401Unauthorized;
        (request.Method, request.QueryString) = (HttpMethods.Get, QueryString.Empty);
        if (!leadsIn)
            request.Path = isSignedIn ? AgainPath : AdminSignIn.Path;
        try
        {
            await next(http);
        }
        finally
        {
            (request.Method, request.Path, request.QueryString) = (method, path, query);
        }
    }

    /// <summary>Whether a page leads in: refused, it is shown again itself.</summary>
    public static bool LeadsIn(PathString path) =>
        path.StartsWithSegments(AdminSignIn.Path, StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/admin/set-up", StringComparison.OrdinalIgnoreCase);

    private static bool IsOwn(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } stood)
            return stood == "same-origin";
        if (!Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out var origin))
            return false;
        var site = request.HttpContext.RequestServices.GetRequiredService<SiteOptions>();
        return origin.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase)
            || (Uri.TryCreate(site.Url, UriKind.Absolute, out var known) && origin.GetLeftPart(UriPartial.Authority).Equals(known.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase));
    }

    // The body is read: the page that is shown instead has nothing to limit, and is not to complain of it.
    private sealed class ReadAlready : IHttpMaxRequestBodySizeFeature
    {
        public bool IsReadOnly => false;

        public long? MaxRequestBodySize { get; set; }
    }
}
