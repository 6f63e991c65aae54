using System.Net;
using System.Text;
using Digest.Signup;

namespace Digest.Web.Tests.Subscribers;

/// <summary>A file of readers, brought in with the browser.</summary>
public sealed class ImportJourneys
{
    private const string Page = "/admin/subscribers/import";

    [Fact]
    public async Task A_file_is_looked_at_matched_imported_and_reported_on()
    {
        await using var site = await TestSite.StartAsync();
        using var browser = await SubscriberJourneys.SignInAsync(site);
        await browser.GetAsync(Page);
        var path = (await browser.UploadAsync(Page, "file", "list.csv", Encoding.Latin1.GetBytes("Wer;Wohin;Farbe\nZoë;zoe@example.org;rot\nAda;=cmd@nowhere;blau\n"))).Headers["Location"];
        var look = await browser.GetAsync(path);
        look.Body.ShouldContain("2 lines");
        look.Body.ShouldContain("Zo&#xEB;");
        (await browser.SubmitAsync($"{path}?handler=Start", ("column-0", "Name"), ("confirmed", "yes"))).Body.ShouldContain("which column holds the addresses");
        (await browser.SubmitAsync($"{path}?handler=Match", ("column-0", "Address"), ("column-1", "Address"))).Body.ShouldContain("Two columns");
        await browser.SubmitAsync($"{path}?handler=Match", ("column-0", "Name"), ("column-1", "Address"), ("column-2", "None"), ("confirmed", "yes"));
        look = await browser.GetAsync(path);
        look.Body.ShouldContain("refused");
        look.Body.ShouldContain("The name behind the @ needs a dot");
        (await site.FindAsync("zoe@example.org")).ShouldBeNull();
        await browser.SubmitAsync($"{path}?handler=Start", ("column-0", "Name"), ("column-1", "Address"), ("column-2", "None"), ("confirmed", "yes"));
        (await browser.GetAsync(path)).Body.ShouldContain("Begins in a moment");
        await site.Get<RunImports>().RunAsync(() => Task.FromResult<IReadOnlyList<string>>([]));
        (await site.FindAsync("zoe@example.org"))!.Name.ShouldBe("Zoë");
        var report = await browser.GetAsync(path);
        report.Body.ShouldContain("Done");
        report.Body.ShouldNotContain("data-live=\"1\"");
        var refused = await browser.GetAsync($"{path}?handler=Refused");
        refused.Type.ShouldBe("text/csv");
        refused.Body.ShouldContain("line,address,reason\n3,'=cmd@nowhere,");
        (await browser.SubmitAsync($"{path}?handler=Start", ("column-1", "Address"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await browser.GetAsync(path)).Body.ShouldContain("started already");
    }

    [Fact]
    public async Task Who_has_left_elsewhere_stays_away_whatever_is_said_of_the_columns()
    {
        await using var site = await TestSite.StartAsync();
        using var browser = await SubscriberJourneys.SignInAsync(site);
        await browser.GetAsync(Page);
        var path = (await browser.UploadAsync(Page, "file", "list.csv", "email,unsub_time\nada@example.org,2024-01-01\n"u8.ToArray())).Headers["Location"];
        await browser.GetAsync(path);
        await browser.SubmitAsync($"{path}?handler=Start", ("column-0", "Address"), ("column-1", "None"), ("confirmed", "yes"));
        await site.Get<RunImports>().RunAsync(() => Task.FromResult<IReadOnlyList<string>>([]));
        (await site.FindAsync("ada@example.org")).ShouldBeNull();
    }

    [Theory]
    [InlineData("", "something in it")]
    [InlineData("address\n", "no readers in it")]
    [InlineData("ada@example.org\nbob@example.org\n", "must name its columns")]
    public async Task What_is_no_list_of_readers_is_refused_in_one_line(string file, string words)
    {
        await using var site = await TestSite.StartAsync();
        using var browser = await SubscriberJourneys.SignInAsync(site);
        await browser.GetAsync(Page);
        var answer = await browser.UploadAsync(Page, "file", "list.csv", Encoding.UTF8.GetBytes(file));
        (answer.Status, answer.Body.Contains(words, StringComparison.Ordinal)).ShouldBe((HttpStatusCode.BadRequest, true));
    }

    [Fact]
    public async Task Only_this_page_takes_more_than_a_form()
    {
        await using var site = await TestSite.StartAsync();
        using var browser = await SubscriberJourneys.SignInAsync(site);
        var file = Encoding.UTF8.GetBytes("address\n" + string.Concat(Enumerable.Range(0, 20_000).Select(number => $"reader{number}@example.org\n")));
        await browser.GetAsync(Page);
        (await browser.UploadAsync(Page, "file", "list.csv", file)).Status.ShouldBe(HttpStatusCode.SeeOther);
        await browser.GetAsync("/admin/subscribers/add");
        (await browser.SubmitAsync("/admin/subscribers/add", ("address", "ada@example.org"), ("consent", "ask"), ("more", new string('a', 100_000)))).Status.ShouldBe(HttpStatusCode.BadRequest);
        await browser.GetAsync("/admin/subscribers/add");
        (await browser.SubmitAsync("/admin/subscribers/add", ("address", "ada@example.org"), ("consent", "ask"), ("more", "a"))).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task An_unstarted_file_can_be_removed()
    {
        await using var site = await TestSite.StartAsync();
        using var browser = await SubscriberJourneys.SignInAsync(site);
        await browser.GetAsync(Page);
        var path = (await browser.UploadAsync(Page, "file", "list.csv", "address\nada@example.org\n"u8.ToArray())).Headers["Location"];
        await browser.GetAsync(path);
        (await browser.SubmitAsync($"{path}?handler=Stop")).Headers["Location"].ShouldBe(Page);
        (await browser.GetAsync(path)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await site.Get<UploadedImports>().NewestAsync(1)).ShouldBeEmpty();
    }
}
