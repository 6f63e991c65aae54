using Digest.Stories;

namespace Digest.Tests.Stories;

public sealed class StoryMarksTests
{
    [Theory]
    [InlineData("Correction: Harbour fares rise by five", StoryMarkKind.Correction)]
    [InlineData("CORRECTED – Harbour fares rise", StoryMarkKind.Correction)]
    [InlineData("[Updated] Harbour fares rise", StoryMarkKind.Update)]
    [InlineData("Harbour fares rise (updated)", StoryMarkKind.Update)]
    [InlineData("Updated 3 March: Harbour fares rise", StoryMarkKind.Update)]
    [InlineData("Clarification: who pays the fares", StoryMarkKind.Clarification)]
    [InlineData("Berichtigung: Hafengebühren steigen", StoryMarkKind.Correction)]
    [InlineData("Korrektur (2. März): Hafengebühren steigen", StoryMarkKind.Correction)]
    [InlineData("Klarstellung: Wer zahlt", StoryMarkKind.Clarification)]
    [InlineData("Corrección: suben las tarifas", StoryMarkKind.Correction)]
    [InlineData("Rectificación: suben las tarifas", StoryMarkKind.Correction)]
    [InlineData("Actualización: suben las tarifas", StoryMarkKind.Update)]
    [InlineData("Rectification : les tarifs augmentent", StoryMarkKind.Correction)]
    [InlineData("Rectificatif : les tarifs augmentent", StoryMarkKind.Correction)]
    [InlineData("Mise à jour : les tarifs augmentent", StoryMarkKind.Update)]
    [InlineData("RETRACTED: Harbour fares rise", StoryMarkKind.Retraction)]
    [InlineData("Harbour fares rise [withdrawn]", StoryMarkKind.Retraction)]
    [InlineData("Zurückgezogen: Hafengebühren steigen", StoryMarkKind.Retraction)]
    [InlineData("Retirado: suben las tarifas", StoryMarkKind.Retraction)]
    [InlineData("Retiré : les tarifs augmentent", StoryMarkKind.Retraction)]
    public void A_mark_before_or_after_a_headline_is_known_in_four_languages(string headline, StoryMarkKind kind) => StoryMarks.OfHeadline(headline).ShouldNotBeNull().Kind.ShouldBe(kind);

    [Theory]
    [InlineData("\"Withdrawal Not What's Happening\": general says letter was a mistake")]
    [InlineData("Withdrawn troops return home: minister content")]
    [InlineData("Corrections officers strike for a week")]
    [InlineData("Updates from the harbour come late")]
    [InlineData("Minister: correction of the budget is near")]
    [InlineData("Zurückgezogenes Gesetz kommt wieder")]
    [InlineData("Retirado de la política, vuelve a escribir")]
    [InlineData("")]
    public void A_headline_that_only_begins_like_one_bears_none(string headline) => StoryMarks.OfHeadline(headline).ShouldBeNull();

    [Theory]
    [InlineData("The fares rise.\n\nCorrection: it is five per cent, not fifty.", StoryMarkKind.Correction, "it is five per cent, not fifty.")]
    [InlineData("Die Gebühren steigen.\n\nRichtigstellung: Es sind fünf Prozent.", StoryMarkKind.Correction, "Es sind fünf Prozent.")]
    [InlineData("Update (9 am): the ferry sails.\n\nThe fares rise.", StoryMarkKind.Update, "the ferry sails.")]
    [InlineData("This article has been withdrawn. Its source was a draft.", StoryMarkKind.Retraction, "This article has been withdrawn. Its source was a draft.")]
    [InlineData("Dieser Artikel wurde zurückgezogen.", StoryMarkKind.Retraction, "Dieser Artikel wurde zurückgezogen.")]
    [InlineData("Este artículo ha sido retirado.", StoryMarkKind.Retraction, "Este artículo ha sido retirado.")]
    [InlineData("Cet article a été retiré.", StoryMarkKind.Retraction, "Cet article a été retiré.")]
    public void A_paragraph_that_begins_so_is_the_newsrooms_note(string text, StoryMarkKind kind, string note) =>
        StoryMarks.Of("Fares", dek: null, text).ShouldBe(new StoryMark(kind, note));

    [Fact]
    public void What_is_withdrawn_goes_before_what_is_corrected() =>
        StoryMarks.Of("Correction: Fares", "Retraction: the letter was forged.", text: null)!.Kind.ShouldBe(StoryMarkKind.Retraction);

    [Theory]
    [InlineData("Correction: Fares rise", "Fares rise")]
    [InlineData("Fares rise (updated)", "Fares rise")]
    [InlineData("Fares rise", "Fares rise")]
    [InlineData("Correction:", "Correction:")]
    public void A_headline_reads_without_its_mark(string headline, string bare) => StoryMarks.WithoutMark(headline).ShouldBe(bare);
}
