using Digest.Editions.Corrections;

namespace Digest.Tests.Editions.Corrections;

public sealed class StoryChangeTests
{
    private static readonly SaidWords Fares = new("Fares rise by fifty per cent", "Commuters protest.", "The fares rise. They rise in April. Nobody likes it.");

    [Fact]
    public void A_headline_tells_what_was_said_and_what_is_right() =>
        StoryChange.Between(Fares, Fares with { Headline = "Fares rise by five per cent" }).ShouldBe(new StoryChange(CorrectionKind.Headline, "Fares rise by fifty per cent", "Fares rise by five per cent"));

    [Fact]
    public void A_mark_before_the_headline_makes_it_a_correction_even_where_nothing_else_changed() =>
        StoryChange.Between(Fares, Fares with { Headline = "Correction: Fares rise by fifty per cent" })!.Kind.ShouldBe(CorrectionKind.Marked);

    [Fact]
    public void The_newsrooms_own_note_is_what_is_right() =>
        StoryChange.Between(Fares, Fares with { Headline = "Fares rise a little", Text = "The fares rise.\n\nCorrection: it is five per cent." }).ShouldBe(new StoryChange(CorrectionKind.Marked, "Fares rise by fifty per cent", "it is five per cent."));

    [Fact]
    public void Of_a_text_the_sentences_that_changed_are_told() =>
        StoryChange.Between(Fares, Fares with { Text = "The fares rise. They rise in May. Nobody likes it." }).ShouldBe(new StoryChange(CorrectionKind.Words, "They rise in April.", "They rise in May."));

    [Fact]
    public void A_dek_that_changed_is_told_before_the_text() =>
        StoryChange.Between(Fares, Fares with { Dek = "Commuters are content.", Text = "Other words." }).ShouldBe(new StoryChange(CorrectionKind.Words, "Commuters protest.", "Commuters are content."));

    [Fact]
    public void What_a_feed_begins_or_ceases_to_bring_is_no_change()
    {
        StoryChange.Between(Fares, Fares with { Text = null }).ShouldBeNull();
        StoryChange.Between(Fares with { Dek = null }, Fares).ShouldBeNull();
        StoryChange.Between(Fares, Fares with { Headline = "Fares rise by fifty per cent!", Dek = "“Commuters” protest" }).ShouldBeNull();
    }

    [Fact]
    public void A_note_that_was_there_before_marks_nothing_new()
    {
        var noted = Fares with { Text = "The fares rise.\n\nUpdate: in April." };
        StoryChange.Between(noted, noted with { Headline = "Fares rise by five per cent" })!.Kind.ShouldBe(CorrectionKind.Headline);
        StoryChange.Between(noted, noted with { Text = "The fares rise.\n\nUpdate: in May." })!.Kind.ShouldBe(CorrectionKind.Marked);
    }

    [Fact]
    public void A_withdrawal_tells_the_headline_and_the_reason_that_the_newsroom_gives()
    {
        StoryChange.Withdrawal(Fares, Fares with { Text = "Retraction: the letter was forged." }).ShouldBe(new StoryChange(CorrectionKind.Removed, "Fares rise by fifty per cent", "the letter was forged."));
        StoryChange.Withdrawal(Fares, Fares).Right.ShouldBeEmpty();
    }

    [Fact]
    public void Drafts_are_short_and_end_between_characters()
    {
        var change = StoryChange.Between(Fares with { Headline = string.Concat(Enumerable.Repeat("😀", 400)) + "a" }, Fares)!;
        change.Said.Length.ShouldBeLessThanOrEqualTo(301);
        char.IsHighSurrogate(change.Said[^2]).ShouldBeFalse();
    }
}
