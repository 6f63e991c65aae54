using Digest.Languages;
using Digest.Links;
using Digest.Signup;
using Digest.Signup.Gate;
using Digest.Subscribers;
using Microsoft.Playwright;

namespace Digest.Browser.Tests;

/// <summary>What readers see, looked at on phone and desktop, in light and dark.</summary>
[Collection(ReadersInChromium.Name)]
public sealed class ReaderPagesTests(Chromium chromium)
{
    private static readonly Look Smallest = new("smallest", 320, 640, Dark: false);

    // What is left of a desktop's width when everything is twice as large (WCAG 2.2, 1.4.4 and 1.4.10).
    private static readonly Look Enlarged = new("enlarged", 640, 450, Dark: true);

    [BrowserFact]
    public async Task The_pages_that_everybody_finds_read_well_on_every_screen()
    {
        await using var courier = await Courier.OpenAsync();
        await OnEveryScreenAsync(courier, async (page, look) =>
        {
            await page.LookAtAsync("/", "reader-sign-up", look);
            await page.LookAtAsync("/editions", "reader-archive", look);
            await page.LookAtAsync(courier.LatestEdition, "reader-edition", look);
            await page.LookAtAsync("/sample/stories/new-ferry-name", "reader-sample-story", look);
            (await page.GotoAsync("/nowhere"))!.Status.ShouldBe(404);
            await page.JudgeAsync("reader-no-such-page", look);
            (await page.GotoAsync("/confirm/forged"))!.Status.ShouldBe(404);
            await page.JudgeAsync("reader-dead-link", look);
        });
    }

    [BrowserFact]
    public async Task The_pages_of_one_reader_read_well_on_every_screen()
    {
        await using var courier = await Courier.OpenAsync();
        var asked = courier.Site.Link(LinkPurpose.Confirm, await courier.ReaderAsync("asked@example.org", confirmed: false));
        var reader = await courier.ReaderAsync("ada@example.org");
        var paused = courier.Site.Link(LinkPurpose.Preferences, await courier.ReaderAsync("paused@example.org"));
        await courier.Site.PostAsync(paused, ("action", "pause"), ("until", "2026-03-20"));
        var links = courier.Site.Get<SiteLinks>();
        var data = new Uri(links.Data(reader, courier.Site.Clock.GetUtcNow())).AbsolutePath;
        var story = await courier.Site.ScalarAsync<long>("SELECT MAX(id) FROM stories WHERE topics <> '[]'");
        await courier.Site.Get<Moving>().AskAsync(data.Split('/')[^1], EmailAddress.TryParse("ada@new.example", out var elsewhere, out _) ? elsewhere : throw new InvalidOperationException());
        var agree = new Uri(links.AddressOld(reader, courier.Site.Clock.GetUtcNow())).AbsolutePath;
        var left = courier.Site.Link(LinkPurpose.Unsubscribe, await courier.ReaderAsync("left@example.org"));
        await courier.Site.PostAsync(left, ("by", "page"));
        var rested = courier.Site.Link(LinkPurpose.NotNow, await courier.ReaderAsync("rested@example.org"));
        await courier.Site.PostAsync(rested);
        await OnEveryScreenAsync(courier, async (page, look) =>
        {
            await page.LookAtAsync(courier.Site.Link(LinkPurpose.NotNow, reader), "reader-not-now", look);
            await page.LookAtAsync(rested, "reader-not-now-rests", look);
            await page.LookAtAsync("/preferences", "reader-lost-link", look);
            await page.LookAtAsync(data, "reader-data", look);
            // One button on either, as on others that are looked at everywhere.
            if (look == Smallest || look == Look.DesktopDark)
            {
                await page.LookAtAsync(data + "/erase", "reader-erase", look);
                await page.LookAtAsync(agree, "reader-agree", look);
            }
            await page.LookAtAsync($"{courier.Site.Link(LinkPurpose.Preferences, reader)}?fewer={story}", "reader-fewer", look);
            await page.LookAtAsync(left, "reader-left", look);
            await page.LookAtAsync(asked, "reader-confirm", look);
            await page.LookAtAsync(courier.Site.Link(LinkPurpose.Preferences, reader), "reader-preferences", look);
            await page.LookAtAsync(paused, "reader-paused", look);
            await page.LookAtAsync(courier.Site.Link(LinkPurpose.Unsubscribe, reader), "reader-unsubscribe", look);
        });
    }

    [BrowserFact]
    public async Task Every_language_fits_on_the_smallest_screen()
    {
        await using var courier = await Courier.OpenAsync();
        var asked = courier.Site.Link(LinkPurpose.Confirm, await courier.ReaderAsync("asked@example.org", confirmed: false));
        var reader = await courier.ReaderAsync("ada@example.org");
        var data = new Uri(courier.Site.Get<SiteLinks>().Data(reader, courier.Site.Clock.GetUtcNow())).AbsolutePath;
        var left = courier.Site.Link(LinkPurpose.Unsubscribe, await courier.ReaderAsync("left@example.org"));
        await courier.Site.PostAsync(left, ("by", "page"));
        foreach (var language in ReaderLanguages.All.Where(one => one != ReaderLanguages.English))
        {
            var page = await courier.OpenAsync(chromium, Smallest);
            foreach (var (path, name) in new[] { ("/", "sign-up"), (asked, "confirm"), (data, "data"), (courier.Site.Link(LinkPurpose.Preferences, reader), "preferences"), (left, "left") })
                await page.LookAtAsync($"{path}?lang={language.Code}", $"reader-{language.Code}-{name}", Smallest);
            await page.Context.CloseAsync();
        }
    }

    [BrowserFact]
    public async Task What_comes_after_a_press_of_a_button_reads_well_on_every_screen()
    {
        await using var courier = await Courier.OpenAsync();
        var count = 0;
        await OnEveryScreenAsync(courier, async (page, look) =>
        {
            var address = $"reader{++count}@example.org";
            await SignUpAsync(courier, page, "ada at example.org");
            await page.JudgeAsync("reader-bad-address", look);
            await page.GotoAsync("/");
            await page.GetByLabel("Your e-mail address").FillAsync("ada@gmial.com");
            await PressAsync(page, "Sign up");
            await page.JudgeAsync("reader-once-more", look);
            courier.Site.Clock.Advance(FormNonce.FillTime);
            await PressAsync(page, "Sign up");
            await page.JudgeAsync("reader-question", look);
            await SignUpAsync(courier, page, address);
            await page.JudgeAsync("reader-look-into-your-inbox", look);
            await page.GotoAsync(await courier.ConfirmLinkAsync(address));
            await PressAsync(page, "Yes, I want to read it");
            await page.JudgeAsync("reader-welcome", look);
            await PressAsync(page, "Save");
            await page.JudgeAsync("reader-saved", look);
            await PressAsync(page, "Unsubscribe");
            await page.JudgeAsync("reader-unsubscribed", look);
            await PressAsync(page, "Undo: keep it coming");
            await page.JudgeAsync("reader-back", look);
        });
    }

    [BrowserFact]
    public async Task What_went_wrong_is_said_in_the_same_good_looks()
    {
        await using var courier = await Courier.OpenAsync();
        var page = await courier.OpenAsync(chromium, Look.PhoneLight);
        await page.GotoAsync("/editions");
        var answer = await page.RunAndWaitForResponseAsync(
            () => page.EvaluateAsync("const form = document.createElement('form'); form.method = 'post'; document.body.append(form); form.submit()"),
            response => response.Request.Method == "POST");
        answer.Status.ShouldBe(405);
        // The answer is there before its page is, and the page lets nobody evaluate a condition again and again.
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "That is not possible here" })).ToBeVisibleAsync();
        await page.JudgeAsync("reader-not-possible-here", Look.PhoneLight);
        await courier.Site.ExecuteAsync("ALTER TABLE editions RENAME TO gone");
        (await page.GotoAsync("/editions"))!.Status.ShouldBe(500);
        await page.JudgeAsync("reader-broken", Look.PhoneLight);
    }

    [BrowserFact]
    public async Task A_site_without_editions_and_tagline_still_has_a_front_page()
    {
        await using var site = await TestSite.StartAsync(("Site:Tagline", ""), ("Site:PostalAddress", ""), ("Site:Name", "Donaudampfschifffahrtsgesellschaftskapitänsblatt"), ("Site:Language", "de"));
        foreach (var look in Look.All.Append(Smallest))
        {
            var page = await chromium.OpenAsync(site.Address, look);
            await page.LookAtAsync("/", "reader-sign-up-bare", look);
            await page.LookAtAsync("/editions", "reader-archive-empty", look);
            await page.Context.CloseAsync();
        }
    }

    [BrowserFact]
    public async Task Every_colour_of_a_publication_stays_readable()
    {
        foreach (var colour in new[] { "#ffcc00", "#000000", "#ffffff" })
        {
            await using var courier = await Courier.OpenAsync(("Site:Colour", colour));
            var preferences = courier.Site.Link(LinkPurpose.Preferences, await courier.ReaderAsync("ada@example.org"));
            foreach (var look in new[] { Look.PhoneLight, Look.DesktopDark })
            {
                var page = await courier.OpenAsync(chromium, look);
                await page.LookAtAsync("/", $"reader-sign-up-{colour[1..]}", look);
                await page.LookAtAsync("/editions", $"reader-archive-{colour[1..]}", look);
                await page.LookAtAsync(preferences, $"reader-preferences-{colour[1..]}", look);
                await page.Context.CloseAsync();
            }
        }
    }

    [BrowserFact]
    public async Task A_publication_that_is_read_from_the_right_has_its_texts_so_on_pages_of_another_language()
    {
        await using var courier = await Courier.OpenAsync(("Site:Language", "ar"), ("Site:Name", "بريد المستنقع"), ("Site:Tagline", "أخبار المدينة بين المد والجزر."));
        foreach (var look in new[] { Look.PhoneLight, Look.DesktopLight })
        {
            var page = await courier.OpenAsync(chromium, look);
            await page.LookAtAsync("/", "reader-sign-up-arabic", look);
            (await page.EvaluateAsync<string>("getComputedStyle(document.documentElement).direction")).ShouldBe("ltr");
            await page.LookAtAsync("/editions", "reader-archive-arabic", look);
            await page.Context.CloseAsync();
        }
    }

    [BrowserFact]
    public async Task Pages_in_a_language_that_is_read_from_the_right_are_laid_out_from_the_right()
    {
        await using var courier = await Courier.OpenAsync(("Site:Language", "ar"), ("Site:Name", "بريد المستنقع"), ("Site:Tagline", "أخبار المدينة بين المد والجزر."));
        var preferences = courier.Site.Link(LinkPurpose.Preferences, await courier.ReaderAsync("ada@example.org"));
        foreach (var look in new[] { Look.PhoneLight, Look.DesktopLight })
        {
            var page = await courier.OpenAsync(chromium, look);
            // There are no words in such a language yet: the page of another one, turned round.
            await page.RouteAsync($"{courier.Address}**", async route =>
            {
                if (route.Request.ResourceType != "document")
                {
                    await route.ContinueAsync();
                    return;
                }
                var answer = await route.FetchAsync();
                await route.FulfillAsync(new() { Response = answer, Body = (await answer.TextAsync()).Replace("dir=\"ltr\">", "dir=\"rtl\">", StringComparison.Ordinal) });
            });
            await page.LookAtAsync("/", "reader-sign-up-rtl", look);
            (await page.EvaluateAsync<string>("getComputedStyle(document.documentElement).direction")).ShouldBe("rtl");
            await page.LookAtAsync("/editions", "reader-archive-rtl", look);
            // Words of another direction begin on the page's side too, and the footer stays in the middle.
            (await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('h1')).textAlign")).ShouldBe("right");
            (await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('footer li')).textAlign")).ShouldBe("center");
            await page.LookAtAsync(preferences, "reader-preferences-rtl", look);
            await page.Context.CloseAsync();
        }
    }

    internal static async Task SignUpAsync(Courier courier, IPage page, string address)
    {
        await page.GotoAsync("/");
        courier.Site.Clock.Advance(FormNonce.FillTime);
        await page.GetByLabel("Your e-mail address").FillAsync(address);
        await PressAsync(page, "Sign up");
    }

    internal static Task PressAsync(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    private async Task OnEveryScreenAsync(Courier courier, Func<IPage, Look, Task> lookAsync)
    {
        foreach (var look in Look.All.Append(Smallest).Append(Enlarged))
        {
            var page = await courier.OpenAsync(chromium, look);
            await lookAsync(page, look);
            await page.Context.CloseAsync();
        }
    }
}
