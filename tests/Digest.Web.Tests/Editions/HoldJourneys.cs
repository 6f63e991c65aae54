using Digest.Jobs.Alerts;
using Digest.Jobs.Alerts.Conditions;
using Microsoft.Extensions.DependencyInjection;

namespace Digest.Web.Tests.Editions;

/// <summary>Editions that an editor stops before they close, and lets go.</summary>
public sealed class HoldJourneys
{
    [Fact]
    public async Task A_held_edition_does_not_go_at_its_time_and_goes_when_somebody_lets_it()
    {
        await using var room = await DeskRoom.OpenAsync();
        var page = await DeskRoom.PressAsync(room.Ada, "Hold", ("day", "2026-03-02"));
        page.ShouldContain("It is held until somebody lets it go.");
        page.ShouldContain("waits for somebody: Ada holds it.");
        page.ShouldContain("School roof leaks again");
        (await DeskRoom.PressAsync(room.Ada, "Hold", ("day", "2026-03-02"))).ShouldContain("It is held already.");
        await room.Newsroom.AtAsync(day: 2, hour: 7, minute: 30);
        room.Newsroom.Mail.TakeFor(DeskRoom.Reader).ShouldBeEmpty();
        // What is said meanwhile counts.
        await DeskRoom.PressAsync(room.Ada, "Subject", ("text", "At last"), ("own", "1"), ("seen", "0"));
        (await DeskRoom.PressAsync(room.Ada, "LetGo", ("id", "1"))).ShouldContain("its time has come");
        await DeskRoom.PressAsync(room.Ada, "Release", ("id", "1"), ("seen", "0"));
        await room.Newsroom.RunAsync("send-now");
        await room.Newsroom.SubmitAsync();
        var message = room.Newsroom.Mail.TakeFor(DeskRoom.Reader).ShouldHaveSingleItem();
        message.Subject.ShouldBe("At last");
        (await DeskRoom.PressAsync(room.Ada, "Hold", ("day", "2026-03-02"))).ShouldContain("has closed already");
    }

    [Fact]
    public async Task A_hold_that_is_taken_back_in_time_changes_nothing()
    {
        await using var room = await DeskRoom.OpenAsync();
        await DeskRoom.PressAsync(room.Ada, "Hold", ("day", "2026-03-02"));
        (await DeskRoom.PressAsync(room.Ada, "LetGo", ("id", "1"))).ShouldContain("It goes at its time.");
        await room.Newsroom.AtAsync(day: 2);
        room.Newsroom.Mail.TakeFor(DeskRoom.Reader).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_nobody_lets_go_comes_with_the_next_edition()
    {
        await using var room = await DeskRoom.OpenAsync();
        await DeskRoom.PressAsync(room.Ada, "Hold", ("day", "2026-03-02"));
        await room.Newsroom.AtAsync(day: 2);
        await room.Newsroom.AtAsync(day: 3);
        room.Newsroom.Mail.TakeFor(DeskRoom.Reader).ShouldHaveSingleItem().Stories.Count.ShouldBe(5);
    }

    [Theory]
    [InlineData("Goes", 1)]
    [InlineData("Asks", 0)]
    public async Task A_hold_that_nobody_touches_ends_by_itself_or_asks(string after, int messages)
    {
        await using var room = await DeskRoom.OpenAsync(("Editions:HoldMinutes", "30"), ("Editions:AfterHold", after));
        await room.Newsroom.AtAsync(day: 2);
        room.Newsroom.Mail.TakeFor(DeskRoom.Reader).ShouldBeEmpty();
        (await DeskRoom.LookAsync(room.Ada)).ShouldContain(messages == 1 ? "and then goes by itself" : "it waits for somebody to let it go");
        await room.Newsroom.AtAsync(day: 2, hour: 7, minute: 31);
        room.Newsroom.Mail.TakeFor(DeskRoom.Reader).Count.ShouldBe(messages);
    }

    [Fact]
    public async Task A_hold_that_would_end_by_itself_waits_once_an_editor_says_so()
    {
        await using var room = await DeskRoom.OpenAsync(("Editions:HoldMinutes", "30"));
        await room.Newsroom.AtAsync(day: 2);
        (await DeskRoom.PressAsync(room.Ada, "Hold", ("day", "2026-03-02"))).ShouldContain("waits for somebody: Ada holds it.");
        await room.Newsroom.AtAsync(day: 2, hour: 7, minute: 31);
        room.Newsroom.Mail.TakeFor(DeskRoom.Reader).ShouldBeEmpty();
        (await DeskRoom.PressAsync(room.Ada, "Skip", ("day", "2026-03-02"))).ShouldContain("is skipped");
        await room.Newsroom.AtAsync(day: 3, hour: 7, minute: 0);
        await room.Newsroom.AtAsync(day: 3, hour: 7, minute: 31);
        room.Newsroom.Mail.TakeFor(DeskRoom.Reader).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Skipped_today_and_taken_back_it_goes_with_what_was_said_of_it()
    {
        await using var room = await DeskRoom.OpenAsync();
        await DeskRoom.PressAsync(room.Ada, "Note", ("text", "Good morning."), ("seen", "0"));
        var page = await DeskRoom.PressAsync(room.Ada, "Skip", ("day", "2026-03-02"));
        page.ShouldContain("Ada skipped the edition of 2 March");
        (await DeskRoom.PressAsync(room.Ada, "Hold", ("day", "2026-03-02"))).ShouldContain("That edition is skipped.");
        await DeskRoom.PressAsync(room.Ada, "TakeBack", ("id", "1"));
        await room.Newsroom.AtAsync(day: 2);
        room.Newsroom.Mail.TakeFor(DeskRoom.Reader).ShouldHaveSingleItem().Html.ShouldContain("Good morning.");
    }

    [Fact]
    public async Task Tomorrows_edition_stays_held_when_one_is_sent_now_and_is_no_alarm_before_its_time()
    {
        await using var room = await DeskRoom.OpenAsync();
        await room.Newsroom.AtAsync(day: 2);
        room.Newsroom.Mail.TakeFor(DeskRoom.Reader).ShouldHaveSingleItem();
        (await DeskRoom.PressAsync(room.Ada, "Hold", ("day", "2026-03-03"))).ShouldContain("waits for somebody: Ada holds it.");
        room.Newsroom.Clock.Advance(TimeSpan.FromHours(3));
        room.Newsroom.Publish("museum");
        (await room.Newsroom.SendNowAsync()).ShouldNotBeNull();
        room.Newsroom.Mail.TakeFor(DeskRoom.Reader).ShouldHaveSingleItem().Stories.ShouldBe(["museum"]);
        (await room.Newsroom.Site.ScalarAsync<string>("SELECT state FROM editions WHERE day = '2026-03-03'")).ShouldBe("Held");
        (await WaitingAsync(room)).ShouldBeEmpty();
        room.Newsroom.Publish("choir");
        await room.Newsroom.AtAsync(day: 3, hour: 7, minute: 30);
        room.Newsroom.Mail.TakeFor(DeskRoom.Reader).ShouldBeEmpty();
        (await WaitingAsync(room)).ShouldHaveSingleItem().ShouldContain("Ada holds it");
    }

    private static async Task<IReadOnlyList<string>> WaitingAsync(DeskRoom room) => [.. (await room.Newsroom.Site.Services.GetServices<IAlertCondition>().OfType<EditionWaits>().Single().FindAsync(default)).Select(finding => finding.Problem)];
}
