using Digest.Stories;
using Digest.Web.Tests.Editions;

namespace Digest.Browser.Tests;

/// <summary>What an editor is told before the coming edition goes.</summary>
[Collection(AdminsInChromium.Name)]
public sealed class FindingsTests(Chromium chromium)
{
    [BrowserFact]
    public async Task Blocks_and_warnings_read_well_on_every_screen_and_links_are_asked_for_without_scripts()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        newsroom.Publish("first", "second");
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        var site = newsroom.Site.Get<SiteOptions>();
        var cookies = await newsroom.Site.SignedInAsync();
        var page = await chromium.OpenAsync(newsroom.Site.Address, Look.PhoneLight, script: false, cookies: cookies);
        await page.GotoAsync("/admin/editions/next");
        await page.GetByText("have not been asked for yet").WaitForAsync();
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Check links and pictures now" }).PressAsync("Enter");
        await page.GetByText("2 links and pictures were asked for.").WaitForAsync();
        await page.GetByText("no host has a name of that kind").First.WaitForAsync();
        foreach (var look in Look.All)
            await (await chromium.OpenAsync(newsroom.Site.Address, look, cookies: cookies)).LookAtAsync("/admin/editions/next", "findings-warnings", look);
        (site.Name, site.PostalAddress) = ("The News", "");
        foreach (var look in Look.All)
        {
            var open = await chromium.OpenAsync(newsroom.Site.Address, look, cookies: cookies);
            await open.LookAtAsync("/admin/editions/next", "findings-blocks", look);
            await open.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "see why, and what helps" }).PressAsync("Enter");
            await open.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Set the postal address" }).PressAsync("Enter");
            await open.GetByLabel("Postal address").WaitForAsync();
        }
    }
}
