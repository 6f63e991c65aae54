using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Digest.Web.Security;

/// <summary>Signing in by cookie. Everything below /admin asks for it, but for the pages that lead in.</summary>
internal static class AdminSignIn
{
    private const string StampClaim = "stamp";

    public static IServiceCollection AddAdmins(this IServiceCollection services) => services.AddSingleton<Admins>().AddSingleton<AdminLinks>();

    public static IServiceCollection AddAdminSignIn(this IServiceCollection services, SiteOptions site)
    {
        services.AddAuthorization();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.LoginPath = "/admin/sign-in";
            cookie.Cookie = new AdminCookie(site);
            cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
            cookie.Events.OnValidatePrincipal = ValidateAsync;
        });
        return services;
    }

    public static Task SignInAsync(this HttpContext http, Admin admin) => http.SignInAsync(
        CookieAuthenticationDefaults.AuthenticationScheme,
        new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(ClaimTypes.Name, admin.Name), new Claim(StampClaim, admin.Stamp)], CookieAuthenticationDefaults.AuthenticationScheme)),
        new AuthenticationProperties { IsPersistent = true });

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var admins = context.HttpContext.RequestServices.GetRequiredService<Admins>();
        if (context.Principal?.Identity?.Name is { } name
            && context.Principal.FindFirstValue(StampClaim) is { } stamp
            && await admins.StillSignedInAsync(name, stamp, context.HttpContext.RequestAborted))
            return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
    }
}
