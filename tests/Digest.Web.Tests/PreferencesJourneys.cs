using System.Net;
using Digest.Links;
using Digest.Storage;
using Digest.Subscribers;
using Digest.Web.Tests.Editions;

namespace Digest.Web.Tests;

public sealed class PreferencesJourneys
{
    [Fact]
    public async Task The_page_shows_neither_address_nor_name()
    {
        await using var site = await TestSite.StartAsync();
        var reader = await site.ReaderAsync("ada.lovelace@example.org");
        await site.ExecuteAsync("UPDATE subscribers SET name = 'Countess Augusta'");
        foreach (var purpose in new[] { LinkPurpose.Preferences, LinkPurpose.Unsubscribe, LinkPurpose.Confirm })
        {
            var page = await site.GetAsync(site.Link(purpose, reader.Id));
            page.Body.ShouldNotContain("lovelace", Case.Insensitive);
            page.Body.ShouldNotContain("augusta", Case.Insensitive);
        }
    }

    [Fact]
    public async Task Topics_come_from_the_archive_and_nothing_ticked_means_everything()
    {
        await using var site = await TestSite.StartAsync();
        await site.ExecuteAsync("""
            INSERT INTO stories (canonical_link, link, headline, topics, first_seen_at)
            VALUES ('a', 'a', 'A', '["Harbour","Council"]', 1), ('b', 'b', 'B', '["harbour","Arts & <Crafts>"]', 1)
            """);
        var reader = await site.ReaderAsync("ada@example.org");
        var path = site.Link(LinkPurpose.Preferences, reader.Id);
        (await site.GetAsync(path)).Body.ShouldContain("value=\"Arts &amp; &lt;Crafts&gt;\"");

        await site.PostAsync(path, ("action", "save"), ("topics-offered", "1"), ("topics", "harbour"), ("topics", "Council"), ("topics", "Gossip"));
        (await site.FindAsync("ada@example.org"))!.Topics.ShouldBe("""["Council","harbour"]""");
        (await site.PostAsync(path, ("action", "save"), ("cadence", "Weekdays"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await site.FindAsync("ada@example.org"))!.Topics.ShouldBe("""["Council","harbour"]""");
        await site.PostAsync(path, ("action", "save"), ("topics-offered", "1"));
        (await site.FindAsync("ada@example.org"))!.Topics.ShouldBe("[]");
    }

    [Fact]
    public async Task A_pause_ends_at_the_beginning_of_its_day_where_the_reader_is()
    {
        await using var site = await TestSite.StartAsync();
        var reader = await site.ReaderAsync("ada@example.org");
        var path = site.Link(LinkPurpose.Preferences, reader.Id);
        await site.ExecuteAsync("UPDATE subscribers SET time_zone = 'Europe/Madrid'");
        await site.PostAsync(path, ("action", "pause"), ("until", "2026-07-01"));
        (await site.FindAsync("ada@example.org"))!.PausedUntil.ToTime().ShouldBe(new DateTimeOffset(2026, 6, 30, 22, 0, 0, TimeSpan.Zero));
        (await site.GetAsync(path)).Body.ShouldContain("until 1 July 2026");
        await site.PostAsync(path, ("action", "resume"));
        (await site.FindAsync("ada@example.org"))!.PausedUntil.ShouldBeNull();
    }

    [Fact]
    public async Task Nothing_comes_during_a_pause_not_even_what_waited_for_the_readers_hour_and_its_stories_come_afterwards()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var path = newsroom.Site.Link(LinkPurpose.Preferences, await newsroom.ReaderAsync("evening@reader.example", hour: 20));
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2);
        (await newsroom.Site.ScalarAsync<string>("SELECT status FROM messages")).ShouldBe("Prepared");

        await newsroom.AtAsync(day: 2, hour: 12);
        await newsroom.Site.PostAsync(path, ("action", "pause"), ("until", "2026-03-04"));
        (await newsroom.Site.GetAsync(path)).Body.ShouldContain("You get nothing until 4 March 2026");
        await newsroom.AtAsync(day: 2, hour: 20);
        newsroom.Mail.TakeFor("evening@reader.example").ShouldBeEmpty();

        await newsroom.AtAsync(day: 4);
        await newsroom.AtAsync(day: 4, hour: 20);
        newsroom.Mail.TakeFor("evening@reader.example").ShouldHaveSingleItem().Stories.ShouldBe(["first"]);
    }

    [Fact]
    public async Task Topics_that_nobody_offered_change_nothing()
    {
        await using var site = await TestSite.StartAsync();
        await site.ExecuteAsync("""INSERT INTO stories (canonical_link, link, headline, topics, first_seen_at) VALUES ('a', 'a', 'A', '["Harbour","Council"]', 1)""");
        var reader = await site.ReaderAsync("ada@example.org");
        var path = site.Link(LinkPurpose.Preferences, reader.Id);
        await site.PostAsync(path, ("action", "save"), ("topics-offered", "1"), ("topics", "Harbour"));
        await site.PostAsync(path, ("action", "save"), ("topics-offered", "1"), ("topics", "Gossip"), ("cadence", "Weekly"));
        var after = (await site.FindAsync("ada@example.org"))!;
        (after.Topics, after.Cadence).ShouldBe(("""["Harbour"]""", Cadence.Weekly));
        await site.PostAsync(path, ("action", "save"), ("topics-offered", "1"), ("topics", "Gossip"), ("topics", "Council"));
        (await site.FindAsync("ada@example.org"))!.Topics.ShouldBe("""["Council"]""");
    }

    [Fact]
    public async Task A_press_of_a_button_that_is_not_there_is_not_understood()
    {
        await using var site = await TestSite.StartAsync();
        var reader = await site.ReaderAsync("ada@example.org");
        var before = await site.DumpAsync();
        var page = await site.PostAsync(site.Link(LinkPurpose.Preferences, reader.Id), ("action", "nonsense"), ("cadence", "Weekly"));
        page.ShouldBeClearPage(HttpStatusCode.BadRequest);
        page.Body.ShouldContain("We did not understand that");
        (await site.DumpAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("action", "pause", "until", "2026-03-02")]
    [InlineData("action", "pause", "until", "2028-01-01")]
    [InlineData("action", "pause", "until", "soon")]
    [InlineData("action", "save", "cadence", "hourly")]
    [InlineData("action", "save", "cadence", "7")]
    [InlineData("action", "save", "day", "Someday")]
    [InlineData("cadence", "ChosenDays", "action", "save")]
    [InlineData("cadence", "ChosenDays", "days", "Someday")]
    [InlineData("action", "save", "format", "Pdf")]
    [InlineData("action", "save", "language", "tlh")]
    public async Task A_choice_that_cannot_be_is_named_and_nothing_is_saved(string field, string value, string second, string wrong)
    {
        await using var site = await TestSite.StartAsync();
        var reader = await site.ReaderAsync("ada@example.org");
        var before = await site.DumpAsync();
        var page = await site.PostAsync(site.Link(LinkPurpose.Preferences, reader.Id), (field, value), (second, wrong));
        page.ShouldBeClearPage(HttpStatusCode.BadRequest);
        page.Body.ShouldContain("role=\"alert\"");
        (await site.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task What_was_typed_as_the_end_of_a_pause_is_kept_and_the_field_says_what_is_wrong()
    {
        await using var site = await TestSite.StartAsync();
        var reader = await site.ReaderAsync("ada@example.org");
        var page = await site.PostAsync(site.Link(LinkPurpose.Preferences, reader.Id), ("action", "pause"), ("until", "2028-01-01"));
        page.Body.ShouldContain("<a href=\"#until\">Please choose a day");
        page.Body.ShouldContain("id=\"until-problem\"");
        page.Body.ShouldContain("value=\"2028-01-01\"");
        page.Body.ShouldContain("aria-invalid=\"true\" aria-describedby=\"until-problem\"");
    }

    [Fact]
    public async Task The_page_says_in_one_sentence_what_comes_and_when()
    {
        await using var site = await TestSite.StartAsync();
        var path = site.Link(LinkPurpose.Preferences, (await site.ReaderAsync("ada@example.org")).Id);
        (await site.GetAsync(path)).Body.ShouldContain("It comes every day, as soon as the edition is ready (07:00, UTC), about everything.");
        await site.ExecuteAsync("""INSERT INTO stories (canonical_link, link, headline, topics, first_seen_at) VALUES ('a', 'a', 'A', '["Harbour","Council"]', 1)""");
        await site.ExecuteAsync("UPDATE subscribers SET send_hour = 18, time_zone = 'America/New_York'");
        await site.PostAsync(path, ("cadence", "Weekly"), ("day", "Friday"), ("topics-offered", "1"), ("topics", "Council"));
        (await site.GetAsync(path)).Body.ShouldContain("It comes every Friday, at 18:00 (America/New York), about Council.");
    }

    [Fact]
    public async Task Days_of_ones_own_breaking_news_only_and_text_alone_are_kept_said_and_written_down()
    {
        await using var site = await TestSite.StartAsync();
        var path = site.Link(LinkPurpose.Preferences, (await site.ReaderAsync("ada@example.org")).Id);
        await site.PostAsync(path, ("cadence", "ChosenDays"), ("days", "Friday"), ("days", "Monday"), ("format", "Text"));
        (await site.GetAsync(path)).Body.ShouldContain("It comes every Monday, Friday, as soon as");
        var reader = (await site.FindAsync("ada@example.org"))!;
        (reader.Cadence, reader.Days, reader.Format).ShouldBe((Cadence.ChosenDays, 17, MessageFormat.Text));
        await site.PostAsync(path, ("cadence", "BreakingOnly"));
        (await site.GetAsync(path)).Body.ShouldContain("Only special editions come to you, about everything.");
        reader = (await site.FindAsync("ada@example.org"))!;
        (reader.Cadence, reader.Days, reader.Format).ShouldBe((Cadence.BreakingOnly, 0, MessageFormat.Text));
        (await site.ColumnAsync("SELECT what || ': ' || before_value || ' > ' || after_value FROM subscriber_changes WHERE what <> 'Status' ORDER BY id"))
            .ShouldBe("Cadence: Daily > ChosenDays, Monday, Friday, Format: Html > Text, Cadence: ChosenDays, Monday, Friday > BreakingOnly");
    }

    [Fact]
    public async Task Muted_topics_are_kept_and_a_topic_in_both_lists_is_named()
    {
        await using var site = await TestSite.StartAsync();
        await site.ExecuteAsync("""INSERT INTO stories (canonical_link, link, headline, topics, first_seen_at) VALUES ('a', 'a', 'A', '["Harbour","Council"]', 1)""");
        var path = site.Link(LinkPurpose.Preferences, (await site.ReaderAsync("ada@example.org")).Id);
        await site.PostAsync(path, ("muted-offered", "1"), ("muted", "harbour"), ("topics-offered", "1"));
        (await site.FindAsync("ada@example.org"))!.Muted.ShouldBe("""["Harbour"]""");
        (await site.GetAsync(path)).Body.ShouldContain("about everything but Harbour.");
        var both = await site.PostAsync(path, ("muted-offered", "1"), ("muted", "Harbour"), ("topics-offered", "1"), ("topics", "Harbour"));
        both.Status.ShouldBe(HttpStatusCode.BadRequest);
        both.Body.ShouldContain("href=\"#muted\"");
        (await site.FindAsync("ada@example.org"))!.Topics.ShouldBe("[]");
        await site.PostAsync(path, ("muted-offered", "1"), ("topics-offered", "1"));
        (await site.FindAsync("ada@example.org"))!.Muted.ShouldBe("[]");
    }

    [Fact]
    public async Task Whoever_has_left_finds_nothing_to_change()
    {
        await using var site = await TestSite.StartAsync();
        var reader = await site.ReaderAsync("ada@example.org");
        await site.PostAsync(site.Link(LinkPurpose.Unsubscribe, reader.Id), ("by", "page"));
        var before = await site.DumpAsync();
        (await site.GetAsync(site.Link(LinkPurpose.Preferences, reader.Id))).Body.ShouldContain("You get no messages from us");
        await site.PostAsync(site.Link(LinkPurpose.Preferences, reader.Id), ("action", "save"), ("cadence", "Weekly"));
        (await site.DumpAsync()).ShouldBe(before);
        (await site.FindAsync("ada@example.org"))!.Status.ShouldBe(SubscriberStatus.Unsubscribed);
    }
}
