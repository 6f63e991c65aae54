using Digest.Links;
using Digest.Subscribers;

namespace Digest.Web.Tests.Editions;

/// <summary>What readers chose, seen in what they get. 2 March 2026 is a Monday.</summary>
public sealed class ChoiceJourneys
{
    private const string Reader = "ada@reader.example";

    [Fact]
    public async Task Who_chose_days_gets_what_is_new_on_those_days()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync(Reader, Cadence.ChosenDays, days: 1 | 4);
        newsroom.Publish("monday");
        await newsroom.AtAsync(day: 2);
        newsroom.Publish("tuesday");
        await newsroom.AtAsync(day: 3);
        newsroom.Publish("wednesday");
        await newsroom.AtAsync(day: 4);
        newsroom.Mail.TakeFor(Reader).Select(message => string.Join(' ', message.Stories)).ShouldBe(["monday", "wednesday tuesday"]);
    }

    [Fact]
    public async Task Who_wants_breaking_news_only_gets_no_edition_and_comes_back_without_a_backlog()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var id = await newsroom.ReaderAsync(Reader);
        var path = newsroom.Site.Link(LinkPurpose.Preferences, id);
        await newsroom.Site.PostAsync(path, ("cadence", "BreakingOnly"));
        for (var day = 2; day < 7; day++)
        {
            newsroom.Publish($"story-{day}");
            await newsroom.AtAsync(day);
        }
        (await newsroom.SendNowAsync()).ShouldBeNull();
        newsroom.Mail.TakeFor(Reader).ShouldBeEmpty();

        await newsroom.Site.PostAsync(path, ("cadence", "Daily"));
        newsroom.Publish("story-7");
        await newsroom.AtAsync(day: 7);
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["story-7", "story-6"]);
    }

    [Fact]
    public async Task Who_goes_back_to_a_cadence_at_once_has_lost_nothing()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var path = newsroom.Site.Link(LinkPurpose.Preferences, await newsroom.ReaderAsync(Reader, Cadence.Weekly, days: 64));
        newsroom.Publish("monday");
        await newsroom.AtAsync(day: 2);
        await newsroom.Site.PostAsync(path, ("cadence", "Weekdays"));
        newsroom.Publish("tuesday");
        await newsroom.AtAsync(day: 3);
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["tuesday", "monday"]);
    }

    [Fact]
    public async Task A_muted_topic_stays_away_and_the_admin_is_told_why_nothing_came()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        var id = await newsroom.ReaderAsync(Reader);
        await newsroom.ReaderAsync("bob@reader.example");
        await newsroom.Site.ExecuteAsync($"""UPDATE subscribers SET muted = '["Sport"]' WHERE id = {id}""");
        newsroom.Publish("match", "council");
        await newsroom.Site.Get<Digest.Stories.ImportStories>().PollAllAsync();
        await newsroom.Site.ExecuteAsync("""UPDATE stories SET topics = '["Sport"]' WHERE link LIKE '%match%'""");
        await newsroom.Site.ExecuteAsync("""UPDATE stories SET topics = '["Council"]' WHERE link LIKE '%council%'""");
        newsroom.Clock.Set(new DateTimeOffset(2026, 3, 2, 7, 0, 0, TimeSpan.Zero));
        await newsroom.RunAsync("close-edition");
        await newsroom.SubmitAsync();
        newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Stories.ShouldBe(["council"]);
        newsroom.Mail.TakeFor("bob@reader.example").ShouldHaveSingleItem().Stories.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Who_wants_text_gets_text_alone_and_the_others_both()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.ReaderAsync(Reader);
        await newsroom.ReaderAsync("bob@reader.example");
        await newsroom.Site.ExecuteAsync("UPDATE subscribers SET format = 'Text' WHERE address LIKE 'ada%'");
        newsroom.Publish("monday");
        await newsroom.AtAsync(day: 2);
        var text = newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().Source;
        text.ShouldContain("Content-Type: text/plain; charset=utf-8\r\n");
        text.ShouldNotContain("multipart");
        text.ShouldNotContain("<html");
        text.ShouldContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
        newsroom.Mail.TakeFor("bob@reader.example").ShouldHaveSingleItem().Source.ShouldContain("multipart/alternative");
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(DISTINCT variant_id) FROM messages")).ShouldBe(1);
    }
}
