using System.Net;
using Digest.Web.Security;

namespace Digest.Web.Tests;

/// <summary>How those who run the site get in.</summary>
public sealed class AdminJourneys
{
    private const string Password = "correct horse battery";

    [Fact]
    public async Task A_one_time_link_makes_an_admin_and_signs_them_in()
    {
        await using var site = await TestSite.StartAsync();
        using var browser = new Browser(site.Address);
        var link = new Uri(await site.Get<AdminLinks>().CreateAsync()).AbsolutePath;
        (await browser.GetAsync(link)).Status.ShouldBe(HttpStatusCode.OK);
        (await site.ScalarAsync<int>("SELECT COUNT(*) FROM admin_links WHERE used_at IS NOT NULL")).ShouldBe(0);
        (await browser.SubmitAsync(link, ("name", "Ada"), ("password", Password))).Headers["Location"].ShouldBe("/admin/welcome");
        var overview = await browser.GetAsync("/admin");
        overview.Status.ShouldBe(HttpStatusCode.OK);
        overview.Body.ShouldContain("The next edition closes on");
    }

    [Fact]
    public async Task A_link_works_once_and_for_a_day()
    {
        await using var site = await TestSite.StartAsync();
        using var browser = new Browser(site.Address);
        var used = new Uri(await site.Get<AdminLinks>().CreateAsync()).AbsolutePath;
        await browser.GetAsync(used);
        await browser.SubmitAsync(used, ("name", "Ada"), ("password", Password));
        (await browser.GetAsync(used)).Body.ShouldContain("used already");
        var old = new Uri(await site.Get<AdminLinks>().CreateAsync()).AbsolutePath;
        site.Clock.Advance(AdminLinks.Validity);
        (await browser.GetAsync(old)).Body.ShouldContain("has expired");
        (await browser.GetAsync("/admin/set-up/forged")).Body.ShouldContain("cut short");
    }

    [Fact]
    public async Task Without_signing_in_the_admin_pages_lead_to_the_sign_in()
    {
        await using var site = await TestSite.StartAsync();
        using var browser = new Browser(site.Address);
        var answer = await browser.GetAsync("/admin");
        answer.Status.ShouldBe(HttpStatusCode.Redirect);
        new Uri(answer.Headers["Location"]).AbsolutePath.ShouldBe("/admin/sign-in");
    }

    [Fact]
    public async Task Name_and_password_sign_in_and_a_wrong_one_says_no_more_than_that()
    {
        await using var site = await TestSite.StartAsync();
        using var browser = new Browser(site.Address);
        await MakeAdminAsync(site, "Ada", Password);
        await browser.GetAsync("/admin/sign-in");
        (await browser.SubmitAsync("/admin/sign-in", ("name", "Ada"), ("password", "wrong password"))).Body.ShouldContain("do not belong together");
        (await browser.SubmitAsync("/admin/sign-in", ("name", "Nobody"), ("password", Password))).Body.ShouldContain("do not belong together");
        (await browser.SubmitAsync("/admin/sign-in", ("name", "Ada"), ("password", Password))).Headers["Location"].ShouldBe("/admin");
        (await browser.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_new_password_signs_out_who_had_the_old_one()
    {
        await using var site = await TestSite.StartAsync();
        using var browser = new Browser(site.Address);
        await MakeAdminAsync(site, "Ada", Password);
        await browser.GetAsync("/admin/sign-in");
        await browser.SubmitAsync("/admin/sign-in", ("name", "Ada"), ("password", Password));
        await MakeAdminAsync(site, "Ada", "another password");
        (await browser.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        await using var site = await TestSite.StartAsync();
        await MakeAdminAsync(site, "Ada", Password);
        (await site.PostAsync("/admin/sign-in", ("name", "Ada"), ("password", Password))).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_password_that_is_too_short_is_refused_with_a_reason_and_the_link_stays_good()
    {
        await using var site = await TestSite.StartAsync();
        using var browser = new Browser(site.Address);
        var link = new Uri(await site.Get<AdminLinks>().CreateAsync()).AbsolutePath;
        await browser.GetAsync(link);
        (await browser.SubmitAsync(link, ("name", "Ada"), ("password", "short"))).Body.ShouldContain("needs 10 to 200 characters");
        (await site.Get<AdminLinks>().WorksAsync(link.Split('/')[^1])).ShouldBeTrue();
    }

    [Fact]
    public async Task While_there_is_no_admin_only_the_link_of_the_latest_start_works()
    {
        await using var site = await TestSite.StartAsync();
        var links = site.Get<AdminLinks>();
        var older = await links.CreateFirstAsync();
        var latest = await links.CreateFirstAsync();
        (await links.WorksAsync(older.Split('/')[^1])).ShouldBeFalse();
        (await links.WorksAsync(latest.Split('/')[^1])).ShouldBeTrue();
        await links.CreateAsync();
        (await links.WorksAsync(latest.Split('/')[^1])).ShouldBeTrue("a link made by hand is one more");
    }

    [Theory]
    [InlineData("https://news.example", true)]
    [InlineData("http://localhost:5000", false)]
    public async Task The_cookie_goes_over_https_only_where_the_site_s_address_is_https(string url, bool secure)
    {
        await using var site = await TestSite.StartAsync(("Site:Url", url));
        using var browser = new Browser(site.Address);
        await MakeAdminAsync(site, "Ada", Password);
        await browser.GetAsync("/admin/sign-in");
        var cookie = (await browser.SubmitAsync("/admin/sign-in", ("name", "Ada"), ("password", Password))).Headers["Set-Cookie"];
        cookie.ShouldStartWith("digest-admin=");
        cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase).ShouldBe(secure);
    }

    private static async Task MakeAdminAsync(TestSite site, string name, string password) =>
        (await site.Get<Admins>().SetUpAsync((await site.Get<AdminLinks>().CreateAsync()).Split('/')[^1], name, password)).ShouldNotBeNull();
}
