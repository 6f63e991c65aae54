using Digest.Stories;
using Digest.Web.Security;
using Digest.Web.Tests.Editions;
using Microsoft.Playwright;

namespace Digest.Browser.Tests;

/// <summary>Signing in, those who may, and the feeds: as they are seen, and what happens when a sign-in ends in the middle of an edit.</summary>
[Collection(AdminsInChromium.Name)]
public sealed class SignInPagesTests(Chromium chromium)
{
    [BrowserFact]
    public async Task The_pages_that_lead_in_are_calm_on_every_screen()
    {
        await using var site = await TestSite.StartAsync();
        var links = site.Get<AdminLinks>();
        foreach (var look in Look.All)
        {
            var page = await chromium.OpenAsync(site.Address, look);
            await page.LookAtAsync("/admin/sign-in", "sign-in-nobody-yet", look);
            await page.LookAtAsync(Path(await links.CreateAsync()), "set-up-first", look);
            await page.LookAtAsync("/admin/set-up/forged", "set-up-used", look);
        }
        await site.SignedInAsync();
        foreach (var look in Look.All)
        {
            var page = await chromium.OpenAsync(site.Address, look);
            await page.LookAtAsync("/admin/sign-in", "sign-in", look);
            await page.LookAtAsync(Path(await links.CreateAsync()), "set-up-lost", look);
            await page.LookAtAsync(Path((await links.InviteAsync("Grace Hopper", Pages.Admin))!), "set-up-invited", look);
        }
        var locked = await chromium.OpenAsync(site.Address, Look.PhoneLight);
        for (var at = 0; at < 5; at++)
            await SignInAsync(locked, "not the password");
        (await locked.Locator("#problem").InnerTextAsync()).ShouldContain("Try again in 1 minute");
        await locked.JudgeAsync("sign-in-locked", Look.PhoneLight);
    }

    [BrowserFact]
    public async Task People_are_listed_invited_and_asked_before_they_are_removed()
    {
        await using var site = await TestSite.StartAsync();
        var cookies = await site.SignedInAsync();
        await site.Get<Admins>().SetUpAsync((await site.Get<AdminLinks>().InviteAsync("Grace Hopper", Pages.Admin))!.Split('/')[^1], "Grace Hopper", Pages.Password);
        await site.Get<AdminLinks>().InviteAsync("Konrad Zuse", "Grace Hopper");
        await site.Get<AdminLinks>().CreateAsync();
        foreach (var look in Look.All)
        {
            var page = await chromium.OpenAsync(site.Address, look, cookies: cookies);
            await page.LookAtAsync("/admin/people", "people", look);
            await page.GetByRole(AriaRole.Link, new() { Name = "Remove: Grace Hopper" }).ClickAsync();
            await page.JudgeAsync("people-remove", look);
            await page.GetByRole(AriaRole.Link, new() { Name = "Keep" }).ClickAsync();
            await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Hedy Lamarr");
            await page.GetByRole(AriaRole.Button, new() { Name = "Make the link" }).ClickAsync();
            (await page.GetByLabel("One-time link").InputValueAsync()).ShouldStartWith("https://news.example/admin/set-up/");
            await page.JudgeAsync("people-invited", look);
        }
    }

    [BrowserFact]
    public async Task The_feeds_page_shows_what_is_fine_and_what_is_not()
    {
        await using var news = await Newsroom.OpenAsync(("Feeds:1:Url", "missing/feed.xml"));
        await news.ReaderAsync("reader@example.org");
        news.Publish("ferry", "seals", "lighthouse");
        await news.AtAsync(day: 2);
        news.Feed.Add("harbour", news.Clock.GetUtcNow(), "A headline about the harbour that is rather longer than most headlines are", topics: ["Coast", "Politics"]);
        await news.Site.Get<ImportStories>().PollAllAsync();
        var cookies = await news.Site.SignedInAsync();
        foreach (var look in Look.All)
        {
            var page = await chromium.OpenAsync(news.Site.Address, look, cookies: cookies);
            await page.LookAtAsync("/admin/feeds", "feeds", look);
            await page.GetByLabel("Words of the headline").FillAsync("HARBOUR");
            await page.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();
            (await page.Locator("tbody tr").CountAsync()).ShouldBe(1);
            await page.GetByRole(AriaRole.Button, new() { Name = "Read now: The News" }).ClickAsync();
            await page.GetByText("The feed is being read.").WaitForAsync();
        }
    }

    [BrowserFact]
    public async Task A_sign_in_that_ends_in_the_middle_of_an_edit_loses_nothing_with_a_script() => await EditAcrossSignInAsync(Look.DesktopLight, script: true);

    [BrowserFact]
    public async Task A_sign_in_that_ends_in_the_middle_of_an_edit_loses_nothing_without_a_script() => await EditAcrossSignInAsync(Look.PhoneDark, script: false);

    private async Task EditAcrossSignInAsync(Look look, bool script)
    {
        await using var site = await TestSite.StartAsync();
        // The browser keeps cookies by its own clock.
        site.Clock.Set(TimeProvider.System.GetUtcNow());
        await site.SignedInAsync();
        var page = await chromium.OpenAsync(site.Address, look, script);
        // Axe waits for ever where no script runs.
        Task SeeAsync(string name) => script ? page.JudgeAsync(name, look) : page.ShotAsync(name, look);
        await page.GotoAsync("/admin/people");
        await SignInAsync(page, Pages.Password, go: false);
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Grace Hopper");
        await site.ExecuteAsync("UPDATE admins SET stamp = 'signed out elsewhere'");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the link" }).ClickAsync();

        (await page.Locator(".warning").InnerTextAsync()).ShouldContain("Nothing is lost");
        await SeeAsync("interrupted");
        await SignInAsync(page, "not the password", go: false);
        (await page.Locator("#problem").InnerTextAsync()).ShouldContain("do not belong together");
        await SignInAsync(page, Pages.Password, go: false);

        (await page.Locator("h1").InnerTextAsync()).ShouldBe("You are signed in again");
        await page.Locator("#kept-fields summary").ClickAsync();
        (await page.Locator("#kept-fields").InnerTextAsync()).ShouldContain("Grace Hopper");
        await SeeAsync("signed-in-again");
        (await site.Get<AdminLinks>().OpenAsync()).ShouldBeEmpty("nothing is done before the button is pressed");
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        (await page.GetByLabel("One-time link").InputValueAsync()).ShouldContain("/admin/set-up/");
        (await site.Get<AdminLinks>().OpenAsync()).Single().Name.ShouldBe("Grace Hopper");
    }

    private static async Task SignInAsync(IPage page, string password, bool go = true)
    {
        if (go)
            await page.GotoAsync("/admin/sign-in");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(Pages.Admin);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
    }

    private static string Path(string link) => new Uri(link).AbsolutePath;
}
