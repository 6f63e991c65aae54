using Digest.Web.Tests.Editions;
using Microsoft.Playwright;

namespace Digest.Browser.Tests;

/// <summary>A special edition as an editor makes it: by keyboard without scripts, and by mouse.</summary>
[Collection(AdminsInChromium.Name)]
public sealed class SpecialPageTests(Chromium chromium)
{
    private const string Editions = "/admin/editions";

    [BrowserFact]
    public async Task A_special_edition_is_picked_written_and_sent_by_keyboard()
    {
        await using var room = await DeskRoom.OpenAsync();
        var cookies = await room.Newsroom.Site.SignedInAsync("Grace");
        var page = await chromium.OpenAsync(room.Newsroom.Site.Address, Look.DesktopLight, script: false, cookies: cookies);
        await page.GotoAsync(Editions);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a special edition" }).PressAsync("Enter");
        await page.GetByText("A special edition is begun.").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add: School roof" }).PressAsync("Enter");
        await page.GetByText("The story is added.").WaitForAsync();
        await page.GetByLabel("Words of its headline").FillAsync("fog");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add: Boats collide" }).PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Up: Boats collide" }).PressAsync("Enter");
        await page.GetByText("It stands one place higher.").WaitForAsync();
        (await page.EvaluateAsync<string>("document.activeElement.id")).ShouldBeEmpty("nothing takes the focus without being asked");
        await page.GetByLabel("Subject", new() { Exact = true }).FillAsync("Two boats collided this morning");
        await page.GetByLabel("A note above the first story").FillAsync("We **follow** this all day.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).PressAsync("Enter");
        await page.GetByText("Its words and readers are saved.").WaitForAsync();
        await page.FrameLocator("iframe.message").GetByText("this all day").WaitForAsync();
        await page.FrameLocator("iframe.message").GetByText("Special edition · Monday").WaitForAsync();
        var id = page.Url.Split('/', '?')[^2];
        foreach (var look in Look.All)
        {
            var open = await chromium.OpenAsync(room.Newsroom.Site.Address, look, cookies: cookies);
            await open.LookAtAsync($"{Editions}/specials/{id}", "special", look);
            await open.Locator("summary", new() { HasText = "Send it now" }).PressAsync("Enter");
            await open.JudgeAsync("special-sending", look);
            await open.LookAtAsync(Editions, "special-listed", look);
        }
        await page.Locator("summary", new() { HasText = "Send it now" }).PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send it to 1 reader now" }).PressAsync("Enter");
        await page.GetByText("It goes now.").WaitForAsync();
        await room.Newsroom.RunAsync("close-specials");
        await room.Newsroom.SubmitAsync();
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "See how its messages stand" }).ClickAsync();
        await page.GetByText("A special edition for everyone, made by Grace.").WaitForAsync();
        room.Newsroom.Mail.TakeFor(DeskRoom.Reader).ShouldHaveSingleItem().Stories.ShouldBe(["boats", "school"]);
        var archive = await chromium.OpenAsync(room.Newsroom.Site.Address, Look.PhoneLight);
        await archive.LookAtAsync("/editions/2026-03-02-special", "special-archive", Look.PhoneLight);
        await archive.LookAtAsync("/editions", "special-in-archive", Look.PhoneLight);
    }

    [BrowserFact]
    public async Task What_cannot_be_is_said_where_it_was_typed_and_nothing_is_lost()
    {
        await using var room = await DeskRoom.OpenAsync();
        var page = await chromium.OpenAsync(room.Newsroom.Site.Address, Look.PhoneLight, cookies: await room.Newsroom.Site.SignedInAsync("Grace"));
        await page.GotoAsync(Editions);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a special edition" }).ClickAsync();
        await page.JudgeAsync("special-empty", Look.PhoneLight);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add: School roof" }).ClickAsync();
        await page.GetByLabel("Subject", new() { Exact = true }).FillAsync("Half a line");
        await page.GetByLabel("Readers who follow one of these topics").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Alert).GetByText("Choose at least one topic, or everyone.").WaitForAsync();
        // What is shown is looked at again while the page is open.
        await page.RefreshAsync();
        (await page.GetByLabel("Subject", new() { Exact = true }).InputValueAsync()).ShouldBe("Half a line");
        await page.JudgeAsync("special-without-topics", Look.PhoneLight);
        await page.GetByLabel("Town", new() { Exact = true }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await page.GetByText("Its words and readers are saved.").WaitForAsync();
        await page.GetByLabel("Day", new() { Exact = true }).FillAsync("2020-01-01");
        await page.GetByRole(AriaRole.Button, new() { Name = "Let it go then" }).ClickAsync();
        await page.GetByRole(AriaRole.Alert).GetByText("That time is over.").WaitForAsync();
        await page.RefreshAsync();
        (await page.GetByLabel("Day", new() { Exact = true }).InputValueAsync()).ShouldBe("2020-01-01");
        await page.JudgeAsync("special-too-late", Look.PhoneLight);
    }
}
