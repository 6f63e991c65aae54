using Digest.Links;
using Digest.Subscribers;
using Microsoft.Playwright;

namespace Digest.Browser.Tests;

/// <summary>What readers do behind a link that was mailed to them a moment ago, and what they say when they leave.</summary>
[Collection(AdminsInChromium.Name)]
public sealed class OwnDataJourneysTests(Chromium chromium)
{
    [BrowserFact]
    public async Task Somebody_chooses_their_hour_moves_to_another_address_and_is_erased()
    {
        await using var courier = await Courier.OpenAsync();
        foreach (var (look, script) in new[] { (Look.PhoneLight, false), (Look.DesktopDark, true) })
        {
            var (address, other) = ($"ada-{look.Name}@example.org", $"ada-{look.Name}@elsewhere.example");
            var reader = await courier.ReaderAsync(address);
            var page = await courier.OpenAsync(chromium, look, script);
            await page.GotoAsync(courier.Site.Link(LinkPurpose.Preferences, reader));
            await ReaderPagesTests.PressAsync(page, "Send me a fresh link");
            await page.GetByText("A message with a fresh link is on its way to you").WaitForAsync();

            await page.GotoAsync(Path(courier, links => links.Data(reader, courier.Site.Clock.GetUtcNow())));
            await page.GetByLabel("Hour", new() { Exact = true }).SelectOptionAsync("18");
            if (!script)
                await page.GetByLabel("Time zone", new() { Exact = true }).SelectOptionAsync("Europe/Madrid");
            var proposed = await page.GetByLabel("Time zone", new() { Exact = true }).InputValueAsync();
            proposed.ShouldBe(script ? await page.EvaluateAsync<string>("Intl.DateTimeFormat().resolvedOptions().timeZone") : "Europe/Madrid");
            await ReaderPagesTests.PressAsync(page, "Save");
            await page.GetByText("Saved. The next edition follows it.").WaitForAsync();
            var known = (await courier.Site.FindAsync(address))!;
            (known.SendHour, known.TimeZone).ShouldBe((18, proposed));

            await page.GetByLabel("Your new e-mail address").FillAsync(other);
            await ReaderPagesTests.PressAsync(page, "Change my address");
            await page.GetByText("We have written to both addresses").WaitForAsync();
            foreach (var link in new[] { Path(courier, links => links.AddressNew(reader, courier.Site.Clock.GetUtcNow())), Path(courier, links => links.AddressOld(reader, courier.Site.Clock.GetUtcNow())) })
            {
                await page.GotoAsync(link);
                await ReaderPagesTests.PressAsync(page, "Yes, change it");
            }
            await page.GetByRole(AriaRole.Heading, new() { Name = "Your address is changed" }).WaitForAsync();
            (await courier.Site.FindAsync(other))!.Status.ShouldBe(SubscriberStatus.Active);

            courier.Site.Clock.Advance(TimeSpan.FromSeconds(1));
            await page.GotoAsync(Path(courier, links => links.Data(reader, courier.Site.Clock.GetUtcNow())));
            await page.GetByText(other).First.WaitForAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "Erase everything about me" }).ClickAsync();
            await ReaderPagesTests.PressAsync(page, "Yes, erase everything");
            await page.GetByRole(AriaRole.Heading, new() { Name = "Everything is erased" }).WaitForAsync();
            (await courier.Site.FindAsync(other)).ShouldBeNull();
            await page.Context.CloseAsync();
        }
    }

    [BrowserFact]
    public async Task A_keyboard_is_enough_to_leave_out_a_topic_to_leave_and_to_say_why()
    {
        await using var courier = await Courier.OpenAsync();
        var reader = await courier.ReaderAsync("ada@example.org");
        var story = await courier.Site.ScalarAsync<long>("SELECT MAX(id) FROM stories WHERE topics <> '[]'");
        var page = await courier.OpenAsync(chromium, Look.DesktopLight);
        await page.GotoAsync($"{courier.Site.Link(LinkPurpose.Preferences, reader)}?fewer={story}");
        await UntilFocusedAsync(page, "No more about");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("stories about it stay away").WaitForAsync();
        (await courier.Site.FindAsync("ada@example.org"))!.Choices.Muted.Count.ShouldBe(1);

        await page.GotoAsync(courier.Site.Link(LinkPurpose.Unsubscribe, reader));
        await UntilFocusedAsync(page, "Unsubscribe");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { Name = "You are unsubscribed" }).WaitForAsync();
        await UntilFocusedAsync(page, "TooOften");
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("ArrowDown");
        await UntilFocusedAsync(page, "remark");
        await page.Keyboard.TypeAsync("Too much sport.");
        await UntilFocusedAsync(page, "Send");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("Thank you. It helps us.").WaitForAsync();
        (await courier.Site.ScalarAsync<string>("SELECT after_value FROM subscriber_changes WHERE what = 'Reason'")).ShouldBe("OtherInterests: Too much sport.");
    }

    private static string Path(Courier courier, Func<SiteLinks, string> link) => new Uri(link(courier.Site.Get<SiteLinks>())).AbsolutePath;

    // From where the page stands, as a reader without a mouse goes; never farther than a page is long.
    private static async Task UntilFocusedAsync(IPage page, string words)
    {
        for (var stop = 0; stop < 60; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            var focused = await page.EvaluateAsync<string>("document.activeElement.id || document.activeElement.value || document.activeElement.innerText.trim()");
            if (focused.StartsWith(words, StringComparison.Ordinal) || (await page.EvaluateAsync<string>("document.activeElement.innerText.trim()")).StartsWith(words, StringComparison.Ordinal))
                return;
        }
        throw new InvalidOperationException($"No stop of the tabulator is '{words}'.");
    }
}
