using Digest.Web.Tests.Editions;
using Microsoft.Playwright;

namespace Digest.Browser.Tests;

/// <summary>The desk as editors use it: by keyboard, by mouse, and two at once.</summary>
[Collection(AdminsInChromium.Name)]
public sealed class DeskPageTests(Chromium chromium)
{
    [BrowserFact]
    public async Task An_edition_is_put_in_order_written_on_held_and_undone_by_keyboard_and_reads_well_on_every_screen()
    {
        await using var room = await DeskRoom.OpenAsync(("Editions:RelatedPerStory", "2"));
        var cookies = await room.Newsroom.Site.SignedInAsync("Grace");
        var page = await chromium.OpenAsync(room.Newsroom.Site.Address, Look.DesktopLight, script: false, cookies: cookies);
        await page.GotoAsync(DeskRoom.Desk);
        await page.GetByRole(AriaRole.Button, new() { Name = "Down: School roof" }).PressAsync("Enter");
        await page.GetByText("It is one place lower now.").WaitForAsync();
        (await page.EvaluateAsync<string>("document.activeElement.getAttribute('aria-label')")).ShouldBe("Down: School roof leaks again", "the keyboard stays with the item");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("It is one place lower now.").WaitForAsync();
        (await OrderAsync(page)).ShouldBe("Bridge closes for repairs, Theatre looks for actors, School roof leaks again, Harbour fares to rise in April, Boats collide in fog");
        await page.GetByLabel("Subject", new() { Exact = true }).FillAsync("A bridge, a play and a roof");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("The subject is as you wrote it.").WaitForAsync();
        await page.GetByLabel("Stands above the first story").FillAsync("Good morning. **No** edition tomorrow: [why](https://www.news.example/why).");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the note" }).PressAsync("Enter");
        await page.FrameLocator("iframe.message").GetByText("edition tomorrow").WaitForAsync();
        await page.Locator("summary", new() { HasText = "Picture" }).First.PressAsync("Enter");
        await page.Locator("details[open]").GetByLabel("Its address (https)").FillAsync("bridge.jpg");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the picture: Bridge" }).PressAsync("Enter");
        await page.GetByText("The picture needs an address").WaitForAsync();
        await page.ShotAsync("desk-problem", Look.DesktopLight);
        await page.GetByRole(AriaRole.Button, new() { Name = "Drop: Boats collide" }).PressAsync("Enter");
        await page.GetByText("It does not come.").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo: Grace dropped" }).PressAsync("Enter");
        await page.GetByText("It is undone.").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Hold it" }).PressAsync("Enter");
        await page.GetByText("Grace holds it").First.WaitForAsync();
        foreach (var look in Look.All)
        {
            var open = await chromium.OpenAsync(room.Newsroom.Site.Address, look, cookies: cookies);
            await open.LookAtAsync(DeskRoom.Desk, "desk", look);
            foreach (var summary in new[] { "Choose what is related", "Picture", "Join to another item" })
                await open.Locator("summary", new() { HasText = summary }).First.PressAsync("Enter");
            await open.JudgeAsync("desk-open", look);
        }
    }

    [BrowserFact]
    public async Task Items_are_dragged_to_their_places()
    {
        await using var room = await DeskRoom.OpenAsync();
        var page = await chromium.OpenAsync(room.Newsroom.Site.Address, Look.DesktopLight, cookies: await room.Newsroom.Site.SignedInAsync("Grace"));
        await page.GotoAsync(DeskRoom.Desk);
        var items = page.Locator("[data-move] > li");
        // All of it in sight: a page that scrolls in the middle of a drag ends it.
        await page.SetViewportSizeAsync(1280, 2400);
        var (from, to) = ((await items.Nth(4).BoundingBoxAsync())!, (await items.Nth(1).BoundingBoxAsync())!);
        await page.Mouse.MoveAsync(from.X + 300, from.Y + 30);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(to.X + 300, to.Y + 20, new() { Steps = 8 });
        await page.Mouse.MoveAsync(to.X + 300, to.Y + 5, new() { Steps = 2 });
        await page.Mouse.UpAsync();
        await page.GetByText("It has its new place.").WaitForAsync();
        (await OrderAsync(page)).ShouldBe("School roof leaks again, Boats collide in fog, Bridge closes for repairs, Theatre looks for actors, Harbour fares to rise in April");
        (await room.ItemsAsync())[1].ShouldBe("boats");
    }

    [BrowserFact]
    public async Task Two_editors_see_each_other_and_what_the_other_did_and_nothing_that_was_typed_is_lost()
    {
        await using var room = await DeskRoom.OpenAsync();
        var site = room.Newsroom.Site;
        var grace = await chromium.OpenAsync(site.Address, Look.DesktopLight, cookies: await site.SignedInAsync("Grace"));
        await grace.GotoAsync(DeskRoom.Desk);
        await grace.GetByLabel("Subject", new() { Exact = true }).FillAsync("Half a line");
        await grace.GetByLabel("Preheader", new() { Exact = true }).FocusAsync();
        await DeskRoom.PressAsync(room.Ada, "Subject", ("text", "Ada’s line"), ("own", "1"), ("seen", "0"));
        await room.Ada.SubmitAsync($"{DeskRoom.Desk}?handler=Here");
        await DeskRoom.PressAsync(room.Ada, "Up", ("story", $"{await room.IdAsync("boats")}"));
        // Both come without a reload.
        await grace.GetByText("Ada is here too.").WaitForAsync();
        await Assertions.Expect(grace.Locator("[data-move] > li").Nth(3)).ToContainTextAsync("Boats collide in fog");
        (await grace.GetByLabel("Subject", new() { Exact = true }).InputValueAsync()).ShouldBe("Half a line");
        await grace.GetByRole(AriaRole.Button, new() { Name = "Save the subject" }).ClickAsync();
        await grace.GetByText("Ada changed it while you were writing").WaitForAsync();
        await grace.RefreshAsync();
        (await grace.GetByLabel("Subject", new() { Exact = true }).InputValueAsync()).ShouldBe("Half a line");
        await grace.JudgeAsync("desk-overtaken", Look.DesktopLight);
        await grace.GetByRole(AriaRole.Button, new() { Name = "Save the subject" }).ClickAsync();
        await grace.GetByText("The subject is as you wrote it.").WaitForAsync();
        // Grace's browser has spoken for her.
        (await DeskRoom.LookAsync(room.Ada)).ShouldContain("Grace is here too.");
    }

    private static async Task<string> OrderAsync(IPage page) => string.Join(", ", await page.Locator("[data-move] > li > a").AllInnerTextsAsync());
}
