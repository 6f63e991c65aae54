using Digest.Editions.Blocks;
using Digest.Rendering;
using Digest.Stories;
using Digest.Web.Tests.Editions;

namespace Digest.Browser.Tests;

/// <summary>The pages of blocks, and an editor who makes one by keyboard.</summary>
[Collection(AdminsInChromium.Name)]
public sealed class BlockPagesTests(Chromium chromium)
{
    [BrowserFact]
    public async Task The_blocks_and_one_of_them_read_well_on_every_screen()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var cookies = await newsroom.Site.SignedInAsync();
        foreach (var look in Look.All)
            await (await chromium.OpenAsync(newsroom.Site.Address, look, cookies: cookies)).LookAtAsync("/admin/blocks", "blocks-none", look);
        newsroom.Publish("ferry", "fog");
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        var book = newsroom.Site.Get<BlockBook>();
        foreach (var (kind, text, first, last) in new[]
        {
            (BlockKind.Sponsor, "**Pewit Rope Works**: [ropes for every tide](https://ropes.example/)", "2026-03-01", "2026-03-31"),
            (BlockKind.Events, "- Monday: choir\n- Friday: fish market", "2026-12-03", ""),
            (BlockKind.YearAgo, "", "", "2026-03-01"),
        })
            await book.SwitchAsync(await book.AddAsync(new BlockDraft(kind, Place: null, text, first, last, kind is BlockKind.Sponsor ? 31 : 127), "Grace"), 1, isOn: true, "Grace");
        foreach (var look in Look.All)
        {
            var page = await chromium.OpenAsync(newsroom.Site.Address, look, cookies: cookies);
            await page.LookAtAsync("/admin/blocks", "blocks", look);
            await page.LookAtAsync("/admin/blocks/1", "block", look);
            await page.LookAtAsync("/admin/blocks/new?kind=Events", "block-new", look);
            await page.Locator("form[action*=Save] button").ClickAsync();
            await page.JudgeAsync("block-problem", look);
        }
    }

    [BrowserFact]
    public async Task An_editor_makes_a_block_by_keyboard_and_switches_it_on()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        newsroom.Publish("ferry");
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        var page = await chromium.OpenAsync(newsroom.Site.Address, Look.All[0], cookies: await newsroom.Site.SignedInAsync());
        await page.GotoAsync("/admin/blocks/new?kind=Sponsor");
        await page.Locator("#text").FocusAsync();
        await page.Keyboard.TypeAsync("Ropes for **every** tide");
        await page.Locator("form[action*=Save] button").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("It is saved, and switched off").WaitForAsync();
        await page.FrameLocator("iframe.message").GetByText("Advertisement").WaitForAsync();
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Switch on" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("It is switched on: the editions").WaitForAsync();
        (await newsroom.Site.Get<BlockBook>().AllAsync()).ShouldHaveSingleItem().IsOn.ShouldBeTrue();
    }
}
