using System.Globalization;
using Digest.Editions;

namespace Digest.Tests.Editions;

public sealed class EditionClockTests
{
    private static readonly TimeZoneInfo Madrid = TimeZoneInfo.FindSystemTimeZoneById("Europe/Madrid");

    [Fact]
    public void An_edition_is_due_at_its_local_time_in_winter_and_in_summer()
    {
        var calendar = Calendar("07:00", "Europe/Madrid");
        calendar.DueAt(new DateOnly(2026, 1, 15)).ShouldBe(At("2026-01-15T06:00:00Z"));
        calendar.DueAt(new DateOnly(2026, 7, 15)).ShouldBe(At("2026-07-15T05:00:00Z"));
    }

    [Fact]
    public void A_time_that_the_clocks_skip_is_the_first_moment_after_the_gap() =>
        Calendar("02:30", "Europe/Madrid").DueAt(new DateOnly(2026, 3, 29)).ShouldBe(At("2026-03-29T01:00:00Z"));

    [Fact]
    public void A_time_that_the_clocks_show_twice_is_the_first_of_the_two() =>
        Calendar("02:30", "Europe/Madrid").DueAt(new DateOnly(2026, 10, 25)).ShouldBe(At("2026-10-25T00:30:00Z"));

    [Theory]
    [InlineData("2026-03-08", "2026-03-08T05:00:00Z")]
    [InlineData("2026-11-01", "2026-11-01T04:00:00Z")]
    [InlineData("2026-11-02", "2026-11-02T05:00:00Z")]
    public void A_day_begins_after_the_gap_at_midnight_and_with_the_first_of_two_midnights(string day, string expected) =>
        EditionClock.BeginningOf(DateOnly.Parse(day, CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById("America/Havana")).ShouldBe(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture));

    [Fact]
    public void Before_its_time_the_latest_edition_is_yesterdays()
    {
        var calendar = Calendar("07:00", "Europe/Madrid");
        calendar.LatestDay(At("2026-03-02T05:59:59Z")).ShouldBe(new DateOnly(2026, 3, 1));
        calendar.LatestDay(At("2026-03-02T06:00:00Z")).ShouldBe(new DateOnly(2026, 3, 2));
    }

    [Fact]
    public void Every_day_of_a_year_has_one_edition_through_both_changes_of_the_clocks()
    {
        var calendar = Calendar("02:30", "Europe/Madrid");
        var days = new HashSet<DateOnly>();
        for (var now = At("2026-01-01T12:00:00Z"); now < At("2027-01-01T12:00:00Z"); now += TimeSpan.FromMinutes(10))
            days.Add(calendar.LatestDay(now));
        days.Count.ShouldBe(366);
    }

    [Fact]
    public void The_next_edition_is_after_now()
    {
        var calendar = Calendar("07:00", "UTC");
        calendar.Next(At("2026-03-02T06:59:00Z")).ShouldBe(At("2026-03-02T07:00:00Z"));
        calendar.Next(At("2026-03-02T07:00:00Z")).ShouldBe(At("2026-03-03T07:00:00Z"));
    }

    [Theory]
    [InlineData(8, "2026-03-02T07:00:00Z")]
    [InlineData(9, "2026-03-02T08:00:00Z")]
    [InlineData(7, "2026-03-03T06:00:00Z")]
    public void A_readers_own_hour_comes_at_once_or_within_a_day(int hour, string expected) =>
        EditionClock.OwnHour(At("2026-03-02T07:00:00Z"), hour, Madrid).ShouldBe(At(expected));

    private static EditionClock Calendar(string sendAt, string zone) => new(new EditionOptions { SendAt = sendAt, TimeZone = zone });

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time);
}
