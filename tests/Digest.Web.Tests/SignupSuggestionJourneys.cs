using System.Net;
using System.Text;
using System.Text.Json;

namespace Digest.Web.Tests;

/// <summary>An address at a provider that nobody has: gmial.com.</summary>
public sealed class SignupSuggestionJourneys
{
    [Theory]
    [InlineData("Anna@gmail.com")]
    [InlineData("Anna@gmial.com")]
    public async Task A_person_is_asked_which_address_is_right_and_either_button_signs_up(string chosen)
    {
        await using var site = await TestSite.StartAsync();
        var question = await site.SignUpAsync("Anna@Gmial.com");
        question.ShouldBeClearPage(HttpStatusCode.OK);
        question.Body.ShouldContain("<h1>Did you mean Anna@gmail.com?</h1>");
        question.Body.Split("<button").Length.ShouldBe(3);
        question.Body.ShouldContain("usually once a day");
        question.Headers["Cache-Control"].ShouldBe("no-store");
        question.Body.ShouldContain($"name=\"email\" value=\"{chosen}\"");
        (await site.ScalarAsync<int>("SELECT COUNT(*) FROM signup_requests")).ShouldBe(0);
        var nonce = question.Body.Split("name=\"nonce\" value=\"")[1].Split('"')[0];
        (await site.PostAsync("/subscribe", ("nonce", nonce), ("sure", "1"), ("email", chosen))).Body.ShouldContain("Please look into your inbox");
        (await site.ColumnAsync("SELECT address FROM signup_requests")).ShouldBe(chosen);
    }

    [Fact]
    public async Task A_program_is_told_and_its_reader_is_signed_up_as_typed()
    {
        await using var site = await TestSite.StartAsync();
        var answer = await PostJsonAsync(site, new { email = "anna@gmial.com", nonce = site.Nonce() });
        answer.Status.ShouldBe(HttpStatusCode.Accepted);
        using var body = JsonDocument.Parse(answer.Body);
        body.RootElement.GetProperty("suggestion").GetString().ShouldBe("anna@gmail.com");
        body.RootElement.GetProperty("message").GetString().ShouldBe("We have sent a message with one link to anna@gmial.com. Did you mean anna@gmail.com? Then sign up once more, with that address.");
        (await site.ColumnAsync("SELECT address FROM signup_requests")).ShouldBe("anna@gmial.com");
        (await PostJsonAsync(site, new { email = "anna@gmail.com", nonce = site.Nonce() })).Body.ShouldNotContain("suggestion");
    }

    [Fact]
    public async Task The_question_is_the_same_for_a_reader_whom_we_know()
    {
        await using var site = await TestSite.StartAsync();
        var answer = await PostJsonAsync(site, new { email = "anna@gmial.com", nonce = site.Nonce() });
        await site.Get<Digest.Signup.AnswerRequests>().RunAsync();
        (await PostJsonAsync(site, new { email = "anna@gmial.com", nonce = site.Nonce() })).Body.ShouldBe(answer.Body);
        (await site.SignUpAsync("anna@gmial.com")).Body.ShouldContain("Did you mean anna@gmail.com?");
    }

    private static async Task<PageAnswer> PostJsonAsync(TestSite site, object body)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        return await site.PostAsync("/subscribe", content);
    }
}
