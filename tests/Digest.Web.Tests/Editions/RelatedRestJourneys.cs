using Digest.Editions;
using Digest.Stories;
using Digest.Tests.Tools;

namespace Digest.Web.Tests.Editions;

/// <summary>What readers were offered is not offered to them again as related for a week; what others were offered is.</summary>
public sealed class RelatedRestJourneys
{
    [DatabaseFact]
    public async Task What_a_reader_was_offered_rests_for_a_week_and_may_come_again_as_related_afterwards()
    {
        await using var newsroom = await OpenAsync();
        await newsroom.ReaderAsync("reader@reader.example");
        await DayAsync(newsroom, 2, 0);
        newsroom.Mail.TakeFor("reader@reader.example").ShouldHaveSingleItem();
        await DayAsync(newsroom, 3, 5);
        newsroom.Mail.TakeFor("reader@reader.example").ShouldHaveSingleItem().Related.ShouldBeEmpty();
        // To the day: what came on Monday with one edition does not come on the next Monday with another.
        await DayAsync(newsroom, 9, 10);
        newsroom.Mail.TakeFor("reader@reader.example").ShouldHaveSingleItem().Related.ShouldBeEmpty();
        await DayAsync(newsroom, 17, 15);
        newsroom.Mail.TakeFor("reader@reader.example").ShouldHaveSingleItem().Related.ShouldBe([Matters.Slug(10), Matters.Slug(5), Matters.Slug(0)], ignoreOrder: true);
        // Now they were shown as related.
        await DayAsync(newsroom, 18, 20);
        newsroom.Mail.TakeFor("reader@reader.example").ShouldHaveSingleItem().Related.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_rest_is_a_setting()
    {
        await using var newsroom = await OpenAsync(("Editions:RelatedRestDays", "0"));
        await newsroom.ReaderAsync("reader@reader.example");
        await DayAsync(newsroom, 2, 0);
        await DayAsync(newsroom, 3, 5);
        newsroom.Mail.TakeFor("reader@reader.example")[^1].Related.ShouldBe([Matters.Slug(0)]);
    }

    [Fact]
    public async Task A_message_that_failed_offered_nothing()
    {
        await using var newsroom = await OpenAsync();
        await newsroom.ReaderAsync("reader@reader.example", topics: """["Water","Country"]""");
        await DayAsync(newsroom, 2, 0);
        newsroom.Mail.Answer = _ => MailServer.Refusal;
        // It shows what stood beside no story before, and fails.
        await newsroom.Site.ExecuteAsync("UPDATE messages SET finished_at = 0");
        await DayAsync(newsroom, 3, 5);
        newsroom.Mail.Answer = _ => null;
        await DayAsync(newsroom, 4, 10);
        newsroom.Mail.TakeFor("reader@reader.example")[^1].Related.ShouldBe([Matters.Slug(0)]);
    }

    [DatabaseFact]
    public async Task Readers_with_other_histories_are_offered_what_is_new_to_them()
    {
        await using var newsroom = await OpenAsync();
        await newsroom.ReaderAsync("all@reader.example");
        await newsroom.ReaderAsync("money@reader.example", topics: """["Money"]""");
        await DayAsync(newsroom, 2, 0);
        // The ferry is a matter of water and money.
        newsroom.Feed.Add("ferry", newsroom.Clock.GetUtcNow(), "Orvalle dam: the ferry stops", "The spillway above the Orvalle reservoir: the ferry stops.", "Water", "Money");
        await newsroom.AtAsync(3);
        newsroom.Mail.TakeFor("money@reader.example").ShouldHaveSingleItem().Related.ShouldBe([Matters.Slug(0)]);
        newsroom.Mail.TakeFor("all@reader.example")[^1].Related.ShouldBeEmpty();
    }

    [DatabaseFact]
    public async Task Who_comes_into_a_group_after_its_variant_was_rendered_is_not_offered_things_again_either()
    {
        await using var newsroom = await OpenAsync();
        var mover = await newsroom.ReaderAsync("mover@reader.example");
        await newsroom.ReaderAsync("money@reader.example", topics: """["Money"]""");
        await DayAsync(newsroom, 2, 0);
        newsroom.Mail.TakeFor("mover@reader.example").ShouldHaveSingleItem();
        newsroom.Clock.Set(At(3));
        newsroom.Feed.Add("ferry", newsroom.Clock.GetUtcNow(), "Orvalle dam: the ferry stops", "The spillway above the Orvalle reservoir: the ferry stops.", "Water", "Money");
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        var edition = (await newsroom.Site.Get<CloseEdition>().RunAsync()).ShouldNotBeNull();
        await newsroom.Site.Get<EditionVariants>().RenderMissingAsync(edition, 0, long.MaxValue);
        await newsroom.Site.ExecuteAsync($"UPDATE subscribers SET topics = '[\"Money\"]' WHERE id = {mover}");
        await newsroom.RunAsync("prepare-messages");
        await newsroom.SubmitAsync();
        var message = newsroom.Mail.TakeFor("mover@reader.example").ShouldHaveSingleItem();
        message.Stories.ShouldBe(["ferry"]);
        message.Related.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_story_that_waits_for_the_next_edition_does_not_come_beside_another_before()
    {
        await using var newsroom = await OpenAsync(("Editions:GraceMinutes", "30"));
        await newsroom.ReaderAsync("reader@reader.example");
        newsroom.Feed.Publish(5, newsroom.Clock.GetUtcNow());
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        newsroom.Clock.Advance(TimeSpan.FromMinutes(45));
        newsroom.Feed.Publish(0, newsroom.Clock.GetUtcNow() - TimeSpan.FromHours(5));
        await newsroom.AtAsync(2);
        var first = newsroom.Mail.TakeFor("reader@reader.example").ShouldHaveSingleItem();
        first.Stories.ShouldBe([Matters.Slug(5)]);
        await newsroom.AtAsync(3);
        newsroom.Mail.TakeFor("reader@reader.example").ShouldHaveSingleItem().Stories.ShouldBe([Matters.Slug(0)]);
    }

    [Fact]
    public async Task The_coming_edition_is_shown_with_what_is_related_then()
    {
        await using var newsroom = await OpenAsync(("Editions:MaxStories", "1"), ("Editions:GraceMinutes", "30"));
        await newsroom.ReaderAsync("reader@reader.example");
        newsroom.Feed.Publish(0, newsroom.Clock.GetUtcNow() - TimeSpan.FromDays(10));
        newsroom.Feed.Publish(5, newsroom.Clock.GetUtcNow());
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        newsroom.Clock.Advance(TimeSpan.FromMinutes(45));
        // It comes as a story of its own in the next edition.
        newsroom.Feed.Publish(10, newsroom.Clock.GetUtcNow() - TimeSpan.FromDays(20));
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        var preview = (await newsroom.Site.Get<NextEdition>().PreviewAsync()).ShouldNotBeNull();
        await newsroom.AtAsync(2);
        var message = newsroom.Mail.TakeFor("reader@reader.example").ShouldHaveSingleItem();
        message.Related.ShouldBe([Matters.Slug(0)]);
        preview.Composition.Content.Stories.ShouldHaveSingleItem().Related.Select(one => one.Link[(one.Link.LastIndexOf('/') + 1)..]).ShouldBe(message.Related);
    }

    private static Task<Newsroom> OpenAsync(params (string Key, string Value)[] settings) => Newsroom.OpenAsync([("Editions:RelatedPerStory", "3"), .. settings]);

    private static async Task DayAsync(Newsroom newsroom, int day, int story)
    {
        newsroom.Clock.Set(At(day));
        newsroom.Feed.Publish(story, newsroom.Clock.GetUtcNow() - TimeSpan.FromHours(1));
        await newsroom.AtAsync(day);
    }

    private static DateTimeOffset At(int day) => new(2026, 3, day, 7, 0, 0, TimeSpan.Zero);
}
