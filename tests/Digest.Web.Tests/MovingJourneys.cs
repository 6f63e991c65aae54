using System.Net;
using Digest.Subscribers;
using Digest.Web.Tests.Editions;
using static Digest.Web.Tests.FreshLinkSteps;

namespace Digest.Web.Tests;

/// <summary>A reader's way to another address, which both mailboxes have to agree to.</summary>
public sealed class MovingJourneys
{
    [Fact]
    public async Task An_address_changes_when_both_have_agreed_in_any_order()
    {
        foreach (var newFirst in new[] { true, false })
        {
            await using var newsroom = await Newsroom.OpenAsync();
            await newsroom.Site.ReaderAsync(Reader);
            var (data, old, fresh) = await newsroom.AskToMoveAsync(Elsewhere);
            var (first, second) = newFirst ? (fresh, old) : (old, fresh);
            (await newsroom.Site.GetAsync(first)).Body.ShouldContain("A change of address");
            (await newsroom.Site.PostAsync(first)).Body.ShouldContain("now the other address");
            (await newsroom.Site.PostAsync(first)).Body.ShouldContain("now the other address");
            (await newsroom.Site.FindAsync(Reader))!.Status.ShouldBe(SubscriberStatus.Active);
            (await newsroom.Site.PostAsync(second)).Body.ShouldContain("Your address is changed");

            (await newsroom.Site.FindAsync(Reader)).ShouldBeNull();
            (await newsroom.Site.FindAsync(Elsewhere))!.Status.ShouldBe(SubscriberStatus.Active);
            (await newsroom.Site.ScalarAsync<string>("SELECT before_value || ' ' || after_value FROM subscriber_changes WHERE what = 'Address'")).ShouldBe($"{Reader} {Elsewhere}");
            // Pressed again, they do nothing; and whoever reads the old mailbox has no more to say.
            (await newsroom.Site.PostAsync(second)).ShouldBeClearPage(HttpStatusCode.NotFound);
            newsroom.Clock.Advance(TimeSpan.FromMinutes(1));
            (await newsroom.Site.GetAsync(data)).ShouldBeClearPage(HttpStatusCode.NotFound);
            newsroom.Publish("monday");
            await newsroom.AtAsync(day: 2);
            newsroom.Mail.TakeFor(Elsewhere).ShouldHaveSingleItem().Stories.ShouldBe(["monday"]);
        }
    }

    [Fact]
    public async Task The_links_of_a_change_end_after_a_day_and_when_another_takes_its_place()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.Site.ReaderAsync(Reader);
        var (_, old, fresh) = await newsroom.AskToMoveAsync("first@new.example");
        await newsroom.Site.PostAsync(old);
        newsroom.Clock.Advance(TimeSpan.FromSeconds(1));
        var (_, oldAgain, freshAgain) = await newsroom.AskToMoveAsync(Elsewhere);
        (await newsroom.Site.PostAsync(fresh)).ShouldBeClearPage(HttpStatusCode.NotFound);
        (await newsroom.Site.PostAsync(freshAgain)).Body.ShouldContain("now the other address");
        newsroom.Clock.Advance(TimeSpan.FromHours(24));
        (await newsroom.Site.PostAsync(oldAgain)).ShouldBeClearPage(HttpStatusCode.NotFound);
        (await newsroom.Site.FindAsync(Reader))!.Status.ShouldBe(SubscriberStatus.Active);
        await newsroom.RunAsync("clean-up");
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM address_changes")).ShouldBe(0);
    }

    [Fact]
    public async Task A_known_address_is_answered_alike_gets_nothing_and_stays_whose_it_is()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.Site.ReaderAsync(Reader);
        await newsroom.Site.ReaderAsync(Elsewhere);
        var data = await newsroom.FreshAsync();
        newsroom.Mail.TakeFor(Elsewhere);
        var known = await newsroom.Site.PostAsync(data, ("action", "address"), ("email", Elsewhere));
        var unknown = await newsroom.Site.PostAsync(data, ("action", "address"), ("email", "nobody@new.example"));
        (known.Status, known.Headers["Location"], known.Body).ShouldBe((unknown.Status, unknown.Headers["Location"], unknown.Body));
        await newsroom.SubmitAsync();
        newsroom.Mail.TakeFor(Elsewhere).ShouldBeEmpty();
        newsroom.Mail.TakeFor(Reader).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_stranger_is_asked_once_a_day_whoever_names_them_and_a_reader_asks_thrice()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        foreach (var reader in new[] { Reader, "bob@reader.example" })
        {
            await newsroom.Site.ReaderAsync(reader);
            var data = await newsroom.FreshAsync(reader);
            for (var press = 0; press < 5; press++)
                await newsroom.Site.PostAsync(data, ("action", "address"), ("email", "victim@new.example"));
            await newsroom.SubmitAsync();
            newsroom.Mail.TakeFor(reader).Count.ShouldBe(3);
        }
        var message = newsroom.Mail.TakeFor("victim@new.example").ShouldHaveSingleItem();
        message.Decoded.ShouldNotContain("/unsubscribe/");
        message.Decoded.ShouldNotContain(Reader);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ada at example.org")]
    [InlineData(Reader)]
    public async Task A_new_address_that_is_none_is_named_at_its_field(string typed)
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.Site.ReaderAsync(Reader);
        var data = await newsroom.FreshAsync();
        var before = await newsroom.Site.DumpAsync();
        var page = await newsroom.Site.PostAsync(data, ("action", "address"), ("email", typed));
        page.ShouldBeClearPage(HttpStatusCode.BadRequest);
        page.Body.ShouldContain("id=\"email-problem\"");
        (await newsroom.Site.DumpAsync()).ShouldBe(before);
    }
}
