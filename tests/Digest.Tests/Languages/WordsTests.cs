using System.Text.RegularExpressions;
using Digest.Languages;
using Microsoft.AspNetCore.Html;

namespace Digest.Tests.Languages;

public sealed partial class WordsTests
{
    // Providers of mail, no sentences of the area "mail".
    private const string MailDomain = "mail.com";
    private const string OtherMailDomain = "mail.ru";

    public static TheoryData<string> Codes => new(ReaderLanguages.All.Select(language => language.Code));

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_language_has_every_sentence_and_no_other(string code)
    {
        var english = Words.In(ReaderLanguages.English);
        Words.In(ReaderLanguages.Find(code)!).Names.Order(StringComparer.Ordinal).ShouldBe(english.Names.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_sentence_has_the_gaps_that_the_English_one_has(string code)
    {
        var (english, other) = (Words.In(ReaderLanguages.English), Words.In(ReaderLanguages.Find(code)!));
        foreach (var name in english.Names.Where(name => !name.EndsWith(".one", StringComparison.Ordinal)))
            GapsOf(other[name]).ShouldBe(GapsOf(english[name]), $"{name} in {code}");
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_sentence_says_something_and_ends_without_a_space(string code)
    {
        var words = Words.In(ReaderLanguages.Find(code)!);
        words.Names.Where(name => words[name].Length == 0 || words[name] != words[name].Trim()).ShouldBeEmpty();
    }

    [Fact]
    public void What_the_program_says_is_there_and_what_is_there_is_said()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs*", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "templates"), "*.cshtml"))
            .Where(file => Path.GetExtension(file) is ".cs" or ".cshtml" && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText).ToList();
        var names = Words.In(ReaderLanguages.English).Names.Select(WithoutForm).ToHashSet(StringComparer.Ordinal);
        var areas = names.Select(name => name.Split('.')[0]).ToHashSet(StringComparer.Ordinal);
        var said = sources.SelectMany(source => Quoted().Matches(source)).Select(match => match.Groups["name"].Value).Where(name => areas.Contains(name.Split('.')[0]) && name is not (MailDomain or OtherMailDomain)).ToHashSet(StringComparer.Ordinal);
        said.Except(names).ShouldBeEmpty();
        names.Except(said).ShouldBeEmpty();
    }

    [Fact]
    public void A_sentence_as_HTML_encodes_itself_and_its_values_but_not_markup()
    {
        var words = Words.In(ReaderLanguages.English);
        using var writer = new StringWriter();
        words.Html("signup.consent", ("site", "<b>Courier</b>")).WriteTo(writer, System.Text.Encodings.Web.HtmlEncoder.Default);
        writer.ToString().ShouldContain("&lt;b&gt;Courier&lt;/b&gt;");
        using var marked = new StringWriter();
        words.Html("signup.consent", ("site", new HtmlString("<b>Courier</b>"))).WriteTo(marked, System.Text.Encodings.Web.HtmlEncoder.Default);
        marked.ToString().ShouldContain("from <b>Courier</b> by");
    }

    [Fact]
    public void A_gap_without_a_value_and_a_sentence_that_is_not_there_are_told()
    {
        var words = Words.In(ReaderLanguages.English);
        Should.Throw<KeyNotFoundException>(() => words.Say("signup.consent")).Message.ShouldContain("{site}");
        Should.Throw<KeyNotFoundException>(() => words["signup.nothing"]).Message.ShouldContain("signup.nothing");
    }

    [Theory]
    [InlineData("de", "", "en", "de")]
    [InlineData(null, "fr-CH,de", "en", "fr")]
    [InlineData(null, "ja,de-AT", "en", "de")]
    [InlineData("xx", "ja", "es-MX", "es")]
    [InlineData(null, "", "ja", "en")]
    public void A_reader_gets_what_they_chose_then_what_their_browser_asks_for_then_the_sites_language(string? chosen, string accepted, string site, string expected)
    {
        ReaderLanguages.Best(chosen, accepted.Split(','), site).Code.ShouldBe(expected);
    }

    [Theory]
    [InlineData("en", "1 December 2026")]
    [InlineData("de", "1. Dezember 2026")]
    [InlineData("es", "1 de diciembre de 2026")]
    [InlineData("fr", "1er décembre 2026")]
    public void Days_are_written_as_the_language_does(string code, string day) => Words.In(ReaderLanguages.Find(code)!).Day(new DateOnly(2026, 12, 1)).ShouldBe(day);

    private static IEnumerable<string> GapsOf(string sentence) => Gap().Matches(sentence).Select(match => match.Value).Order(StringComparer.Ordinal);

    private static string WithoutForm(string name) => name.EndsWith(".one", StringComparison.Ordinal) || name.EndsWith(".other", StringComparison.Ordinal) ? name[..name.LastIndexOf('.')] : name;

    [GeneratedRegex(@"\{[a-z]+\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Gap();

    [GeneratedRegex("""
        "(?<name>[a-z]+\.[a-z0-9.-]+)"
        """, RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();
}
