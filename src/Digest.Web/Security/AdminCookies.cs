namespace Digest.Web.Security;

/// <summary>
/// What the admin's cookies are called. Where the site is reached by https they begin with <c>__Host-</c>: browsers take such
/// a cookie only by https, for this host alone, so that no neighbouring host can put one in its place (RFC 6265bis §4.1.3.2).
/// </summary>
internal sealed class AdminCookies(SiteOptions site)
{
    // First asked for when the site starts, with the address that is kept in the database known, and the same from then on.
    private readonly Lazy<bool> areSecure = new(() => site.Url.StartsWith("https:", StringComparison.OrdinalIgnoreCase));

    /// <summary>Before this program a proxy may do TLS and not be believed about it; the site's address says what browsers use.</summary>
    public bool AreSecure => areSecure.Value;

    public string SignIn => Named("digest-admin");

    public string Form => Named("digest-form");

    public string Notices => Named("digest-notices");

    public string KnownBrowser => Named("digest-known");

    private string Named(string name) => AreSecure ? $"__Host-{name}" : name;
}
