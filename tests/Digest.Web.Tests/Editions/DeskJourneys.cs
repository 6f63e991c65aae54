using Digest.Web.Tests.Admin;

namespace Digest.Web.Tests.Editions;

/// <summary>What editors write, choose and take back at the desk, and what readers get of it.</summary>
public sealed class DeskJourneys
{
    [Fact]
    public async Task Subject_preheader_and_note_are_as_an_editor_wrote_them_for_this_edition_and_no_other()
    {
        await using var room = await DeskRoom.OpenAsync();
        var newsroom = room.Newsroom;
        await newsroom.ReaderAsync("sea@reader.example", topics: """["Sea"]""");
        (await DeskRoom.PressAsync(room.Ada, "Subject", ("text", "  A roof, a bridge\u0007 and a play "), ("own", "1"), ("seen", "0"))).ShouldContain("The subject is as you wrote it.");
        (await DeskRoom.PressAsync(room.Ada, "Preheader", ("text", "And the boats are back"), ("own", "1"), ("seen", "0"))).ShouldContain("The preheader is as you wrote it.");
        var page = await DeskRoom.PressAsync(room.Ada, "Note", ("text", "Good morning. **No** edition tomorrow.<script>alert(1)</script>"), ("seen", "0"));
        page.ShouldContain("The note stands on top.");
        page.ShouldContain("Ada wrote the subject");
        page.ShouldContain("27 characters, by Ada.");

        await newsroom.AtAsync(day: 2);
        var message = newsroom.Mail.TakeFor(DeskRoom.Reader).ShouldHaveSingleItem();
        message.Subject.ShouldBe("A roof, a bridge and a play");
        message.Html.ShouldContain("<strong>No</strong> edition tomorrow.");
        message.Html.ShouldNotContain("<script");
        message.Html.ShouldContain("And the boats are back");
        var other = newsroom.Mail.TakeFor("sea@reader.example").ShouldHaveSingleItem();
        other.Subject.ShouldBe("Harbour fares to rise in April", "that subject names stories which this reader does not get");
        other.Html.ShouldContain("edition tomorrow", customMessage: "a note is for everybody");
        (await newsroom.Site.ScalarAsync<string>("SELECT subject FROM editions")).ShouldBe("A roof, a bridge and a play");

        newsroom.Clock.Advance(TimeSpan.FromHours(1));
        newsroom.Publish("museum");
        await newsroom.AtAsync(day: 3);
        message = newsroom.Mail.TakeFor(DeskRoom.Reader).ShouldHaveSingleItem();
        message.Subject.ShouldNotContain("roof");
        message.Html.ShouldNotContain("edition tomorrow");
    }

    [Fact]
    public async Task Two_editors_at_once_see_each_other_and_overwrite_nothing()
    {
        await using var room = await DeskRoom.OpenAsync();
        using var grace = await room.Newsroom.Site.SignedInBrowserAsync("Grace");
        await DeskRoom.LookAsync(grace);
        await grace.SubmitAsync($"{DeskRoom.Desk}?handler=Here");
        (await DeskRoom.LookAsync(room.Ada)).ShouldContain("Grace is here too.");
        (await DeskRoom.LookAsync(grace)).ShouldNotContain("is here too");

        await DeskRoom.PressAsync(room.Ada, "Subject", ("text", "Ada’s line"), ("own", "1"), ("seen", "0"));
        var page = await DeskRoom.PressUnseenAsync(grace, "Subject", ("text", "Grace’s line"), ("own", "1"), ("seen", "0"));
        page.ShouldContain("Ada changed it while you were writing, and nothing is overwritten.");
        page.ShouldContain("Ada’s line");
        page.ShouldContain("value=\"Grace’s line\"", customMessage: "what was typed is kept");
        var seen = await room.SeenAsync("Subject");
        page.ShouldContain($"name=\"seen\" value=\"{seen}\"");
        (await DeskRoom.PressUnseenAsync(grace, "Subject", ("text", "Grace’s line"), ("own", "1"), ("seen", $"{seen}"))).ShouldContain("The subject is as you wrote it.");
        await DeskRoom.PressAsync(room.Ada, "Subject", ("text", "Grace’s line"), ("own", "1"), ("seen", $"{seen}"));
        (await room.Newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM desk_edits")).ShouldBe(2, "the same again is no word");

        room.Newsroom.Clock.Advance(TimeSpan.FromMinutes(1));
        (await DeskRoom.LookAsync(room.Ada)).ShouldNotContain("is here too");
    }

    [Fact]
    public async Task Whatever_was_said_can_be_taken_back_until_the_edition_closes()
    {
        await using var room = await DeskRoom.OpenAsync();
        await DeskRoom.PressAsync(room.Ada, "Subject", ("text", "First"), ("own", "1"), ("seen", "0"));
        await DeskRoom.PressAsync(room.Ada, "Subject", ("text", "Second"), ("own", "1"), ("seen", "1"));
        (await DeskRoom.PressAsync(room.Ada, "UndoEdit", ("edit", "1"))).ShouldContain("Ada has said something else since; what they said holds. Undo that first.");
        var page = await DeskRoom.PressAsync(room.Ada, "UndoEdit", ("edit", "2"));
        page.ShouldContain("It is undone.");
        page.ShouldContain("undone by Ada");
        page.ShouldContain("value=\"First\"");
        (await DeskRoom.PressAsync(room.Ada, "UndoEdit", ("edit", "2"))).ShouldContain("It was undone already.");
        (await DeskRoom.PressAsync(room.Ada, "UndoEdit", ("edit", "99"))).ShouldContain("There is nothing to undo.");
        (await DeskRoom.PressAsync(room.Ada, "Subject", ("text", "whatever"), ("seen", "1"))).ShouldContain("The subject is found by the program again.");
        (await DeskRoom.LookAsync(room.Ada)).ShouldContain("value=\"School roof leaks again\"");
        await DeskRoom.PressAsync(room.Ada, "UndoEdit", ("edit", "3"));
        await room.Newsroom.AtAsync(day: 2);
        room.Newsroom.Mail.TakeFor(DeskRoom.Reader).ShouldHaveSingleItem().Subject.ShouldBe("First");
        (await DeskRoom.PressAsync(room.Ada, "UndoEdit", ("edit", "1"))).ShouldContain("The edition has closed meanwhile.");
    }

    [Fact]
    public async Task What_is_dropped_comes_to_nobody_not_even_as_related_and_can_be_put_back_before()
    {
        await using var room = await DeskRoom.OpenAsync(("Editions:RelatedPerStory", "3"));
        var newsroom = room.Newsroom;
        await newsroom.ReaderAsync("sea@reader.example", topics: """["Sea"]""");
        newsroom.Feed.Add("boats-old", newsroom.Clock.GetUtcNow().AddDays(-20), "Boats collide in fog near the lighthouse", "Boats collide in fog; nobody was hurt.");
        await newsroom.WorkAsync();
        var (boats, old, fares) = (await room.IdAsync("boats"), await room.IdAsync("boats-old"), await room.IdAsync("fares"));
        (await DeskRoom.PressAsync(room.Ada, "Drop", ("story", $"{old}"))).ShouldContain("It does not come.");
        var page = await DeskRoom.PressAsync(room.Ada, "Drop", ("story", $"{fares}"));
        page.ShouldContain("Ada dropped");
        (await DeskRoom.PressAsync(room.Ada, "Drop", ("story", $"{fares}"))).ShouldContain("not in the coming edition any more");
        (await room.ItemsAsync()).ShouldNotContain("fares");
        await DeskRoom.PressAsync(room.Ada, "UndoEdit", ("edit", "2"));
        (await room.ItemsAsync()).ShouldContain("fares");
        await DeskRoom.PressAsync(room.Ada, "Drop", ("story", $"{boats}"));
        await newsroom.AtAsync(day: 2);
        var message = newsroom.Mail.TakeFor(DeskRoom.Reader).ShouldHaveSingleItem();
        message.Stories.ShouldBe(["school", "bridge", "theatre", "fares"]);
        message.Related.ShouldBeEmpty();
        newsroom.Mail.TakeFor("sea@reader.example").ShouldHaveSingleItem().Stories.ShouldBe(["fares"]);
        await newsroom.AtAsync(day: 3);
        newsroom.Mail.TakeFor(DeskRoom.Reader).ShouldBeEmpty("what was dropped does not come later either");
    }

    [Fact]
    public async Task An_edition_of_which_everything_was_dropped_does_not_go()
    {
        await using var room = await DeskRoom.OpenAsync();
        foreach (var slug in new[] { "boats", "fares", "theatre", "bridge", "school" })
            await DeskRoom.PressAsync(room.Ada, "Drop", ("story", $"{await room.IdAsync(slug)}"));
        (await DeskRoom.LookAsync(room.Ada)).ShouldContain("Nothing is new");
        await room.Newsroom.AtAsync(day: 2);
        room.Newsroom.Mail.TakeFor(DeskRoom.Reader).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Subject", 1_001, "The subject has 1,001 characters; at most 200 are allowed.")]
    [InlineData("Preheader", 201, "The preheader has 201 characters; at most 200 are allowed.")]
    [InlineData("Note", 1_000_000, "The note has 1,000,000 characters; at most 5,000 are allowed.")]
    public async Task What_is_too_long_is_not_kept_and_the_form_says_so(string handler, int length, string problem)
    {
        await using var room = await DeskRoom.OpenAsync();
        var page = await DeskRoom.PressAsync(room.Ada, handler, ("text", new string('x', length)), ("own", "1"), ("seen", "0"));
        page.ShouldContain(problem);
        (await room.Newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM desk_edits")).ShouldBe(0);
    }
}
