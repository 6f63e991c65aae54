using System.Net;
using Digest.Editions;
using Digest.Links;
using Digest.Subscribers;
using Digest.Web.Tests.Admin;
using Digest.Web.Tests.Editions;

namespace Digest.Web.Tests;

public sealed class LeavingJourneys
{
    [Fact]
    public async Task One_click_urlencoded_leaves_without_redirect_cookie_or_page()
    {
        await using var site = await TestSite.StartAsync();
        var reader = await site.ReaderAsync("ada@example.org");
        var answer = await site.PostAsync(site.Link(LinkPurpose.Unsubscribe, reader.Id), ("List-Unsubscribe", "One-Click"));
        await ShouldHaveLeftAsync(site, answer);
    }

    [Fact]
    public async Task One_click_multipart_leaves_too()
    {
        await using var site = await TestSite.StartAsync();
        var reader = await site.ReaderAsync("ada@example.org");
        using var form = new MultipartFormDataContent { { new StringContent("One-Click"), "List-Unsubscribe" } };
        var answer = await site.PostAsync(site.Link(LinkPurpose.Unsubscribe, reader.Id), form);
        await ShouldHaveLeftAsync(site, answer);
    }

    [Fact]
    public async Task One_click_twice_is_answered_alike_and_recorded_once()
    {
        await using var site = await TestSite.StartAsync();
        var reader = await site.ReaderAsync("ada@example.org");
        var path = site.Link(LinkPurpose.Unsubscribe, reader.Id);
        var first = await site.PostAsync(path, ("List-Unsubscribe", "One-Click"));
        var second = await site.PostAsync(path, ("List-Unsubscribe", "One-Click"));
        (second.Status, second.Body).ShouldBe((first.Status, first.Body));
        (await site.ScalarAsync<int>("SELECT COUNT(*) FROM consents WHERE kind = 'Withdrawn'")).ShouldBe(1);
    }

    [Fact]
    public async Task The_page_asks_first_and_its_button_can_be_undone_on_the_spot()
    {
        await using var site = await TestSite.StartAsync();
        var reader = await site.ReaderAsync("ada@example.org");
        var path = site.Link(LinkPurpose.Unsubscribe, reader.Id);
        (await site.GetAsync(path)).Body.ShouldContain("name=\"by\" value=\"page\"");
        var left = await site.PostAsync(path, ("by", "page"));
        left.Body.ShouldContain("name=\"undo\"");
        (await site.PostAsync(path, ("undo", "1"))).Body.ShouldContain("You are back");
        (await site.FindAsync("ada@example.org"))!.Status.ShouldBe(SubscriberStatus.Active);
        (await site.ColumnAsync("SELECT kind FROM consents ORDER BY id")).ShouldBe("Asked, Confirmed, Withdrawn, Restored");
    }

    [Fact]
    public async Task The_button_on_the_preferences_page_leads_to_the_same()
    {
        await using var site = await TestSite.StartAsync();
        var reader = await site.ReaderAsync("ada@example.org");
        (await site.GetAsync(site.Link(LinkPurpose.Preferences, reader.Id))).Body.ShouldContain($"action=\"{site.Link(LinkPurpose.Unsubscribe, reader.Id)}\"");
    }

    [Fact]
    public async Task What_waited_in_the_outbox_is_taken_back()
    {
        await using var site = await TestSite.StartAsync();
        var reader = await site.ReaderAsync("ada@example.org");
        await site.PostAsync(site.Link(LinkPurpose.Unsubscribe, reader.Id), ("List-Unsubscribe", "One-Click"));
        (await site.ScalarAsync<int>("SELECT COUNT(*) FROM messages WHERE status <> 'Superseded'")).ShouldBe(0);
    }

    [Fact]
    public async Task Who_left_may_say_why_once_and_the_admin_reads_it()
    {
        await using var site = await TestSite.StartAsync();
        var reader = await site.ReaderAsync("ada@example.org");
        var path = site.Link(LinkPurpose.Unsubscribe, reader.Id);
        // Before leaving a reason says nothing, and does not unsubscribe.
        (await site.PostAsync(path, ("why", "1"), ("reason", "TooOften"))).Body.ShouldContain("Press the button");
        (await site.FindAsync("ada@example.org"))!.Status.ShouldBe(SubscriberStatus.Active);

        (await site.PostAsync(path, ("by", "page"))).Body.ShouldContain("name=\"reason\" value=\"TooOften\"");
        (await site.PostAsync(path, ("why", "1"), ("reason", "TooOften"), ("remark", "Ten a\u202E day,\r\n<b>really</b>"))).Body.ShouldContain("Thank you. It helps us.");
        (await site.PostAsync(path, ("why", "1"), ("reason", "Other"), ("remark", "again"))).Status.ShouldBe(HttpStatusCode.OK);
        (await site.ColumnAsync("SELECT who || ' ' || after_value FROM subscriber_changes WHERE what = 'Reason'")).ShouldBe("reader TooOften: Ten a day,  <b>really</b>");
        using var browser = await site.SignedInBrowserAsync();
        (await browser.GetAsync($"/admin/subscribers/{reader.Id}")).Body.ShouldContain("Reason for leaving: too many messages. &#x201C;Ten a day,  &lt;b&gt;really&lt;/b&gt;&#x201D;");

        // Another leaving has its own.
        await site.PostAsync(path, ("undo", "1"));
        site.Clock.Advance(TimeSpan.FromDays(1));
        await site.PostAsync(path, ("by", "page"));
        await site.PostAsync(path, ("why", "1"), ("reason", "Other"));
        (await site.ScalarAsync<int>("SELECT COUNT(*) FROM subscriber_changes WHERE what = 'Reason'")).ShouldBe(2);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("Nonsense", "")]
    [InlineData("0", "")]
    [InlineData("TooOften", "long")]
    public async Task A_reason_that_is_none_is_named_and_not_kept(string reason, string remark)
    {
        await using var site = await TestSite.StartAsync();
        var path = site.Link(LinkPurpose.Unsubscribe, (await site.ReaderAsync("ada@example.org")).Id);
        await site.PostAsync(path, ("by", "page"));
        var before = await site.DumpAsync();
        var page = await site.PostAsync(path, ("why", "1"), ("reason", reason), ("remark", remark == "long" ? new string('a', 501) : remark));
        page.ShouldBeClearPage(HttpStatusCode.BadRequest);
        page.Body.ShouldContain("id=\"why-problem\"");
        (await site.PostAsync(path[..^1] + "!", ("why", "1"), ("reason", "Other"))).ShouldBeClearPage(HttpStatusCode.NotFound);
        (await site.DumpAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_leaves_after_their_message_is_prepared_gets_nothing_and_the_report_says_so(bool oneClick)
    {
        const string address = "evening@reader.example";
        await using var newsroom = await Newsroom.OpenAsync();
        var path = newsroom.Site.Link(LinkPurpose.Unsubscribe, await newsroom.ReaderAsync(address, hour: 20));
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2);
        (await newsroom.Site.ScalarAsync<string>("SELECT status FROM messages")).ShouldBe("Prepared");
        await newsroom.AtAsync(day: 2, hour: 12);
        await newsroom.Site.PostAsync(path, oneClick ? ("List-Unsubscribe", "One-Click") : ("by", "page"));
        await newsroom.AtAsync(day: 2, hour: 20);
        newsroom.Mail.TakeFor(address).ShouldBeEmpty();
        EmailAddress.TryParse(address, out var asked, out _).ShouldBeTrue();
        var why = (await newsroom.Site.Get<ExplainReceipt>().AskAsync(asked, editionId: 1))!;
        (why.Got, why.Sentence).ShouldBe((false, "No: they left before their message went (on 2 March 2026 at 12:00)."));

        // Who comes back gets what they were not offered.
        await newsroom.Site.PostAsync(path, ("undo", "1"));
        newsroom.Publish("second");
        await newsroom.AtAsync(day: 3);
        await newsroom.AtAsync(day: 3, hour: 20);
        newsroom.Mail.TakeFor(address).ShouldHaveSingleItem().Stories.ShouldBe(["second", "first"]);
    }

    private static async Task ShouldHaveLeftAsync(TestSite site, PageAnswer answer)
    {
        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Type.ShouldBe("text/plain");
        answer.Headers.ShouldNotContainKey("Set-Cookie");
        (await site.FindAsync("ada@example.org"))!.Status.ShouldBe(SubscriberStatus.Unsubscribed);
        (await site.ScalarAsync<string>("SELECT source FROM consents WHERE kind = 'Withdrawn'")).ShouldBe("one-click");
    }
}
