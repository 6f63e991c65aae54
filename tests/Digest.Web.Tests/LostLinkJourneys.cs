using System.Net;
using Digest.Signup;

namespace Digest.Web.Tests;

public sealed class LostLinkJourneys
{
    [Fact]
    public async Task A_reader_who_lost_their_link_gets_it_by_mail_once_a_day()
    {
        await using var site = await TestSite.StartAsync();
        var reader = await site.ReaderAsync("ada@example.org");
        for (var at = 0; at < 3; at++)
        {
            (await site.PostAsync("/preferences", ("email", " ADA@example.org "))).Status.ShouldBe(HttpStatusCode.OK);
            await site.Get<SendingLinks>().RunAsync();
        }
        (await LinksAsync(site)).ShouldBe(1);
        (await site.ScalarAsync<long>("SELECT subscriber_id FROM messages WHERE kind = 'PreferencesLink'")).ShouldBe(reader.Id);
        site.Clock.Advance(TimeSpan.FromHours(25));
        await site.PostAsync("/preferences", ("email", "ada@example.org"));
        await site.Get<SendingLinks>().RunAsync();
        (await LinksAsync(site)).ShouldBe(2);
    }

    [Fact]
    public async Task The_answer_is_the_same_for_readers_and_strangers_and_strangers_get_nothing()
    {
        await using var site = await TestSite.StartAsync();
        await site.ReaderAsync("ada@example.org");
        await site.AskAsync("pending@example.org");
        var bodies = new List<string>();
        foreach (var address in new[] { "ada@example.org", "pending@example.org", "nobody@example.org" })
            bodies.Add((await site.PostAsync("/preferences", ("email", address))).Body);
        bodies.Distinct().Count().ShouldBe(1);
        (await site.Get<SendingLinks>().RunAsync()).ShouldBe(1);
        (await site.ScalarAsync<int>("SELECT COUNT(*) FROM link_requests")).ShouldBe(0);
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

    private static Task<int> LinksAsync(TestSite site) => site.ScalarAsync<int>("SELECT COUNT(*) FROM messages WHERE kind = 'PreferencesLink'");
}
