using Digest.Subscribers;

namespace Digest.Tests.Subscribers;

public sealed class ChoicesTests
{
    [Theory]
    [InlineData(Cadence.Daily, DayOfWeek.Sunday, 127)]
    [InlineData(Cadence.Weekdays, DayOfWeek.Sunday, 31)]
    [InlineData(Cadence.Weekly, DayOfWeek.Monday, 1)]
    [InlineData(Cadence.Weekly, DayOfWeek.Sunday, 64)]
    [InlineData(Cadence.ChosenDays, DayOfWeek.Friday, 65)]
    [InlineData(Cadence.BreakingOnly, DayOfWeek.Friday, 0)]
    public void A_cadence_is_a_set_of_days(Cadence cadence, DayOfWeek day, int days) => CadenceDays.Of(Choices.Default with { Cadence = cadence, WeeklyDay = day, ChosenDays = [DayOfWeek.Monday, DayOfWeek.Sunday] }).ShouldBe(days);

    [Fact]
    public void The_day_of_a_weekly_reader_can_be_read_back() =>
        CadenceDays.Week.Select(day => CadenceDays.First(CadenceDays.Bit(day))).ShouldBe(CadenceDays.Week);

    [Fact]
    public void Equal_choices_of_topics_are_equal_texts()
    {
        TopicList.Write(["Politics", " Arts ", "arts", ""]).ShouldBe(TopicList.Write(["Arts", "Politics"]));
        TopicList.Write([]).ShouldBe(TopicList.Everything);
        TopicList.Read(TopicList.Write(["Üben \"laut\""])).ShouldBe(["Üben \"laut\""]);
    }

    [Fact]
    public void The_zones_to_choose_from_are_known_here()
    {
        TimeZones.All.ShouldContain("Europe/Madrid");
        TimeZones.All.ShouldAllBe(name => TimeZones.Exists(name));
        TimeZones.Exists("Mars/Olympus").ShouldBeFalse();
    }
}
