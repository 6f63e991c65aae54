using System.Collections.Concurrent;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Digest.Languages;
using Digest.Signup;
using Digest.Signup.Gate;
using Digest.Web.Pages.Admin;
using Microsoft.Playwright;

namespace Digest.Browser.Tests;

/// <summary>The form on another site's page, which allows next to nothing.</summary>
[Collection(AdminsInChromium.Name)]
public sealed class EmbedTests(Chromium chromium)
{
    private const string Field = "Your e-mail address";
    private const string Once = """{"title":"One moment, please.","nonce":"n1","waitSeconds":2}""";
    private const string Done = """{"status":"accepted","message":"Look into your inbox."}""";
    private static readonly DateTime Noon = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);

    [BrowserFact]
    public async Task Somebody_signs_up_inline_on_a_page_with_a_strict_policy_and_keeps_no_cookie()
    {
        await using var site = await TestSite.StartAsync();
        await using var host = await HostPage.StartAsync(site.Address, Snippet(site));
        foreach (var look in new[] { Look.PhoneLight, Look.DesktopDark })
        {
            var page = await chromium.OpenAsync(host.Address, look);
            var refused = Refused(page);
            // The site's clock stands still; where it asks for patience, time goes by.
            page.Response += (_, answer) =>
            {
                if (answer.Status == 428)
                    site.Clock.Set(site.Clock.GetUtcNow().AddSeconds(10));
            };
            await page.GotoAsync("/");
            var status = page.GetByRole(AriaRole.Status);
            await SignUpAsync(page, "ada@localhost");
            await Assertions.Expect(status).ToContainTextAsync("behind the @");
            await Assertions.Expect(page.GetByLabel(Field)).ToBeFocusedAsync();
            (await page.GetByLabel(Field).GetAttributeAsync("aria-invalid")).ShouldBe("true");
            (await page.GetByLabel(Field).InputValueAsync()).ShouldBe("ada@localhost");

            var address = $"ada-{look.Name}@example.org";
            await page.GetByLabel(Field).FillAsync(address);
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(page.GetByLabel(Field)).ToHaveValueAsync("");
            (await status.InnerTextAsync()).ShouldContain("message");
            (await page.GetByLabel(Field).GetAttributeAsync("aria-invalid")).ShouldBeNull();
            await page.ShotAsync("embed-inline", look);
            new Uri(page.Url).ShouldBe(host.Address);
            (await page.Context.CookiesAsync()).ShouldBeEmpty();
            refused.ShouldBeEmpty();
            await site.Get<AnswerRequests>().RunAsync();
            (await site.FindAsync(address)).ShouldNotBeNull();
        }
    }

    [BrowserFact]
    public async Task A_site_under_pressure_gets_work_from_the_form_instead_of_half_a_minutes_wait()
    {
        await using var site = await TestSite.StartAsync(("Signup:WorkAbovePerMinute", "1"), ("Signup:WorkBits", "12"));
        for (var at = 0; at < 3; at++)
            await site.SignUpAsync($"crowd{at}@example.org");
        site.Get<SignupGate>().WorkBits.ShouldBe(12);
        await using var host = await HostPage.StartAsync(site.Address, Snippet(site));
        var page = await chromium.OpenAsync(host.Address, Look.PhoneLight);
        var asked = 0;
        page.Response += (_, answer) =>
        {
            if (answer.Status != 428)
                return;
            asked++;
            site.Clock.Set(site.Clock.GetUtcNow().AddSeconds(2));
        };
        await page.GotoAsync("/");
        await SignUpAsync(page, "ada@example.org");
        await Assertions.Expect(page.GetByLabel(Field)).ToHaveValueAsync("");
        asked.ShouldBe(1);
        new Uri(page.Url).ShouldBe(host.Address);
        await site.Get<AnswerRequests>().RunAsync();
        (await site.FindAsync("ada@example.org")).ShouldNotBeNull();
    }

    [BrowserFact]
    public async Task Without_scripts_or_with_the_plain_form_the_site_itself_answers()
    {
        await using var site = await TestSite.StartAsync();
        foreach (var (script, scripted) in new[] { (false, true), (true, false) })
        {
            await using var host = await HostPage.StartAsync(site.Address, Snippet(site, scripted));
            var page = await chromium.OpenAsync(host.Address, Look.PhoneLight, script);
            var refused = Refused(page);
            var address = $"ada-{script}@example.org";
            await page.GotoAsync("/");
            await SignUpAsync(page, address);
            await TakenAsync(site, page);
            refused.ShouldBeEmpty();
            await site.Get<AnswerRequests>().RunAsync();
            (await site.FindAsync(address.ToLowerInvariant())).ShouldNotBeNull();
            await page.Context.CloseAsync();
        }
    }

    [BrowserFact]
    public async Task A_site_that_asks_for_patience_and_work_gets_both()
    {
        await using var site = await TestSite.StartAsync();
        await using var host = await HostPage.StartAsync(site.Address, Snippet(site));
        var page = await chromium.OpenAsync(host.Address, Look.PhoneLight);
        await page.Clock.InstallAsync(new() { TimeDate = Noon });
        var asked = await ScriptAsync(page, site, (428, Once), (428, """{"title":"Many sign up now.","nonce":"n2","waitSeconds":0,"work":{"algorithm":"SHA-256","zeroBits":11}}"""), (202, Done));
        await page.GotoAsync("/");
        await page.Clock.PauseAtAsync(Noon.AddHours(1));
        await SignUpAsync(page, "ada@example.org");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("One moment, please.");
        await page.Clock.RunForAsync(1999);
        asked.Count.ShouldBe(1, "two seconds have not gone by");
        // A second press meanwhile asks nothing twice.
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await page.Clock.RunForAsync(1);
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Many sign up now.");
        await page.Clock.ResumeAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Look into your inbox.");
        asked.Select(one => (Text(one, "email"), Text(one, "nonce"))).ShouldBe([("ada@example.org", null), ("ada@example.org", "n1"), ("ada@example.org", "n2")]);
        Text(asked.ElementAt(1), "work").ShouldBeNull();
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"n2.{Text(asked.ElementAt(2), "work")}"));
        BitOperations.LeadingZeroCount(BitConverter.ToUInt64([.. hash.Take(8).Reverse()])).ShouldBeGreaterThanOrEqualTo(11);
    }

    [BrowserFact]
    public async Task Where_the_script_gets_no_answer_that_it_understands_the_form_posts_as_usual()
    {
        await using var site = await TestSite.StartAsync();
        await using var host = await HostPage.StartAsync(site.Address, Snippet(site));
        const string again = """{"title":"Once more.","nonce":"n","waitSeconds":0}""";
        foreach (var answers in new (int, string)[][]
        {
            [(502, "<h1>Bad gateway</h1>")],
            [(202, "{}")],
            [(0, "")],
            [(428, again), (428, again), (428, again), (428, again)],
            [(428, """{"title":"Work.","nonce":"n","waitSeconds":0,"work":{"algorithm":"SHA-256","zeroBits":60}}""")],
        })
        {
            var page = await chromium.OpenAsync(host.Address, Look.PhoneLight);
            await ScriptAsync(page, site, answers);
            await page.GotoAsync("/");
            await SignUpAsync(page, "ada@example.org");
            await TakenAsync(site, page);
            await page.Context.CloseAsync();
        }
    }

    [BrowserFact]
    public async Task The_field_for_programs_is_seen_by_nobody_and_one_that_fills_it_in_signs_nobody_up()
    {
        await using var site = await TestSite.StartAsync();
        foreach (var scripted in new[] { true, false })
        {
            await using var host = await HostPage.StartAsync(site.Address, Snippet(site, scripted));
            var page = await chromium.OpenAsync(host.Address, Look.PhoneLight);
            var refused = Refused(page);
            await page.GotoAsync("/");
            var trap = page.Locator("[name=subject]");
            await Assertions.Expect(trap).ToBeHiddenAsync();
            (await page.GetByRole(AriaRole.Textbox).CountAsync()).ShouldBe(1);
            await page.GetByLabel(Field).FocusAsync();
            await page.Keyboard.PressAsync("Tab");
            await Assertions.Expect(page.GetByRole(AriaRole.Button)).ToBeFocusedAsync();
            await trap.EvaluateAsync("field => field.value = 'Cheap watches'");
            await SignUpAsync(page, "ada@example.org");
            if (scripted)
                await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("We have sent a message");
            else
                await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Please look into your inbox");
            refused.ShouldBeEmpty();
            await page.Context.CloseAsync();
        }
        (await site.ScalarAsync<int>("SELECT COUNT(*) FROM signup_requests")).ShouldBe(0);
    }

    [BrowserFact]
    public async Task A_slip_in_the_providers_name_is_told_inline_and_the_next_press_signs_the_right_address_up()
    {
        await using var site = await TestSite.StartAsync();
        await using var host = await HostPage.StartAsync(site.Address, Snippet(site));
        var page = await chromium.OpenAsync(host.Address, Look.PhoneLight);
        page.Response += (_, answer) =>
        {
            if (answer.Status == 428)
                site.Clock.Set(site.Clock.GetUtcNow().AddSeconds(10));
        };
        await page.GotoAsync("/");
        await SignUpAsync(page, "anna@gmial.com");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Did you mean anna@gmail.com?");
        await Assertions.Expect(page.GetByLabel(Field)).ToHaveValueAsync("anna@gmail.com");
        await page.ShotAsync("embed-suggestion", Look.PhoneLight);
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.GetByLabel(Field)).ToHaveValueAsync("");
        (await page.GetByRole(AriaRole.Status).InnerTextAsync()).ShouldNotContain("Did you mean");
        (await site.ColumnAsync("SELECT address FROM signup_requests ORDER BY id")).ShouldBe("anna@gmial.com, anna@gmail.com");
    }

    [BrowserFact]
    public async Task What_is_wrong_with_an_address_is_said_in_the_language_of_the_form()
    {
        await using var site = await TestSite.StartAsync();
        await using var host = await HostPage.StartAsync(site.Address, Snippet(site, language: ReaderLanguages.Find("de")!));
        var page = await chromium.OpenAsync(host.Address, Look.PhoneLight);
        await page.GotoAsync("/");
        await page.GetByLabel("Ihre E-Mail-Adresse").FillAsync("ada@localhost");
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Der Name hinter dem @ braucht einen Punkt und eine Endung, wie in name@example.org.");
        (await page.GetByRole(AriaRole.Status).GetAttributeAsync("lang")).ShouldBe("de");
    }

    [BrowserFact]
    public async Task A_refusal_for_now_is_said_inline()
    {
        await using var site = await TestSite.StartAsync();
        await using var host = await HostPage.StartAsync(site.Address, Snippet(site));
        var page = await chromium.OpenAsync(host.Address, Look.PhoneLight);
        await ScriptAsync(page, site, (429, """{"title":"Too many sign-ups from here. <b>Later</b>, please."}"""), (202, Done));
        await page.GotoAsync("/");
        await SignUpAsync(page, "ada@example.org");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Too many sign-ups from here. <b>Later</b>, please.");
        (await page.GetByLabel(Field).InputValueAsync()).ShouldBe("ada@example.org");
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Look into your inbox.");
    }

    [BrowserFact]
    public async Task The_admins_page_reads_well_and_its_form_works_where_it_stands()
    {
        await using var site = await TestSite.StartAsync(("Site:Name", "The Saltmarsh Courier"));
        var cookies = await site.SignedInAsync();
        foreach (var look in Look.All)
        {
            var page = await chromium.OpenAsync(site.Address, look, cookies: cookies);
            await page.LookAtAsync("/admin/embed", "admin-embed", look);
        }
        var preview = await chromium.OpenAsync(site.Address, Look.DesktopLight, cookies: cookies);
        await ScriptAsync(preview, site, (202, Done));
        await preview.GotoAsync("/admin/embed");
        await SignUpAsync(preview, "ada@example.org");
        await Assertions.Expect(preview.GetByRole(AriaRole.Status)).ToHaveTextAsync("Look into your inbox.");
    }

    private static string Snippet(TestSite site, bool scripted = true, Language? language = null)
    {
        var snippet = new EmbedSnippet(new SiteOptions { Name = "The Saltmarsh Courier", Url = site.Address.GetLeftPart(UriPartial.Authority) }, language ?? ReaderLanguages.English);
        return scripted ? snippet.Form(isScripted: true) + snippet.Script : snippet.Form(isScripted: false);
    }

    private static async Task SignUpAsync(IPage page, string address)
    {
        await page.GetByLabel(Field).FillAsync(address);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign up", Exact = true }).ClickAsync();
    }

    // The site may ask for the press of a button once more, a little later.
    private static async Task TakenAsync(TestSite site, IPage page)
    {
        await page.WaitForURLAsync($"{site.Address}subscribe*");
        var headline = page.GetByRole(AriaRole.Heading, new() { Level = 1 });
        await headline.WaitForAsync();
        if (await page.Locator("form.signup").CountAsync() > 0)
        {
            site.Clock.Set(site.Clock.GetUtcNow().AddSeconds(10));
            await page.Locator("form.signup button").ClickAsync();
        }
        await Assertions.Expect(headline).ToHaveTextAsync("Please look into your inbox");
    }

    /// <summary>Answers the script in the site's place; the form's own post goes through.</summary>
    private static async Task<ConcurrentQueue<JsonElement>> ScriptAsync(IPage page, TestSite site, params (int Status, string Body)[] answers)
    {
        var (asked, left) = (new ConcurrentQueue<JsonElement>(), new Queue<(int Status, string Body)>(answers));
        await page.RouteAsync($"{site.Address}subscribe*", async route =>
        {
            if (route.Request.ResourceType != "fetch")
            {
                await route.ContinueAsync();
                return;
            }
            asked.Enqueue(JsonDocument.Parse(route.Request.PostData!).RootElement);
            var (status, body) = left.Dequeue();
            if (status == 0)
                await route.AbortAsync();
            else
                await route.FulfillAsync(new() { Status = status, Body = body, ContentType = "application/json", Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Access-Control-Allow-Origin"] = "*" } });
        });
        return asked;
    }

    private static string? Text(JsonElement fields, string name) => fields.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static ConcurrentQueue<string> Refused(IPage page)
    {
        var refused = new ConcurrentQueue<string>();
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal) || message.Text.Contains("CORS", StringComparison.Ordinal))
                refused.Enqueue(message.Text);
        };
        return refused;
    }
}
