using System.Globalization;
using System.Security.Claims;
using Digest.Web.Security.Kept;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.CookiePolicy;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Digest.Web.Security;

/// <summary>Signing in by cookie. Everything below /admin asks for it, but for the pages that lead in.</summary>
internal static class AdminSignIn
{
    public const string Path = "/admin/sign-in";
    private const string StampClaim = "stamp";

    public static IServiceCollection AddAdmins(this IServiceCollection services) => services.AddSingleton<Admins>().AddSingleton<AdminLinks>();

    public static IServiceCollection AddAdminSignIn(this IServiceCollection services, SiteOptions site)
    {
        var cookies = new AdminCookies(site);
        services.AddSingleton(cookies).AddSingleton<LockOut>().AddSingleton<KnownBrowsers>().AddSingleton<SignInAttempts>().AddSingleton<KeptForms>();
        services.AddAuthorization();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.LoginPath = Path;
            cookie.Cookie.Name = cookies.SignIn;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
            cookie.SlidingExpiration = true;
            cookie.Events.OnValidatePrincipal = ValidateAsync;
            cookie.Events.OnRedirectToLogin = AskToSignInAsync;
        });
        // Lax, as the sign-in: a link followed from a message must not bring a second cookie that other tabs' forms do not fit.
        services.Configure<AntiforgeryOptions>(forms => (forms.Cookie.Name, forms.Cookie.SameSite) = (cookies.Form, SameSiteMode.Lax));
        services.Configure<CookieTempDataProviderOptions>(notices => notices.Cookie.Name = cookies.Notices);
        // Set here for all: antiforgery's own setting demands that this program sees https, which behind a proxy it may not.
        services.Configure<CookiePolicyOptions>(all =>
        {
            all.HttpOnly = HttpOnlyPolicy.Always;
            all.MinimumSameSitePolicy = SameSiteMode.Lax;
            all.Secure = cookies.AreSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        });
        // A page that forgot to ask for a sign-in is asked for one all the same.
        services.Configure<RazorPagesOptions>(pages => pages.Conventions.AuthorizeFolder("/Admin").AllowAnonymousToPage("/Admin/SignIn").AllowAnonymousToPage("/Admin/SetUp"));
        services.Configure<MvcOptions>(mvc => mvc.Filters.Add<RefusedToken>());
        return services;
    }

    public static void UseAdminSignIn(this IApplicationBuilder app)
    {
        app.UseCookiePolicy();
        app.UseKeptForms();
    }

    /// <summary>Signs in, for this request too: the forms on the page that answers it must fit the sign-in.</summary>
    public static async Task SignInAsync(this HttpContext http, Admin admin)
    {
        var principal = new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, admin.Id.ToString(CultureInfo.InvariantCulture)), new Claim(ClaimTypes.Name, admin.Name), new Claim(StampClaim, admin.Stamp)],
            CookieAuthenticationDefaults.AuthenticationScheme));
        await http.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, principal, new AuthenticationProperties { IsPersistent = true });
        http.RequestServices.GetRequiredService<KnownBrowsers>().Remember(http, admin.Name);
        http.User = principal;
    }

    /// <summary>The id of the admin who is signed in; null: nobody is.</summary>
    public static long? AdminId(this ClaimsPrincipal user) => long.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), CultureInfo.InvariantCulture, out var id) ? id : null;

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var admins = context.HttpContext.RequestServices.GetRequiredService<Admins>();
        if (context.Principal?.AdminId() is { } id
            && context.Principal.FindFirstValue(StampClaim) is { } stamp
            && await admins.StillSignedInAsync(id, stamp, context.HttpContext.RequestAborted))
            return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
    }

    private static Task AskToSignInAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        if (KeepingForms.WantsForm(request))
        {
            context.HttpContext.RefuseForm();
            return Task.CompletedTask;
        }
        // What was asked for by a form that is not kept is no address to go back to.
        var back = HttpMethods.IsGet(request.Method) ? $"{request.PathBase}{request.Path}{request.QueryString}" : "/admin";
        context.Response.StatusCode = StatusCodes.Status302Found;
        context.Response.Headers.Location = $"{Path}?ReturnUrl={Uri.EscapeDataString(back)}";
        return Task.CompletedTask;
    }
}
