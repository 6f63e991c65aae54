using Digest.Rendering;

namespace Digest.Tests.Rendering;

public sealed class TextLayoutTests
{
    [Fact]
    public void Lines_end_at_spaces_and_hold_72_columns()
    {
        var lines = TextLayout.Wrap(string.Join(' ', Enumerable.Repeat("seventy", 30)), "1. ", 3).Split('\n');
        lines.Length.ShouldBeGreaterThan(3);
        lines.ShouldAllBe(line => line.Length <= 72);
        lines[0].ShouldStartWith("1. seventy");
        lines.Skip(1).ShouldAllBe(line => line.StartsWith("   seventy"));
    }

    [Fact]
    public void A_word_longer_than_a_line_stays_whole() =>
        TextLayout.Wrap($"see {new string('x', 90)} there").ShouldBe($"see\n{new string('x', 90)}\nthere");

    [Fact]
    public void Wide_characters_take_two_columns_and_break_anywhere_but_before_a_full_stop()
    {
        var lines = TextLayout.Wrap(string.Concat(Enumerable.Repeat("渡し船が十一週間ぶりに戻った。", 8))).Split('\n');
        lines.Length.ShouldBeGreaterThan(3);
        lines.ShouldAllBe(line => line.Length <= 36 && line[0] != '。');
        string.Concat(lines).ShouldBe(string.Concat(Enumerable.Repeat("渡し船が十一週間ぶりに戻った。", 8)));
    }

    [Fact]
    public void Marks_take_no_room() =>
        TextLayout.Heading("שָׁלוֹם", '-').Split('\n')[1].ShouldBe("----");

    [Fact]
    public void A_heading_is_underlined_as_far_as_its_longest_line() =>
        TextLayout.Heading("船 returns", '-', "1. ").ShouldBe("1. 船 returns\n-------------");
}
