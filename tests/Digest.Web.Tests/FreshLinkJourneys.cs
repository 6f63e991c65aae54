using System.Net;
using System.Text.Json;
using Digest.Links;
using Digest.Signup;
using Digest.Storage;
using Digest.Subscribers;
using Digest.Web.Tests.Editions;

namespace Digest.Web.Tests;

/// <summary>What a reader does with a fresh link, from the message in their own mailbox.</summary>
public sealed class FreshLinkJourneys
{
    private const string Reader = "ada@reader.example";
    private const string Elsewhere = "ada@new.example";

    [Fact]
    public async Task Hour_and_time_zone_ask_for_a_fresh_link_and_stay_as_they_are_without_one()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var preferences = newsroom.Site.Link(LinkPurpose.Preferences, await newsroom.ReaderAsync(Reader));
        (await newsroom.Site.GetAsync(preferences)).Body.ShouldNotContain("name=\"hour\"");
        await newsroom.Site.PostAsync(preferences, ("cadence", "Weekly"), ("hour", "18"), ("zone", "Europe/Madrid"));
        (await newsroom.Site.FindAsync(Reader))!.ShouldSatisfyAllConditions(one => one.SendHour.ShouldBeNull(), one => one.TimeZone.ShouldBeNull(), one => one.Cadence.ShouldBe(Cadence.Weekly));

        var data = await FreshAsync(newsroom);
        var page = await newsroom.Site.GetAsync(data);
        page.Body.ShouldContain("<script src=\"/zone.js\" defer></script>");
        page.Headers["Content-Security-Policy"].ShouldContain("script-src 'self'");
        page.Headers["Cache-Control"].ShouldBe("no-store");
        page.Body.ShouldContain("class=\"guess\"");
        (await newsroom.Site.PostAsync(data, ("action", "time"), ("hour", "18"), ("zone", "Europe/Madrid"), ("cadence", "Daily"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        var reader = (await newsroom.Site.FindAsync(Reader))!;
        (reader.SendHour, reader.TimeZone, reader.Cadence).ShouldBe((18, "Europe/Madrid", Cadence.Weekly));
        (await newsroom.Site.GetAsync(data)).Body.ShouldNotContain("class=\"guess\"");
    }

    [Theory]
    [InlineData("hour", "25")]
    [InlineData("zone", "Mars/Olympus")]
    [InlineData("zone", "../../etc/passwd")]
    public async Task A_time_that_cannot_be_is_named_and_nothing_is_saved(string field, string value)
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync(Reader);
        var data = await FreshAsync(newsroom);
        var before = await newsroom.Site.DumpAsync();
        var page = await newsroom.Site.PostAsync(data, ("action", "time"), (field, value));
        page.ShouldBeClearPage(HttpStatusCode.BadRequest);
        page.Body.ShouldContain("role=\"alert\"");
        (await newsroom.Site.PostAsync(data, ("action", "nonsense"))).ShouldBeClearPage(HttpStatusCode.BadRequest);
        (await newsroom.Site.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task The_link_goes_to_the_readers_own_address_alone_in_its_message_three_times_a_day_at_most_and_for_half_an_hour()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var preferences = newsroom.Site.Link(LinkPurpose.Preferences, await newsroom.ReaderAsync(Reader));
        for (var press = 0; press < 10; press++)
            await newsroom.Site.PostAsync(preferences, ("action", "link"));
        (await newsroom.Site.GetAsync((await newsroom.Site.PostAsync(preferences, ("action", "link"))).Headers["Location"])).Body.ShouldContain("Enough fresh links");
        await newsroom.SubmitAsync();
        var messages = newsroom.Mail.TakeFor(Reader);
        messages.Count.ShouldBe(3);
        messages[0].Header("List-Unsubscribe").ShouldBeEmpty();
        var data = messages[0].PathOf("/preferences/data/");

        newsroom.Clock.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromMilliseconds(1));
        (await newsroom.Site.GetAsync(data)).Status.ShouldBe(HttpStatusCode.OK);
        newsroom.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var before = await newsroom.Site.DumpAsync();
        foreach (var over in new[] { await newsroom.Site.GetAsync(data), await newsroom.Site.PostAsync(data, ("action", "time"), ("hour", "3")), await newsroom.Site.GetAsync(data + "/erase"), await newsroom.Site.PostAsync(data + "/erase") })
        {
            over.ShouldBeClearPage(HttpStatusCode.Gone);
            over.Body.ShouldContain("This link is over");
        }
        (await newsroom.Site.GetAsync(data + "/record.json")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await newsroom.Site.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Everything_that_is_known_stands_on_the_page_and_in_the_file_without_the_names_of_admins()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.Site.ReaderAsync(Reader);
        await newsroom.Site.Get<Editing>().EditAsync(1, new SubscriberEdit("Countess Augusta", Choices.Default with { Muted = ["Sport"] }, PausedUntil: null), seen: 99, "Bob");
        var data = await FreshAsync(newsroom);
        var page = (await newsroom.Site.GetAsync(data)).Body;
        foreach (var known in new[] { Reader, "Countess Augusta", "Sport", "127.0.0.1", "Confirmation", "DataLink", "2.0.0 ok", "You will get new stories" })
            page.ShouldContain(known);
        page.ShouldNotContain("Bob");

        var file = await newsroom.Site.GetAsync(data + "/record.json");
        (file.Type, file.Headers["Cache-Control"]).ShouldBe(("application/json", "no-store"));
        file.Headers["Content-Disposition"].ShouldContain("my-data.json");
        file.Body.ShouldNotContain("Bob");
        using var json = JsonDocument.Parse(file.Body);
        var root = json.RootElement;
        root.GetProperty("address").GetString().ShouldBe(Reader);
        root.GetProperty("choices").GetProperty("muted")[0].GetString().ShouldBe("Sport");
        root.GetProperty("consents").GetArrayLength().ShouldBe(2);
        root.GetProperty("messages").EnumerateArray().Select(one => one.GetProperty("kind").GetString()).ShouldBe(["DataLink", "Welcome", "Confirmation"]);
        root.GetProperty("changes").EnumerateArray().Select(one => one.GetProperty("who").GetString()).ShouldContain("admin");
        root.GetProperty("signUps")[0].GetProperty("source").GetString().ShouldBe("form");
    }

    [Fact]
    public async Task Erasing_asks_once_more_and_leaves_nothing_of_the_person()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.Site.ReaderAsync(Reader);
        var data = await FreshAsync(newsroom);
        await newsroom.Site.PostAsync(data, ("action", "address"), ("email", Elsewhere));
        var before = await newsroom.Site.DumpAsync();
        (await newsroom.Site.GetAsync(data + "/erase")).Body.ShouldContain("Erase everything?");
        (await newsroom.Site.DumpAsync()).ShouldBe(before);

        (await newsroom.Site.PostAsync(data + "/erase")).Body.ShouldContain("Everything is erased");
        var after = await newsroom.Site.DumpAsync();
        after.ShouldNotContain(Reader);
        after.ShouldNotContain(Elsewhere);
        (await newsroom.Site.ScalarAsync<string>("SELECT status FROM subscribers")).ShouldBe("Erased");
        (await newsroom.Site.ScalarAsync<string>("SELECT reason FROM suppressions")).ShouldBe("Erased");
        // The same link once more opens nothing.
        (await newsroom.Site.PostAsync(data + "/erase")).ShouldBeClearPage(HttpStatusCode.NotFound);
        (await newsroom.Site.GetAsync(data)).ShouldBeClearPage(HttpStatusCode.NotFound);
        (await newsroom.Site.DumpAsync()).ShouldBe(after);
    }

    [Fact]
    public async Task An_address_changes_when_both_have_agreed_in_any_order()
    {
        foreach (var newFirst in new[] { true, false })
        {
            await using var newsroom = await Newsroom.OpenAsync();
            await newsroom.Site.ReaderAsync(Reader);
            var (data, old, fresh) = await AskToMoveAsync(newsroom, Elsewhere);
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
        var (_, old, fresh) = await AskToMoveAsync(newsroom, "first@new.example");
        await newsroom.Site.PostAsync(old);
        newsroom.Clock.Advance(TimeSpan.FromSeconds(1));
        var (_, oldAgain, freshAgain) = await AskToMoveAsync(newsroom, Elsewhere);
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
        var data = await FreshAsync(newsroom);
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
            var data = await FreshAsync(newsroom, reader);
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
        var data = await FreshAsync(newsroom);
        var before = await newsroom.Site.DumpAsync();
        var page = await newsroom.Site.PostAsync(data, ("action", "address"), ("email", typed));
        page.ShouldBeClearPage(HttpStatusCode.BadRequest);
        page.Body.ShouldContain("id=\"email-problem\"");
        (await newsroom.Site.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Who_has_left_still_gets_the_link_to_their_data()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.Site.ReaderAsync(Reader);
        await newsroom.Site.PostAsync(newsroom.Site.Link(LinkPurpose.Unsubscribe, 1), ("by", "page"));
        var data = await FreshAsync(newsroom);
        (await newsroom.Site.GetAsync(data)).Body.ShouldContain("You get no editions at present");
        var before = await newsroom.Site.DumpAsync();
        await newsroom.Site.PostAsync(data, ("action", "time"), ("hour", "7"));
        (await newsroom.Site.PostAsync(data, ("action", "address"), ("email", Elsewhere))).ShouldBeClearPage(HttpStatusCode.NotFound);
        (await newsroom.Site.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task No_byte_of_a_link_can_be_changed_and_none_serves_another_page()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.Site.ReaderAsync(Reader);
        var (data, old, fresh) = await AskToMoveAsync(newsroom, Elsewhere);
        var signer = newsroom.Site.Get<LinkSigner>();
        var first = "/preferences/first/" + signer.SignUntil(LinkPurpose.FirstChoices, 1, newsroom.Clock.Milliseconds() + 1000);
        var before = await newsroom.Site.DumpAsync();
        string[] all = [data, old, fresh, first, newsroom.Site.Link(LinkPurpose.Preferences, 1), newsroom.Site.Link(LinkPurpose.Unsubscribe, 1), newsroom.Site.Link(LinkPurpose.Confirm, 1)];
        foreach (var right in new[] { data, old, fresh, first })
        {
            var page = right[..(right.LastIndexOf('/') + 1)];
            var token = right[page.Length..];
            var flipped = Enumerable.Range(0, token.Length).Select(at => token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..]);
            var strangers = all.Where(one => !one.StartsWith(page, StringComparison.Ordinal)).Select(one => one.Split('/')[^1]);
            var ended = signer.SignUntil(right == first ? LinkPurpose.FirstChoices : LinkPurpose.AddressOld, 1, newsroom.Clock.Milliseconds());
            foreach (var wrong in flipped.Concat(strangers).Concat([token[..^1], token + "A", ended, "%20", new string('A', 5000)]))
            {
                foreach (var path in page == "/preferences/data/" ? new[] { page + wrong, $"{page}{wrong}/erase" } : [page + wrong])
                    (await newsroom.Site.PostAsync(path, ("action", "time"), ("hour", "3"))).Status.ShouldBe(HttpStatusCode.NotFound, path);
                if (right != first)
                    (await newsroom.Site.GetAsync(page + wrong)).Status.ShouldBe(HttpStatusCode.NotFound);
            }
        }
        (await newsroom.Site.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Looking_as_often_as_one_likes_changes_nothing()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.Site.ReaderAsync(Reader);
        var (data, old, fresh) = await AskToMoveAsync(newsroom, Elsewhere);
        var first = "/preferences/first/" + newsroom.Site.Get<LinkSigner>().SignUntil(LinkPurpose.FirstChoices, 1, newsroom.Clock.Milliseconds() + 1000);
        var before = await newsroom.Site.DumpAsync();
        foreach (var path in new[] { data, data + "/erase", data + "/record.json", old, fresh, first, "/preferences", newsroom.Site.Link(LinkPurpose.Preferences, 1) })
        {
            for (var time = 0; time < 20; time++)
            {
                foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Options, HttpMethod.Put, HttpMethod.Delete })
                    await newsroom.Site.SendAsync(method, path + "?action=link&hour=3&email=eve@example.org");
            }
        }
        (await newsroom.Site.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_reader_who_chose_a_language_meets_it_in_every_message_and_page_of_the_way()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var reader = await newsroom.ReaderAsync(Reader);
        var preferences = newsroom.Site.Link(LinkPurpose.Preferences, reader);
        await newsroom.Site.PostAsync(preferences, ("cadence", "Weekly"), ("day", "Friday"), ("language", "de"));
        (await newsroom.Site.GetAsync((await newsroom.Site.PostAsync(preferences, ("action", "link"))).Headers["Location"])).Body.ShouldContain("Eine Nachricht mit einem frischen Link");
        await newsroom.SubmitAsync();
        var message = newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem();
        message.Header("Subject").ShouldStartWith("Ihr Link zu Ihren Daten");
        message.Decoded.ShouldContain("Meine Daten öffnen");
        var data = message.PathOf("/preferences/data/");
        var page = await newsroom.Site.GetAsync(data);
        page.Body.ShouldContain("<html lang=\"de\"");
        page.Body.ShouldContain("Eine andere Adresse");
        page.Body.ShouldContain("<dd>liest uns</dd>");
        page.Body.ShouldContain("<dd>Einmal in der Woche (Freitag)</dd>");
        (await newsroom.Site.GetAsync(data + "/erase")).Body.ShouldContain("Das l&#xE4;sst sich nicht");

        await newsroom.Site.PostAsync(data, ("action", "address"), ("email", Elsewhere));
        await newsroom.SubmitAsync();
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Decoded.ShouldContain("Ändern Sie Ihre Adresse?");
        var asked = newsroom.Mail.TakeFor(Elsewhere).ShouldHaveSingleItem();
        asked.Decoded.ShouldContain("Ist das Ihre Adresse?");
        (await newsroom.Site.GetAsync(asked.PathOf("/preferences/address/"))).Body.ShouldContain("Ja, &#xE4;ndern");
        (await newsroom.Site.GetAsync(newsroom.Site.Link(LinkPurpose.Unsubscribe, reader))).Body.ShouldContain("Abmelden");
    }

    [Fact]
    public async Task The_language_of_the_address_stays_on_the_way()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync(Reader);
        var data = await FreshAsync(newsroom);
        (await newsroom.Site.GetAsync(data + "?lang=fr")).Body.ShouldContain($"action=\"{data}?lang=fr\"");
        var saved = await newsroom.Site.PostAsync(data + "?lang=fr", ("action", "time"), ("hour", "3"));
        saved.Headers["Location"].ShouldBe(data + "?done=saved&lang=fr");
        (await newsroom.Site.GetAsync(saved.Headers["Location"])).Body.ShouldContain("La prochaine");
    }

    private static async Task<string> FreshAsync(Newsroom newsroom, string address = Reader)
    {
        var reader = (await newsroom.Site.FindAsync(address))!;
        var asked = await newsroom.Site.PostAsync(newsroom.Site.Link(LinkPurpose.Preferences, reader.Id), ("action", "link"));
        (await newsroom.Site.GetAsync(asked.Headers["Location"])).Body.ShouldContain("A message with a fresh link is on its way");
        await newsroom.SubmitAsync();
        return newsroom.Mail.TakeFor(address).Single(message => message.Header("Subject").StartsWith("Your link", StringComparison.Ordinal)).PathOf("/preferences/data/");
    }

    private static async Task<(string Data, string Old, string New)> AskToMoveAsync(Newsroom newsroom, string address)
    {
        var data = await FreshAsync(newsroom);
        (await newsroom.Site.GetAsync((await newsroom.Site.PostAsync(data, ("action", "address"), ("email", address))).Headers["Location"])).Body.ShouldContain("We have written to both addresses");
        await newsroom.SubmitAsync();
        return (data, newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().PathOf("/preferences/address/"), newsroom.Mail.TakeFor(address).ShouldHaveSingleItem().PathOf("/preferences/address/"));
    }
}
