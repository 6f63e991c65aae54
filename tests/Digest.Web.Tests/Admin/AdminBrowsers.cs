using System.Net;
using Digest.Web.Security;

namespace Digest.Web.Tests.Admin;

/// <summary>Browsers of those who run the site. Their forms stand on the site itself, as browsers say.</summary>
internal static class AdminBrowsers
{
    public const string Password = "correct horse battery";

    /// <summary>A browser in which nobody is signed in.</summary>
    public static Browser OpenBrowser(this TestSite site) => new(site.Address) { Headers = { ["Sec-Fetch-Site"] = "same-origin" } };

    /// <summary>A browser in which an admin came by a link of their own.</summary>
    public static async Task<Browser> SignedInBrowserAsync(this TestSite site, string name = "Ada")
    {
        var browser = site.OpenBrowser();
        var link = new Uri(await site.Get<AdminLinks>().CreateAsync(name)).AbsolutePath;
        await browser.GetAsync(link);
        (await browser.SubmitAsync(link, ("password", Password))).Status.ShouldBe(HttpStatusCode.Redirect);
        return browser;
    }

    public static async Task<PageAnswer> SignInAsync(this Browser browser, string name, string password, params (string Field, string Value)[] more)
    {
        await browser.GetAsync("/admin/sign-in");
        return await browser.SubmitAsync("/admin/sign-in", [("name", name), ("password", password), .. more]);
    }
}
