using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Digest.Links;
using Digest.Net.Names;
using Digest.Signup;
using Digest.Signup.Gate;

namespace Digest.Web.Tests;

/// <summary>What somebody meets who signs up without a form of ours, too quickly, or more than once.</summary>
public sealed partial class SignupGateJourneys
{
    private static readonly TimeSpan FillTime = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Whoever_takes_two_seconds_for_the_form_is_signed_up_with_one_press()
    {
        await using var site = await TestSite.StartAsync();
        var form = await site.GetAsync("/");
        form.Headers["Cache-Control"].ShouldBe("no-store");
        site.Clock.Advance(FillTime);
        (await PressAsync(site, form, "ada@example.org")).Body.ShouldContain("Please look into your inbox");
        (await RequestsAsync(site)).ShouldBe("ada@example.org");
    }

    [Fact]
    public async Task A_form_without_a_nonce_comes_back_filled_in_with_one_button_and_one_press_is_all()
    {
        await using var site = await TestSite.StartAsync();
        var again = await site.PostAsync("/subscribe", ("email", "ada@example.org"));
        again.ShouldBeClearPage(HttpStatusCode.OK);
        again.Body.ShouldContain("value=\"ada@example.org\"");
        again.Body.ShouldContain("The button works in 2 seconds.");
        again.Body.Split("<button").Length.ShouldBe(2);
        again.Headers["Cache-Control"].ShouldBe("no-store");
        (await RequestsAsync(site)).ShouldBeEmpty();
        site.Clock.Advance(FillTime);
        (await PressAsync(site, again, "ada@example.org")).Body.ShouldContain("Please look into your inbox");
        (await RequestsAsync(site)).ShouldBe("ada@example.org");
    }

    [Fact]
    public async Task A_press_that_is_too_quick_costs_another_press_and_no_longer_a_wait()
    {
        await using var site = await TestSite.StartAsync();
        var form = await site.GetAsync("/");
        site.Clock.Advance(TimeSpan.FromSeconds(0.9));
        var again = await PressAsync(site, form, "ada@example.org");
        again.Body.ShouldContain("The button works in 2 seconds.");
        site.Clock.Advance(TimeSpan.FromSeconds(0.9));
        again = await PressAsync(site, again, "ada@example.org");
        again.Body.ShouldContain("The button works in one second.");
        (await RequestsAsync(site)).ShouldBeEmpty();
        site.Clock.Advance(TimeSpan.FromSeconds(0.2));
        (await PressAsync(site, again, "ada@example.org")).Body.ShouldContain("Please look into your inbox");
    }

    [Fact]
    public async Task A_form_that_was_open_for_more_than_a_day_is_taken_at_the_second_press()
    {
        await using var site = await TestSite.StartAsync();
        var form = await site.GetAsync("/");
        site.Clock.Advance(FormNonce.LongestAge + TimeSpan.FromSeconds(1));
        var again = await PressAsync(site, form, "ada@example.org");
        again.Body.ShouldContain("value=\"ada@example.org\"");
        (await RequestsAsync(site)).ShouldBeEmpty();
        site.Clock.Advance(FillTime);
        await PressAsync(site, again, "ada@example.org");
        (await RequestsAsync(site)).ShouldBe("ada@example.org");
    }

    [Fact]
    public async Task A_nonce_is_good_for_one_sign_up_also_at_once_and_in_another_process()
    {
        await using var site = await TestSite.StartAsync();
        var form = await site.GetAsync("/");
        site.Clock.Advance(FillTime);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => PressAsync(site, form, $"reader{number.ToString(CultureInfo.InvariantCulture)}@example.org")));
        answers.Count(answer => answer.Body.Contains("Please look into your inbox", StringComparison.Ordinal)).ShouldBe(1);
        (await site.ScalarAsync<int>("SELECT COUNT(*) FROM signup_requests")).ShouldBe(1);
        var again = answers.First(answer => answer.Body.Contains("name=\"nonce\"", StringComparison.Ordinal));
        NonceIn(again).ShouldNotBe(NonceIn(form));
        // Another process knows nothing but the database.
        var options = new SignupOptions();
        var elsewhere = new SignupGate(new FormNonces(site.Get<LinkSigner>(), site.Clock), new Pressure(options, site.Clock), BlockedDomains.None, site.Get<MailDomains>(), options, site.Get<Asking>(), site.Clock);
        var post = new SignupPost("form", Digest.Languages.Words.In(Digest.Languages.ReaderLanguages.English)) { Typed = "eve@example.org", Nonce = NonceIn(form) };
        (await elsewhere.TakeAsync(post)).ShouldBeOfType<GateAnswer.OnceMore>();
    }

    [Fact]
    public async Task A_double_click_shows_what_the_first_click_did_and_writes_one_row()
    {
        await using var site = await TestSite.StartAsync();
        var form = await site.GetAsync("/");
        site.Clock.Advance(FillTime);
        var first = await PressAsync(site, form, "ada@example.org");
        var second = await PressAsync(site, form, "Ada@Example.org");
        second.Body.ShouldBe(first.Body);
        (await RequestsAsync(site)).ShouldBe("ada@example.org");
    }

    [Fact]
    public async Task Every_character_of_a_nonce_matters()
    {
        await using var site = await TestSite.StartAsync();
        var nonce = site.Nonce();
        var wrong = Enumerable.Range(0, nonce.Length).SelectMany(at => new[] { 'A', 'b', '7', '.', ' ', 'é' }.Where(sign => sign != nonce[at]).Select(sign => nonce[..at] + sign + nonce[(at + 1)..]))
            .Concat([nonce[1..], nonce[..^1], nonce + "a", nonce + ".a", "." + nonce, "", ".", "..", new string('.', 200), new string('a', 5000), site.Get<LinkSigner>().Sign(LinkPurpose.Confirm, 1)]);
        var nonces = site.Get<FormNonces>();
        foreach (var one in wrong)
            nonces.Read(one).ShouldBeNull(one);
        nonces.Read(nonce).ShouldNotBeNull();
        (await site.PostAsync("/subscribe", ("email", "ada@example.org"), ("nonce", nonce[..^1]))).Body.ShouldContain("One more press");
        (await RequestsAsync(site)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_fills_in_the_hidden_field_is_answered_like_everybody_and_nothing_is_written()
    {
        await using var site = await TestSite.StartAsync();
        var honest = await site.SignUpAsync("ada@example.org");
        var before = await site.DumpAsync();
        var caught = await site.PostAsync("/subscribe", ("email", "bob@example.org"), ("nonce", site.Nonce()), ("subject", "Cheap watches"));
        (caught.Status, caught.Body, string.Join(';', caught.Headers.Keys)).ShouldBe((honest.Status, honest.Body, string.Join(';', honest.Headers.Keys)));
        var json = await PostJsonAsync(site, new { email = "bob@example.org", subject = "Cheap watches" });
        json.Status.ShouldBe(HttpStatusCode.Accepted);
        (await site.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task The_hidden_field_is_hidden_by_the_style_sheet_and_out_of_the_keyboards_way()
    {
        await using var site = await TestSite.StartAsync();
        var page = await site.GetAsync("/");
        page.Body.ShouldContain("<p class=\"trap\"><label for=\"subject\">Leave this field empty</label>");
        page.Body.ShouldContain("tabindex=\"-1\"");
        (await site.GetAsync("/digest.css")).Body.ShouldContain(".trap { display: none; }");
    }

    [Fact]
    public async Task A_program_gets_a_nonce_and_is_taken_when_it_posts_again_after_the_wait()
    {
        await using var site = await TestSite.StartAsync();
        var first = await PostJsonAsync(site, new { email = "ada@example.org" });
        (first.Status, first.Type).ShouldBe((HttpStatusCode.PreconditionRequired, "application/problem+json"));
        first.Headers["Cache-Control"].ShouldBe("no-store");
        using var problem = JsonDocument.Parse(first.Body);
        problem.RootElement.GetProperty("waitSeconds").GetInt32().ShouldBe(2);
        var nonce = problem.RootElement.GetProperty("nonce").GetString()!;
        (await PostJsonAsync(site, new { email = "ada@example.org", nonce })).Status.ShouldBe(HttpStatusCode.PreconditionRequired);
        (await RequestsAsync(site)).ShouldBeEmpty();
        site.Clock.Advance(FillTime);
        (await PostJsonAsync(site, new { email = "ada@example.org", nonce })).Status.ShouldBe(HttpStatusCode.Accepted);
        (await PostJsonAsync(site, new { email = "ada@example.org", nonce })).Status.ShouldBe(HttpStatusCode.PreconditionRequired);
        (await RequestsAsync(site)).ShouldBe("ada@example.org");
    }

    [Fact]
    public async Task Used_nonces_are_forgotten_once_they_are_too_old_to_be_used()
    {
        await using var site = await TestSite.StartAsync();
        var form = await site.GetAsync("/");
        site.Clock.Advance(FillTime);
        await PressAsync(site, form, "ada@example.org");
        site.Clock.Advance(FormNonce.LongestAge - FillTime);
        await site.Get<CleanUp>().RunAsync();
        (await site.ScalarAsync<int>("SELECT COUNT(*) FROM used_nonces")).ShouldBe(1);
        site.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await site.Get<CleanUp>().RunAsync();
        (await site.ScalarAsync<int>("SELECT COUNT(*) FROM used_nonces")).ShouldBe(0);
        (await PressAsync(site, form, "ada@example.org")).Body.ShouldContain("One more press");
    }

    [Fact]
    public async Task Forms_on_other_pages_of_ours_are_as_good()
    {
        await using var site = await TestSite.StartAsync();
        var reader = await site.ReaderAsync("ada@example.org");
        await site.PostAsync(site.Link(LinkPurpose.Unsubscribe, reader.Id), ("by", "page"));
        var gone = await site.GetAsync(site.Link(LinkPurpose.Confirm, reader.Id));
        site.Clock.Advance(FillTime);
        (await PressAsync(site, gone, "ada@example.org")).Body.ShouldContain("Please look into your inbox");
    }

    [Fact]
    public async Task A_name_that_is_posted_with_a_sign_up_reaches_nobody()
    {
        await using var site = await TestSite.StartAsync();
        await site.PostAsync("/subscribe", ("email", "ada@example.org"), ("nonce", site.Nonce()), ("name", "Cheap watches spam.example"));
        await PostJsonAsync(site, new { email = "bob@example.org", nonce = site.Nonce(), name = "Cheap watches spam.example" });
        await site.Get<AnswerRequests>().RunAsync();
        (await site.ScalarAsync<int>("SELECT COUNT(*) FROM messages WHERE kind = 'Confirmation'")).ShouldBe(2);
        (await site.DumpAsync()).ShouldNotContain("watches");
    }

    [Fact]
    public async Task The_answer_does_not_wait_for_a_look_at_who_reads_us()
    {
        await using var site = await TestSite.StartAsync();
        await site.ReaderAsync("reader@example.org");
        // Where readers cannot even be looked up, known and unknown are answered all the same.
        await site.ExecuteAsync("ALTER TABLE subscribers RENAME TO out_of_reach");
        var known = await site.SignUpAsync("reader@example.org");
        var unknown = await site.SignUpAsync("stranger@example.org");
        known.Status.ShouldBe(HttpStatusCode.OK);
        unknown.Body.ShouldBe(known.Body);
    }

    private static Task<PageAnswer> PressAsync(TestSite site, PageAnswer page, string address) => site.PostAsync("/subscribe", ("email", address), ("nonce", NonceIn(page)), ("subject", ""));

    private static string NonceIn(PageAnswer page) => Nonce().Match(page.Body).Groups["nonce"].Value;

    private static Task<string> RequestsAsync(TestSite site) => site.ColumnAsync("SELECT address FROM signup_requests ORDER BY id");

    private static async Task<PageAnswer> PostJsonAsync(TestSite site, object body)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        return await site.PostAsync("/subscribe", content);
    }

    [GeneratedRegex("name=\"nonce\" value=\"(?<nonce>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Nonce();
}
