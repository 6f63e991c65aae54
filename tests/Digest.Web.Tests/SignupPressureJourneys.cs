using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Digest.Signup;
using Digest.Signup.Gate;
using Digest.Tests.Safety;

namespace Digest.Web.Tests;

/// <summary>Very many sign-ups at once: work or patience is asked for, nobody is lost, and a victim gets one message.</summary>
public sealed class SignupPressureJourneys
{
    private static readonly (string, string)[] Pressed = [("Signup:WorkAbovePerMinute", "2"), ("Signup:WorkBits", "8")];

    [Fact]
    public async Task Without_pressure_no_form_asks_for_work_and_no_script_runs()
    {
        await using var site = await TestSite.StartAsync(Pressed);
        await PressAsync(site);
        var page = await site.GetAsync("/");
        page.Body.ShouldNotContain("data-bits");
        page.Body.ShouldNotContain("<script");
        page.Headers["Content-Security-Policy"].ShouldNotContain("script-src");
    }

    [Fact]
    public async Task Under_pressure_the_form_brings_a_script_and_what_it_finds_is_taken_after_two_seconds()
    {
        await using var site = await TestSite.StartAsync(Pressed);
        await PressureAsync(site);
        var page = await site.GetAsync("/");
        page.Body.ShouldContain("data-bits=\"8\"");
        page.Body.ShouldContain("<script src=\"/signup.js\" defer></script>");
        page.Headers["Content-Security-Policy"].ShouldContain("script-src 'self'");
        var nonce = Field(page, "nonce");
        var work = Work.Do(nonce, 8);
        (await PostAsync(site, "ada@example.org", nonce, work)).Body.ShouldContain("The button works in 2 seconds.");
        site.Clock.Advance(FormNonce.FillTime);
        (await PostAsync(site, "ada@example.org", nonce, "x" + work)).Body.ShouldContain("One more press");
        (await PostAsync(site, "ada@example.org", nonce, work)).Body.ShouldContain("Please look into your inbox");
        (await PostAsync(site, "eve@example.org", nonce, work)).Body.ShouldContain("One more press");
    }

    [Fact]
    public async Task Under_pressure_a_reader_without_scripts_waits_half_a_minute_for_the_button()
    {
        await using var site = await TestSite.StartAsync(Pressed);
        // A page that was open before, and for long, does not shorten it: nobody waits with a stock of forms.
        var old = Field(await site.GetAsync("/"), "nonce");
        site.Clock.Advance(TimeSpan.FromMinutes(10));
        await PressureAsync(site);
        var page = await PostAsync(site, "ada@example.org", old);
        page.Body.ShouldContain("value=\"ada@example.org\"");
        page.Body.ShouldContain("The button works in 30 seconds.");
        page.Body.Split("<button").Length.ShouldBe(2);
        var nonce = Field(page, "nonce");
        site.Clock.Advance(TimeSpan.FromSeconds(20));
        page = await PostAsync(site, "ada@example.org", nonce);
        page.Body.ShouldContain("The button works in 10 seconds.");
        Field(page, "nonce").ShouldBe(nonce);
        site.Clock.Advance(TimeSpan.FromSeconds(10));
        (await PostAsync(site, "bob@example.org", nonce)).Body.ShouldContain("The button works in 30 seconds.");
        (await PostAsync(site, "ada@example.org", nonce)).Body.ShouldContain("Please look into your inbox");
        (await site.ColumnAsync("SELECT address FROM signup_requests WHERE address NOT LIKE 'crowd%'")).ShouldBe("ada@example.org");
    }

    [Fact]
    public async Task A_program_is_asked_for_the_same()
    {
        await using var site = await TestSite.StartAsync(Pressed);
        await PressureAsync(site);
        var first = await PostJsonAsync(site, new { email = "ada@example.org" });
        first.Status.ShouldBe(HttpStatusCode.PreconditionRequired);
        using var problem = JsonDocument.Parse(first.Body);
        problem.RootElement.GetProperty("waitSeconds").GetInt32().ShouldBe(30);
        var work = problem.RootElement.GetProperty("work");
        (work.GetProperty("algorithm").GetString(), work.GetProperty("zeroBits").GetInt32()).ShouldBe(("SHA-256", 8));
        var nonce = problem.RootElement.GetProperty("nonce").GetString()!;
        site.Clock.Advance(FormNonce.FillTime);
        (await PostJsonAsync(site, new { email = "ada@example.org", nonce })).Status.ShouldBe(HttpStatusCode.PreconditionRequired);
        (await PostJsonAsync(site, new { email = "ada@example.org", nonce, work = long.Parse(Work.Do(nonce, 8), CultureInfo.InvariantCulture) })).Status.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Pressure_is_over_after_a_minute()
    {
        await using var site = await TestSite.StartAsync(Pressed);
        await PressureAsync(site);
        site.Clock.Advance(TimeSpan.FromSeconds(60));
        (await site.GetAsync("/")).Body.ShouldNotContain("data-bits");
        (await site.SignUpAsync("ada@example.org")).Body.ShouldContain("Please look into your inbox");
    }

    [Fact]
    public async Task The_script_is_small_and_needs_nothing_else()
    {
        await using var site = await TestSite.StartAsync();
        var script = await site.GetAsync("/signup.js");
        Encoding.UTF8.GetByteCount(script.Body).ShouldBeLessThan(2048);
        script.Body.ShouldNotContain("import");
    }

    // DIGEST_FULL=1: ten thousand, from a thousand clients.
    [Fact]
    public async Task A_flood_from_many_clients_for_one_victim_gives_one_message_and_the_site_stays_quick()
    {
        var (posts, clients) = (FullSize.Or(full: 10_000, reduced: 600), FullSize.Or(full: 1000, reduced: 60));
        await using var site = await TestSite.StartAsync(("Web:TrustedProxies", "127.0.0.1"));
        var visits = new List<TimeSpan>();
        var flood = Parallel.ForAsync(0, posts, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, _) =>
        {
            var client = number % clients;
            using var form = new FormUrlEncodedContent([KeyValuePair.Create("email", "victim@example.org"), KeyValuePair.Create("nonce", site.Nonce())]);
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/subscribe", UriKind.Relative)) { Content = form };
            request.Headers.Add("X-Forwarded-For", string.Create(CultureInfo.InvariantCulture, $"203.0.{client / 250}.{client % 250}"));
            (await site.Http.SendAsync(request, CancellationToken.None)).StatusCode.ShouldBe(HttpStatusCode.OK);
        });
        while (!flood.IsCompleted)
        {
            var watch = Stopwatch.StartNew();
            (await site.GetAsync("/")).Status.ShouldBe(HttpStatusCode.OK);
            visits.Add(watch.Elapsed);
            await site.Get<AnswerRequests>().RunAsync();
        }
        await flood;
        await site.Get<AnswerRequests>().RunAsync();
        (await site.ColumnAsync("SELECT kind FROM messages")).ShouldBe("Confirmation");
        (await site.ScalarAsync<int>("SELECT COUNT(DISTINCT network) FROM signup_requests")).ShouldBe(clients);
        visits.Order().ElementAt(visits.Count * 9 / 10).ShouldBeLessThan(TimeSpan.FromSeconds(2));
        (await site.SignUpAsync("honest@example.net")).Status.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task PressureAsync(TestSite site)
    {
        for (var form = 0; form < 3; form++)
            await PressAsync(site);
    }

    private static async Task PressAsync(TestSite site) => await site.SignUpAsync($"crowd{Guid.NewGuid():N}@example.org");

    private static Task<PageAnswer> PostAsync(TestSite site, string address, string nonce, string work = "") => site.PostAsync("/subscribe", ("email", address), ("nonce", nonce), ("work", work));

    private static string Field(PageAnswer page, string name) => page.Body.Split($"name=\"{name}\" value=\"")[1].Split('"')[0];

    private static async Task<PageAnswer> PostJsonAsync(TestSite site, object body)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        return await site.PostAsync("/subscribe", content);
    }
}
