using System.Net;
using Digest.Storage;
using Digest.Subscribers;
using Digest.Web.Security;
using Digest.Web.Tests.Editions;

namespace Digest.Web.Tests;

/// <summary>What an admin finds out about single messages.</summary>
public sealed class OutboxJourneys
{
    private const string Reader = "ada@reader.example";

    [Fact]
    public async Task Messages_are_found_by_state_and_by_address()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        using var admin = await SignedInAsync(newsroom);
        await newsroom.ReaderAsync(Reader);
        await newsroom.ReaderAsync("eve@reader.example");
        newsroom.Mail.Answer = message => message.To == Reader ? MailServer.Refusal : null;
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2);

        var failed = await admin.GetAsync("/admin/outbox?status=Failed");
        failed.Body.ShouldContain(Reader);
        failed.Body.ShouldContain("not today");
        failed.Body.ShouldNotContain("eve@reader.example");
        var search = (await admin.SubmitAsync("/admin/outbox", ("address", " EVE@reader.example "), ("status", ""), ("kind", "Digest"))).Headers["Location"];
        search.ShouldNotContain("reader", Case.Insensitive, "addresses of pages land in logs and histories");
        search.ShouldContain("kind=Digest");
        var found = await admin.GetAsync(search);
        found.Body.ShouldContain("eve@reader.example");
        found.Body.ShouldNotContain(Reader);
        (await admin.GetAsync((await admin.SubmitAsync("/admin/outbox", ("address", "nonsense"))).Headers["Location"])).Body.ShouldContain("An address has an @ in it");
        (await admin.GetAsync("/admin/outbox?status=Deferred")).Body.ShouldContain("There is no such message");
    }

    [Fact]
    public async Task The_source_of_a_message_is_what_went_on_the_wire()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        using var admin = await SignedInAsync(newsroom);
        await newsroom.ReaderAsync(Reader);
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2);
        var id = await newsroom.Site.ScalarAsync<long>("SELECT id FROM messages");

        var source = await admin.GetAsync($"/admin/outbox/{id}/source");
        source.Headers["Cache-Control"].ShouldBe("no-store");
        source.Body.ShouldBe(newsroom.Mail.TakeFor(Reader).Single().Source);
        var page = await admin.GetAsync($"/admin/outbox/{id}");
        page.Body.ShouldContain("250");
        var frame = await admin.GetAsync($"/admin/outbox/{id}/message");
        frame.Body.ShouldContain(newsroom.Site.Link(Digest.Links.LinkPurpose.Unsubscribe, subscriberId: 1));
        frame.Headers["Content-Security-Policy"].ShouldContain("default-src 'none'");
        frame.Headers["Content-Security-Policy"].ShouldStartWith("sandbox");
        (await admin.GetAsync($"/admin/outbox/{id}/message?part=text")).Headers["Content-Type"].ShouldStartWith("text/plain");
        (await admin.GetAsync("/admin/outbox/4711")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Nobody_who_is_not_signed_in_sees_a_message()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync(Reader);
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2);
        foreach (var path in new[] { "/admin/outbox", "/admin/outbox/1", "/admin/outbox/1/message", "/admin/outbox/1/source", "/admin/outbox/folder", "/admin/outbox/folder/a.eml/source", "/admin/outbox/why" })
            (await newsroom.Site.GetAsync(path)).Status.ShouldBe(HttpStatusCode.Redirect, path);
    }

    [Fact]
    public async Task The_pickup_folder_is_shown_as_its_readers_would_see_it()
    {
        await using var site = await TestSite.StartAsync();
        using var admin = await SignedInAsync(site);
        (await admin.GetAsync("/admin/outbox/folder")).Body.ShouldContain("The folder is empty");
        var folder = site.Get<Digest.Mail.SmtpOptions>().PickupFolder;
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "20260302T060000Z-abc.eml"), "From: a@news.example\r\nTo: ada@reader.example\r\nSubject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\r\nContent-Type: text/html\r\n\r\n<p>Hello</p><script>alert(1)</script>");
        await File.WriteAllTextAsync(Path.Combine(folder, "..secret.eml"), "Subject: no\r\n\r\nno");

        WebUtility.HtmlDecode((await admin.GetAsync("/admin/outbox/folder")).Body).ShouldContain("Grüße");
        var frame = await admin.GetAsync("/admin/outbox/folder/20260302T060000Z-abc.eml/message");
        frame.Body.ShouldContain("<p>Hello</p>");
        frame.Headers["Content-Security-Policy"].ShouldContain("default-src 'none'");
        (await admin.GetAsync("/admin/outbox/folder/20260302T060000Z-abc.eml/source")).Headers["Cache-Control"].ShouldBe("no-store");
        foreach (var way in new[] { "..%2Fdigest.db", "..secret.eml", "%2Fetc%2Fpasswd", "digest.db" })
            (await admin.GetAsync($"/admin/outbox/folder/{way}/source")).Status.ShouldBe(HttpStatusCode.NotFound, way);
    }

    [Fact]
    public async Task A_pickup_folder_that_cannot_be_read_says_so()
    {
        await using var site = await TestSite.StartAsync();
        using var admin = await SignedInAsync(site);
        var folder = site.Get<Digest.Mail.SmtpOptions>().PickupFolder;
        // A link that leads to itself: the tests may run as root, whom no permission stops.
        Directory.CreateSymbolicLink(folder, folder);
        var page = await admin.GetAsync("/admin/outbox/folder");
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Body.ShouldContain("The folder cannot be read");
    }

    [Fact]
    public async Task Why_somebody_did_not_get_an_edition_is_said_in_one_sentence()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        using var admin = await SignedInAsync(newsroom);
        await newsroom.ReaderAsync(Reader);
        await newsroom.ReaderAsync("weekly@reader.example", Cadence.Weekly, CadenceDays.Bit(DayOfWeek.Friday));
        await newsroom.ReaderAsync("sports@reader.example", topics: "[\"Chess\"]");
        await newsroom.ReaderAsync("refused@reader.example");
        await newsroom.ReaderAsync("later@reader.example", hour: 20);
        await newsroom.ReaderAsync("away@reader.example");
        await newsroom.ReaderAsync("left@reader.example");
        await newsroom.Site.ExecuteAsync($"UPDATE subscribers SET paused_until = {newsroom.Clock.Milliseconds() + (long)TimeSpan.FromDays(9).TotalMilliseconds} WHERE address_key = 'away@reader.example'");
        await newsroom.Site.ExecuteAsync($"UPDATE subscribers SET status = 'Unsubscribed', unsubscribed_at = {newsroom.Clock.Milliseconds()} WHERE address_key = 'left@reader.example'");
        await newsroom.Site.ExecuteAsync($"INSERT INTO subscribers (address, address_key, status, created_at) VALUES ('asked@reader.example', 'asked@reader.example', 'Pending', {newsroom.Clock.Milliseconds()})");
        newsroom.Mail.Answer = message => message.To == "refused@reader.example" ? MailServer.Refusal : null;
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2);
        await newsroom.ReaderAsync("late@reader.example");
        await newsroom.Site.ExecuteAsync($"UPDATE subscribers SET confirmed_at = {newsroom.Clock.Milliseconds() + 60_000} WHERE address_key = 'late@reader.example'");

        foreach (var (address, answer) in new[]
        {
            (Reader, "Yes: the mail server took the message"),
            ("weekly@reader.example", "they chose weekly, on Friday, and this edition was for Monday"),
            ("sports@reader.example", "No story of this edition was in the topics they followed (Chess)"),
            ("refused@reader.example", "the mail server refused their message for good"),
            ("later@reader.example", "they chose an hour of their own"),
            ("away@reader.example", "They have paused until"),
            ("left@reader.example", "They unsubscribed on"),
            ("asked@reader.example", "They never confirmed"),
            ("late@reader.example", "after the edition had closed"),
            ("nobody@reader.example", "has never signed up here"),
        })
            (await WhyAsync(admin, address, 1)).ShouldContain(WebUtility.HtmlEncode(answer), Case.Sensitive, address);
    }

    [Fact]
    public async Task Of_an_edition_that_nobody_got_it_is_said_why()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        using var admin = await SignedInAsync(newsroom);
        await newsroom.ReaderAsync(Reader);
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2);
        await newsroom.AtAsync(day: 3);
        var skipped = await newsroom.Site.ScalarAsync<long>("SELECT id FROM editions WHERE state = 'Skipped'");
        (await WhyAsync(admin, Reader, skipped)).ShouldContain("nothing was new, or a later one took its stories over");
    }

    [Fact]
    public async Task A_paused_edition_is_named_with_who_paused_it()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        using var admin = await SignedInAsync(newsroom);
        await newsroom.ReaderAsync(Reader, hour: 20);
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2);
        (await newsroom.Site.Get<Digest.Editions.EditionPause>().PauseAsync(1, "Bea")).ShouldBeTrue();
        (await WhyAsync(admin, Reader, 1)).ShouldContain("Bea paused the edition");
    }

    /// <summary>Asks as the form does: what was typed is posted, and stands in no page's address.</summary>
    internal static async Task<string> WhyAsync(Browser admin, string address, long edition)
    {
        await admin.GetAsync("/admin/outbox/why");
        var answer = (await admin.SubmitAsync("/admin/outbox/why", ("address", address), ("edition", edition.ToString(System.Globalization.CultureInfo.InvariantCulture)))).Headers["Location"];
        answer.ShouldNotContain(address[(address.IndexOf('@', StringComparison.Ordinal) + 1)..], Case.Insensitive);
        return (await admin.GetAsync(answer)).Body;
    }

    private static Task<Browser> SignedInAsync(Newsroom newsroom) => SignedInAsync(newsroom.Site);

    private static async Task<Browser> SignedInAsync(TestSite site)
    {
        var browser = new Browser(site.Address);
        var link = new Uri(await site.Get<AdminLinks>().CreateAsync()).AbsolutePath;
        await browser.GetAsync(link);
        await browser.SubmitAsync(link, ("name", "Ada"), ("password", "correct horse battery"));
        return browser;
    }
}
