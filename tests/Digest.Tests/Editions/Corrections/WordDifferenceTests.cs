using Digest.Editions.Corrections;

namespace Digest.Tests.Editions.Corrections;

public sealed class WordDifferenceTests
{
    [Theory]
    [InlineData("Fares rise", "Fares  rise ")]
    [InlineData("\"Fares\" rise", "“Fares” rise!")]
    [InlineData("Fares rise - again", "Fares rise – again")]
    [InlineData("Fares Rise", "Fares rise")]
    [InlineData("It's late", "It’s late")]
    [InlineData(null, "")]
    public void White_space_punctuation_and_capitals_are_tiny(string? one, string? other) => WordDifference.IsTiny(one, other).ShouldBeTrue();

    [Theory]
    [InlineData("It costs 1.5 million", "It costs 15 million")]
    [InlineData("It is -5 degrees", "It is 5 degrees")]
    [InlineData("It rises by 5 %", "It rises by 5 €")]
    [InlineData("They will leave", "They will not leave")]
    [InlineData("The résumé", "The resume")]
    [InlineData("Fares rise", null)]
    public void What_changes_the_sense_is_not(string? one, string? other) => WordDifference.IsTiny(one, other).ShouldBeFalse();

    [Fact]
    public void What_was_taken_out_stands_before_what_was_put_in_its_place() => Show(WordDifference.Of("Troops to leave the valley within weeks", "Troops to stay in the valley for years"))
        .ShouldBe("Troops to [-leave-] {+stay in+} the valley [-within weeks-] {+for years+}");

    [Theory]
    [InlineData("", "all new", "{+all new+}")]
    [InlineData("all gone", "", "[-all gone-]")]
    [InlineData("the same", "the same", "the same")]
    [InlineData("a a a", "a a", "a a [-a-]")]
    public void Ends_and_nothing_are_no_trouble(string one, string other, string expected) => Show(WordDifference.Of(one, other)).ShouldBe(expected);

    [Fact]
    public void Both_texts_can_be_read_out_of_the_difference()
    {
        var random = new Random(8);
        for (var round = 0; round < 200; round++)
        {
            var (one, other) = (Text(random), Text(random));
            var parts = WordDifference.Of(one, other);
            string.Join(' ', parts.Where(part => part.Kind is not DifferenceKind.PutIn).Select(part => part.Text)).ShouldBe(one);
            string.Join(' ', parts.Where(part => part.Kind is not DifferenceKind.TakenOut).Select(part => part.Text)).ShouldBe(other);
        }
    }

    [Fact]
    public void A_long_text_is_shown_around_its_changes_and_takes_no_time()
    {
        var words = Enumerable.Range(0, 40_000).Select(at => $"w{at}").ToArray();
        var before = string.Join(' ', words);
        words[20_000] = "changed";
        var near = WordDifference.Near(WordDifference.Of(before, string.Join(' ', words)), around: 2, most: 100);
        Show(near).ShouldBe("… w19998 w19999 [-w20000-] {+changed+} w20001 w20002 …");
        Show(WordDifference.Near(WordDifference.Of(before, string.Join(' ', words.Reverse())), around: 2, most: 10)).Length.ShouldBeLessThan(200);
    }

    private static string Text(Random random) => string.Join(' ', Enumerable.Range(0, random.Next(12)).Select(_ => $"{(char)('a' + random.Next(4))}"));

    private static string Show(IEnumerable<DifferencePart> parts) => string.Join(' ', parts.Select(part => part.Kind switch
    {
        DifferenceKind.TakenOut => $"[-{part.Text}-]",
        DifferenceKind.PutIn => $"{{+{part.Text}+}}",
        _ => part.Text,
    }));
}
