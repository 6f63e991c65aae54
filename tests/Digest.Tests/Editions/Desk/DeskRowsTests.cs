using System.Text.Json;
using Digest.Editions.Desk;
using Digest.Storage;
using Digest.Tests.Tools;

namespace Digest.Tests.Editions.Desk;

/// <summary>What editors said, as rows: what holds for which edition.</summary>
public sealed class DeskRowsTests
{
    [DatabaseFact]
    public async Task An_order_is_told_as_it_was_at_a_time_and_the_word_before_holds_again_where_one_is_taken_back()
    {
        await using var test = await FilledAsync();
        await OrderAsync(test, 100, (2, "Ada"));
        await OrderAsync(test, 200, (2, "Ada"), (1, "Grace"));
        (await PlacesAsync(test, 99)).ShouldBe("");
        (await PlacesAsync(test, 150)).ShouldBe("2 Ada");
        (await PlacesAsync(test, 200)).ShouldBe("2 Ada, 1 Grace");
        await test.Database.WriteAsync(session => DeskRows.UndoAsync(session, 2, "Ada", 300));
        (await PlacesAsync(test, 299)).ShouldBe("2 Ada, 1 Grace");
        (await PlacesAsync(test, 300)).ShouldBe("2 Ada");
    }

    [DatabaseFact]
    public async Task A_place_ends_with_the_edition_that_took_its_story_and_holds_for_that_edition_however_late_it_is_read()
    {
        await using var test = await FilledAsync();
        await OrderAsync(test, 110, (1, "Ada"), (3, "Ada"));
        await CloseAsync(test, id: 1, closedAt: 200, last: 2, "UPDATE stories SET number = id WHERE id < 3");
        (await PlacesAsync(test, 250)).ShouldBe("3 Ada");
        await OrderAsync(test, 300, (3, "Ada"), (2, "Grace"));
        (await PlacesAsync(test, 200, edition: 1)).ShouldBe("1 Ada, 3 Ada");
        await CloseAsync(test, id: 2, closedAt: 400, last: 3, "UPDATE stories SET number = id");
        (await PlacesAsync(test, 400, edition: 2)).ShouldBe("3 Ada, 2 Grace");
        (await PlacesAsync(test, 200, edition: 1)).ShouldBe("1 Ada, 3 Ada");
        (await PlacesAsync(test, 400)).ShouldBe("");
    }

    [DatabaseFact]
    public async Task A_subject_a_preheader_and_a_note_are_for_one_edition_and_a_skipped_one_took_nothing()
    {
        await using var test = await FilledAsync();
        await SayAsync(test, DeskField.Subject, null, new DeskLine("Fog", 1), 100);
        await SayAsync(test, DeskField.Note, null, "Good morning.", 110);
        await CloseAsync(test, id: 1, closedAt: 200, last: 3, "UPDATE stories SET number = id");
        await test.Database.WriteAsync(session => session.ExecuteAsync("UPDATE editions SET state = 'Skipped'"));
        (await OfAsync(test, 250)).ShouldSatisfyAllConditions(desk => desk.Subject.ShouldBe(new DeskLine("Fog", 1)), desk => desk.Note.ShouldBe("Good morning."), desk => desk.Preheader.ShouldBeNull());
        await test.Database.WriteAsync(session => session.ExecuteAsync("UPDATE editions SET state = 'Closed'"));
        (await OfAsync(test, 250)).ShouldSatisfyAllConditions(desk => desk.Subject.ShouldBeNull(), desk => desk.Note.ShouldBeNull());
        (await OfAsync(test, 200, edition: 1)).Note.ShouldBe("Good morning.");
        await SayAsync(test, DeskField.Note, null, "Good evening.", 300);
        (await OfAsync(test, 200, edition: 1)).Note.ShouldBe("Good morning.");
        (await OfAsync(test, 300)).Note.ShouldBe("Good evening.");
    }

    [DatabaseFact]
    public async Task What_is_said_of_a_story_holds_for_as_long_as_readers_get_it()
    {
        await using var test = await FilledAsync();
        await SayAsync(test, DeskField.Picture, 1, new DeskPicture(null, null, null, null), 100);
        await SayAsync(test, DeskField.Related, 2, new List<long> { 3, 1 }, 110);
        await CloseAsync(test, id: 1, closedAt: 200, last: 3, "UPDATE stories SET number = id");
        var late = await OfAsync(test, 500);
        late.Pictures[1].Url.ShouldBeNull();
        late.Related[2].ShouldBe([3, 1]);
        (await OfAsync(test, 500, after: 1)).Pictures.ShouldBeEmpty("nobody gets it any more");
    }

    private static Task OrderAsync(TestDatabase test, long at, params (long Story, string By)[] order) =>
        SayAsync(test, DeskField.Order, null, new DeskOrder([.. order.Select(one => new Placed(one.Story, one.By))], order[^1].Story, IsTaken: false), at);

    private static Task SayAsync<T>(TestDatabase test, DeskField what, long? story, T value, long at) =>
        test.Database.WriteAsync(session => DeskRows.AddAsync(session, what, story, JsonSerializer.Serialize(value), "Ada", at));

    private static Task CloseAsync(TestDatabase test, long id, long closedAt, long last, string number) => test.Database.WriteAsync(async session =>
    {
        await session.ExecuteAsync(number);
        await session.ExecuteAsync("INSERT INTO editions (id, slug, state, weekday, due_at, closed_at, last_number) VALUES (@id, @slug, 'Closed', 1, @closedAt, @closedAt, @last)", new { id, slug = $"e{id}", closedAt, last });
    });

    private static Task<DeskWords> OfAsync(TestDatabase test, long at, long? edition = null, long after = 0) => test.Database.ReadAsync(session => DeskRows.OfAsync(session, at.ToTime(), edition, after));

    private static async Task<string> PlacesAsync(TestDatabase test, long at, long? edition = null) => string.Join(", ", (await OfAsync(test, at, edition)).Order.Select(one => $"{one.Story} {one.By}"));

    private static async Task<TestDatabase> FilledAsync()
    {
        var test = await TestDatabase.CreateAsync();
        await test.Database.WriteAsync(session => session.ExecuteAsync(
            "INSERT INTO stories (id, canonical_link, link, headline, first_seen_at) VALUES (1, 'a', 'a', 'Story 1', 1), (2, 'b', 'b', 'Story 2', 1), (3, 'c', 'c', 'Story 3', 1)"));
        return test;
    }
}
