using Digest.Mail;
using Digest.Web.Pages.Admin.Outbox;
using Digest.Web.Security;
using Digest.Web.Tests.Editions;

namespace Digest.Browser.Tests;

/// <summary>The outbox's pages, in an installation whose mail server takes some messages and refuses others.</summary>
[Collection(AdminsInChromium.Name)]
public sealed class OutboxPagesTests(Chromium chromium)
{
    [BrowserFact]
    public async Task The_outbox_and_its_messages_read_well_on_every_screen()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        for (var reader = 1; reader <= 12; reader++)
            await newsroom.ReaderAsync($"reader{reader}@a-rather-long-domain-name-of-somebody.example", hour: reader == 5 ? 20 : null);
        newsroom.Mail.Answer = message => message.To[6] switch { '2' => MailServer.Refusal, '3' => MailServer.NotNow, '4' => new SubmissionOutcome.Uncertain("the connection was lost after the final dot"), _ => null };
        newsroom.Publish("first", "second", "third");
        await newsroom.AtAsync(day: 2);
        var cookies = await newsroom.Site.SignedInAsync();
        foreach (var look in Look.All)
        {
            var page = await chromium.OpenAsync(newsroom.Site.Address, look, cookies: cookies);
            await page.LookAtAsync("/admin/outbox", "outbox", look);
            await page.LookAtAsync($"/admin/outbox?status=Failed&{SearchSeal.Field}={newsroom.Site.Get<SearchSeal>().Seal("nonsense")}", "outbox-search", look);
            await page.LookAtAsync("/admin/outbox/3", "outbox-message", look);
            await page.LookAtAsync("/admin/outbox/2?view=source", "outbox-source", look);
            await page.LookAtAsync("/admin/outbox/1?view=text", "outbox-text", look);
            await page.LookAtAsync(WhyModel.Link(newsroom.Site.Get<SearchSeal>(), "reader5@a-rather-long-domain-name-of-somebody.example", edition: 1), "outbox-why", look);
        }
    }

    [BrowserFact]
    public async Task The_pickup_folder_reads_well_on_every_screen()
    {
        await using var site = await TestSite.StartAsync();
        var folder = site.Get<SmtpOptions>().PickupFolder;
        Directory.CreateDirectory(folder);
        for (var file = 1; file <= 3; file++)
            await File.WriteAllTextAsync(Path.Combine(folder, $"20260302T06000{file}Z-abc.eml"), $"From: The News <a@news.example>\r\nTo: Ada <ada{file}@reader.example>\r\nSubject: Please confirm your subscription to a publication with a long name\r\nDate: Mon, 02 Mar 2026 06:00:00 +0000\r\nContent-Type: text/html\r\n\r\n<title>x</title><h1>Hello</h1><p>A message.</p>");
        var cookies = await site.SignedInAsync();
        foreach (var look in Look.All)
        {
            var page = await chromium.OpenAsync(site.Address, look, cookies: cookies);
            await page.LookAtAsync("/admin/outbox/folder", "folder", look);
            await page.LookAtAsync("/admin/outbox/folder/20260302T060001Z-abc.eml", "folder-file", look);
        }
    }
}
