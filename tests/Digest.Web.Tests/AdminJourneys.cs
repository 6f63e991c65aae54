using System.Net;
using Digest.Web.Security;
using Digest.Web.Tests.Admin;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

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
        overview.Body.ShouldContain("The next edition");
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
        answer.Headers["Location"].ShouldBe("/admin/sign-in?ReturnUrl=%2Fadmin");
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
        (await site.Get<AdminLinks>().FindAsync(link.Split('/')[^1])).ShouldNotBeNull();
    }

    [Fact]
    public async Task While_there_is_no_admin_only_the_link_of_the_latest_start_works()
    {
        await using var site = await TestSite.StartAsync();
        var links = site.Get<AdminLinks>();
        var older = await links.CreateFirstAsync();
        var latest = await links.CreateFirstAsync();
        (await links.FindAsync(older.Split('/')[^1])).ShouldBeNull();
        (await links.FindAsync(latest.Split('/')[^1])).ShouldNotBeNull();
        await links.CreateAsync();
        (await links.FindAsync(latest.Split('/')[^1])).ShouldNotBeNull("a link made by hand is one more");
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
        cookie.ShouldStartWith(secure ? "__Host-digest-admin=" : "digest-admin=");
        cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase).ShouldBe(secure);
        cookie.ShouldContain("; httponly", Case.Insensitive);
        cookie.ShouldContain("; samesite=lax", Case.Insensitive);
        browser.Cookies.Keys.ShouldAllBe(name => name.StartsWith("__Host-", StringComparison.Ordinal) == secure);
    }

    [Fact]
    public async Task A_sign_in_lasts_two_weeks_from_the_last_visit()
    {
        await using var site = await TestSite.StartAsync();
        using var browser = await site.SignedInBrowserAsync();
        site.Clock.Advance(TimeSpan.FromDays(10));
        (await browser.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.OK);
        site.Clock.Advance(TimeSpan.FromDays(10));
        (await browser.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.OK);
        site.Clock.Advance(TimeSpan.FromDays(15));
        (await browser.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    [Theory]
    [InlineData("/admin/feeds?search=ferry", "/admin/feeds?search=ferry")]
    [InlineData("https://elsewhere.example/", "/admin")]
    [InlineData("//elsewhere.example/", "/admin")]
    public async Task Signing_in_leads_where_one_wanted_and_never_elsewhere(string wanted, string leadsTo)
    {
        await using var site = await TestSite.StartAsync();
        using var browser = new Browser(site.Address);
        await MakeAdminAsync(site, "Ada", Password);
        await browser.GetAsync($"/admin/sign-in?ReturnUrl={Uri.EscapeDataString(wanted)}");
        (await browser.SubmitAsync("/admin/sign-in", ("name", "ada"), ("password", Password), ("returnUrl", wanted))).Headers["Location"].ShouldBe(leadsTo);
    }

    [Fact]
    public async Task A_hash_of_an_older_kind_is_made_anew_at_the_next_sign_in()
    {
        await using var site = await TestSite.StartAsync();
        await MakeAdminAsync(site, "Ada", Password);
        var old = new PasswordHasher<object>(Options.Create(new PasswordHasherOptions { IterationCount = 1000 })).HashPassword(new object(), Password);
        await site.Database.WriteAsync(session => session.ExecuteAsync("UPDATE admins SET password_hash = @old", new { old }));
        (await site.Get<Admins>().CheckAsync("Ada", Password)).ShouldNotBeNull();
        (await site.ScalarAsync<string>("SELECT password_hash FROM admins")).ShouldNotBe(old);
        (await site.Get<Admins>().CheckAsync("Ada", Password)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Where_nobody_can_sign_in_yet_the_page_says_how_to_begin()
    {
        await using var site = await TestSite.StartAsync();
        (await site.GetAsync("/admin/sign-in")).Body.ShouldContain("Nobody can sign in yet");
    }

    private static async Task MakeAdminAsync(TestSite site, string name, string password) =>
        (await site.Get<Admins>().SetUpAsync((await site.Get<AdminLinks>().CreateAsync()).Split('/')[^1], name, password)).ShouldNotBeNull();
}
