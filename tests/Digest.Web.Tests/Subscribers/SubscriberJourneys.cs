using System.Net;
using Digest.Signup;
using Digest.Subscribers;
using Digest.Web.Security;

namespace Digest.Web.Tests.Subscribers;

/// <summary>What admins do with the list of readers.</summary>
public sealed class SubscriberJourneys
{
    [Fact]
    public async Task A_search_finds_by_a_part_of_the_address_and_leaves_no_address_in_the_pages_address()
    {
        await using var site = await TestSite.StartAsync();
        await site.ReaderAsync("ada@example.org");
        await site.ReaderAsync("bob@example.org");
        using var browser = await SignInAsync(site);
        (await browser.GetAsync("/admin/subscribers")).Body.ShouldContain("bob@example.org");
        var sent = await browser.SubmitAsync("/admin/subscribers", ("q", "ADA@ex"), ("state", "Active"), ("cadence", ""), ("since", ""));
        sent.Status.ShouldBe(HttpStatusCode.SeeOther);
        var found = sent.Headers["Location"];
        found.ShouldStartWith("/admin/subscribers?state=Active&find=");
        found.ShouldNotContain("ada", Case.Insensitive);
        var page = await browser.GetAsync(found);
        page.Body.ShouldContain("ada@example.org");
        page.Body.ShouldNotContain("bob@example.org");
        page.Body.ShouldContain("value=\"ADA@ex\"");
        (await browser.GetAsync("/admin/subscribers?state=Pending")).Body.ShouldContain("Nobody on the list is like that");
        (await browser.GetAsync("/admin/subscribers?find=forged&state=Nonsense&since=yesterday")).Body.ShouldContain("bob@example.org");
    }

    [Fact]
    public async Task Without_signing_in_nobody_sees_or_takes_anything()
    {
        await using var site = await TestSite.StartAsync();
        foreach (var path in new[] { "/admin/subscribers", "/admin/subscribers/1", "/admin/subscribers/1/erase", "/admin/subscribers/add", "/admin/subscribers/import", "/admin/subscribers/import/1", "/admin/subscribers/import/1?handler=Refused", "/admin/subscribers/export" })
            (await site.GetAsync(path)).Status.ShouldBe(HttpStatusCode.Redirect, path);
    }

    [Fact]
    public async Task One_page_tells_what_happened_to_a_reader_and_changes_what_they_get()
    {
        await using var site = await TestSite.StartAsync();
        var reader = await site.ReaderAsync("ada@example.org");
        await site.ExecuteAsync("UPDATE messages SET status = 'Failed', finished_at = 1, answer_code = 550, answer = 'no such user'");
        await site.ExecuteAsync("INSERT INTO attempts (message_id, at, outcome, code, answer) SELECT id, 1772431200000, 'Failed', 550, 'no such user' FROM messages");
        using var browser = await SignInAsync(site);
        var page = await browser.GetAsync($"/admin/subscribers/{reader.Id}");
        foreach (var words in new[] { "<h1>ada@example.org</h1>", "Consent: confirmed", "the sign-up form", "The form said:", "no such user", "State: Active (was Pending)", "By the reader" })
            page.Body.ShouldContain(words);
        var saved = await browser.SubmitAsync($"/admin/subscribers/{reader.Id}?handler=Save", ("seen", "1"), ("name", "Ada"), ("cadence", "Weekly"), ("day", "Friday"), ("hour", "18"), ("zone", "Europe/Madrid"), ("until", "2026-04-01"));
        saved.Status.ShouldBe(HttpStatusCode.SeeOther);
        var now = (await site.FindAsync("ada@example.org"))!;
        (now.Name, now.Days, now.SendHour, now.TimeZone).ShouldBe(("Ada", 16, 18, "Europe/Madrid"));
        now.PausedUntil.ShouldNotBeNull();
        (await browser.GetAsync($"/admin/subscribers/{reader.Id}")).Body.ShouldContain("Cadence: Weekly, Friday (was Daily)");
        (await browser.GetAsync("/admin/subscribers/99")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_second_of_two_admins_is_told_what_the_first_changed_and_loses_nothing()
    {
        await using var site = await TestSite.StartAsync();
        var reader = await site.ReaderAsync("ada@example.org");
        using var browser = await SignInAsync(site);
        var path = $"/admin/subscribers/{reader.Id}";
        await browser.GetAsync(path);
        await browser.SubmitAsync($"{path}?handler=Save", ("seen", "1"), ("name", "Ada"), ("until", ""));
        await browser.GetAsync(path);
        var second = await browser.SubmitAsync($"{path}?handler=Save", ("seen", "1"), ("name", "Augusta"), ("cadence", "Weekdays"), ("until", ""));
        second.Status.ShouldBe(HttpStatusCode.Conflict);
        second.Body.ShouldContain("Name: Ada, by admin Ada");
        second.Body.ShouldContain("value=\"Augusta\"");
        second.Body.ShouldContain("value=\"Weekdays\" selected=\"selected\"");
        second.Body.ShouldContain("name=\"seen\" value=\"2\"");
        (await site.FindAsync("ada@example.org"))!.Name.ShouldBe("Ada");
    }

    [Fact]
    public async Task What_cannot_be_kept_is_named_and_what_was_typed_stays()
    {
        await using var site = await TestSite.StartAsync();
        var reader = await site.ReaderAsync("ada@example.org");
        using var browser = await SignInAsync(site);
        await browser.GetAsync($"/admin/subscribers/{reader.Id}");
        var answer = await browser.SubmitAsync($"/admin/subscribers/{reader.Id}?handler=Save", ("seen", "1"), ("name", "Ada"), ("until", "2001-01-01"));
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Body.ShouldContain("from tomorrow on");
        answer.Body.ShouldContain("value=\"Ada\"");
        await browser.GetAsync("/admin/subscribers/add");
        answer = await browser.SubmitAsync("/admin/subscribers/add", ("address", "nobody"), ("consent", "asked"), ("note", ""), ("name", "Eve"));
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Body.ShouldContain("has an @ in it");
        answer.Body.ShouldContain("Please note how they asked you");
        answer.Body.ShouldContain("value=\"Eve\"");
    }

    [Fact]
    public async Task A_reader_is_added_with_a_note_or_asked_and_a_known_one_is_shown()
    {
        await using var site = await TestSite.StartAsync();
        using var browser = await SignInAsync(site);
        await browser.GetAsync("/admin/subscribers/add");
        await browser.SubmitAsync("/admin/subscribers/add", ("address", "ada@example.org"), ("consent", "asked"), ("note", "by phone"), ("welcome", "true"));
        (await site.FindAsync("ada@example.org"))!.Status.ShouldBe(SubscriberStatus.Active);
        await browser.SubmitAsync("/admin/subscribers/add", ("address", "bob@example.org"), ("consent", "ask"));
        await site.Get<AnswerRequests>().RunAsync();
        (await site.FindAsync("bob@example.org"))!.Status.ShouldBe(SubscriberStatus.Pending);
        (await site.ColumnAsync("SELECT kind FROM messages ORDER BY id")).ShouldBe("Welcome, Confirmation");
        await browser.GetAsync("/admin/subscribers/add");
        var known = await browser.SubmitAsync("/admin/subscribers/add", ("address", "ADA@example.org"), ("consent", "ask"));
        known.Body.ShouldContain("on the list already");
        known.Body.ShouldContain("href=\"/admin/subscribers/1\"");
    }

    [Fact]
    public async Task Unsubscribing_can_be_taken_back()
    {
        await using var site = await TestSite.StartAsync();
        var reader = await site.ReaderAsync("ada@example.org");
        using var browser = await SignInAsync(site);
        var path = $"/admin/subscribers/{reader.Id}";
        await browser.GetAsync(path);
        await browser.SubmitAsync($"{path}?handler=Unsubscribe");
        (await site.FindAsync("ada@example.org"))!.Status.ShouldBe(SubscriberStatus.Unsubscribed);
        (await browser.GetAsync(path)).Body.ShouldContain("Take the unsubscription back");
        await browser.SubmitAsync($"{path}?handler=Undo");
        (await site.FindAsync("ada@example.org"))!.Status.ShouldBe(SubscriberStatus.Active);
    }

    [Fact]
    public async Task After_erasing_nothing_in_the_database_tells_who_it_was()
    {
        await using var site = await TestSite.StartAsync();
        var reader = await site.ReaderAsync("zeta.quill@example.org");
        await site.ExecuteAsync("UPDATE subscribers SET address = 'Zeta.Quill@example.org'");
        using var browser = await SignInAsync(site);
        var path = $"/admin/subscribers/{reader.Id}";
        await browser.GetAsync(path);
        await browser.SubmitAsync($"{path}?handler=Save", ("seen", "1"), ("name", "Zeta Quill"), ("zone", "Europe/Madrid"), ("until", ""));
        await site.ExecuteAsync("UPDATE messages SET status = 'Failed', finished_at = 1, answer_code = 550, answer = '<zeta.quill@example.org> unknown'");
        await site.ExecuteAsync("INSERT INTO attempts (message_id, at, outcome, code, answer) SELECT id, 1, 'Failed', 550, '<Zeta.Quill@example.org> unknown' FROM messages");
        await ImportAsync(site, browser, "address,name,cadence\nzeta.quill@example.org,Zeta Quill,hourly\nx,Y,\"zeta.quill@example.org\"\n");
        await site.AskAsync("zeta.quill@example.org");
        (await site.DumpAsync()).ShouldContain("quill", Case.Insensitive);
        (await browser.GetAsync($"{path}/erase")).Body.ShouldContain("Type their address");
        (await browser.SubmitAsync($"{path}/erase", ("address", "somebody@example.org"))).Body.ShouldContain("nothing was erased");
        (await browser.SubmitAsync($"{path}/erase", ("address", "zeta.quill@example.org"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        var dump = await site.DumpAsync();
        dump.ShouldNotContain("quill", Case.Insensitive);
        dump.ShouldNotContain("Madrid");
        (await browser.GetAsync(path)).Body.ShouldContain("Erased, number 1");
        (await browser.GetAsync($"{path}/erase")).Status.ShouldBe(HttpStatusCode.NotFound);
        await ImportAsync(site, browser, "address\nzeta.quill@example.org\n");
        (await site.FindAsync("zeta.quill@example.org")).ShouldBeNull();
    }

    [Fact]
    public async Task The_export_holds_who_is_meant_and_no_formula_and_comes_back_as_it_was()
    {
        await using var site = await TestSite.StartAsync();
        await site.ReaderAsync("=1+1@example.org");
        await site.ReaderAsync("ada@example.org");
        await site.AskAsync("bob@example.org");
        await site.ExecuteAsync("UPDATE subscribers SET name = '@SUM(A1)', topics = '[\"=Harbour\"]' WHERE id = 1");
        using var browser = await SignInAsync(site);
        var all = await browser.GetAsync("/admin/subscribers/export");
        (all.Type, all.Headers["Cache-Control"]).ShouldBe(("text/csv", "no-store"));
        all.Headers["Content-Disposition"].ShouldContain("subscribers-2026-03-02.csv");
        all.Body.ShouldContain("\n'=1+1@example.org,'@SUM(A1),Active,Daily,,'=Harbour,");
        all.Body.TrimEnd().Split('\n').Length.ShouldBe(4);
        var some = await browser.GetAsync("/admin/subscribers/export?state=Pending");
        some.Body.ShouldContain("bob@example.org");
        some.Body.ShouldNotContain("ada@example.org");
        var lines = ImportFile.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(all.Body)), []).ToList();
        (lines[0].Reader!.Address.Value, lines[0].Reader!.Name).ShouldBe(("=1+1@example.org", "@SUM(A1)"));
    }

    internal static async Task<Browser> SignInAsync(TestSite site)
    {
        var browser = new Browser(site.Address);
        var link = new Uri(await site.Get<AdminLinks>().CreateAsync()).AbsolutePath;
        await browser.GetAsync(link);
        await browser.SubmitAsync(link, ("name", "Ada"), ("password", "correct horse battery"));
        return browser;
    }

    internal static async Task ImportAsync(TestSite site, Browser browser, string file)
    {
        await browser.GetAsync("/admin/subscribers/import");
        var path = (await browser.UploadAsync("/admin/subscribers/import", "file", "readers.csv", System.Text.Encoding.UTF8.GetBytes(file))).Headers["Location"];
        await browser.GetAsync(path);
        var columns = file.Split('\n')[0].Split(',').Select((name, at) => ($"column-{at}", char.ToUpperInvariant(name[0]) + name[1..]));
        (await browser.SubmitAsync($"{path}?handler=Start", [.. columns, ("confirmed", "yes")])).Status.ShouldBe(HttpStatusCode.SeeOther);
        await site.Get<RunImports>().RunAsync(() => Task.FromResult<IReadOnlyList<string>>([]));
    }
}
