using Digest.Editions;
using Digest.Outbox;
using Digest.Stories;
using Digest.Web.Tests.Editions;

namespace Digest.Browser.Tests;

/// <summary>The pages of editions in each state that an editor meets.</summary>
[Collection(AdminsInChromium.Name)]
public sealed class AdminEditionsTests(Chromium chromium)
{
    [BrowserFact]
    public async Task The_editions_and_the_coming_one_read_well_on_every_screen()
    {
        await using var newsroom = await FilledAsync();
        var cookies = await newsroom.Site.SignedInAsync();
        (await newsroom.Site.Get<EditionSkip>().SkipAsync(new DateOnly(2026, 3, 5), "Grace")).ShouldBe(SkipOutcome.Skipped);
        foreach (var look in Look.All)
        {
            var page = await chromium.OpenAsync(newsroom.Site.Address, look, cookies: cookies);
            await page.LookAtAsync("/admin/editions", "editions", look);
            await page.LookAtAsync("/admin/editions/send", "editions-send", look);
            await page.LookAtAsync("/admin/editions/next", "editions-next-phone", look);
            await page.LookAtAsync("/admin/editions/next?width=desktop", "editions-next-desktop", look);
            await page.LookAtAsync("/admin/editions/next?part=text", "editions-next-text", look);
            await page.LookAtAsync("/admin/editions/2", "edition-past", look);
        }
    }

    [BrowserFact]
    public async Task An_edition_that_waits_and_a_day_without_news_read_well_on_every_screen()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var cookies = await newsroom.Site.SignedInAsync();
        foreach (var look in Look.All)
        {
            var page = await chromium.OpenAsync(newsroom.Site.Address, look, cookies: cookies);
            await page.LookAtAsync("/admin/editions", "editions-none", look);
            await page.LookAtAsync("/admin/editions/next", "editions-next-none", look);
        }
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2, hour: 20);
        foreach (var look in Look.All)
            await (await chromium.OpenAsync(newsroom.Site.Address, look, cookies: cookies)).LookAtAsync("/admin/editions", "editions-held", look);
    }

    [BrowserFact]
    public async Task An_edition_on_its_way_shows_its_progress_without_a_reload_and_can_be_paused_and_resumed()
    {
        await using var newsroom = await FilledAsync();
        var cookies = await newsroom.Site.SignedInAsync();
        using var gate = new SemaphoreSlim(3);
        using var open = new CancellationTokenSource();
        newsroom.Mail.Answer = _ =>
        {
            if (!open.IsCancellationRequested)
                gate.Wait(TimeSpan.FromSeconds(60));
            return null;
        };
        newsroom.Publish("fifth");
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        var edition = (await newsroom.Site.Get<SendNow>().RunAsync()).ShouldNotBeNull();
        using var stop = new CancellationTokenSource();
        var submitting = newsroom.Site.Get<SubmitMessages>().RunAsync(stop.Token);
        var live = await chromium.OpenAsync(newsroom.Site.Address, Look.DesktopLight, cookies: cookies);
        await live.GotoAsync($"/admin/editions/{edition.Id}");
        await live.GetByText("of 24 messages have had an answer").WaitForAsync();
        await live.FrameLocator("iframe.message").GetByText("Story fifth").First.WaitForAsync();
        // Gone as soon as the page is loaded anew.
        await live.EvaluateAsync("window.stayed = true");
        foreach (var look in Look.All)
        {
            var page = await chromium.OpenAsync(newsroom.Site.Address, look, cookies: cookies);
            await page.LookAtAsync($"/admin/editions/{edition.Id}", "edition-going", look);
            await page.LookAtAsync("/admin/editions", "editions-going", look);
        }
        (await newsroom.Site.Get<EditionPause>().PauseAsync(edition.Id, "Grace")).ShouldBeTrue();
        await live.GetByText("Paused by Grace").WaitForAsync();
        foreach (var look in Look.All)
            await (await chromium.OpenAsync(newsroom.Site.Address, look, cookies: cookies)).LookAtAsync($"/admin/editions/{edition.Id}", "edition-paused", look);
        (await live.EvaluateAsync<bool>("window.stayed === true")).ShouldBeTrue("the page updates itself");

        await live.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await live.GetByText("goes on where it stopped").WaitForAsync();
        await live.EvaluateAsync("window.stayed = true");
        await open.CancelAsync();
        gate.Release(100);
        await live.Locator("#state .state").GetByText("Submitted", new() { Exact = true }).WaitForAsync();
        (await live.EvaluateAsync<bool>("window.stayed === true")).ShouldBeTrue("the page updates itself");
        await stop.CancelAsync();
        await submitting;
    }

    [BrowserFact]
    public async Task Without_scripts_everything_works_too()
    {
        await using var newsroom = await FilledAsync();
        var page = await chromium.OpenAsync(newsroom.Site.Address, Look.PhoneLight, script: false, cookies: await newsroom.Site.SignedInAsync());
        await page.GotoAsync("/admin/editions");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Look at it" }).First.ClickAsync();
        await page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Desktop" }).ClickAsync();
        await page.FrameLocator("iframe.message.desktop").GetByText("Story fourth").First.WaitForAsync();
        await page.GetByLabel("To this address").FillAsync("ada@news.example");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Send me a test" }).ClickAsync();
        await page.GetByText("250 2.0.0 ok").WaitForAsync();
        await page.ShotAsync("editions-test-submitted", Look.PhoneLight);
        await page.GotoAsync("/admin/editions/send");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Send now" }).ClickAsync();
        await page.GetByText("The edition is on its way").WaitForAsync();
        await newsroom.RunAsync("send-now");
        await page.ReloadAsync();
        await page.GetByText("goes to 24 readers").WaitForAsync();
        await page.ShotAsync("editions-asked", Look.PhoneLight);
    }

    [BrowserFact]
    public async Task Items_of_several_stories_are_split_joined_and_undone_by_keyboard_and_read_well_on_every_screen()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Editions:RelatedPerStory", "1"));
        var now = newsroom.Clock.GetUtcNow();
        newsroom.Feed.Add("garden", now.AddHours(-25), "Botanical garden opens a night early", "Bushes of forty kinds are in bloom.");
        newsroom.Feed.Add("fares", now.AddHours(-20), "Harbour fares to rise in April", "Commuters protest against the third rise in two years.");
        newsroom.Feed.Add("aground", now.AddHours(-10), "Ferry Margaret Rose runs aground off Skerry Point", "All forty passengers of the ferry were taken off by lifeboats.");
        newsroom.Feed.Add("stranded", now.AddHours(-6), "Passengers describe night on the stranded Margaret Rose", "The ferry lies on the rocks off Skerry Point; tugs are on their way.");
        newsroom.Feed.Add("afloat", now.AddHours(-1), "Tugs pull the Margaret Rose off Skerry Point", "The ferry is towed to the harbour; its hull is torn.");
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        var cookies = await newsroom.Site.SignedInAsync();
        var page = await chromium.OpenAsync(newsroom.Site.Address, Look.PhoneLight, script: false, cookies: cookies);
        await page.GotoAsync("/admin/editions/next");
        await page.GetByText("3 stories about one event").WaitForAsync();
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Take out: Passengers describe" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("The story stands by itself now.").WaitForAsync();
        // The last but one are the fares.
        await page.Locator("summary", new() { HasText = "Join to another item" }).Nth(2).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("select[name=other]").Nth(2).SelectOptionAsync(new Microsoft.Playwright.SelectOptionValue { Label = "Passengers describe night on the stranded Margaret Rose" });
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Join: Harbour fares" }).PressAsync();
        await page.GetByText("They are one item now.").WaitForAsync();
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Undo: Ada, Passengers" }).PressAsync();
        await page.GetByText("undone by Ada").WaitForAsync();
        foreach (var look in Look.All)
        {
            var open = await chromium.OpenAsync(newsroom.Site.Address, look, cookies: cookies);
            await open.LookAtAsync("/admin/editions/next", "editions-next-items", look);
            await open.Locator("summary", new() { HasText = "Join to another item" }).First.PressAsync();
            await open.JudgeAsync("editions-next-join", look);
            await open.LookAtAsync("/admin/editions/next?part=text", "editions-next-items-text", look);
        }
    }

    /// <summary>Two editions went, one of them with failures; one story is new.</summary>
    private static async Task<Newsroom> FilledAsync()
    {
        var newsroom = await Newsroom.OpenAsync(("Smtp:MaxConnections", "1"));
        for (var at = 0; at < 24; at++)
            await newsroom.ReaderAsync($"reader{at}@reader.example");
        newsroom.Publish("first", "second");
        await newsroom.AtAsync(day: 2);
        newsroom.Publish("third");
        newsroom.Mail.Answer = message => message.To[6] switch { '3' => MailServer.Refusal, '4' => MailServer.NotNow, _ => null };
        await newsroom.AtAsync(day: 3);
        newsroom.Mail.Answer = _ => null;
        await newsroom.AtAsync(day: 3, hour: 7, minute: 30);
        newsroom.Clock.Set(new DateTimeOffset(2026, 3, 4, 9, 0, 0, TimeSpan.Zero));
        newsroom.Publish("fourth");
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        return newsroom;
    }
}
