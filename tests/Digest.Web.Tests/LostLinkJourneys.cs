using System.Net;
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
}
