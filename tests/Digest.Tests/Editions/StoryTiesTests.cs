using Digest.Editions;
using Digest.Related;
using Digest.Tests.Tools;

namespace Digest.Tests.Editions;

/// <summary>What editors said of stories, as rows.</summary>
public sealed class StoryTiesTests
{
    [DatabaseFact]
    public async Task Every_pair_is_kept_and_the_latest_word_comes_first()
    {
        await using var test = await FilledAsync();
        await test.Database.WriteAsync(session => StoryTies.AddAsync(session, TieKind.Joined, [3, 1], [2], "Ada", 100));
        await test.Database.WriteAsync(session => StoryTies.AddAsync(session, TieKind.Apart, [1], [3], "Grace", 200));
        (await TiesAsync(test, at: 300)).ShouldBe([new StoryTie(1, 3, Joined: false), new StoryTie(1, 2, Joined: true), new StoryTie(2, 3, Joined: true)]);
        var said = await test.Database.ReadAsync(session => StoryTies.OfAsync(session, [1], 10));
        said.Select(word => (word.What, word.ByAdmin, word.Headline, word.OtherHeadline)).ShouldBe([(TieKind.Apart, "Grace", "Story 1", "Story 3")]);
    }

    [DatabaseFact]
    public async Task What_is_said_or_undone_after_an_edition_closed_makes_no_difference_to_it()
    {
        await using var test = await FilledAsync();
        await test.Database.WriteAsync(session => StoryTies.AddAsync(session, TieKind.Joined, [1], [2], "Ada", 100));
        (await test.Database.WriteAsync(session => StoryTies.UndoAsync(session, 1, "Grace", 200))).ShouldBeTrue();
        (await test.Database.WriteAsync(session => StoryTies.UndoAsync(session, 1, "Ada", 300))).ShouldBeFalse("it is undone");
        (await test.Database.WriteAsync(session => StoryTies.UndoAsync(session, 7, "Ada", 300))).ShouldBeFalse("there is none");
        (await TiesAsync(test, at: 99)).ShouldBeEmpty();
        (await TiesAsync(test, at: 100)).Count.ShouldBe(1);
        (await TiesAsync(test, at: 199)).Count.ShouldBe(1);
        (await TiesAsync(test, at: 200)).ShouldBeEmpty();
        var word = (await test.Database.ReadAsync(session => StoryTies.OfAsync(session, [1, 2, 3], 10))).ShouldHaveSingleItem();
        (word.ByAdmin, word.At, word.UndoneBy, word.UndoneAt).ShouldBe(("Ada", 100, "Grace", 200));
    }

    [DatabaseFact]
    public async Task What_was_said_of_stories_that_everybody_was_offered_is_not_read_again()
    {
        await using var test = await FilledAsync();
        await test.Database.WriteAsync(session => session.ExecuteAsync("UPDATE stories SET number = id WHERE id < 3"));
        await test.Database.WriteAsync(session => StoryTies.AddAsync(session, TieKind.Joined, [1], [2, 3], "Ada", 100));
        (await TiesAsync(test, at: 100, after: 2)).ShouldBe([new StoryTie(1, 3, Joined: true)]);
        (await TiesAsync(test, at: 100, after: 1)).Count.ShouldBe(2);
    }

    private static Task<IReadOnlyList<StoryTie>> TiesAsync(TestDatabase test, long at, long after = 0) =>
        test.Database.ReadAsync(session => StoryTies.AfterAsync(session, after, DateTimeOffset.FromUnixTimeMilliseconds(at)));

    private static async Task<TestDatabase> FilledAsync()
    {
        var test = await TestDatabase.CreateAsync();
        await test.Database.WriteAsync(session => session.ExecuteAsync(
            "INSERT INTO stories (id, canonical_link, link, headline, first_seen_at) VALUES (1, 'a', 'a', 'Story 1', 1), (2, 'b', 'b', 'Story 2', 1), (3, 'c', 'c', 'Story 3', 1)"));
        return test;
    }
}
