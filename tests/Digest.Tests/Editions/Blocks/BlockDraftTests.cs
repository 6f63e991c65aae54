using Digest.Editions.Blocks;
using Digest.Rendering;

namespace Digest.Tests.Editions.Blocks;

public sealed class BlockDraftTests
{
    private static readonly BlockDraft Good = new(BlockKind.Events, Place: null, "Choir on Monday", "2026-03-02", "2026-03-08", Weekdays: 127);

    [Fact]
    public void What_is_right_has_no_problem()
    {
        Good.Problem.ShouldBeNull();
        (Good with { FirstDay = null, LastDay = " ", Weekdays = 1 }).Problem.ShouldBeNull();
        (Good with { LastDay = "2026-03-02" }).Problem.ShouldBeNull("a single day");
        (Good with { Kind = BlockKind.YearAgo, Text = "" }).Problem.ShouldBeNull("its story speaks");
    }

    [Fact]
    public void What_is_wrong_is_said_in_one_sentence()
    {
        (Good with { FirstDay = "2026-02-30" }).Problem!.Value.ShouldBe(("first", "The first day is no date. Write it like 2026-12-03, or leave it empty."));
        (Good with { LastDay = "tomorrow" }).Problem!.Value.ShouldBe(("last", "The last day is no date. Write it like 2026-12-24, or leave it empty."));
        (Good with { LastDay = "2026-03-01" }).Problem!.Value.ShouldBe(("last", "The last day is before the first one."));
        (Good with { Weekdays = 0 }).Problem!.Value.ShouldBe(("weekdays", "Choose at least one day of the week."));
        (Good with { Text = new string('x', 1_048_576) }).Problem!.Value.ShouldBe(("text", "The text has 1,048,576 characters; at most 2,000 are allowed."));
        (Good with { Kind = BlockKind.Sponsor, Text = " \n" }).Problem!.Value.Field.ShouldBe("text");
        (Good with { Kind = (BlockKind)9 }).Problem!.Value.Field.ShouldBe("kind");
        (Good with { Place = (BlockPlace)9 }).Problem!.Value.Field.ShouldBe("place");
    }

    [Theory]
    [InlineData("2026-03-01", BlockStanding.Later, false)]
    [InlineData("2026-03-02", BlockStanding.Now, true)]
    [InlineData("2026-03-03", BlockStanding.Now, false)]
    [InlineData("2026-03-09", BlockStanding.Now, true)]
    [InlineData("2026-03-10", BlockStanding.Ended, false)]
    public void A_block_is_shown_on_its_weekdays_from_its_first_day_to_its_last(string day, BlockStanding standing, bool isShown)
    {
        var block = new EditionBlock { FirstDay = "2026-03-02", LastDay = "2026-03-09", Weekdays = 1, IsOn = true };
        var on = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        (block.StandingOn(on), block.IsShownOn(on)).ShouldBe((standing, isShown));
        (block with { IsOn = false }).StandingOn(on).ShouldBe(BlockStanding.Off);
        (block with { IsOn = false }).IsShownOn(on).ShouldBeFalse();
        (block with { FirstDay = null, LastDay = null, Weekdays = 127 }).IsShownOn(on).ShouldBeTrue();
    }
}
