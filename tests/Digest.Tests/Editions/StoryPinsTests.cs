using Digest.Editions;
using Digest.Tests.Tools;

namespace Digest.Tests.Editions;

/// <summary>What editors pinned, as rows.</summary>
public sealed class StoryPinsTests
{
    [DatabaseFact]
    public async Task Pins_are_told_in_the_order_in_which_they_were_made_with_who_made_them()
    {
        await using var test = await FilledAsync();
        await PinAsync(test, 2, "Ada", 100);
        await PinAsync(test, 1, "Grace", 200);
        (await At(test, 99)).ShouldBe("");
        (await At(test, 150)).ShouldBe("2 Ada");
        (await At(test, 200)).ShouldBe("2 Ada, 1 Grace");
        (await test.Database.WriteAsync(session => StoryPins.UndoAsync(session, [1], "Grace", 300))).ShouldBe(1);
        (await test.Database.WriteAsync(session => StoryPins.UndoAsync(session, [1], "Grace", 400))).ShouldBe(0, "it is taken back");
        (await test.Database.WriteAsync(session => StoryPins.UndoAsync(session, [], "Grace", 400))).ShouldBe(0);
        (await At(test, 299)).ShouldBe("2 Ada, 1 Grace");
        (await At(test, 300)).ShouldBe("1 Grace");
    }

    [DatabaseFact]
    public async Task A_pin_ends_with_the_edition_that_took_its_story_and_holds_for_that_edition_however_late_it_is_read()
    {
        await using var test = await FilledAsync();
        await PinAsync(test, 1, "Ada", 100);
        await PinAsync(test, 3, "Ada", 110);
        await CloseAsync(test, id: 1, closedAt: 200, last: 2, "UPDATE stories SET number = id WHERE id < 3");
        await PinAsync(test, 2, "Grace", 300);
        (await At(test, 200, edition: 1)).ShouldBe("1 Ada, 3 Ada");
        (await At(test, 300)).ShouldBe("3 Ada, 2 Grace");
        await CloseAsync(test, id: 2, closedAt: 400, last: 3, "UPDATE stories SET number = id");
        (await At(test, 400, edition: 2)).ShouldBe("3 Ada, 2 Grace");
        (await At(test, 200, edition: 1)).ShouldBe("1 Ada, 3 Ada");
        (await At(test, 400)).ShouldBe("");
    }

    [DatabaseFact]
    public async Task A_skipped_edition_took_nothing()
    {
        await using var test = await FilledAsync();
        await PinAsync(test, 1, "Ada", 100);
        await CloseAsync(test, id: 1, closedAt: 200, last: 3, "UPDATE stories SET number = id");
        await test.Database.WriteAsync(session => session.ExecuteAsync("UPDATE editions SET state = 'Skipped'"));
        (await At(test, 300)).ShouldBe("1 Ada");
    }

    private static Task PinAsync(TestDatabase test, long story, string by, long at) => test.Database.WriteAsync(session => StoryPins.AddAsync(session, story, by, at));

    private static Task CloseAsync(TestDatabase test, long id, long closedAt, long last, string number) => test.Database.WriteAsync(async session =>
    {
        await session.ExecuteAsync(number);
        await session.ExecuteAsync("INSERT INTO editions (id, slug, state, weekday, due_at, closed_at, last_number) VALUES (@id, @slug, 'Closed', 1, @closedAt, @closedAt, @last)", new { id, slug = $"e{id}", closedAt, last });
    });

    private static async Task<string> At(TestDatabase test, long at, long? edition = null) => string.Join(", ",
        (await test.Database.ReadAsync(session => StoryPins.OfAsync(session, DateTimeOffset.FromUnixTimeMilliseconds(at), edition))).Select(pin => $"{pin.StoryId} {pin.ByAdmin}"));

    private static async Task<TestDatabase> FilledAsync()
    {
        var test = await TestDatabase.CreateAsync();
        await test.Database.WriteAsync(session => session.ExecuteAsync(
            "INSERT INTO stories (id, canonical_link, link, headline, first_seen_at) VALUES (1, 'a', 'a', 'Story 1', 1), (2, 'b', 'b', 'Story 2', 1), (3, 'c', 'c', 'Story 3', 1)"));
        return test;
    }
}
