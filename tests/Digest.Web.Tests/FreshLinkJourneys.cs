using System.Net;
using System.Text.Json;
using Digest.Links;
using Digest.Signup;
using Digest.Subscribers;
using Digest.Web.Tests.Editions;
using static Digest.Web.Tests.FreshLinkSteps;

namespace Digest.Web.Tests;

/// <summary>What a reader does with a fresh link, from the message in their own mailbox.</summary>
public sealed class FreshLinkJourneys
{
    [Fact]
    public async Task Hour_and_time_zone_ask_for_a_fresh_link_and_stay_as_they_are_without_one()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var preferences = newsroom.Site.Link(LinkPurpose.Preferences, await newsroom.ReaderAsync(Reader));
        (await newsroom.Site.GetAsync(preferences)).Body.ShouldNotContain("name=\"hour\"");
        await newsroom.Site.PostAsync(preferences, ("cadence", "Weekly"), ("hour", "18"), ("zone", "Europe/Madrid"));
        (await newsroom.Site.FindAsync(Reader))!.ShouldSatisfyAllConditions(one => one.SendHour.ShouldBeNull(), one => one.TimeZone.ShouldBeNull(), one => one.Cadence.ShouldBe(Cadence.Weekly));

        var data = await newsroom.FreshAsync();
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
        var data = await newsroom.FreshAsync();
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
        var data = await newsroom.FreshAsync();
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
        var data = await newsroom.FreshAsync();
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
    public async Task Who_has_left_still_gets_the_link_to_their_data()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.Site.ReaderAsync(Reader);
        await newsroom.Site.PostAsync(newsroom.Site.Link(LinkPurpose.Unsubscribe, 1), ("by", "page"));
        var data = await newsroom.FreshAsync();
        (await newsroom.Site.GetAsync(data)).Body.ShouldContain("You get no editions at present");
        var before = await newsroom.Site.DumpAsync();
        await newsroom.Site.PostAsync(data, ("action", "time"), ("hour", "7"));
        (await newsroom.Site.PostAsync(data, ("action", "address"), ("email", Elsewhere))).ShouldBeClearPage(HttpStatusCode.NotFound);
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
        var data = await newsroom.FreshAsync();
        (await newsroom.Site.GetAsync(data + "?lang=fr")).Body.ShouldContain($"action=\"{data}?lang=fr\"");
        var saved = await newsroom.Site.PostAsync(data + "?lang=fr", ("action", "time"), ("hour", "3"));
        saved.Headers["Location"].ShouldBe(data + "?done=saved&lang=fr");
        (await newsroom.Site.GetAsync(saved.Headers["Location"])).Body.ShouldContain("La prochaine");
    }
}
