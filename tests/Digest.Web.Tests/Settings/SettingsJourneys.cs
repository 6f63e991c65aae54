using System.Net;
using Digest.Editions;
using Digest.Mail;
using Digest.Outbox;
using Digest.Stories;
using Digest.Web.Security;
using Digest.Web.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Digest.Web.Tests.Settings;

/// <summary>Settings that admins change on a page: kept in the database, below what is set outside, and in force at once.</summary>
public sealed class SettingsJourneys
{
    [Fact]
    public async Task A_new_name_stands_on_the_sign_up_page_at_once_and_says_who_gave_it()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await SignInAsync(site, "Ada");
        await ada.GetAsync("/admin/settings/publication");
        var saved = await ada.SubmitAsync("/admin/settings/publication", ("seen", "0"), ("Site:Name", "The Harbour Post"), ("Site:Tagline", ""), ("Site:Colour", "#7a1f3d"));
        saved.Status.ShouldBe(HttpStatusCode.SeeOther);
        var signup = (await site.GetAsync("/")).Body;
        signup.ShouldContain("<h1>The Harbour Post</h1>");
        signup.ShouldNotContain("between the tides");
        (await site.GetAsync("/site.css")).Body.ShouldContain("#7a1f3d");
        var page = (await ada.GetAsync("/admin/settings")).Body;
        page.ShouldContain("saved. It holds from now on");
        page.ShouldContain("set by Ada");
        page.ShouldContain("set in the command line");
    }

    [Fact]
    public async Task What_is_set_outside_goes_before_what_is_kept_and_cannot_be_changed_here()
    {
        await using var site = await TestSite.StartAsync(("Site:Name", "The Outside Post"));
        using var ada = await SignInAsync(site, "Ada");
        await KeepAsync(site, ("Site:Name", "The Inside Post"), ("Site:Tagline", "Kept"));
        site.Get<SiteOptions>().Name.ShouldBe("The Outside Post");
        site.Get<SiteOptions>().Tagline.ShouldBe("Kept");
        (await ada.GetAsync("/admin/settings/publication")).Body.ShouldNotContain("name=\"Site:Name\"");
        await ada.SubmitAsync("/admin/settings/publication", ("seen", "9"), ("Site:Name", "Forged"));
        (await site.ScalarAsync<string>("SELECT value FROM settings WHERE key = 'Site:Name'")).ShouldBe("The Inside Post");
    }

    [Fact]
    public async Task A_list_of_feeds_outside_is_the_whole_list()
    {
        await using var site = await TestSite.StartAsync(("Feeds:0:Url", "https://outside.example/feed"));
        using var ada = await SignInAsync(site, "Ada");
        await KeepAsync(site, ("Feeds:0:Url", "https://inside.example/a"), ("Feeds:1:Url", "https://inside.example/b"));
        site.Get<FeedsOptions>().Feeds.Select(feed => feed.Url).ShouldBe(["https://outside.example/feed"]);
        (await ada.GetAsync("/admin/settings/feeds")).Body.ShouldContain("The feeds are set in the command line");
        (await ada.SubmitAsync("/admin/settings/feeds", ("url", "https://inside.example/c"), ("minutes", "5"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await site.ScalarAsync<int>("SELECT COUNT(*) FROM settings WHERE value LIKE '%/c'")).ShouldBe(0);
    }

    [Fact]
    public async Task Feeds_are_added_put_in_order_and_taken_away()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await SignInAsync(site, "Ada");
        await ada.GetAsync("/admin/settings/feeds");
        await ada.SubmitAsync("/admin/settings/feeds", ("url", "https://post.example/a"), ("minutes", ""), ("url", "https://post.example/b"), ("minutes", "30"));
        Feeds(site).ShouldBe([("https://post.example/a", 15), ("https://post.example/b", 30)]);
        (await site.GetAsync("/sample/pictures/ferry.png")).Status.ShouldBe(HttpStatusCode.NotFound, "the sample has gone");
        await ada.SubmitAsync("/admin/settings/feeds", ("url", "https://post.example/a"), ("minutes", "15"), ("url", "https://post.example/b"), ("minutes", "30"), ("up", "1"));
        Feeds(site).ShouldBe([("https://post.example/b", 30), ("https://post.example/a", 15)]);
        await ada.SubmitAsync("/admin/settings/feeds", ("url", "https://post.example/b"), ("minutes", "30"), ("url", "https://post.example/a"), ("minutes", "15"), ("remove", "0"));
        Feeds(site).ShouldBe([("https://post.example/a", 15)]);
        await ada.SubmitAsync("/admin/settings/feeds", ("url", ""), ("minutes", ""));
        Feeds(site).ShouldHaveSingleItem().Url.ShouldEndWith("sample-feed.xml");
        (await site.GetAsync("/sample/pictures/ferry.png")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/etc/passwd", "15", "is not an address such as")]
    [InlineData("https://post.example/a", "0", "a whole number from 1 to 1,440")]
    [InlineData("ftp://post.example/a", "15", "is not an address such as")]
    public async Task A_feed_that_cannot_be_one_is_refused_with_what_was_typed_kept(string url, string minutes, string says)
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await SignInAsync(site, "Ada");
        await ada.GetAsync("/admin/settings/feeds");
        var refused = await ada.SubmitAsync("/admin/settings/feeds", ("url", url), ("minutes", minutes));
        refused.Status.ShouldBe(HttpStatusCode.OK);
        WebUtility.HtmlDecode(refused.Body).ShouldContain(says);
        refused.Body.ShouldContain($"value=\"{url}\"");
        (await site.ScalarAsync<int>("SELECT COUNT(*) FROM settings")).ShouldBe(0);
    }

    [Fact]
    public async Task Errors_stand_at_their_fields_and_nothing_that_was_typed_is_lost()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await SignInAsync(site, "Ada");
        await ada.GetAsync("/admin/settings/editions");
        var refused = await ada.SubmitAsync("/admin/settings/editions", ("seen", "0"), ("Editions:MaxStories", "500"), ("Editions:TimeZone", "Mars/Base"), ("Editions:SendAt", "06:15"), ("Related:MinimumScore", "a little"));
        var body = WebUtility.HtmlDecode(refused.Body);
        body.ShouldContain("A whole number from 1 to 50 is expected.");
        body.ShouldContain("A number from 0.01 to 1 is expected.");
        body.ShouldContain("value=\"500\"");
        body.ShouldContain("value=\"06:15\"");
        body.ShouldContain("value=\"a little\"");
        body.ShouldContain("Nothing was kept yet");
        (await ada.SubmitAsync("/admin/settings/editions", ("seen", "0"), ("Editions:TimeZone", "Mars/Base"))).Body.ShouldContain("is not a time zone such as Europe/Madrid");
        site.Get<EditionOptions>().SendAt.ShouldBe("07:00");
    }

    [Fact]
    public async Task The_second_of_two_admins_is_told_and_loses_nothing()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await SignInAsync(site, "Ada");
        using var bea = await SignInAsync(site, "Bea");
        await ada.GetAsync("/admin/settings/publication");
        await bea.GetAsync("/admin/settings/publication");
        await bea.SubmitAsync("/admin/settings/publication", ("seen", "0"), ("Site:Name", "Bea's Post"));
        var told = await ada.SubmitAsync("/admin/settings/publication", ("seen", "0"), ("Site:Name", "Ada's Post"), ("Site:Tagline", "Mine"));
        told.Status.ShouldBe(HttpStatusCode.OK);
        var body = WebUtility.HtmlDecode(told.Body);
        body.ShouldContain("Bea has changed this meanwhile, to “Bea's Post”");
        body.ShouldContain("value=\"Ada's Post\"");
        body.ShouldContain("value=\"Mine\"");
        site.Get<SiteOptions>().Name.ShouldBe("Bea's Post");
        await ada.SubmitAsync("/admin/settings/publication", ("seen", "1"), ("Site:Name", "Ada's Post"), ("Site:Tagline", "Mine"));
        site.Get<SiteOptions>().Name.ShouldBe("Ada's Post");
    }

    [Fact]
    public async Task Admins_who_change_different_things_do_not_disturb_each_other()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await SignInAsync(site, "Ada");
        await KeepAsync(site, ("Editions:MaxStories", "5"));
        await ada.GetAsync("/admin/settings/publication");
        (await ada.SubmitAsync("/admin/settings/publication", ("seen", "0"), ("Site:Name", "Ada's Post"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        site.Get<EditionOptions>().MaxStories.ShouldBe(5);
    }

    [Fact]
    public async Task What_an_admin_has_not_touched_does_not_undo_what_another_changed()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await SignInAsync(site, "Ada");
        await ada.GetAsync("/admin/settings/publication");
        await KeepAsync(site, ("Site:Tagline", "Bea's line"));
        await ada.SubmitAsync("/admin/settings/publication", ("seen", "0"), ("was:Site:Name", "The Saltmarsh Courier"), ("Site:Name", "Ada's Post"), ("was:Site:Tagline", "News"), ("Site:Tagline", "News"));
        (site.Get<SiteOptions>().Name, site.Get<SiteOptions>().Tagline).ShouldBe(("Ada's Post", "Bea's line"));
    }

    [Fact]
    public async Task A_setting_goes_back_to_the_default()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await SignInAsync(site, "Ada");
        await KeepAsync(site, ("Editions:MaxStories", "5"));
        (await ada.GetAsync("/admin/settings/editions")).Body.ShouldContain("value=\"Editions:MaxStories\"");
        var kept = await ada.SubmitAsync("/admin/settings/editions", ("seen", "1"), ("reset", "Editions:MaxStories"), ("Editions:MaxStories", "5"), ("Editions:HoldMinutes", "20"));
        site.Get<EditionOptions>().MaxStories.ShouldBe(10);
        kept.Body.ShouldContain("not saved yet");
        kept.Body.ShouldContain("value=\"20\"");
        site.Get<EditionOptions>().HoldMinutes.ShouldBe(0);
    }

    [Fact]
    public async Task A_mail_server_that_is_named_takes_the_next_message_without_a_restart()
    {
        await using var site = await TestSite.StartAsync();
        var transport = site.Get<ITransport>();
        transport.Describe().ShouldStartWith("the folder");
        await using var session = await transport.OpenAsync();
        session.Usable.ShouldBeTrue();
        await KeepAsync(site, ("Smtp:Host", "mail.post.example"), ("Smtp:Port", "465"), ("Smtp:Security", "Tls"), ("Site:From", "Post <news@post.example>"));
        transport.Describe().ShouldBe("mail.post.example:465 (TLS)");
        session.Usable.ShouldBeFalse("it was opened under other settings");
        site.Get<MessageHeaders>().Sender.Address.ShouldBe("news@post.example");
    }

    [Fact]
    public async Task The_time_and_its_zone_count_at_once()
    {
        await using var site = await TestSite.StartAsync();
        await KeepAsync(site, ("Editions:SendAt", "09:30"), ("Editions:TimeZone", "Europe/Madrid"));
        (await site.Get<NextEdition>().DueAtAsync()).UtcDateTime.ShouldBe(new DateTime(2026, 3, 2, 8, 30, 0, DateTimeKind.Utc));
        site.Get<Digest.Jobs.Timetable>().Find("clean-up")!.When.Words.ShouldBe("daily at 03:30 (Europe/Madrid)");
    }

    [Fact]
    public void Cookies_are_kept_to_https_by_the_address_that_is_known_when_they_are_first_asked_for()
    {
        var site = new SiteOptions { Url = "http://localhost:5000" };
        var cookies = new AdminCookies(site);
        site.Url = "https://post.example";
        cookies.AreSecure.ShouldBeTrue();
        cookies.SignIn.ShouldStartWith("__Host-");
        site.Url = "http://localhost:5000";
        cookies.AreSecure.ShouldBeTrue("nobody who is signed in is signed out by a changed setting");
    }

    [Fact]
    public async Task A_password_is_never_shown_again_and_can_be_replaced_and_taken_away()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await SignInAsync(site, "Ada");
        await ada.GetAsync("/admin/settings/sending");
        await ada.SubmitAsync("/admin/settings/sending", ("seen", "0"), ("Smtp:UserName", "digest"), ("Smtp:Password", "hush-hush"));
        site.Get<SmtpOptions>().Password.ShouldBe("hush-hush");
        (await ada.GetAsync("/admin/settings")).Body.ShouldNotContain("hush-hush");
        var form = (await ada.GetAsync("/admin/settings/sending")).Body;
        form.ShouldNotContain("hush-hush");
        form.ShouldContain("placeholder=\"unchanged\"");
        await ada.SubmitAsync("/admin/settings/sending", ("seen", "1"), ("Smtp:UserName", "digest2"), ("Smtp:Password", ""));
        site.Get<SmtpOptions>().Password.ShouldBe("hush-hush");
        await ada.SubmitAsync("/admin/settings/sending", ("seen", "2"), ("Smtp:Password", ""), ("clear:Smtp:Password", "true"));
        site.Get<SmtpOptions>().Password.ShouldBe("");
        (await ada.SubmitAsync("/admin/settings/sending", ("seen", "3"), ("Smtp:Password", "hush-hush"), ("Smtp:Port", "many"))).Body.ShouldNotContain("hush-hush");
    }

    [Fact]
    public async Task A_value_that_somebody_has_spoilt_by_hand_is_left_out_and_the_rest_counts()
    {
        await using var site = await TestSite.StartAsync();
        await site.ExecuteAsync("INSERT INTO settings (key, value, version, changed_at, changed_by) VALUES ('Editions:MaxStories', 'plenty', 1, 0, 'sql'), ('Site:Name', 'The Harbour Post', 1, 0, 'sql'), ('Net:AllowPrivateAddresses', 'true', 1, 0, 'sql'), ('Site:Nmae', 'x', 1, 0, 'sql')");
        await site.ExecuteAsync("UPDATE installation SET settings_version = 1");
        await site.Get<LiveSettings>().RefreshAsync();
        site.Get<SiteOptions>().Name.ShouldBe("The Harbour Post");
        site.Get<EditionOptions>().MaxStories.ShouldBe(10);
        site.Get<Digest.Net.NetOptions>().AllowPrivateAddresses.ShouldBeFalse("what guards the machine is set outside only");
    }

    [Fact]
    public async Task Another_process_sees_what_was_changed()
    {
        await using var folder = new SharedFolder();
        await folder.Site.Get<LiveSettings>().ChangeAsync(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Editions:MaxStories"] = "3", ["Editions:SendAt"] = "05:45" }, _ => false, 0, "Ada");
        var (other, second) = folder.Second();
        await using (second)
        {
            await second.PrepareAsync(isSite: false);
            other.Editions.MaxStories.ShouldBe(3);
            other.Site.Url.ShouldBe(TestSite.Url);
            await folder.Site.Get<LiveSettings>().ChangeAsync(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Editions:MaxStories"] = "4" }, _ => false, 1, "Ada");
            other.Editions.MaxStories.ShouldBe(3);
            await second.GetRequiredService<LiveSettings>().RefreshAsync();
            other.Editions.MaxStories.ShouldBe(4);
        }
    }

    [Fact]
    public async Task Stories_of_the_sample_are_chosen_no_more_once_the_site_has_its_own()
    {
        await using var site = await TestSite.StartAsync();
        await site.Get<ImportStories>().PollAllAsync();
        (await site.Get<NextEdition>().PreviewAsync()).ShouldNotBeNull();
        await KeepAsync(site, ("Feeds:0:Url", "https://post.example/feed"));
        (await site.Get<NextEdition>().PreviewAsync()).ShouldBeNull();
        await site.Get<LiveSettings>().ChangeAsync(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Feeds:0:Url"] = null }, _ => false, 1, "Ada");
        (await site.Get<NextEdition>().PreviewAsync()).ShouldNotBeNull();
    }

    /// <summary>A browser that an admin has signed in with.</summary>
    internal static async Task<Browser> SignInAsync(TestSite site, string name)
    {
        var browser = new Browser(site.Address);
        var link = new Uri(await site.Get<AdminLinks>().CreateAsync()).AbsolutePath;
        await browser.GetAsync(link);
        await browser.SubmitAsync(link, ("name", name), ("password", "correct horse battery"));
        return browser;
    }

    private static Task<IReadOnlyList<KeptSetting>> KeepAsync(TestSite site, params (string Key, string Value)[] settings) => site.Get<LiveSettings>().ChangeAsync(
        settings.ToDictionary(one => one.Key, one => (string?)one.Value, StringComparer.Ordinal), _ => false, 0, "Ada");

    private static IEnumerable<(string Url, int Minutes)> Feeds(TestSite site) => site.Get<FeedsOptions>().Feeds.Select(feed => (feed.Url, feed.PollMinutes));

    /// <summary>A site and what a command beside it sees.</summary>
    private sealed class SharedFolder : IAsyncDisposable
    {
        public TestSite Site { get; } = TestSite.StartAsync().GetAwaiter().GetResult();

        public (AppSettings Settings, ServiceProvider Services) Second()
        {
            var settings = AppSettings.Read(Site.Get<AppSettings>().Folder, Site.Storage.Select(one => KeyValuePair.Create<string, string?>(one.Key, one.Value)));
            var services = new ServiceCollection();
            services.AddLogging();
            services.AddDigest(settings, Site.Clock);
            return (settings, services.BuildServiceProvider());
        }

        public ValueTask DisposeAsync() => Site.DisposeAsync();
    }
}
