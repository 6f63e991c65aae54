using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Digest.Links;
using Digest.Outbox;
using Digest.Signup;
using Digest.Subscribers;

namespace Digest.Web.Tests;

public sealed class SignupJourneys
{
    [Fact]
    public async Task Somebody_signs_up_confirms_chooses_and_leaves()
    {
        await using var site = await TestSite.StartAsync();
        var asked = await site.AskAsync("ada@example.org");
        asked.Status.ShouldBe(SubscriberStatus.Pending);
        (await site.ScalarAsync<string>("SELECT kind || status FROM messages")).ShouldBe("ConfirmationPrepared");

        var link = site.Link(LinkPurpose.Confirm, asked.Id);
        (await site.GetAsync(link)).Body.ShouldContain("<button");
        var welcome = await site.PostAsync(link);
        welcome.Body.ShouldContain("Welcome");
        var action = Regex.Match(welcome.Body, "action=\"(?<path>/preferences/first/[^\"]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["path"].Value;

        var saved = await site.PostAsync(action, ("action", "save"), ("cadence", "Weekly"), ("day", "Friday"), ("hour", "18"), ("zone", "Europe/Madrid"));
        saved.Status.ShouldBe(HttpStatusCode.SeeOther);
        (await site.GetAsync(saved.Headers["Location"])).Body.ShouldContain("Saved.");
        (await site.FindAsync("ada@example.org"))!.Choices.ShouldSatisfyAllConditions(
            choices => choices.Cadence.ShouldBe(Cadence.Weekly),
            choices => choices.WeeklyDay.ShouldBe(DayOfWeek.Friday),
            choices => choices.SendHour.ShouldBe(18),
            choices => choices.TimeZone.ShouldBe("Europe/Madrid"));

        var left = await site.PostAsync(site.Link(LinkPurpose.Unsubscribe, asked.Id), ("by", "page"));
        left.Body.ShouldContain("You are unsubscribed");
        (await site.FindAsync("ada@example.org"))!.Status.ShouldBe(SubscriberStatus.Unsubscribed);
        (await site.ColumnAsync("SELECT kind || ' ' || client FROM consents ORDER BY id")).ShouldBe("Asked 127.0.0.1, Confirmed 127.0.0.1, Withdrawn 127.0.0.1");
    }

    [Fact]
    public async Task The_first_page_says_who_writes_what_comes_and_how_often_with_one_field_and_one_button()
    {
        await using var site = await TestSite.StartAsync(("Site:Name", "The Ferry <Times>"), ("Site:Tagline", "All that floats."));
        var page = await site.GetAsync("/");
        page.Body.ShouldContain("<h1>The Ferry &lt;Times&gt;</h1>");
        page.Body.ShouldContain("All that floats.");
        page.Body.ShouldContain("usually once a day");
        page.Body.ShouldContain("<label for=\"email\">");
        page.Body.Split("<label").Length.ShouldBe(3, "the second one belongs to the field that people do not see");
        page.Body.Split("<button").Length.ShouldBe(2);
        page.Body.ShouldContain("class=\"skip\"");
        page.Body.ShouldNotContain("<script");
        page.Body.ShouldNotContain("style=");
        page.Headers.ShouldNotContainKey("Set-Cookie");
    }

    [Fact]
    public async Task The_answer_is_the_same_whatever_is_known_about_the_address()
    {
        await using var site = await TestSite.StartAsync();
        await site.AskAsync("pending@example.org");
        await site.ReaderAsync("reader@example.org");
        var left = await site.ReaderAsync("left@example.org");
        await site.PostAsync(site.Link(LinkPurpose.Unsubscribe, left.Id), ("by", "page"));
        await site.ExecuteAsync($"INSERT INTO suppressions (address_hash, reason, at) VALUES ('{site.Get<LinkSigner>().KeyedHash("suppression", "complained@example.org")}', '{Suppressions.Complaint}', 1)");
        var pages = new List<string>();
        var jsons = new List<string>();
        foreach (var name in new[] { "unknown", "pending", "reader", "left", "complained" })
        {
            var page = await site.SignUpAsync($"{name}@example.org");
            pages.Add($"{page.Status} {page.Body} {string.Join(';', page.Headers.Keys)}");
            var json = await PostJsonAsync(site, $$"""{"email":"{{name}}@example.org","nonce":"{{site.Nonce()}}"}""");
            json.Status.ShouldBe(HttpStatusCode.Accepted);
            jsons.Add($"{json.Body} {string.Join(';', json.Headers.Keys)}");
        }
        pages.Distinct().ShouldHaveSingleItem();
        jsons.Distinct().ShouldHaveSingleItem();
        (await site.ScalarAsync<int>("SELECT COUNT(*) FROM signup_requests WHERE handled_at IS NULL")).ShouldBe(10);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ada at example.org")]
    [InlineData("ada@localhost")]
    [InlineData("\"><script>alert(1)</script>@example.org")]
    public async Task A_malformed_address_gets_the_form_again_with_what_was_typed(string typed)
    {
        await using var site = await TestSite.StartAsync();
        var page = await site.SignUpAsync(typed);
        page.ShouldBeClearPage(HttpStatusCode.BadRequest);
        page.Body.ShouldContain("role=\"alert\"");
        page.Body.ShouldContain("aria-invalid=\"true\"");
        page.Body.ShouldContain($"value=\"{System.Text.Encodings.Web.HtmlEncoder.Default.Encode(typed)}\"");
        page.Body.ShouldNotContain("<script");
        (await site.ScalarAsync<int>("SELECT COUNT(*) FROM signup_requests")).ShouldBe(0);
        var json = await PostJsonAsync(site, System.Text.Json.JsonSerializer.Serialize(new { email = typed }));
        json.Status.ShouldBe(HttpStatusCode.BadRequest);
        json.Type.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Two_forms_for_one_address_write_two_rows_and_one_message()
    {
        await using var site = await TestSite.StartAsync();
        await Task.WhenAll(site.SignUpAsync("ada@example.org"), site.SignUpAsync("ada@example.org"));
        (await site.Get<AnswerRequests>().RunAsync()).ShouldBe(2);
        (await site.ScalarAsync<int>("SELECT COUNT(*) FROM messages")).ShouldBe(1);
    }

    [Fact]
    public async Task A_confirmation_that_is_pressed_again_says_so_kindly()
    {
        await using var site = await TestSite.StartAsync();
        var reader = await site.ReaderAsync("ada@example.org");
        var again = await site.PostAsync(site.Link(LinkPurpose.Confirm, reader.Id));
        again.Status.ShouldBe(HttpStatusCode.OK);
        again.Body.ShouldContain("You have confirmed already");
        (await site.GetAsync(site.Link(LinkPurpose.Confirm, reader.Id))).Body.ShouldContain("You have confirmed already");
        (await site.ScalarAsync<int>("SELECT COUNT(*) FROM messages WHERE kind = 'Welcome'")).ShouldBe(1);

        site.Clock.Advance(TimeSpan.FromDays(1));
        (await site.PostAsync(site.Link(LinkPurpose.Confirm, reader.Id))).Body.ShouldNotContain("/preferences/");
    }

    [Fact]
    public async Task Whoever_left_and_opens_the_old_confirmation_is_offered_the_form()
    {
        await using var site = await TestSite.StartAsync();
        var reader = await site.ReaderAsync("ada@example.org");
        await site.PostAsync(site.Link(LinkPurpose.Unsubscribe, reader.Id), ("by", "page"));
        var page = await site.PostAsync(site.Link(LinkPurpose.Confirm, reader.Id));
        page.Body.ShouldContain("action=\"/subscribe\"");
        (await site.FindAsync("ada@example.org"))!.Status.ShouldBe(SubscriberStatus.Unsubscribed);
    }

    [Fact]
    public async Task The_sentence_on_the_form_is_the_sentence_on_record()
    {
        await using var site = await TestSite.StartAsync();
        await site.AskAsync("ada@example.org");
        var recorded = (await site.ScalarAsync<string>("SELECT form_text FROM consents"))!;
        WebUtility.HtmlDecode((await site.GetAsync("/")).Body).ShouldContain(recorded);
    }

    [Fact]
    public async Task The_confirmation_in_the_outbox_has_room_for_one_link_and_it_works()
    {
        await using var site = await TestSite.StartAsync();
        var asked = await site.AskAsync("ada@example.org");
        var content = System.Text.Json.JsonSerializer.Deserialize<VariantContent>((await site.ScalarAsync<string>("SELECT content FROM variants"))!)!;
        content.Markers.Keys.ShouldBe([LinkSlot.Confirm]);
        var text = content.Text.Replace(content.Markers[LinkSlot.Confirm], site.Get<SiteLinks>().Confirm(asked.Id), StringComparison.Ordinal);
        text.ShouldContain(TestSite.Url + site.Link(LinkPurpose.Confirm, asked.Id));
    }

    private static async Task<PageAnswer> PostJsonAsync(TestSite site, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        return await site.PostAsync("/subscribe", content);
    }
}
