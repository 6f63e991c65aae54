using Digest.Related;

namespace Digest.Tests.Related;

public sealed class StemsTests
{
    [Theory]
    [InlineData("elections", "election")]
    [InlineData("cities", "city")]
    [InlineData("classes", "class")]
    [InlineData("churches", "church")]
    [InlineData("resigns", "resigned")]
    [InlineData("resigning", "resign")]
    [InlineData("stopped", "stopping")]
    [InlineData("closed", "closing")]
    public void English_forms_meet(string one, string other) => Stems.Of(one, TextLanguages.English).ShouldBe(Stems.Of(other, TextLanguages.English));

    [Theory]
    [InlineData("strecken", "strecke")]
    [InlineData("verhandlungen", "verhandlung")]
    [InlineData("streikenden", "streikende")]
    [InlineData("gerichts", "gericht")]
    [InlineData("schafe", "schafen")]
    public void German_forms_meet(string one, string other) => Stems.Of(one, TextLanguages.German).ShouldBe(Stems.Of(other, TextLanguages.German));

    [Theory]
    [InlineData("elecciones", "eleccion")]
    [InlineData("investigada", "investigado")]
    [InlineData("incendios", "incendio")]
    [InlineData("huelgas", "huelga")]
    public void Spanish_forms_meet(string one, string other) => Stems.Of(one, TextLanguages.Spanish).ShouldBe(Stems.Of(other, TextLanguages.Spanish));

    [Theory]
    [InlineData("suspendue", "suspendues")]
    [InlineData("eoliennes", "eolienne")]
    [InlineData("pecheurs", "pecheur")]
    [InlineData("fermetures", "fermeture")]
    public void French_forms_meet(string one, string other) => Stems.Of(one, TextLanguages.French).ShouldBe(Stems.Of(other, TextLanguages.French));

    [Theory]
    [InlineData("virus")]
    [InlineData("crisis")]
    [InlineData("press")]
    [InlineData("gas")]
    [InlineData("art")]
    public void Short_words_and_words_that_only_look_like_plurals_stay(string word) => Stems.Of(word, TextLanguages.English).ShouldBe(word);

    [Fact]
    public void A_word_of_a_language_that_is_not_known_loses_its_plural_only()
    {
        Stems.Of("casas", TextLanguages.None).ShouldBe("casa");
        Stems.Of("sindacato", TextLanguages.None).ShouldBe("sindacato");
    }
}
