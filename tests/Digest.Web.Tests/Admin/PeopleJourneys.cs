using System.Net;
using System.Text.RegularExpressions;
using Digest.Web.Security;

namespace Digest.Web.Tests.Admin;

/// <summary>How those who run the site come and go.</summary>
public sealed partial class PeopleJourneys
{
    private const string Password = AdminBrowsers.Password;

    [Fact]
    public async Task An_invitation_is_shown_once_and_makes_an_admin_of_the_name_it_is_for()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await site.SignedInBrowserAsync();
        await ada.GetAsync("/admin/people");
        (await ada.SubmitAsync("/admin/people?handler=Invite", ("name", "  Bob  Marsh "))).Headers["Location"].ShouldBe("/admin/people");
        var link = LinkOn(await ada.GetAsync("/admin/people"));
        var later = (await ada.GetAsync("/admin/people")).Body;
        later.ShouldNotContain(link);
        later.ShouldContain("Bob Marsh");

        using var bob = site.OpenBrowser();
        var page = (await bob.GetAsync(link)).Body;
        page.ShouldContain("<strong>Ada</strong> invites you");
        page.ShouldContain("Bob Marsh");
        await bob.SubmitAsync(link, ("name", "Ada"), ("password", Password));
        (await site.ScalarAsync<string>("SELECT name || ' by ' || invited_by FROM admins ORDER BY id DESC LIMIT 1")).ShouldBe("Bob Marsh by Ada");
        (await bob.GetAsync("/admin/people")).Status.ShouldBe(HttpStatusCode.OK);
        (await ada.GetAsync("/admin/people")).Body.ShouldContain("No link is open.");
    }

    [Fact]
    public async Task Nobody_is_invited_under_a_name_that_is_taken_and_what_was_typed_stays()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await site.SignedInBrowserAsync();
        await ada.GetAsync("/admin/people");
        var taken = await ada.SubmitAsync("/admin/people?handler=Invite", ("name", "ADA"));
        taken.Body.ShouldContain("ADA is an admin already");
        taken.Body.ShouldContain("value=\"ADA\"");
        (await ada.SubmitAsync("/admin/people?handler=Invite", ("name", " "))).Body.ShouldContain("Give a name of at most 100 characters.");
        (await ada.SubmitAsync("/admin/people?handler=Invite", ("name", new string('x', 101)))).Body.ShouldContain("Give a name of at most 100 characters.");
        (await site.Get<AdminLinks>().OpenAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_withdrawn_invitation_and_one_that_a_newer_one_replaced_work_no_longer()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await site.SignedInBrowserAsync();
        var older = await InviteAsync(ada, "Bob");
        var newer = await InviteAsync(ada, "bob");
        (await site.GetAsync(older)).Body.ShouldContain("This link does not work");
        (await site.GetAsync(newer)).Body.ShouldContain("invites you");
        (await ada.SubmitAsync("/admin/people?handler=Withdraw", ("link", (await site.Get<AdminLinks>().OpenAsync()).Single().TokenHash))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await site.GetAsync(newer)).Body.ShouldContain("This link does not work");
    }

    [Fact]
    public async Task An_invitation_never_opens_what_has_become_somebody_s_meanwhile()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await site.SignedInBrowserAsync();
        var invitation = await InviteAsync(ada, "Bob");
        using var bob = await site.SignedInBrowserAsync("Bob");
        (await site.GetAsync(invitation)).Body.ShouldContain("This link does not work");
        using var thief = site.OpenBrowser();
        await thief.GetAsync("/admin/sign-in");
        (await thief.SubmitAsync(invitation, ("password", "stolen horse battery"))).Body.ShouldContain("This link does not work");
        (await bob.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_link_for_a_lost_password_asks_whose_it_is_and_makes_nobody_new_unless_told()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await site.SignedInBrowserAsync();
        var link = new Uri(await site.Get<AdminLinks>().CreateAsync()).AbsolutePath;
        using var browser = site.OpenBrowser();
        var page = (await browser.GetAsync(link)).Body;
        page.ShouldContain("Whose password is lost?");
        page.ShouldContain("type=\"radio\" name=\"name\" value=\"Ada\"");
        (await browser.SubmitAsync(link, ("newName", ""), ("password", Password))).Body.ShouldContain("Give a name");
        await browser.SubmitAsync(link, ("name", "Ada"), ("newName", ""), ("password", "another horse battery"));
        (await site.ScalarAsync<int>("SELECT COUNT(*) FROM admins")).ShouldBe(1);
        (await ada.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.Redirect, "the old password's sign-ins end");

        var another = new Uri(await site.Get<AdminLinks>().CreateAsync()).AbsolutePath;
        await browser.GetAsync(another);
        await browser.SubmitAsync(another, ("name", ""), ("newName", "Bob"), ("password", Password));
        (await site.ScalarAsync<int>("SELECT COUNT(*) FROM admins WHERE name = 'Bob'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_removed_admin_is_out_at_once_with_the_links_they_made()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await site.SignedInBrowserAsync();
        using var bob = await site.SignedInBrowserAsync("Bob");
        var backDoor = await InviteAsync(bob, "Mallory");
        var id = await site.ScalarAsync<long>("SELECT id FROM admins WHERE name = 'Bob'");
        (await ada.GetAsync($"/admin/people/{id}/remove")).Body.ShouldContain("Remove Bob?");
        (await ada.SubmitAsync($"/admin/people/{id}/remove")).Headers["Location"].ShouldBe("/admin/people");
        (await ada.GetAsync("/admin/people")).Body.ShouldContain("Bob is removed, and signed out.");
        (await bob.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.Redirect);
        (await site.GetAsync(backDoor)).Body.ShouldContain("This link does not work");
    }

    [Fact]
    public async Task The_last_admin_stays_and_oneself_is_removed_only_after_a_question()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await site.SignedInBrowserAsync();
        var id = await site.ScalarAsync<long>("SELECT id FROM admins");
        (await ada.GetAsync($"/admin/people/{id}/remove")).Body.ShouldContain("is the only admin, and stays");
        await ada.SubmitAsync($"/admin/people/{id}/remove");
        (await site.ScalarAsync<int>("SELECT COUNT(*) FROM admins")).ShouldBe(1);

        using var bob = await site.SignedInBrowserAsync("Bob");
        (await ada.GetAsync($"/admin/people/{id}/remove")).Body.ShouldContain("Remove yourself?");
        (await ada.SubmitAsync($"/admin/people/{id}/remove")).Headers["Location"].ShouldBe("/");
        (await ada.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.Redirect);
        (await bob.GetAsync("/admin/people")).Body.ShouldNotContain("<strong>Ada</strong>");
    }

    [Fact]
    public async Task Changing_the_password_asks_for_the_present_one_and_keeps_this_browser_signed_in_alone()
    {
        await using var site = await TestSite.StartAsync();
        using var here = await site.SignedInBrowserAsync();
        using var elsewhere = site.OpenBrowser();
        await elsewhere.SignInAsync("Ada", Password);
        await here.GetAsync("/admin/people");
        (await here.SubmitAsync("/admin/people?handler=Password", ("presentPassword", "not this one"), ("newPassword", "another horse battery"))).Body.ShouldContain("The present password is another one.");
        (await here.SubmitAsync("/admin/people?handler=Password", ("presentPassword", Password), ("newPassword", "Ada Ada Ada"))).Body.ShouldContain("little more than the name");
        (await here.SubmitAsync("/admin/people?handler=Password", ("presentPassword", Password), ("newPassword", "another horse battery"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await here.GetAsync("/admin/people")).Body.ShouldContain("Your password is changed.");
        (await elsewhere.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.Redirect);
        (await elsewhere.SignInAsync("Ada", Password)).Body.ShouldContain("do not belong together");
        (await elsewhere.SignInAsync("Ada", "another horse battery")).Headers["Location"].ShouldBe("/admin");
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_every_sign_in_of_one_admin_and_of_no_other()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await site.SignedInBrowserAsync();
        using var elsewhere = site.OpenBrowser();
        await elsewhere.SignInAsync("Ada", Password);
        using var bob = await site.SignedInBrowserAsync("Bob");

        await ada.GetAsync("/admin/people");
        (await ada.SubmitAsync("/admin/people?handler=SignOutEverywhere")).Headers["Location"].ShouldBe("/admin/sign-in");
        (await ada.GetAsync("/admin/sign-in")).Body.ShouldContain("You are signed out on all devices.");
        (await ada.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.Redirect);
        (await elsewhere.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.Redirect);

        await ada.SignInAsync("Ada", Password);
        await bob.GetAsync("/admin/people");
        await bob.SubmitAsync("/admin/people?handler=SignOutOther", ("id", (await site.ScalarAsync<long>("SELECT id FROM admins WHERE name = 'Ada'")).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        (await bob.GetAsync("/admin/people")).Body.ShouldContain("Ada is signed out on all devices.");
        (await ada.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    private static async Task<string> InviteAsync(Browser browser, string name)
    {
        await browser.GetAsync("/admin/people");
        await browser.SubmitAsync("/admin/people?handler=Invite", ("name", name));
        return LinkOn(await browser.GetAsync("/admin/people"));
    }

    private static string LinkOn(PageAnswer page) => OneTimeLink().Match(page.Body).Value.ShouldNotBeEmpty();

    [GeneratedRegex("/admin/set-up/[A-Za-z0-9_-]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OneTimeLink();
}

/// <summary>Assertions that give what they have looked at.</summary>
internal static class Checked
{
    public static string ShouldNotBeEmpty(this string text)
    {
        text.Length.ShouldBePositive();
        return text;
    }
}
