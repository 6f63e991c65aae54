using System.Net;
using Digest.Languages;
using Digest.Links;
using Digest.Signup;
using Digest.Web.Tests.Editions;

namespace Digest.Web.Tests;

public sealed class LostLinkJourneys
{
    private const string Reader = "ada@reader.example";

    [Fact]
    public async Task Who_lost_the_link_gets_it_once_a_day_and_everybody_gets_the_same_answer()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.Site.ReaderAsync(Reader);
        await newsroom.Site.AskAsync("pending@reader.example");
        await newsroom.SubmitAsync();
        newsroom.Mail.TakeFor(Reader);
        newsroom.Mail.TakeFor("pending@reader.example");
        var first = await newsroom.Site.PostAsync("/preferences", ("email", Reader));
        foreach (var address in new[] { "stranger@reader.example", "pending@reader.example", "ADA@Reader.example", Reader })
            (await newsroom.Site.PostAsync("/preferences", ("email", address))).ShouldSatisfyAllConditions(other => other.Status.ShouldBe(first.Status), other => other.Body.ShouldBe(first.Body));
        await newsroom.Site.Get<SendingLinks>().RunAsync();
        await newsroom.Site.PostAsync("/preferences", ("email", Reader));
        await newsroom.Site.Get<SendingLinks>().RunAsync();
        await newsroom.SubmitAsync();
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().PathOf("/preferences/").ShouldBe(newsroom.Site.Link(LinkPurpose.Preferences, 1));
        newsroom.Mail.TakeFor("stranger@reader.example").ShouldBeEmpty();
        newsroom.Mail.TakeFor("pending@reader.example").ShouldBeEmpty();
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM link_requests")).ShouldBe(0);

        newsroom.Clock.Advance(TimeSpan.FromHours(24));
        await newsroom.Site.PostAsync("/preferences", ("email", Reader));
        await newsroom.Site.Get<SendingLinks>().RunAsync();
        await newsroom.SubmitAsync();
        newsroom.Mail.TakeFor(Reader).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_no_address_comes_back_as_it_was_typed_and_looking_changes_nothing()
    {
        await using var site = await TestSite.StartAsync();
        var answer = await site.PostAsync("/preferences", ("email", "ada at example"));
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Body.ShouldContain("value=\"ada at example\"");
        (await site.GetAsync("/preferences?email=ada@example.org")).Status.ShouldBe(HttpStatusCode.OK);
        (await site.ScalarAsync<int>("SELECT COUNT(*) FROM link_requests")).ShouldBe(0);
    }

    [Fact]
    public async Task A_network_that_has_asked_too_often_is_told_to_wait_whether_or_not_the_address_is_known()
    {
        await using var site = await TestSite.StartAsync(("Signup:MailsPerClientPerHour", "3"), ("Web:TrustedProxies", "127.0.0.1"));
        await site.ReaderAsync("ada@example.org");
        // What is no address asks for nothing, and counts for nothing.
        (await AskAsync(site, "2001:db8:1:2::1", "ada at example")).Status.ShouldBe(HttpStatusCode.BadRequest);
        foreach (var (client, address) in new[] { ("2001:db8:1:2::1", "ada@example.org"), ("2001:db8:1:2:ffff::9", "bob@example.org"), ("2001:db8:1:2::3", "ada@example.org") })
            (await AskAsync(site, client, address)).Status.ShouldBe(HttpStatusCode.OK);
        (await site.Get<SendingLinks>().RunAsync()).ShouldBe(1);
        site.Clock.Advance(TimeSpan.FromMinutes(50));
        var known = await AskAsync(site, "2001:db8:1:2::4", "ada@example.org");
        var unknown = await AskAsync(site, "2001:db8:1:2::5", "bob@example.org");
        known.ShouldBeClearPage(HttpStatusCode.TooManyRequests);
        known.Headers["Retry-After"].ShouldBe("600");
        known.Body.ShouldContain("<h1>Please wait a little</h1>");
        known.Body.ShouldContain("again in 10 minutes");
        known.Body.ShouldContain("value=\"ada@example.org\"");
        unknown.Body.Replace("bob@", "ada@", StringComparison.Ordinal).ShouldBe(known.Body);
        (await site.ScalarAsync<int>("SELECT COUNT(*) FROM link_requests")).ShouldBe(0);
        // Others are not kept waiting, and the same network not for ever.
        (await AskAsync(site, "2001:db8:1:3::1", "ada@example.org")).Status.ShouldBe(HttpStatusCode.OK);
        (await AskAsync(site, "192.0.2.7", "ada@example.org")).Status.ShouldBe(HttpStatusCode.OK);
        site.Clock.Advance(TimeSpan.FromMinutes(10));
        (await AskAsync(site, "2001:db8:1:2::1", "ada@example.org")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Without_a_trusted_proxy_nobody_hides_behind_a_header_and_readers_behind_this_machine_are_not_one()
    {
        await using var site = await TestSite.StartAsync(("Signup:MailsPerClientPerHour", "1"));
        foreach (var client in new[] { "192.0.2.1", "192.0.2.1", "192.0.2.1" })
            (await AskAsync(site, client, "ada@example.org")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [MemberData(nameof(LanguageJourneys.Codes), MemberType = typeof(LanguageJourneys))]
    public async Task What_to_do_is_said_in_each_language(string code)
    {
        await using var site = await TestSite.StartAsync(("Signup:MailsPerClientPerHour", "1"), ("Web:TrustedProxies", "127.0.0.1"));
        await AskAsync(site, "192.0.2.1", "ada@example.org");
        var answer = await AskAsync(site, "192.0.2.1", "ada@example.org", $"/preferences?lang={code}");
        var words = Words.In(ReaderLanguages.Find(code)!);
        WebUtility.HtmlDecode(answer.Body).ShouldContain(words.Count("link.wait", 60));
        WebUtility.HtmlDecode(answer.Body).ShouldContain($"<h1>{words["link.wait-title"]}</h1>");
    }

    private static async Task<PageAnswer> AskAsync(TestSite site, string client, string address, string path = "/preferences")
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("email", address)]);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = form };
        request.Headers.Add("X-Forwarded-For", client);
        using var answer = await site.Http.SendAsync(request);
        return await PageAnswer.ReadAsync(answer);
    }
}
