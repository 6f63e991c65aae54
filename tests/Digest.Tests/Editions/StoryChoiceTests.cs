using Digest.Editions;
using Digest.Editions.Ranking;
using Digest.Related;
using Digest.Stories;

namespace Digest.Tests.Editions;

public sealed class StoryChoiceTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-03-02T07:00:00Z");

    [Fact]
    public void A_reader_is_offered_what_is_numbered_after_their_position() =>
        Choose([Story(1), Story(2), Story(3), Story(4)], new ReaderGroup { Position = 2 }).ShouldBe("4 | 3");

    [Fact]
    public void The_newest_story_comes_first_whatever_its_number() =>
        Choose([Story(1, hoursAgo: 1), Story(2, hoursAgo: 5), Story(3, hoursAgo: 3)], new ReaderGroup()).ShouldBe("1 | 3 | 2");

    [Fact]
    public void A_reader_who_follows_topics_gets_stories_of_those_topics_only()
    {
        Choose([Story(1, topics: """["Harbour"]"""), Story(2, topics: """["Schools","Money"]"""), Story(3)], new ReaderGroup { Topics = """["money","Sport"]""" }).ShouldBe("2");
    }

    [Fact]
    public void Who_follows_topics_gets_their_stories_and_everybody_else_those_without_a_muted_one()
    {
        NumberedStory[] stories = [Story(1, topics: """["Sport"]"""), Story(2, topics: """["sport","Money"]"""), Story(3, topics: """["Money"]"""), Story(4)];
        Choose(stories, new ReaderGroup { Muted = """["Sport"]""" }).ShouldBe("4 | 3");
        Choose(stories, new ReaderGroup { Topics = """["Money"]""", Muted = """["Sport"]""" }).ShouldBe("3 | 2");
    }

    [Fact]
    public void What_was_offered_beyond_the_position_is_not_offered_again() =>
        Choose([Story(1), Story(2), Story(3), Story(4)], new ReaderGroup { OfferedAhead = "[[1,3]]" }).ShouldBe("4 | 1");

    [Fact]
    public void A_choice_is_cut_at_the_most_items_and_what_is_cut_is_eligible_all_the_same()
    {
        var options = new EditionOptions { MaxStories = 2 };
        NumberedStory[] stories = [Story(1), Story(2), Story(3), Story(4)];
        Choose(stories, new ReaderGroup(), options, (4, 1)).ShouldBe("4 1 | 3");
        new StoryChoice(options).Eligible(stories, new ReaderGroup(), Now).Count().ShouldBe(4);
    }

    [Fact]
    public void An_item_stands_where_its_latest_story_puts_it() =>
        Choose([Story(1), Story(2), Story(3), Story(4)], new ReaderGroup(), new EditionOptions { Ranking = new RankingOptions { ClusterSize = 0 } }, (1, 3)).ShouldBe("4 | 3 1 | 2");

    [Fact]
    public void Who_gets_only_some_stories_of_an_event_gets_an_item_of_those()
    {
        NumberedStory[] stories = [Story(1), Story(2, topics: """["Sport"]"""), Story(3), Story(4)];
        Choose(stories, new ReaderGroup { Position = 1, Muted = """["Sport"]""" }, options: null, (1, 2), (2, 4), (1, 4)).ShouldBe("4 | 3");
        Choose(stories, new ReaderGroup { Muted = """["Sport"]""" }, options: null, (1, 2), (2, 4), (1, 4)).ShouldBe("4 1 | 3");
    }

    [Fact]
    public void A_backlog_is_bounded_only_when_asked_for()
    {
        var old = Story(1, hoursAgo: 24 * 40);
        Choose([old], new ReaderGroup()).ShouldBe("1");
        Choose([old], new ReaderGroup(), new EditionOptions { MaxAgeDays = 30 }).ShouldBe("");
    }

    private static string Choose(NumberedStory[] stories, ReaderGroup group, EditionOptions? options = null, params (long One, long Other)[] alike)
    {
        var clusters = new StoryClusters([.. stories.Select(story => new DatedStory(story.Id, story.Time))], [],
            (one, other) => alike.Contains((one, other)) || alike.Contains((other, one)) ? 0.9 : 0, new RelatedOptions());
        return string.Join(" | ", new StoryChoice(options ?? new EditionOptions()).Of(stories, group, Now, clusters, []).Select(item => string.Join(' ', item.StoryIds)));
    }

    private static NumberedStory Story(long number, double? hoursAgo = null, string topics = "[]") => new()
    {
        Id = number,
        Number = number,
        TopicsJson = topics,
        Time = (Now - TimeSpan.FromHours(hoursAgo ?? 100 - number)).ToUnixTimeMilliseconds(),
    };
}
