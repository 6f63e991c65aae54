using Digest.Editions;
using Digest.Stories;

namespace Digest.Tests.Editions;

public sealed class StoryChoiceTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-03-02T07:00:00Z");

    [Fact]
    public void A_reader_is_offered_what_is_numbered_after_their_position() =>
        Choose(position: 2, Story(1), Story(2), Story(3), Story(4)).ShouldBe([4, 3]);

    [Fact]
    public void The_newest_story_comes_first_whatever_its_number() =>
        Choose(position: 0, Story(1, hoursAgo: 1), Story(2, hoursAgo: 5), Story(3, hoursAgo: 3)).ShouldBe([1, 3, 2]);

    [Fact]
    public void A_reader_who_follows_topics_gets_stories_of_those_topics_only()
    {
        var choice = new StoryChoice(new EditionOptions());
        choice.Of([Story(1, topics: """["Harbour"]"""), Story(2, topics: """["Schools","Money"]"""), Story(3)], new ReaderGroup { Topics = """["money","Sport"]""" }, Now).ShouldBe([2]);
    }

    [Fact]
    public void Who_follows_topics_gets_their_stories_and_everybody_else_those_without_a_muted_one()
    {
        var choice = new StoryChoice(new EditionOptions());
        NumberedStory[] stories = [Story(1, topics: """["Sport"]"""), Story(2, topics: """["sport","Money"]"""), Story(3, topics: """["Money"]"""), Story(4)];
        choice.Of(stories, new ReaderGroup { Muted = """["Sport"]""" }, Now).ShouldBe([4, 3]);
        choice.Of(stories, new ReaderGroup { Topics = """["Money"]""", Muted = """["Sport"]""" }, Now).ShouldBe([3, 2]);
    }

    [Fact]
    public void What_was_offered_beyond_the_position_is_not_offered_again() =>
        new StoryChoice(new EditionOptions()).Of([Story(1), Story(2), Story(3), Story(4)], new ReaderGroup { OfferedAhead = "[[1,3]]" }, Now).ShouldBe([4, 1]);

    [Fact]
    public void A_choice_is_cut_at_the_most_stories() =>
        new StoryChoice(new EditionOptions { MaxStories = 2 }).Of([Story(1), Story(2), Story(3)], 0, Now).Count.ShouldBe(2);

    [Fact]
    public void A_backlog_is_bounded_only_when_asked_for()
    {
        var old = Story(1, hoursAgo: 24 * 40);
        new StoryChoice(new EditionOptions()).Of([old], 0, Now).ShouldBe([1]);
        new StoryChoice(new EditionOptions { MaxAgeDays = 30 }).Of([old], 0, Now).ShouldBeEmpty();
    }

    private static IReadOnlyList<long> Choose(long position, params NumberedStory[] stories) =>
        new StoryChoice(new EditionOptions()).Of(stories, position, Now);

    private static NumberedStory Story(long number, double? hoursAgo = null, string topics = "[]") => new()
    {
        Id = number,
        Number = number,
        TopicsJson = topics,
        Time = (Now - TimeSpan.FromHours(hoursAgo ?? 100 - number)).ToUnixTimeMilliseconds(),
    };
}
