using Digest.Signup;
using Digest.Subscribers;
using Digest.Web.Tests.Editions;
using Microsoft.Playwright;

namespace Digest.Browser.Tests;

/// <summary>The pages about readers, with readers in them.</summary>
[Collection(AdminsInChromium.Name)]
public sealed class SubscriberPagesTests(Chromium chromium)
{
    private const string List = "E-Mail;Vorname;Colour;cadence\nzoe@example.org;Zoë;red;daily\nnobody;Ada;blue;daily\nbob@example.org;Bob;green;hourly\nmaximiliane.von.und.zu.hohenfels@a-rather-long-name.example.org;Maximiliane;red;weekly\n";

    [BrowserFact]
    public async Task The_list_the_form_and_one_reader_read_well_on_every_screen()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await FillAsync(newsroom);
        var cookies = await newsroom.Site.SignedInAsync();
        foreach (var look in Look.All)
        {
            var page = await chromium.OpenAsync(newsroom.Site.Address, look, cookies: cookies);
            await page.LookAtAsync("/admin/subscribers", "subscribers", look);
            await page.LookAtAsync("/admin/subscribers/1", "subscriber", look);
            await page.LookAtAsync("/admin/subscribers/add", "subscriber-add", look);
            await page.LookAtAsync("/admin/subscribers/1/erase", "subscriber-erase", look);
        }
    }

    [BrowserFact]
    public async Task An_empty_list_says_how_readers_come()
    {
        await using var site = await TestSite.StartAsync();
        var cookies = await site.SignedInAsync();
        foreach (var look in Look.All)
            await (await chromium.OpenAsync(site.Address, look, cookies: cookies)).LookAtAsync("/admin/subscribers", "subscribers-empty", look);
    }

    [BrowserFact]
    public async Task A_file_is_uploaded_matched_imported_and_reported_on_with_a_keyboard_and_a_screen()
    {
        await using var site = await TestSite.StartAsync();
        var cookies = await site.SignedInAsync();
        foreach (var look in Look.All)
        {
            await site.ExecuteAsync("DELETE FROM subscriber_changes; DELETE FROM consents; DELETE FROM subscribers");
            var page = await chromium.OpenAsync(site.Address, look, cookies: cookies);
            await page.LookAtAsync("/admin/subscribers/import", "import", look);
            await page.GetByLabel("The file").SetInputFilesAsync(new FilePayload { Name = "readers.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(List) });
            await page.GetByRole(AriaRole.Button, new() { Name = "Look at it" }).ClickAsync();
            await page.GetByLabel("Vorname").SelectOptionAsync("FirstName");
            await page.GetByRole(AriaRole.Button, new() { Name = "Show with these meanings" }).ClickAsync();
            await Assertions.Expect(page.GetByLabel("Vorname")).ToHaveValueAsync("FirstName");
            await page.JudgeAsync("import-preview", look);
            await page.GetByLabel("Yes, they confirmed elsewhere").CheckAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Start the import" }).ClickAsync();
            await page.GetByText("Begins in a moment").WaitForAsync();
            await page.JudgeAsync("import-progress", look);
            await site.Get<RunImports>().RunAsync(() => Task.FromResult<IReadOnlyList<string>>([]));
            // The page brings itself up to date.
            await page.GetByText("Download all as CSV").WaitForAsync();
            await page.JudgeAsync("import-report", look);
            (await site.FindAsync("zoe@example.org"))!.Name.ShouldBe("Zoë");
        }
    }

    [BrowserFact]
    public async Task Searching_and_going_back_work_without_scripts()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await FillAsync(newsroom);
        var page = await chromium.OpenAsync(newsroom.Site.Address, Look.PhoneLight, script: false, cookies: await newsroom.Site.SignedInAsync());
        await page.GotoAsync("/admin/subscribers");
        await page.GetByLabel("Part of the address or name").FillAsync("curie");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "marie@example.org" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "marie@example.org" }).WaitForAsync();
        await page.GoBackAsync();
        await Assertions.Expect(page.GetByLabel("Part of the address or name")).ToHaveValueAsync("curie");
        page.Url.ShouldNotContain("curie");
    }

    private static async Task FillAsync(Newsroom newsroom)
    {
        var site = newsroom.Site;
        await site.ReaderAsync("marie@example.org");
        await newsroom.SubmitAsync();
        await newsroom.ReaderAsync("maximiliane.von.und.zu.hohenfels@a-rather-long-name.example.org", Cadence.Weekly, days: 16, topics: """["Council","Harbour"]""");
        await newsroom.ReaderAsync("bob@example.org", Cadence.Weekdays, days: 31);
        await site.AskAsync("eve@example.org");
        newsroom.Publish("ferry", "council", "schools");
        newsroom.Mail.Answer = message => message.To == "marie@example.org" ? MailServer.NotNow : null;
        await newsroom.AtAsync(3);
        newsroom.Mail.Answer = _ => null;
        await newsroom.AtAsync(3, 9);
        await site.Get<Editing>().EditAsync(1, new SubscriberEdit("Marie Curie", Choices.Default with { Cadence = Cadence.Weekly, WeeklyDay = DayOfWeek.Friday, TimeZone = "Europe/Paris" }, PausedUntil: null), seen: 999, "Ada");
        await site.Get<Leaving>().UnsubscribeAsync(3, "Ada");
    }
}
