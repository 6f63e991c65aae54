using Digest.Web.Tests.Settings;
using Microsoft.Playwright;

namespace Digest.Browser.Tests;

/// <summary>The first steps and the settings, as people see and press them.</summary>
[Collection(AdminsInChromium.Name)]
public sealed class FirstStepsTests(Chromium chromium)
{
    [BrowserFact]
    public async Task A_new_site_comes_to_its_own_digest_with_scripts()
    {
        foreach (var look in Look.All)
            await WalkAsync(look, script: true);
    }

    [BrowserFact]
    public async Task A_new_site_comes_to_its_own_digest_without_scripts() => await WalkAsync(Look.PhoneLight, script: false);

    [BrowserFact]
    public async Task The_settings_read_well_on_every_screen()
    {
        await using var site = await TestSite.StartAsync(("Editions:HoldMinutes", "5"));
        var cookies = await site.SignedInAsync();
        foreach (var look in Look.All)
        {
            var page = await chromium.OpenAsync(site.Address, look, cookies: cookies);
            await page.LookAtAsync("/admin/settings", "settings", look);
            await page.LookAtAsync("/admin/settings/publication", "settings-publication", look);
            await page.LookAtAsync("/admin/settings/editions", "settings-editions", look);
            await page.LookAtAsync("/admin/settings/sending", "settings-sending", look);
            await page.LookAtAsync("/admin/settings/feeds", "settings-feeds", look);
            await page.GotoAsync("/admin/settings/editions");
            await page.FillAsync("[name='Editions:MaxStories']", "500");
            await page.Locator("main form button:visible", new() { HasTextString = "Save" }).Last.ClickAsync();
            await page.Locator(".field-problem").WaitForAsync();
            await page.JudgeAsync("settings-refused", look);
        }
    }

    private async Task WalkAsync(Look look, bool script)
    {
        await using var post = await HarbourPost.ServeAsync();
        await using var site = await TestSite.StartAsync(("Net:AllowPrivateAddresses", "true"), ("Site:Url", "http://localhost:5000"));
        var page = await chromium.OpenAsync(site.Address, look, script, await site.SignedInAsync());
        var name = script ? "welcome" : "welcome-plain";
        await page.GotoAsync("/admin/welcome");
        await JudgeAsync(page, $"{name}-1", look, script);
        await page.FillAsync("#address", "no site");
        await page.GetByRole(AriaRole.Button, new() { Name = "Look", Exact = true }).ClickAsync();
        await page.Locator("#address-problem").WaitForAsync();
        await JudgeAsync(page, $"{name}-2-no-site", look, script);
        await page.FillAsync("#address", post.Address.Authority);
        await page.GetByRole(AriaRole.Button, new() { Name = "Look", Exact = true }).ClickAsync();
        await page.Locator("#found").WaitForAsync();
        (await page.InputValueAsync("[name='Site:Name']")).ShouldBe("The Harbour Post");
        await JudgeAsync(page, $"{name}-3-found", look, script);
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep this and show the digest" }).ClickAsync();
        await page.FrameLocator("iframe.phone").GetByText("The last harbour crane finds a new quay").First.WaitForAsync();
        await JudgeAsync(page, $"{name}-4-digest", look, script);
        await page.GetByRole(AriaRole.Link, new() { Name = "Go on" }).PressAsync();
        await page.FillAsync("[name='Smtp:Host']", "127.0.0.1");
        await page.FillAsync("[name='Smtp:Port']", "1");
        await page.FillAsync("#to", "ada@post.example");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send me a test" }).ClickAsync();
        await page.Locator("#trial").WaitForAsync();
        await JudgeAsync(page, $"{name}-5-refused", look, script);
        await page.FillAsync("[name='Smtp:Host']", "");
        await page.FillAsync("[name='Smtp:Port']", "587");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep these" }).First.ClickAsync();
        await page.FillAsync("[name='Editions:SendAt']", "06:30");
        await JudgeAsync(page, $"{name}-6-time", look, script);
        await page.Locator("#step-4").GetByRole(AriaRole.Button, new() { Name = "Keep these" }).ClickAsync();
        await page.GetByText("What is still missing").WaitForAsync();
        await JudgeAsync(page, $"{name}-7-done", look, script);
        await page.GetByRole(AriaRole.Button, new() { Name = "To the overview" }).ClickAsync();
        await page.WaitForURLAsync("**/admin", new() { WaitUntil = WaitUntilState.Commit });
    }

    // Axe is itself a script.
    private static Task JudgeAsync(IPage page, string name, Look look, bool script) => script ? page.JudgeAsync(name, look) : page.ShotAsync(name, look);
}
