using Digest.Jobs;
using Digest.Jobs.Alerts.Conditions;
using Digest.Mail;
using Digest.Stories;
using Digest.Web.Tests.Editions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Digest.Browser.Tests;

/// <summary>The overview on an ordinary day, on the first one and on a bad one.</summary>
[Collection(AdminsInChromium.Name)]
public sealed class OverviewTests(Chromium chromium)
{
    private static readonly (string Key, string Value)[] Real =
    [
        ("Site:Name", "The Harbour Times"), ("Site:From", "The Harbour Times <news@harbour-times.test>"), ("Site:PostalAddress", "The Harbour Times, 1 Quay, Harbourton"),
        ("Smtp:Host", "mail.harbour-times.test"), ("Alerts:To", "desk@harbour-times.test"), ("Editions:TimeZone", "Europe/Madrid"),
    ];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [BrowserFact]
    public async Task An_empty_installation_says_what_is_left_to_do()
    {
        await using var site = await TestSite.StartAsync();
        await LookAsync(site, "overview-empty");
    }

    [BrowserFact]
    public async Task A_busy_newsroom_sees_that_all_is_well_and_how_its_editions_went()
    {
        await using var newsroom = await Newsroom.OpenAsync(Real);
        await LiveAsync(newsroom);
        await newsroom.RunAsync("watch");
        newsroom.Publish("late-1", "late-2", "late-3");
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        var cookies = await LookAsync(newsroom.Site, "overview-busy");
        var page = await OpenAsync(newsroom.Site, Look.DesktopLight, cookies);
        await page.LookAtAsync("/admin?months=true", "overview-busy-months", Look.DesktopLight);
        await page.GotoAsync("/admin");
        (await page.Locator("#attention").InnerTextAsync()).ShouldContain("All is well");
        await page.Locator("#growth summary").ClickAsync();
        await page.Locator("#editions summary").ClickAsync();
        await page.JudgeAsync("overview-busy-tables", Look.DesktopLight);
    }

    [BrowserFact]
    public async Task A_bad_day_is_told_with_what_to_do_and_a_button_works_with_and_without_scripts()
    {
        await using var newsroom = await Newsroom.OpenAsync(services => services.AddSingleton<DiskProbe>(_ => new DiskSpace(150L << 20, 100L << 30)), Real);
        await LiveAsync(newsroom);
        newsroom.Mail.Answer = message => message.To.StartsWith("r1", StringComparison.Ordinal) ? new SubmissionOutcome.Refused(new SmtpAnswer(550, "5.1.1", "mailbox not found"), SmtpStage.Recipient) : null;
        newsroom.Publish("troubled");
        await newsroom.AtAsync(day: 12);
        File.Delete(newsroom.Feed.File);
        for (var hour = 8; hour < 12; hour++)
            await newsroom.AtAsync(day: 12, hour: hour);
        await newsroom.AtAsync(day: 13, hour: 20);
        await newsroom.Site.Get<JobBoard>().PauseAsync("import-stories");
        await newsroom.RunAsync("watch");
        var cookies = await LookAsync(newsroom.Site, "overview-troubled");
        foreach (var script in new[] { true, false })
        {
            await newsroom.Site.Get<JobBoard>().PauseAsync("import-stories");
            var page = await OpenAsync(newsroom.Site, Look.PhoneLight, cookies, script);
            await page.GotoAsync("/admin");
            await page.GetByRole(AriaRole.Button, new() { Name = "Resume it" }).ClickAsync();
            await page.GetByText("It is resumed.").WaitForAsync();
            (await page.GetByRole(AriaRole.Button, new() { Name = "Resume it" }).CountAsync()).ShouldBe(0);
        }
    }

    /// <summary>A page with patience: a newsroom that has lived for ten days is slow to start on a busy machine.</summary>
    private async Task<IPage> OpenAsync(TestSite site, Look look, IReadOnlyList<Cookie> cookies, bool script = true)
    {
        var page = await chromium.OpenAsync(site.Address, look, script, cookies);
        page.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        return page;
    }

    /// <summary>Looks at the overview on every screen.</summary>
    private async Task<IReadOnlyList<Cookie>> LookAsync(TestSite site, string name)
    {
        var cookies = await site.SignedInAsync();
        foreach (var look in Look.All)
            await (await OpenAsync(site, look, cookies)).LookAtAsync("/admin", name, look);
        return cookies;
    }

    /// <summary>Ten days with 40 readers, some of whom come and leave, and a mail server that does not take everything.</summary>
    private static async Task LiveAsync(Newsroom newsroom)
    {
        for (var number = 0; number < 40; number++)
            await newsroom.ReaderAsync($"r{number}@reader.example");
        await newsroom.Site.ExecuteAsync(
            $"""
            WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 400)
            INSERT INTO consents (subscriber_id, at, kind, source)
            SELECT 1 + n % 40, {newsroom.Clock.GetUtcNow().AddDays(10).ToUnixTimeMilliseconds()} - n * n * 12000000 % 31000000000,
                   CASE WHEN n % 11 = 0 THEN 'Imported' WHEN n % 4 = 0 THEN 'Withdrawn' ELSE 'Confirmed' END, 'page' FROM n
            """);
        await newsroom.Site.ExecuteAsync("INSERT INTO subscribers (address, address_key, status, created_at) VALUES ('p', 'p', 'Pending', 1), ('u', 'u', 'Unsubscribed', 1)");
        for (var day = 2; day <= 11; day++)
        {
            newsroom.Mail.Answer = message => message.To == $"r{day}@reader.example" ? MailServer.Refusal : message.To == $"r{day + 3}@reader.example" && day == 11 ? MailServer.NotNow : null;
            newsroom.Publish($"day-{day}");
            await newsroom.AtAsync(day);
        }
    }
}
