using System.Net;
using Digest.Languages;
using Digest.Links;

namespace Digest.Web.Tests;

/// <summary>Readers who speak something else than the site.</summary>
public sealed class LanguageJourneys
{
    public static TheoryData<string> Codes => new(ReaderLanguages.All.Select(language => language.Code));

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task The_page_the_consent_and_the_messages_are_in_the_language_of_the_browser(string code)
    {
        await using var site = await TestSite.StartAsync();
        site.Http.DefaultRequestHeaders.Add("Accept-Language", $"{code}-XX, en;q=0.1");
        var words = Words.In(ReaderLanguages.Find(code)!);
        var name = new SiteOptions().Name;
        var page = await site.GetAsync("/");
        page.Body.ShouldContain($"<html lang=\"{code}\"");
        WebUtility.HtmlDecode(page.Body).ShouldContain(words["signup.button"]);

        var reader = await site.ReaderAsync("ada@example.org");
        reader.Language.ShouldBe(code);
        (await site.ScalarAsync<string>("SELECT form_text FROM consents WHERE kind = 'Asked'")).ShouldBe(words.Say("signup.consent", ("site", name)));
        var subjects = await site.ColumnAsync("SELECT v.content FROM messages m JOIN variants v ON v.id = m.variant_id ORDER BY m.id");
        var said = System.Text.RegularExpressions.Regex.Unescape(subjects);
        said.ShouldContain(words.Say("mail.confirmation.subject", ("site", name)));
        said.ShouldContain(words.Say("mail.welcome.subject", ("site", name)));
    }

    [Fact]
    public async Task What_a_reader_chose_counts_more_than_their_browser_and_the_address_more_than_both()
    {
        await using var site = await TestSite.StartAsync();
        site.Http.DefaultRequestHeaders.Add("Accept-Language", "fr");
        var reader = await site.ReaderAsync("ada@example.org");
        await site.Database.WriteAsync(session => session.ExecuteAsync("UPDATE subscribers SET language = 'de'"));
        var preferences = site.Link(LinkPurpose.Preferences, reader.Id);
        (await site.GetAsync(preferences)).Body.ShouldContain("<html lang=\"de\"");
        (await site.GetAsync(preferences + "?lang=es")).Body.ShouldContain("<html lang=\"es\"");
        (await site.GetAsync("/")).Body.ShouldContain("<html lang=\"fr\"");
    }

    [Fact]
    public async Task Readers_of_one_edition_get_it_in_their_languages()
    {
        await using var newsroom = await Editions.Newsroom.OpenAsync();
        foreach (var code in new[] { "en", "de", "es", "fr" })
        {
            var id = await newsroom.ReaderAsync($"{code}@reader.example");
            await newsroom.Site.Database.WriteAsync(session => session.ExecuteAsync("UPDATE subscribers SET language = @code WHERE id = @id", new { code, id }));
        }
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2);
        (await newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM variants WHERE edition_id IS NOT NULL")).ShouldBe(4);
        foreach (var language in ReaderLanguages.All)
            newsroom.Mail.TakeFor($"{language.Code}@reader.example").ShouldHaveSingleItem().Decoded.ShouldContain(Words.In(language)["mail.unsubscribe"]);
    }
}
