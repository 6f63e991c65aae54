using System.Collections.Concurrent;
using Digest.Links;
using Digest.Signup.Gate;
using Digest.Subscribers;
using Microsoft.Playwright;

namespace Digest.Browser.Tests;

/// <summary>What readers do, on phone and desktop, with and without scripts: the pages have none.</summary>
[Collection(ReadersInChromium.Name)]
public sealed class ReaderJourneysTests(Chromium chromium)
{
    [BrowserFact]
    public async Task Somebody_signs_up_confirms_chooses_weekly_pauses_leaves_and_comes_back()
    {
        await using var courier = await Courier.OpenAsync();
        foreach (var (look, script) in new[] { (Look.PhoneLight, false), (Look.DesktopDark, true) })
        {
            var address = $"ada-{look.Name}@example.org";
            var page = await courier.OpenAsync(chromium, look, script);
            await ReaderPagesTests.SignUpAsync(courier, page, address);
            await HeadlineAsync(page, "Please look into your inbox");

            await page.GotoAsync(await courier.ConfirmLinkAsync(address));
            await ReaderPagesTests.PressAsync(page, "Yes, I want to read it");
            await HeadlineAsync(page, "Welcome");
            await page.GetByRole(AriaRole.Radio, new() { Name = "Once a week" }).CheckAsync();
            await page.GetByLabel("The day, if once a week").SelectOptionAsync("Friday");
            await ReaderPagesTests.PressAsync(page, "Save");
            await page.GetByText("Saved. The next edition follows it.").WaitForAsync();
            await page.GetByText("It comes every Friday, as soon as the edition is ready").WaitForAsync();

            await page.GetByLabel("No messages until").FillAsync("2026-03-20");
            await ReaderPagesTests.PressAsync(page, "Pause");
            await page.GetByText("You get nothing until 20 March 2026").WaitForAsync();
            await ReaderPagesTests.PressAsync(page, "Unsubscribe");
            await HeadlineAsync(page, "You are unsubscribed");
            (await courier.Site.FindAsync(address))!.Status.ShouldBe(SubscriberStatus.Unsubscribed);

            await ReaderPagesTests.PressAsync(page, "Undo: keep it coming");
            await HeadlineAsync(page, "You are back");
            var reader = (await courier.Site.FindAsync(address))!;
            (reader.Status, reader.Cadence, reader.Choices.WeeklyDay).ShouldBe((SubscriberStatus.Active, Cadence.Weekly, DayOfWeek.Friday));
            await page.Context.CloseAsync();
        }
    }

    [BrowserFact]
    public async Task A_mistyped_address_is_explained_at_the_field_which_keeps_what_was_typed()
    {
        await using var courier = await Courier.OpenAsync();
        foreach (var script in new[] { true, false })
        {
            var page = await courier.OpenAsync(chromium, Look.PhoneLight, script);
            await ReaderPagesTests.SignUpAsync(courier, page, "ada at example.org");
            var field = page.GetByLabel("Your e-mail address");
            (await field.InputValueAsync()).ShouldBe("ada at example.org");
            (await field.GetAttributeAsync("aria-invalid")).ShouldBe("true");
            var words = await page.Locator("#" + (await field.GetAttributeAsync("aria-describedby"))!.Split(' ')[0]).InnerTextAsync();
            words.ShouldContain("@");
            await Assertions.Expect(field).ToBeFocusedAsync();
            await field.FillAsync("ada@example.org");
            courier.Site.Clock.Advance(FormNonce.FillTime);
            await ReaderPagesTests.PressAsync(page, "Sign up");
            await HeadlineAsync(page, "Please look into your inbox");
            await page.Context.CloseAsync();
        }
    }

    [BrowserFact]
    public async Task Under_pressure_the_browser_works_for_its_reader_and_without_scripts_the_reader_waits()
    {
        await using var courier = await Courier.OpenAsync(("Signup:WorkAbovePerMinute", "1"), ("Signup:WorkBits", "12"));
        foreach (var (look, script) in new[] { (Look.PhoneLight, true), (Look.DesktopDark, false) })
        {
            await courier.Site.SignUpAsync($"one-{look.Name}@example.org");
            await courier.Site.SignUpAsync($"two-{look.Name}@example.org");
            var page = await courier.OpenAsync(chromium, look, script);
            await ReaderPagesTests.SignUpAsync(courier, page, $"ada-{look.Name}@example.org");
            if (!script)
            {
                await HeadlineAsync(page, "One more press, please");
                await page.GetByText("The button works in 30 seconds.").WaitForAsync();
                await page.ShotAsync("reader-once-more", look);
                (await page.GetByLabel("Your e-mail address").InputValueAsync()).ShouldBe($"ada-{look.Name}@example.org");
                courier.Site.Clock.Advance(TimeSpan.FromSeconds(30));
                await ReaderPagesTests.PressAsync(page, "Sign up");
            }
            await HeadlineAsync(page, "Please look into your inbox");
            await page.Context.CloseAsync();
        }
    }

    [BrowserFact]
    public async Task A_link_that_has_lost_its_end_says_what_to_do()
    {
        await using var courier = await Courier.OpenAsync();
        var link = courier.Site.Link(LinkPurpose.Confirm, await courier.ReaderAsync("ada@example.org"));
        var page = await courier.OpenAsync(chromium, Look.PhoneLight, script: false);
        (await page.GotoAsync(link[..^3]))!.Status.ShouldBe(404);
        await HeadlineAsync(page, "This link does not work");
        await page.GetByRole(AriaRole.Link, new() { Name = "To the first page" }).ClickAsync();
        await page.GetByLabel("Your e-mail address").WaitForAsync();
    }

    [BrowserFact]
    public async Task A_keyboard_is_enough_to_sign_up()
    {
        await using var courier = await Courier.OpenAsync();
        var page = await courier.OpenAsync(chromium, Look.DesktopLight);
        await page.GotoAsync("/");
        await page.Keyboard.PressAsync("Tab");
        (await FocusedAsync(page)).ShouldBe("Skip to the content");
        await page.Keyboard.PressAsync("Tab");
        (await FocusedAsync(page)).ShouldBe("email");
        await page.Keyboard.TypeAsync("ada@example.org");
        await page.Keyboard.PressAsync("Tab");
        (await FocusedAsync(page)).ShouldBe("Sign up");
        courier.Site.Clock.Advance(FormNonce.FillTime);
        await page.Keyboard.PressAsync("Enter");
        await HeadlineAsync(page, "Please look into your inbox");

        await page.GotoAsync(await courier.ConfirmLinkAsync("ada@example.org"));
        var stops = new List<string>();
        while (stops.Count < 3)
        {
            await page.Keyboard.PressAsync("Tab");
            stops.Add(await FocusedAsync(page));
        }
        stops.ShouldBe(["Skip to the content", "The Saltmarsh Courier", "Yes, I want to read it"]);
        await page.Keyboard.PressAsync("Enter");
        await HeadlineAsync(page, "Welcome");
    }

    [BrowserFact]
    public async Task No_page_asks_anything_of_another_host_but_for_the_stories_pictures()
    {
        await using var courier = await Courier.OpenAsync();
        var reader = await courier.ReaderAsync("ada@example.org");
        var page = await courier.OpenAsync(chromium, Look.DesktopLight);
        var asked = new ConcurrentQueue<Uri>();
        page.Context.Request += (_, request) => asked.Enqueue(new Uri(request.Url));
        var tokened = new[] { LinkPurpose.Confirm, LinkPurpose.Preferences, LinkPurpose.Unsubscribe }.Select(purpose => courier.Site.Link(purpose, reader));
        foreach (var path in tokened.Concat(["/", "/editions", "/nowhere", "/confirm/forged", "/sample/stories/new-ferry-name"]))
            await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });
        asked.ShouldAllBe(address => address.Authority == courier.Address.Authority);
        asked.Select(address => address.AbsolutePath).ShouldContain("/digest.css");

        asked.Clear();
        await page.GotoAsync(courier.LatestEdition, new() { WaitUntil = WaitUntilState.NetworkIdle });
        asked.Where(address => address.Authority != courier.Address.Authority).Select(address => address.AbsoluteUri).ShouldAllBe(address => address.StartsWith($"{TestSite.Url}/sample/pictures/"));
        asked.ShouldContain(address => address.AbsolutePath == courier.LatestEdition + "/message");
        (await page.Context.CookiesAsync()).ShouldBeEmpty();
    }

    private static Task HeadlineAsync(IPage page, string words) => page.GetByRole(AriaRole.Heading, new() { Name = words, Level = 1, Exact = true }).WaitForAsync();

    private static Task<string> FocusedAsync(IPage page) => page.EvaluateAsync<string>("document.activeElement.id || document.activeElement.innerText.trim()");
}
