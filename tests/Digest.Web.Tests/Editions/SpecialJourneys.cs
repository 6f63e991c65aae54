using Digest.Editions;
using Digest.Editions.Specials;
using Digest.Subscribers;
using Digest.Tests.Tools;

namespace Digest.Web.Tests.Editions;

/// <summary>Who gets a special edition, and that nobody gets a story twice or loses one. 2 March 2026 is a Monday.</summary>
public sealed class SpecialJourneys
{
    private const string Daily = "daily@reader.example";
    private const string Weekly = "weekly@reader.example";
    private const string Breaking = "breaking@reader.example";

    [DatabaseFact]
    public async Task It_goes_to_everyone_at_its_time_and_its_stories_come_to_nobody_again()
    {
        await using var newsroom = await OpenAsync();
        newsroom.Publish("council", "harbour");
        await newsroom.AtAsync(day: 2);
        Got(newsroom, Daily).ShouldBe(["harbour council"]);
        newsroom.Publish("fire");
        var id = await SpecialSteps.MakeAsync(newsroom, SpecialSteps.Everyone with { Subject = "Fire at the harbour", Note = "Keep away." }, "fire", "harbour");
        await SpecialSteps.ScheduleAsync(newsroom, id, CorrectionSteps.At(2, 10));
        await newsroom.AtAsync(day: 2, hour: 9);
        await newsroom.RunAsync("close-specials");
        Got(newsroom, Daily, Weekly, Breaking).ShouldBeEmpty("its time has not come");
        newsroom.Clock.Set(CorrectionSteps.At(2, 10));
        await newsroom.RunAsync("close-specials");
        await newsroom.SubmitAsync();
        var message = newsroom.Mail.TakeFor(Daily).ShouldHaveSingleItem();
        message.Stories.ShouldBe(["fire"], "they have had the other one");
        message.Subject.ShouldBe("Fire at the harbour");
        message.Decoded.ShouldContain("Keep away.");
        Got(newsroom, Weekly).ShouldBe(["fire harbour"]);
        Got(newsroom, Breaking).ShouldBe(["fire harbour"]);

        newsroom.Publish("theatre");
        await newsroom.AtAsync(day: 3);
        Got(newsroom, Daily).ShouldBe(["theatre"]);
        Got(newsroom, Breaking).ShouldBeEmpty();
        await newsroom.AtAsync(day: 8);
        Got(newsroom, Weekly).ShouldBe(["theatre council"], "the special edition is left out, what was before it is not");
        (await newsroom.Site.ScalarAsync<string>($"SELECT position || ' ' || offered_ahead FROM subscribers WHERE address = '{Weekly}'")).ShouldBe("4 []");
    }

    [DatabaseFact]
    public async Task Whom_it_is_for_is_counted_before_and_the_same_get_it()
    {
        await using var newsroom = await OpenAsync();
        var sailor = await newsroom.ReaderAsync("sailor@reader.example", topics: """["Sea"]""");
        await newsroom.ReaderAsync("farmer@reader.example", topics: """["Land"]""");
        await newsroom.ReaderAsync("landlubber@reader.example");
        await newsroom.ReaderAsync("away@reader.example");
        await newsroom.Site.ExecuteAsync("""UPDATE subscribers SET muted = '["Sea"]' WHERE address LIKE 'landlubber%'""");
        await newsroom.Site.ExecuteAsync($"UPDATE subscribers SET paused_until = {CorrectionSteps.At(9, 0).ToUnixTimeMilliseconds()} WHERE address LIKE 'away%'");
        newsroom.Feed.Add("wreck", newsroom.Clock.GetUtcNow(), topics: "Sea");
        newsroom.Feed.Add("harvest", newsroom.Clock.GetUtcNow(), topics: "Land");

        await ShouldGoToAsync(newsroom, SpecialSteps.Of("sea"), "wreck", "sailor: wreck");
        await ShouldGoToAsync(newsroom, SpecialSteps.Of("sea") with { WithOthers = true }, "wreck", "breaking: wreck", "daily: wreck", "weekly: wreck");
        await ShouldGoToAsync(newsroom, SpecialSteps.SpecialOnly, "harvest", "breaking: harvest");
        await ShouldGoToAsync(newsroom, SpecialSteps.Everyone, "wreck", "farmer: wreck");
        await ShouldGoToAsync(newsroom, SpecialSteps.Everyone, "harvest", "daily: harvest", "farmer: harvest", "landlubber: harvest", "sailor: harvest", "weekly: harvest");
        await newsroom.Site.ExecuteAsync($"""UPDATE subscribers SET muted = '["Sea"]' WHERE id = {sailor}""");
        newsroom.Feed.Add("storm", newsroom.Clock.GetUtcNow(), topics: "Sea");
        await ShouldGoToAsync(newsroom, SpecialSteps.Of("sea"), "storm", "sailor: storm");
    }

    [DatabaseFact]
    public async Task What_waits_for_a_reader_in_another_message_is_left_to_that_and_both_go()
    {
        await using var newsroom = await OpenAsync();
        await newsroom.ReaderAsync("evening@reader.example", hour: 20, zone: "UTC");
        newsroom.Publish("council");
        await newsroom.AtAsync(day: 2);
        newsroom.Publish("fire");
        await newsroom.AtAsync(day: 2, hour: 9);
        await SpecialSteps.SendAsync(newsroom, SpecialSteps.Everyone, "council", "fire");
        Got(newsroom, "evening@reader.example").ShouldBe(["fire"], "the other one comes in the evening");
        await newsroom.AtAsync(day: 2, hour: 20);
        Got(newsroom, "evening@reader.example").ShouldBe(["council"]);
        newsroom.Publish("theatre");
        await newsroom.AtAsync(day: 3, hour: 8);
        await newsroom.AtAsync(day: 3, hour: 20);
        Got(newsroom, "evening@reader.example").ShouldBe(["theatre"]);
    }

    [DatabaseFact]
    public async Task Put_off_it_goes_beside_the_next_edition_and_what_fails_comes_with_the_one_after()
    {
        await using var newsroom = await OpenAsync();
        newsroom.Mail.Answer = message => message.To is Daily or Weekly ? MailServer.NotNow : null;
        newsroom.Publish("fire");
        await SpecialSteps.SendAsync(newsroom, SpecialSteps.Everyone, "fire");
        newsroom.Mail.Answer = message => message.To is Weekly && message.Stories.Contains("fire") ? MailServer.Refusal : null;
        await newsroom.Site.ExecuteAsync("UPDATE subscribers SET days = 127");
        newsroom.Publish("council");
        await newsroom.AtAsync(day: 2);
        Got(newsroom, Daily).Order(StringComparer.Ordinal).ToList().ShouldBe(["council", "fire"], "each in its own message");
        Got(newsroom, Weekly).ShouldBe(["council"], "the special one waited for them while this was made, and then failed");
        newsroom.Mail.Answer = _ => null;
        newsroom.Publish("theatre");
        await newsroom.AtAsync(day: 3);
        Got(newsroom, Daily).ShouldBe(["theatre"]);
        Got(newsroom, Weekly).ShouldBe(["theatre fire"]);
    }

    [DatabaseFact]
    public async Task It_takes_nothing_from_the_desk_and_the_day_has_its_own_edition()
    {
        await using var room = await DeskRoom.OpenAsync();
        var newsroom = room.Newsroom;
        await DeskRoom.PressAsync(room.Ada, "Note", ("text", "A note for the morning."), ("seen", "0"));
        await DeskRoom.PressAsync(room.Ada, "Pin", ("story", $"{await room.IdAsync("boats")}"));
        await SpecialSteps.SendAsync(newsroom, SpecialSteps.Everyone, "boats", "bridge");
        newsroom.Mail.TakeFor(DeskRoom.Reader).ShouldHaveSingleItem().Decoded.ShouldNotContain("A note for the morning.", Case.Sensitive);
        var desk = await DeskRoom.LookAsync(room.Ada);
        desk.ShouldContain("In a special edition");
        desk.ShouldContain("who got that does not get it again");
        desk.ShouldNotContain("In the last edition", Case.Sensitive);
        await newsroom.Site.Get<EditionSkip>().SkipAsync(new DateOnly(2026, 3, 2), "Ada");
        await newsroom.AtAsync(day: 2);
        newsroom.Mail.TakeFor(DeskRoom.Reader).ShouldBeEmpty();
        await newsroom.AtAsync(day: 3);
        var regular = newsroom.Mail.TakeFor(DeskRoom.Reader).ShouldHaveSingleItem();
        regular.Stories.ShouldBe(["school", "theatre", "fares"]);
        regular.Decoded.ShouldContain("A note for the morning.");
        (await newsroom.Site.Database.ReadAsync(session => session.QueryAsync<string>("SELECT slug FROM editions ORDER BY id"))).ShouldBe(["2026-03-02-special", "2026-03-02", "2026-03-03"]);
    }

    [DatabaseFact]
    public async Task A_day_on_which_everybody_has_had_all_of_it_has_no_other_edition()
    {
        await using var newsroom = await OpenAsync();
        newsroom.Publish("council");
        await newsroom.AtAsync(day: 2);
        Got(newsroom, Daily);
        newsroom.Publish("fire");
        await SpecialSteps.SendAsync(newsroom, SpecialSteps.Everyone, "fire");
        Got(newsroom, Daily).ShouldBe(["fire"]);
        await newsroom.AtAsync(day: 3);
        (await newsroom.Site.ScalarAsync<string>("SELECT state FROM editions WHERE day = '2026-03-03'")).ShouldBe("Skipped");
        var latecomer = "late@reader.example";
        await newsroom.ReaderAsync(latecomer);
        newsroom.Publish("theatre");
        await newsroom.AtAsync(day: 4);
        Got(newsroom, latecomer).ShouldBe(["theatre fire council"], "new readers begin with the latest regular edition");
    }

    [DatabaseFact]
    public async Task Who_gets_special_editions_only_gets_each_of_them_and_a_hundred_leave_no_long_trace()
    {
        await using var newsroom = await OpenAsync();
        for (var day = 2; day < 8; day++)
        {
            newsroom.Publish($"story{day}", $"news{day}");
            await newsroom.AtAsync(day, hour: 6);
            await SpecialSteps.SendAsync(newsroom, SpecialSteps.Everyone, $"news{day}");
            await newsroom.AtAsync(day);
        }
        Got(newsroom, Breaking).ShouldBe(["news2", "news3", "news4", "news5", "news6", "news7"]);
        Got(newsroom, Daily).Where(stories => stories.StartsWith("story", StringComparison.Ordinal)).ShouldBe(["story2", "story3", "story4", "story5", "story6", "story7"]);
    }

    private static async Task<Newsroom> OpenAsync()
    {
        var newsroom = await Newsroom.OpenAsync(("Editions:RelatedPerStory", "0"));
        await newsroom.ReaderAsync(Daily);
        await newsroom.ReaderAsync(Weekly, Cadence.Weekly, days: 64);
        await newsroom.ReaderAsync(Breaking, Cadence.BreakingOnly, days: 0);
        return newsroom;
    }

    private static IReadOnlyList<string> Got(Newsroom newsroom, params string[] readers) =>
        [.. readers.SelectMany(reader => newsroom.Mail.TakeFor(reader)).Select(message => string.Join(' ', message.Stories))];

    private static async Task ShouldGoToAsync(Newsroom newsroom, SpecialDraft draft, string slug, params string[] expected)
    {
        var id = await SpecialSteps.MakeAsync(newsroom, draft, slug);
        var special = (await newsroom.Site.Get<SpecialBook>().FindAsync(id))!;
        (await newsroom.Site.Get<SpecialPreviews>().CountAsync(special)).Recipients.ShouldBe(expected.Length);
        await SpecialSteps.ScheduleAsync(newsroom, id, newsroom.Clock.GetUtcNow());
        await newsroom.RunAsync("close-specials");
        await newsroom.SubmitAsync();
        var readers = await newsroom.Site.Database.ReadAsync(session => session.QueryAsync<string>("SELECT address FROM subscribers ORDER BY address"));
        readers.SelectMany(reader => newsroom.Mail.TakeFor(reader)).Select(message => $"{message.To.Split('@')[0]}: {string.Join(' ', message.Stories)}").ShouldBe(expected);
    }
}
