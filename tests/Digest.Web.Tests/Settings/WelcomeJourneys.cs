using System.Net;
using Digest.Mail;
using Digest.Stories;
using Digest.Tests.Mail;

namespace Digest.Web.Tests.Settings;

/// <summary>The first ten minutes of somebody who runs a news site.</summary>
public sealed class WelcomeJourneys
{
    private static readonly (string, string)[] Inside = [("Net:AllowPrivateAddresses", "true")];

    [Fact]
    public async Task From_the_sites_address_to_its_own_digest()
    {
        await using var post = await HarbourPost.ServeAsync();
        await using var site = await TestSite.StartAsync(Inside);
        using var ada = await SettingsJourneys.SignInAsync(site, "Ada");
        (await ada.GetAsync("/admin/welcome")).Body.ShouldContain("Type the address of your site");
        (await ada.SubmitAsync("/admin/welcome?handler=look", ("address", post.Address.Authority))).Headers["Location"].ShouldBe("/admin/welcome?step=1#step-1");
        var found = WebUtility.HtmlDecode((await ada.GetAsync("/admin/welcome?step=1")).Body);
        found.ShouldContain("value=\"The Harbour Post\"");
        found.ShouldContain("value=\"#7a1f3d\"");
        found.ShouldContain("4 stories; the newest: “The last harbour crane finds a new quay”");
        (await ada.GetAsync("/admin/welcome/icon")).Headers["Content-Type"].ShouldBe("image/png");

        var feed = post.At("/feed.xml").AbsoluteUri;
        var kept = await ada.SubmitAsync("/admin/welcome?handler=site", ("seen", "0"), ("feed", feed), ("feed-typed", ""), ("Site:Name", "The Harbour Post"),
            ("Site:Tagline", "News from the quay"), ("Site:Colour", "#7a1f3d"), ("Site:Icon", post.At("/touch.png").AbsoluteUri), ("Site:Language", "en-GB"), ("Site:Licence", ""));
        kept.Headers.ShouldContainKey("Location", kept.Body);
        kept.Headers["Location"].ShouldBe("/admin/welcome?step=2#step-2");
        (await ada.GetAsync("/admin/welcome?step=2")).Body.ShouldContain("src=\"/admin/editions/next/message\"");
        var message = await ada.GetAsync("/admin/editions/next/message");
        message.Body.ShouldContain("The last harbour crane finds a new quay");
        message.Body.ShouldContain("The Harbour Post");
        message.Body.ShouldNotContain("Saltmarsh");
        message.Headers["Content-Security-Policy"].ShouldStartWith("sandbox");
        site.Get<FeedsOptions>().Feeds.Select(one => one.Url).ShouldBe([feed]);

        var icon = await site.GetAsync("/icon");
        icon.Headers["Content-Type"].ShouldBe("image/png");
        icon.Headers["Content-Security-Policy"].ShouldContain("sandbox");

        await ada.SubmitAsync("/admin/welcome?handler=time", ("seen", "1"), ("Editions:SendAt", "06:30"), ("Editions:TimeZone", "Europe/London"), ("Site:PostalAddress", "1 Quay, Harbour"));
        (await site.GetAsync("/")).Body.ShouldContain("1 Quay, Harbour");
        (await ada.GetAsync("/admin/welcome?step=5")).Body.ShouldContain("No mail server is named");
        (await ada.SubmitAsync("/admin/welcome?handler=done")).Headers["Location"].ShouldBe("/admin");
        using var bea = await SettingsJourneys.SignInAsync(site, "Bea");
        (await site.ScalarAsync<int>("SELECT COUNT(*) FROM installation WHERE welcomed_at IS NOT NULL")).ShouldBe(1);
    }

    [Fact]
    public async Task An_address_that_is_no_site_is_told_and_kept()
    {
        await using var site = await TestSite.StartAsync(Inside);
        using var ada = await SettingsJourneys.SignInAsync(site, "Ada");
        await ada.GetAsync("/admin/welcome");
        await ada.SubmitAsync("/admin/welcome?handler=look", ("address", "our newspaper"));
        var page = WebUtility.HtmlDecode((await ada.GetAsync("/admin/welcome?step=1")).Body);
        page.ShouldContain("“our newspaper” has a space in it");
        page.ShouldContain("value=\"our newspaper\"");
    }

    [Fact]
    public async Task A_site_on_this_machine_needs_leave_and_the_page_says_how()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await SettingsJourneys.SignInAsync(site, "Ada");
        await ada.GetAsync("/admin/welcome");
        await ada.SubmitAsync("/admin/welcome?handler=look", ("address", "localhost"));
        (await ada.GetAsync("/admin/welcome?step=1")).Body.ShouldContain("Net__AllowPrivateAddresses=true");
    }

    [Fact]
    public async Task A_mail_server_is_tried_before_it_is_kept_and_its_password_need_not_be_typed_twice()
    {
        await using var server = new ScriptedServer("S: 220 x\nC: EHLO\nS: 250-x\nS: 250 AUTH PLAIN\nC: AUTH PLAIN\nS: 235 ok\nC: MAIL FROM:<news@post.example>\nS: 250 ok\nC: RCPT TO:<ada@post.example>\nS: 250 ok\nC: DATA\nS: 354 ok\nmessage\nS: 250 queued as 9");
        await using var site = await TestSite.StartAsync();
        using var ada = await SettingsJourneys.SignInAsync(site, "Ada");
        await ada.GetAsync("/admin/welcome?step=3");
        var tried = WebUtility.HtmlDecode((await ada.SubmitAsync("/admin/welcome?handler=try", [.. Mail(server.Port), ("Smtp:Password", "hush-hush"), ("to", "ada@post.example")])).Body);
        tried.ShouldContain("The server took the message: 250 queued as 9");
        tried.ShouldNotContain("hush-hush");
        tried.ShouldContain("value=\"127.0.0.1\"");
        site.Get<SmtpOptions>().Host.ShouldBe("", "a trial keeps nothing");
        (await ada.SubmitAsync("/admin/welcome?handler=mail", [.. Mail(server.Port), ("Smtp:Password", "")])).Headers["Location"].ShouldBe("/admin/welcome?step=4#step-4");
        (site.Get<SmtpOptions>().Host, site.Get<SmtpOptions>().Password).ShouldBe(("127.0.0.1", "hush-hush"));
    }

    [Fact]
    public async Task A_mail_server_that_is_kept_already_is_tried_as_it_stands()
    {
        await using var server = new ScriptedServer("S: 220 x\nC: EHLO\nS: 250-x\nS: 250 AUTH PLAIN\nC: AUTH PLAIN\nS: 235 ok\nC: MAIL\nS: 550 5.7.60 not as this sender");
        await using var site = await TestSite.StartAsync();
        using var ada = await SettingsJourneys.SignInAsync(site, "Ada");
        await ada.GetAsync("/admin/welcome?step=3");
        await ada.SubmitAsync("/admin/welcome?handler=mail", [.. Mail(server.Port), ("Smtp:Password", "hush-hush")]);
        // As browsers post a page on which nothing was changed.
        var unchanged = Mail(server.Port).Where(field => field.Item1 != "seen").SelectMany(field => new[] { field, ($"was:{field.Item1}", field.Item2) });
        var tried = WebUtility.HtmlDecode((await ada.SubmitAsync("/admin/welcome?handler=try", [("seen", "1"), .. unchanged, ("Smtp:Password", ""), ("to", "ada@post.example")])).Body);
        tried.ShouldContain("550 5.7.60 not as this sender");
        server.Heard.ShouldContain($"AUTH PLAIN {Convert.ToBase64String("\0digest\0hush-hush"u8)}");
    }

    [Fact]
    public async Task Going_back_to_the_first_step_undoes_nothing_that_was_kept()
    {
        await using var post = await HarbourPost.ServeAsync();
        await using var site = await TestSite.StartAsync(Inside);
        using var ada = await SettingsJourneys.SignInAsync(site, "Ada");
        await ada.GetAsync("/admin/welcome");
        await ada.SubmitAsync("/admin/welcome?handler=look", ("address", post.Address.Authority));
        await ada.GetAsync("/admin/welcome?step=1");
        var comments = post.At("/comments/feed.xml").AbsoluteUri;
        await ada.SubmitAsync("/admin/welcome?handler=site", ("seen", "0"), ("feed", comments), ("feed-typed", ""), ("Site:Name", "The Post"));
        var back = WebUtility.HtmlDecode((await ada.GetAsync("/admin/welcome?step=1")).Body);
        back.ShouldContain("name=\"Site:Name\" value=\"The Post\"");
        back.ShouldContain($"value=\"{comments}\" checked");
        back.ShouldNotContain($"value=\"{post.At("/feed.xml").AbsoluteUri}\" checked");
    }

    [Fact]
    public async Task A_mail_server_that_refuses_is_quoted_with_what_it_usually_means()
    {
        await using var server = new ScriptedServer("S: 220 x\nC: EHLO\nS: 250-x\nS: 250 AUTH PLAIN\nC: AUTH PLAIN\nS: 535 5.7.8 Username and Password not accepted");
        await using var site = await TestSite.StartAsync();
        using var ada = await SettingsJourneys.SignInAsync(site, "Ada");
        await ada.GetAsync("/admin/welcome?step=3");
        var page = WebUtility.HtmlDecode((await ada.SubmitAsync("/admin/welcome?handler=try", [.. Mail(server.Port), ("Smtp:Password", "wrong"), ("to", "ada@post.example")])).Body);
        page.ShouldContain("535 5.7.8 Username and Password not accepted");
        page.ShouldContain("User name or password is wrong");
        page.ShouldContain("< 535 5.7.8 Username and Password not accepted");
    }

    [Fact]
    public async Task A_kept_password_goes_to_no_other_server()
    {
        await using var server = new ScriptedServer("S: 220 x\nC: EHLO\nS: 250-x\nS: 250 AUTH PLAIN\nC: AUTH PLAIN\nS: 535 no");
        await using var site = await TestSite.StartAsync();
        using var ada = await SettingsJourneys.SignInAsync(site, "Ada");
        await ada.GetAsync("/admin/welcome?step=3");
        await ada.SubmitAsync("/admin/settings/sending", ("seen", "0"), ("Smtp:Host", "mail.post.example"), ("Smtp:UserName", "digest"), ("Smtp:Password", "hush-hush"));
        await ada.SubmitAsync("/admin/welcome?handler=try", [.. Mail(server.Port), ("Smtp:Password", ""), ("to", "ada@post.example")]);
        server.Heard.ShouldContain($"AUTH PLAIN {Convert.ToBase64String("\0digest\0"u8)}");
    }

    [Fact]
    public async Task The_tests_address_is_looked_at_first()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await SettingsJourneys.SignInAsync(site, "Ada");
        await ada.GetAsync("/admin/welcome?step=3");
        var page = await ada.SubmitAsync("/admin/welcome?handler=try", [.. Mail(25), ("Smtp:Password", ""), ("to", "nobody")]);
        page.Body.ShouldContain("id=\"to-problem\"");
        page.Body.ShouldContain("value=\"nobody\"");
    }

    [Fact]
    public async Task What_the_first_steps_show_is_for_admins_only()
    {
        await using var site = await TestSite.StartAsync();
        foreach (var path in new[] { "/admin/welcome", "/admin/editions/next/message", "/admin/welcome/icon", "/admin/settings", "/admin/settings/feeds", "/admin/settings/sending" })
            (await site.GetAsync(path)).Status.ShouldBe(HttpStatusCode.Redirect, path);
    }

    private static (string, string)[] Mail(int port) =>
        [("seen", "0"), ("Site:From", "Post <news@post.example>"), ("Smtp:Host", "127.0.0.1"), ("Smtp:Port", port.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("Smtp:Security", "None"), ("Smtp:UserName", "digest")];
}
