using Digest.Editions.Corrections;
using Digest.Stories;
using Digest.Web.Tests.Editions;

namespace Digest.Browser.Tests;

/// <summary>Corrections, as editors decide about them and as readers meet them in the archive.</summary>
[Collection(AdminsInChromium.Name)]
public sealed class CorrectionPagesTests(Chromium chromium)
{
    [BrowserFact]
    public async Task Corrections_are_decided_by_keyboard_and_read_well_on_every_screen()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Editions:RelatedPerStory", "0"));
        for (var at = 0; at < 12; at++)
            await newsroom.ReaderAsync($"reader{at}@reader.example");
        var now = newsroom.Clock.GetUtcNow();
        newsroom.Feed.Add("letter", now.AddHours(-1), "Troops to leave the valley within weeks, letter says", "The coalition leaves, says a letter to the ministry that a number of outlets published on Monday.");
        newsroom.Feed.Add("dam", now.AddHours(-2), "Dam above Orvalle is about to break", "Engineers warn.");
        newsroom.Feed.Add("fares", now.AddHours(-3), "Harbour fares to rise by fifty per cent", "Commuters protest against the third rise in two years.");
        newsroom.Feed.Add("garden", now.AddHours(-4), "Botanical garden opens a night early", "Bushes of forty kinds are in bloom.");
        await newsroom.AtAsync(day: 2);
        newsroom.Clock.Advance(TimeSpan.FromHours(11));
        newsroom.Feed.Rewrite("letter", "“Withdrawal not what is happening”: general says letter was a mistake", "Correction: the letter was an unsigned draft; no withdrawal was decided.");
        newsroom.Feed.Rewrite("dam", "Retracted: Dam above Orvalle is about to break");
        newsroom.Feed.Rewrite("fares", "Harbour fares to rise by five per cent");
        newsroom.Feed.Rewrite("garden", "Botanical garden opens a night early", "Bushes of fourteen kinds are in bloom.");
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        await newsroom.RunAsync("keep-corrections");
        var cookies = await newsroom.Site.SignedInAsync();
        foreach (var look in Look.All)
        {
            var open = await chromium.OpenAsync(newsroom.Site.Address, look, cookies: cookies);
            await open.LookAtAsync("/admin/corrections", "corrections-open", look);
            await open.LookAtAsync("/admin/editions/next", "editions-next-corrections", look);
        }

        var page = await chromium.OpenAsync(newsroom.Site.Address, Look.PhoneLight, script: false, cookies: cookies);
        await page.GotoAsync("/admin/corrections");
        var letter = page.Locator("section.correction", new() { HasText = "general says letter" });
        await letter.GetByLabel("What is right").FocusAsync();
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.TypeAsync(" It is not what happens.");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("carries the correction.").WaitForAsync();
        var fares = page.Locator("section.correction", new() { HasText = "Harbour fares to rise" });
        await fares.GetByLabel("What was said").FillAsync("");
        await fares.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Tell the 12 readers" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("Readers need to be told this.").WaitForAsync();
        await page.ShotAsync("corrections-refused", Look.PhoneLight);
        await fares.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Not worth telling" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("Nobody is told.").WaitForAsync();
        var dam = page.Locator("section.correction", new() { HasText = "Dam above" });
        await dam.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Tell the 12 readers" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("carries the correction.").WaitForAsync();
        (await newsroom.Site.Get<CorrectionDesk>().ListAsync([CorrectionState.Going], 10)).Count.ShouldBe(2);

        newsroom.Publish("tuesday");
        await newsroom.AtAsync(day: 3);
        foreach (var look in Look.All)
        {
            var decided = await chromium.OpenAsync(newsroom.Site.Address, look, cookies: cookies);
            await decided.LookAtAsync("/admin/corrections", "corrections-decided", look);
            await decided.LookAtAsync("/editions/2026-03-02", "edition-corrected", look);
        }
        var message = newsroom.Mail.TakeFor("reader0@reader.example")[^1].Decoded;
        var html = message[message.IndexOf("<!DOCTYPE", StringComparison.OrdinalIgnoreCase)..(message.LastIndexOf("</html>", StringComparison.OrdinalIgnoreCase) + 7)];
        foreach (var look in Look.All)
        {
            var read = await chromium.OpenAsync(newsroom.Site.Address, look);
            await read.SetContentAsync(html);
            await read.GetByText("We have withdrawn this story.").WaitForAsync();
            await read.ShotAsync("message-corrections", look);
        }
    }
}
