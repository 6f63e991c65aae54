using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using Digest.Storage;
using Microsoft.AspNetCore.DataProtection;

namespace Digest.Web.Security;

/// <summary>
/// Remembers in a browser who signed in there, long after the sign-in itself has ended. It opens nothing; wrong passwords
/// from elsewhere just do not count against it.
/// </summary>
internal sealed class KnownBrowsers(IDataProtectionProvider protection, AdminCookies cookies, TimeProvider clock)
{
    private const int IdBytes = 12;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(180);
    private readonly IDataProtector protector = protection.CreateProtector("Digest.Web.KnownBrowsers");

    /// <summary>The browser's id, if this name signed in with it; null: it is a stranger.</summary>
    public string? Of(HttpContext http, string name) => Read(http) is { } known && AdminNames.Same(known.Name, name) ? known.Id : null;

    public void Remember(HttpContext http, string name)
    {
        var id = Of(http, name) ?? Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes));
        http.Response.Cookies.Append(cookies.KnownBrowser, protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{id}\n{clock.Milliseconds()}\n{name}")), new CookieOptions
        {
            MaxAge = Kept,
            HttpOnly = true,
            IsEssential = true,
            SameSite = SameSiteMode.Lax,
            Secure = cookies.AreSecure,
        });
    }

    private (string Id, string Name)? Read(HttpContext http)
    {
        if (http.Request.Cookies[cookies.KnownBrowser] is not { Length: > 0 and < 2000 } cookie)
            return null;
        try
        {
            var parts = protector.Unprotect(cookie).Split('\n', 3);
            return long.Parse(parts[1], CultureInfo.InvariantCulture).ToTime() + Kept > clock.GetUtcNow() ? (parts[0], parts[2]) : null;
        }
        catch (CryptographicException)
        {
            // Made up, or under keys that are gone.
            return null;
        }
    }
}
