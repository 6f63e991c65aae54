using System.Net;
using Digest.Links;
using Digest.Subscribers;

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

    private static async Task ShouldHaveLeftAsync(TestSite site, PageAnswer answer)
    {
        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Type.ShouldBe("text/plain");
        answer.Headers.ShouldNotContainKey("Set-Cookie");
        (await site.FindAsync("ada@example.org"))!.Status.ShouldBe(SubscriberStatus.Unsubscribed);
        (await site.ScalarAsync<string>("SELECT source FROM consents WHERE kind = 'Withdrawn'")).ShouldBe("one-click");
    }
}
