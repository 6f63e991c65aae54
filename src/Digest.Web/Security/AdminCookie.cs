namespace Digest.Web.Security;

/// <summary>The sign-in's cookie: over https only where browsers reach the site by https, which its address says and may come to say.</summary>
internal sealed class AdminCookie : CookieBuilder
{
    private readonly SiteOptions site;

    public AdminCookie(SiteOptions site)
    {
        this.site = site;
        Name = "digest-admin";
        HttpOnly = true;
        SameSite = SameSiteMode.Lax;
    }

    // Before this program a proxy may do TLS and not be believed about it; the site's address says what browsers use.
    public override CookieSecurePolicy SecurePolicy
    {
        get => site.Url.StartsWith("https:", StringComparison.OrdinalIgnoreCase) ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        set => base.SecurePolicy = value;
    }
}
