using Digest.Related;

namespace Digest.Tests.Related;

public sealed class TermsTests
{
    [Theory]
    [InlineData("Marlowe's letter isn't stamped", "Marlowe letter stamped")]
    [InlineData("l’Europe et O'Brien", "Europe et Brien")]
    [InlineData("COVID-19, Halcyon-3", "COVID 19 Halcyon")]
    [InlineData("東京都の雨", "東京 京都 都の の雨")]
    [InlineData("東", "")]
    [InlineData("🎉 — …", "")]
    public void Words_are_found_in_any_script(string text, string words) =>
        string.Join(' ', Terms.Words(text, 100).Select(word => text.Substring(word.Start, word.Length))).ShouldBe(words);

    [Theory]
    [InlineData("Zürich", "zurich")]
    [InlineData("ŁÓDŹ", "lodz")]
    [InlineData("Straße", "strasse")]
    [InlineData("Ακρόπολη", "ακροπολη")]
    public void Diacritics_and_case_make_no_difference(string word, string folded) => Terms.Fold(word).ShouldBe(folded);

    [Fact]
    public void Only_so_many_words_are_read() => Terms.Words(string.Join(' ', Enumerable.Repeat("word", 1000)), 10).Count().ShouldBe(10);
}
