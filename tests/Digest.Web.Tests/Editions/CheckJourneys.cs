using System.Net;
using Digest.Editions;
using Digest.Editions.Checks;
using Digest.Jobs.Alerts;
using Digest.Mail.Dkim;
using Digest.Stories;
using Digest.Web.Tests.Admin;

namespace Digest.Web.Tests.Editions;

/// <summary>Editions that must not go, and what editors see before one does.</summary>
public sealed class CheckJourneys
{
    private const string Reader = "reader@reader.example";

    [Fact]
    public async Task Without_a_postal_address_an_edition_is_held_with_that_reason_and_released_once_there_is_one()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync(Reader);
        newsroom.Publish("first", "second", "third");
        var site = newsroom.Site.Get<SiteOptions>();
        var address = site.PostalAddress;
        site.PostalAddress = "";
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        using var ada = await newsroom.Site.SignedInBrowserAsync();
        var before = (await ada.GetAsync("/admin/editions/next")).Body;
        before.ShouldContain("As it is now, the edition would be held");
        before.ShouldContain("The publication has no postal address");
        before.ShouldContain("href=\"/admin/settings/publication#site-postaladdress\"");

        await newsroom.AtAsync(day: 2);
        newsroom.Mail.TakeFor(Reader).ShouldBeEmpty();
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM messages")).ShouldBe(0);
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM variants")).ShouldBe(0);
        (await newsroom.Site.ColumnAsync("SELECT state FROM editions")).ShouldBe("Held");
        (await newsroom.Site.ColumnAsync("SELECT held_because FROM editions")).ShouldStartWith("the publication has no postal address, and the law of many countries wants one in every message. Set the postal address");
        await newsroom.RunAsync("watch");
        (await newsroom.Site.Get<AlertBook>().OpenAsync(CancellationToken.None)).ShouldContain(alert => alert.Problem.Contains("has no postal address", StringComparison.Ordinal));
        (await ada.GetAsync("/admin/editions")).Body.ShouldContain("the publication has no postal address");

        await ReleaseAsync(newsroom, ada);
        newsroom.Mail.TakeFor(Reader).ShouldBeEmpty("nothing was mended");
        site.PostalAddress = address;
        await ReleaseAsync(newsroom, ada);
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.Count.ShouldBe(3);
        (await newsroom.Site.ColumnAsync("SELECT state FROM editions")).ShouldBe("Closed");
    }

    [Fact]
    public async Task A_subject_older_than_its_storys_headline_is_warned_of_at_the_desk()
    {
        await using var room = await DeskRoom.OpenAsync();
        await DeskRoom.PressAsync(room.Ada, "Subject", ("text", "A roof that leaks"), ("own", "1"), ("seen", "0"));
        (await DeskRoom.LookAsync(room.Ada)).ShouldNotContain("was written before its story said", Case.Sensitive);
        room.Newsroom.Clock.Advance(TimeSpan.FromMinutes(1));
        room.Newsroom.Feed.Rewrite("school", "School roof does not leak");
        await room.Newsroom.Site.Get<ImportStories>().PollAllAsync();
        (await DeskRoom.LookAsync(room.Ada)).ShouldContain("The subject was written before its story said “School roof does not leak”.");
    }

    [Fact]
    public async Task A_key_that_is_spoilt_while_the_site_runs_holds_the_edition_until_it_is_back()
    {
        var folder = Directory.CreateTempSubdirectory("digest-key-").FullName;
        var file = Path.Combine(folder, "dkim.pem");
        using var key = DkimKey.Create();
        await DkimKeyFile.WriteAsync(key, file);
        await using (var newsroom = await Newsroom.OpenAsync(("Dkim:PrivateKeyFile", file), ("Dkim:Domain", "saltmarsh.example")))
        {
            await newsroom.ReaderAsync(Reader);
            newsroom.Publish("first");
            var pem = await File.ReadAllTextAsync(file);
            await File.WriteAllTextAsync(file, "no key any more");
            await newsroom.AtAsync(day: 2);
            newsroom.Mail.TakeFor(Reader).ShouldBeEmpty();
            (await newsroom.Site.ColumnAsync("SELECT held_because FROM editions")).ShouldContain("the key that signs messages cannot be used");
            File.Delete(file);
            await newsroom.RunAsync("prepare-messages");
            (await newsroom.Site.ColumnAsync("SELECT held_because FROM editions")).ShouldContain("there is no file");
            await File.WriteAllTextAsync(file, pem);
            using var ada = await newsroom.Site.SignedInBrowserAsync();
            await ReleaseAsync(newsroom, ada);
            newsroom.Mail.TakeFor(Reader).Count.ShouldBe(1);
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_template_that_leaves_a_slot_unfilled_in_one_language_holds_the_whole_edition()
    {
        var templates = new EditedTemplates();
        await using var newsroom = await Newsroom.OpenAsync(templates.PutInPlace);
        await newsroom.ReaderAsync(Reader);
        await newsroom.ReaderAsync("leser@reader.example");
        await newsroom.Site.ExecuteAsync("UPDATE subscribers SET language = 'de' WHERE address LIKE 'leser%'");
        newsroom.Publish("first");
        templates.Edit = html => html.Contains("Abmelden", StringComparison.Ordinal) || html.Contains("abbestellen", StringComparison.OrdinalIgnoreCase) ? html.Replace("</h1>", "</h1><p>Guten Tag {name}</p>", StringComparison.Ordinal) : html;
        await newsroom.AtAsync(day: 2);
        newsroom.Mail.TakeFor(Reader).ShouldBeEmpty("no reader gets it before all can");
        newsroom.Mail.TakeFor("leser@reader.example").ShouldBeEmpty();
        (await newsroom.Site.ColumnAsync("SELECT held_because FROM editions")).ShouldStartWith("“{name}” stands in the HTML part where a word or a link should be.");
        templates.Edit = html => html;
        using var ada = await newsroom.Site.SignedInBrowserAsync();
        await ReleaseAsync(newsroom, ada);
        newsroom.Mail.TakeFor(Reader).Count.ShouldBe(1);
        newsroom.Mail.TakeFor("leser@reader.example").Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_desk_shows_warnings_asks_for_links_only_when_it_is_told_to_and_changes_nothing_by_being_looked_at()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        newsroom.Publish("first", "second");
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        using var ada = await newsroom.Site.SignedInBrowserAsync();
        var before = await newsroom.Site.DumpAsync();
        var page = (await ada.GetAsync("/admin/editions/next")).Body;
        page.ShouldContain("Only 2 items are new.");
        page.ShouldContain("have not been asked for yet");
        (await newsroom.Site.DumpAsync()).ShouldBe(before);

        var asked = await ada.SubmitAsync("/admin/editions/next?handler=Links", ("width", "phone"), ("part", "html"));
        asked.Status.ShouldBe(HttpStatusCode.SeeOther);
        page = (await ada.GetAsync("/admin/editions/next")).Body;
        page.ShouldContain("2 links and pictures were asked for.");
        page.ShouldContain("leads nowhere: no host has a name of that kind.");
        newsroom.Clock.Advance(TimeSpan.FromMinutes(61));
        page = (await ada.GetAsync("/admin/editions/next")).Body;
        page.ShouldContain("have not been asked for since");
        page.ShouldNotContain("leads nowhere");
    }

    [Fact]
    public async Task The_job_asks_in_the_hour_before_closing_and_not_again_at_once()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        newsroom.Publish("first", "second");
        newsroom.Clock.Set(new DateTimeOffset(2026, 3, 2, 5, 59, 0, TimeSpan.Zero));
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        await newsroom.RunAsync("check-links");
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM link_checks")).ShouldBe(0);
        newsroom.Clock.Set(new DateTimeOffset(2026, 3, 2, 6, 0, 0, TimeSpan.Zero));
        await newsroom.RunAsync("check-links");
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM link_checks WHERE problem IS NOT NULL")).ShouldBe(2);
        newsroom.Clock.Advance(TimeSpan.FromMinutes(20));
        await newsroom.RunAsync("check-links");
        (await newsroom.Site.ScalarAsync<int>($"SELECT COUNT(*) FROM link_checks WHERE checked_at = {newsroom.Clock.GetUtcNow().ToUnixTimeMilliseconds()}")).ShouldBe(0, "twenty minutes ago is soon enough");
        newsroom.Clock.Advance(TimeSpan.FromMinutes(20));
        await newsroom.RunAsync("check-links");
        (await newsroom.Site.ScalarAsync<int>($"SELECT COUNT(*) FROM link_checks WHERE checked_at = {newsroom.Clock.GetUtcNow().ToUnixTimeMilliseconds()}")).ShouldBe(2);
    }

    [Fact]
    public async Task The_subject_of_the_last_edition_and_fewer_stories_than_usual_are_told()
    {
        await using var newsroom = await Newsroom.OpenAsync(("Editions:MaxStories", "20"), ("Related:ClusterHours", "0"));
        await newsroom.ReaderAsync(Reader);
        for (var day = 2; day <= 5; day++)
        {
            newsroom.Clock.Set(new DateTimeOffset(2026, 3, day, 6, 50, 0, TimeSpan.Zero));
            newsroom.Publish([.. Enumerable.Range(1, 12).Select(at => $"d{day}n{at}")]);
            await newsroom.AtAsync(day);
        }
        newsroom.Clock.Set(new DateTimeOffset(2026, 3, 6, 6, 0, 0, TimeSpan.Zero));
        newsroom.Feed.Add("a", newsroom.Clock.GetUtcNow().AddMinutes(-3));
        newsroom.Feed.Add("b", newsroom.Clock.GetUtcNow().AddMinutes(-2));
        newsroom.Feed.Add("again", newsroom.Clock.GetUtcNow().AddMinutes(-1), "Story d5n12");
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        var preview = await newsroom.Site.Get<NextEdition>().PreviewAsync();
        var codes = (await newsroom.Site.Get<EditionChecks>().OfAsync(preview)).Findings.Select(finding => finding.Code).ToList();
        codes.ShouldContain("stories-few");
        codes.ShouldContain("subject-repeated");
    }

    private static async Task ReleaseAsync(Newsroom newsroom, Browser browser)
    {
        var seen = (await newsroom.Site.Get<SendNow>().PlanAsync()).LastClosing;
        await browser.GetAsync("/admin/editions");
        (await browser.SubmitAsync("/admin/editions?handler=Release", ("id", "1"), ("seen", $"{seen}"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        await newsroom.RunAsync("send-now");
        await newsroom.SubmitAsync();
    }
}
