using System.Net;
using Digest.Stories;

namespace Digest.Web.Tests.Settings;

/// <summary>Two admins at the same settings, when one of them also has something to put right, or presses another button.</summary>
public sealed class ConflictJourneys
{
    [Fact]
    public async Task A_mistake_beside_it_does_not_hide_that_another_admin_has_changed_a_setting()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await SettingsJourneys.SignInAsync(site, "Ada");
        using var bea = await SettingsJourneys.SignInAsync(site, "Bea");
        await ada.GetAsync("/admin/settings/publication");
        await bea.GetAsync("/admin/settings/publication");
        await bea.SubmitAsync("/admin/settings/publication", ("seen", "0"), ("Site:Name", "Bea's Post"));
        var first = WebUtility.HtmlDecode((await ada.SubmitAsync("/admin/settings/publication", ("seen", "0"), ("Site:Name", "Ada's Post"), ("Site:Icon", "no address"))).Body);
        first.ShouldContain("Bea has changed this meanwhile, to “Bea's Post”");
        first.ShouldContain("'no address' is not an address");
        first.ShouldContain("value=\"Ada's Post\"");
        site.Get<SiteOptions>().Name.ShouldBe("Bea's Post");
    }

    [Fact]
    public async Task A_mistake_in_the_list_of_feeds_does_not_hide_that_another_admin_has_changed_it()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await SettingsJourneys.SignInAsync(site, "Ada");
        using var bea = await SettingsJourneys.SignInAsync(site, "Bea");
        await ada.GetAsync("/admin/settings/feeds");
        await bea.GetAsync("/admin/settings/feeds");
        await bea.SubmitAsync("/admin/settings/feeds", ("seen", "0"), ("url", "https://bea.example/feed"), ("minutes", "15"));
        var told = WebUtility.HtmlDecode((await ada.SubmitAsync("/admin/settings/feeds", ("seen", "0"), ("url", "https://ada.example/feed"), ("minutes", "never"))).Body);
        told.ShouldContain("Bea has changed the feeds meanwhile: https://bea.example/feed");
        told.ShouldContain("a whole number from 1 to 1,440");
    }

    [Fact]
    public async Task Back_to_the_default_does_not_wipe_what_another_admin_has_just_set()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await SettingsJourneys.SignInAsync(site, "Ada");
        using var bea = await SettingsJourneys.SignInAsync(site, "Bea");
        await ada.GetAsync("/admin/settings/publication");
        await ada.SubmitAsync("/admin/settings/publication", ("seen", "0"), ("Site:Name", "Ada's Post"));
        await bea.GetAsync("/admin/settings/publication");
        await bea.SubmitAsync("/admin/settings/publication", ("seen", "1"), ("Site:Name", "Bea's Post"));
        var told = WebUtility.HtmlDecode((await ada.SubmitAsync("/admin/settings/publication", ("seen", "1"), ("reset", "Site:Name"))).Body);
        told.ShouldContain("Bea has changed Name meanwhile: it was left as it is");
        site.Get<SiteOptions>().Name.ShouldBe("Bea's Post");
        await ada.SubmitAsync("/admin/settings/publication", ("seen", "2"), ("reset", "Site:Name"));
        site.Get<SiteOptions>().Name.ShouldBe("The Saltmarsh Courier");
    }

    [Fact]
    public async Task The_feed_beside_the_button_is_taken_away_also_when_one_above_was_emptied()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await SettingsJourneys.SignInAsync(site, "Ada");
        await ada.GetAsync("/admin/settings/feeds");
        await ada.SubmitAsync("/admin/settings/feeds", ("seen", "0"), ("url", ""), ("minutes", "15"), ("url", "https://b.example/feed"), ("minutes", "15"), ("url", "https://c.example/feed"), ("minutes", "15"), ("remove", "1"));
        site.Get<FeedsOptions>().Feeds.Select(feed => feed.Url).ShouldBe(["https://c.example/feed"]);
    }
}
