using System.Net;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Digest.Languages;
using Digest.Subscribers;

namespace Digest.Web.Tests;

/// <summary>What is wrong with an address is said in the reader's language, wherever one is typed.</summary>
public sealed class AddressProblemJourneys
{
    private const string Slip = "ada@@example.org";
    private const string TooLong = "a@" + Label + Label + Label + Label + "example";
    private const string Label = "label.label.label.label.label.label.label.label.label.label.label.";

    public static TheoryData<string> Codes => new(ReaderLanguages.All.Select(language => language.Code));

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task A_page_says_it_in_the_language_of_the_browser(string code)
    {
        await using var site = await TestSite.StartAsync();
        site.Http.DefaultRequestHeaders.Add("Accept-Language", $"{code}-XX, en;q=0.1");
        foreach (var path in new[] { "/subscribe", "/preferences" })
        {
            var answer = await site.PostAsync(path, ("email", Slip), ("nonce", site.Nonce()));
            answer.ShouldBeClearPage(HttpStatusCode.BadRequest);
            answer.Headers["Content-Language"].ShouldBe(code);
            (await ProblemAsync(answer)).ShouldBe(Say(AddressProblem.LocalSign, code), path);
            (await ProblemAsync(await site.PostAsync(path, ("email", " "), ("nonce", site.Nonce())))).ShouldBe(Say(AddressProblem.Empty, code), path);
            (await ProblemAsync(await site.PostAsync(path, ("email", TooLong), ("nonce", site.Nonce())))).ShouldContain("254", Case.Sensitive, path);
        }
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task A_program_is_told_in_the_language_that_its_address_asks_for_or_else_its_browser(string code)
    {
        await using var site = await TestSite.StartAsync();
        site.Http.DefaultRequestHeaders.Add("Accept-Language", $"{code}, en;q=0.1");
        (await TitleAsync(site, "/subscribe")).ShouldBe((Say(AddressProblem.DomainDotless, code), "email"));
        // This is how an embedded form asks: in the language of the page that it stands on.
        foreach (var other in ReaderLanguages.All)
            (await TitleAsync(site, $"/subscribe?lang={other.Code}")).ShouldBe((Say(AddressProblem.DomainDotless, other.Code), "email"));
    }

    [Theory]
    [InlineData("en", "There is a sign before the @ that no address has there.")]
    [InlineData("de", "Vor dem @ steht ein Zeichen, das dort in keiner Adresse vorkommt.")]
    [InlineData("es", "Antes de la @ hay un signo que ninguna dirección lleva ahí.")]
    [InlineData("fr", "Avant le @ se trouve un signe qu’aucune adresse ne contient à cet endroit.")]
    public async Task A_slip_reads_like_this(string code, string sentence)
    {
        await using var site = await TestSite.StartAsync();
        (await ProblemAsync(await site.PostAsync($"/subscribe?lang={code}", ("email", Slip)))).ShouldBe(sentence);
    }

    private static string Say(AddressProblem problem, string code) => problem.Say(Words.In(ReaderLanguages.Find(code)!));

    private static async Task<string> ProblemAsync(PageAnswer answer) => (await new HtmlParser().ParseDocumentAsync(answer.Body)).QuerySelector("#email-problem[role=alert]")!.TextContent;

    private static async Task<(string? Title, string? Field)> TitleAsync(TestSite site, string path)
    {
        using var content = new StringContent("""{"email":"ada@localhost"}""", Encoding.UTF8, "application/json");
        var answer = await site.PostAsync(path, content);
        (answer.Status, answer.Type).ShouldBe((HttpStatusCode.BadRequest, "application/problem+json"));
        using var body = JsonDocument.Parse(answer.Body);
        return (body.RootElement.GetProperty("title").GetString(), body.RootElement.GetProperty("field").GetString());
    }
}
