using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Digest.Web.Security;

namespace Digest.Web.Tests.Admin;

/// <summary>A sign-in that ends in the middle of an edit loses nothing, and performs nothing by itself.</summary>
public sealed partial class KeptFormJourneys
{
    private const string Password = AdminBrowsers.Password;
    private const string Invite = "/admin/people?handler=Invite";

    [Fact]
    public async Task What_was_typed_is_carried_through_the_sign_in_and_done_after_one_more_press()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await site.SignedInBrowserAsync();
        await ada.GetAsync("/admin/people");
        await SignOutEverywhereAsync(site);
        var before = await site.DumpAsync();

        var interrupted = await ada.SubmitAsync(Invite, ("name", "Quincy <Bob>\nand \"friends\""));
        interrupted.Status.ShouldBe(HttpStatusCode.Unauthorized);
        interrupted.Body.ShouldContain("Nothing is lost");
        interrupted.Body.ShouldNotContain("Quincy", customMessage: "what is carried cannot be read");

        var wrong = await ada.SubmitAsync("/admin/sign-in", ("name", "Ada"), ("password", "wrong password"), ("kept", Kept(interrupted)));
        wrong.Body.ShouldContain("do not belong together");
        var again = await ada.SubmitAsync("/admin/sign-in", ("name", "Ada"), ("password", Password), ("kept", Kept(wrong)));
        again.Status.ShouldBe(HttpStatusCode.OK);
        again.Body.ShouldContain("You are signed in again");
        again.Body.ShouldContain("Nothing was lost.");
        again.Body.ShouldContain($"action=\"{Invite}\"");
        WebUtility.HtmlDecode(Value(again, "name")).ShouldBe("Quincy <Bob>\nand \"friends\"");
        (await WithoutSignInsAsync(site)).ShouldBe(WithoutSignIns(before), "nothing was done by itself");

        (await ada.SubmitAsync(Invite, ("name", "Bob"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await site.Get<AdminLinks>().OpenAsync()).Single().Name.ShouldBe("Bob");
    }

    [Fact]
    public async Task A_form_as_large_as_forms_may_be_is_carried_too()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await site.SignedInBrowserAsync();
        await ada.GetAsync("/admin/people");
        await SignOutEverywhereAsync(site);
        var text = string.Concat(Enumerable.Range(0, 6_000).Select(at => $"{at:00000} word"));
        var interrupted = await ada.SubmitAsync(Invite, ("name", text[..60_000].Replace(' ', '-')));
        var again = await ada.SubmitAsync("/admin/sign-in", ("name", "Ada"), ("password", Password), ("kept", Kept(interrupted)));
        Value(again, "name").Length.ShouldBe(60_000);
    }

    [Fact]
    public async Task Passwords_and_files_are_not_carried_and_asked_for_again()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await site.SignedInBrowserAsync();
        await ada.GetAsync("/admin/people");
        await SignOutEverywhereAsync(site);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("spring list"), "title" },
            { new StringContent("very secret words"), "smtpPassword" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes("address\nbob@example.org")) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } }, "file", "readers.csv" },
        };
        var interrupted = await ada.PostAsync("/admin/people?handler=Anything", form);
        interrupted.Status.ShouldBe(HttpStatusCode.Unauthorized);
        var again = await ada.SubmitAsync("/admin/sign-in", ("name", "Ada"), ("password", Password), ("kept", Kept(interrupted)));
        Value(again, "title").ShouldBe("spring list");
        again.Body.ShouldContain("enctype=\"multipart/form-data\"");
        again.Body.ShouldContain("name=\"smtpPassword\" type=\"password\"");
        again.Body.ShouldContain("name=\"file\" type=\"file\"");
        again.Body.ShouldContain("please choose it again");
        again.Body.ShouldNotContain("very secret words");
        again.Body.ShouldNotContain("bob@example.org");
    }

    [Fact]
    public async Task Who_is_not_signed_in_has_nothing_read_that_is_larger_than_what_can_be_kept()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await site.SignedInBrowserAsync();
        await ada.GetAsync("/admin/subscribers/import");
        await SignOutEverywhereAsync(site);
        var interrupted = await ada.UploadAsync("/admin/subscribers/import", "file", "readers.csv", new byte[3_000_000]);
        interrupted.Status.ShouldBe(HttpStatusCode.Unauthorized);
        interrupted.Body.ShouldContain("too large to be kept");
        interrupted.Body.ShouldNotContain("name=\"kept\"");
    }

    [Fact]
    public async Task A_token_that_no_longer_fits_costs_one_more_press_and_nothing_else()
    {
        await using var site = await TestSite.StartAsync();
        using var bob = await site.SignedInBrowserAsync("Bob");
        using var browser = await site.SignedInBrowserAsync();
        await browser.GetAsync("/admin/people");
        var inTheOtherTab = browser.Token;
        await browser.SignInAsync("Bob", Password);
        var before = await site.DumpAsync();

        browser.Token = inTheOtherTab;
        var refused = await browser.SubmitAsync(Invite, ("name", "Carol"));
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Body.ShouldContain("Please press once more");
        Value(refused, "name").ShouldBe("Carol");
        (await site.DumpAsync()).ShouldBe(before);
        (await browser.SubmitAsync(Invite, ("name", "Carol"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await site.Get<AdminLinks>().OpenAsync()).Single().InvitedBy.ShouldBe("Bob");
    }

    [Fact]
    public async Task Signing_in_again_as_the_same_admin_in_another_tab_needs_no_press_at_all()
    {
        await using var site = await TestSite.StartAsync();
        using var browser = await site.SignedInBrowserAsync();
        await browser.GetAsync("/admin/people");
        var inTheOtherTab = browser.Token;
        await SignOutEverywhereAsync(site);
        await browser.SignInAsync("Ada", Password);
        browser.Token = inTheOtherTab;
        (await browser.SubmitAsync(Invite, ("name", "Carol"))).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    [InlineData("")]
    public async Task A_form_that_stood_on_a_stranger_s_page_is_carried_nowhere(string stood)
    {
        await using var site = await TestSite.StartAsync();
        using var browser = await site.SignedInBrowserAsync();
        browser.Headers.Remove("Sec-Fetch-Site");
        if (stood.Length > 0)
            browser.Headers["Sec-Fetch-Site"] = stood;
        browser.Headers["Origin"] = "https://evil.example";
        browser.Token = "";
        var signedIn = await browser.SubmitAsync(Invite, ("name", "Mallory"));
        signedIn.ShouldBeClearPage(HttpStatusCode.BadRequest);
        signedIn.Body.ShouldNotContain("Mallory");
        await SignOutEverywhereAsync(site);
        var signedOut = await browser.SubmitAsync(Invite, ("name", "Mallory"));
        signedOut.Status.ShouldBe(HttpStatusCode.Redirect);
        signedOut.Headers["Location"].ShouldBe("/admin/sign-in?ReturnUrl=%2Fadmin");
    }

    [Fact]
    public async Task By_plain_http_browsers_say_the_origin_and_that_is_enough()
    {
        await using var site = await TestSite.StartAsync();
        using var browser = await site.SignedInBrowserAsync();
        browser.Headers.Remove("Sec-Fetch-Site");
        browser.Headers["Origin"] = site.Address.GetLeftPart(UriPartial.Authority);
        await SignOutEverywhereAsync(site);
        (await browser.SubmitAsync(Invite, ("name", "Bob"))).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task What_is_carried_can_be_neither_made_nor_kept_for_longer_than_a_day()
    {
        await using var site = await TestSite.StartAsync();
        using var browser = await site.SignedInBrowserAsync();
        await SignOutEverywhereAsync(site);
        var kept = Kept(await browser.SubmitAsync(Invite, ("name", "Bob")));
        var forged = (kept[0] == 'C' ? "D" : "C") + kept[1..];
        (await browser.SignInAsync("Ada", Password, ("kept", forged))).Headers["Location"].ShouldBe("/admin");
        (await browser.SignInAsync("Ada", Password, ("kept", "not base64 at all!"))).Headers["Location"].ShouldBe("/admin");
        site.Clock.Advance(TimeSpan.FromHours(24));
        (await browser.SignInAsync("Ada", Password, ("kept", kept))).Headers["Location"].ShouldBe("/admin");
    }

    [Fact]
    public async Task A_sign_in_page_that_was_open_for_too_long_is_shown_again_with_what_it_carried()
    {
        await using var site = await TestSite.StartAsync();
        using var browser = await site.SignedInBrowserAsync();
        await SignOutEverywhereAsync(site);
        var kept = Kept(await browser.SubmitAsync(Invite, ("name", "Bob")));
        browser.Token = "stale";
        var refused = await browser.SubmitAsync("/admin/sign-in", ("name", "Ada"), ("password", Password), ("kept", kept));
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Body.ShouldContain("Please sign in once more");
        refused.Body.ShouldNotContain(Password);
        (await browser.SubmitAsync("/admin/sign-in", ("name", "Ada"), ("password", Password), ("kept", Kept(refused)))).Body.ShouldContain("Nothing was lost.");
    }

    private static Task<int> SignOutEverywhereAsync(TestSite site) => site.ExecuteAsync("UPDATE admins SET stamp = 'another' || id");

    private static string Kept(PageAnswer page) => Value(page, "kept");

    private static string Value(PageAnswer page, string field)
    {
        var found = Regex.Match(page.Body, $"<input type=\"hidden\" name=\"{field}\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        found.Success.ShouldBeTrue($"no field {field}");
        return found.Groups["value"].Value;
    }

    private static async Task<string> WithoutSignInsAsync(TestSite site) => WithoutSignIns(await site.DumpAsync());

    private static string WithoutSignIns(string dump) => SignIns().Replace(dump, "");

    [GeneratedRegex("^.*(?:last_sign_in_at|key_hash).*$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SignIns();
}
