using System.Net;
using System.Net.Http.Json;
using System.Text;
using AngleSharp.Html.Parser;
using Digest.Web.Tests.Admin;

namespace Digest.Web.Tests;

/// <summary>The form on other sites' pages.</summary>
public sealed class EmbedJourneys
{
    private const string Elsewhere = "https://blog.example";

    [Theory]
    [InlineData(Elsewhere)]
    [InlineData("null")]
    public async Task A_page_anywhere_may_post_JSON_and_read_the_answer_but_send_nobodys_cookies(string origin)
    {
        await using var site = await TestSite.StartAsync();
        var preflight = await SendAsync(site, HttpMethod.Options, "/subscribe", origin, content: null, ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "content-type"));
        preflight.Status.ShouldBe(HttpStatusCode.NoContent);
        preflight.Headers["Access-Control-Allow-Origin"].ShouldBe("*");
        preflight.Headers["Access-Control-Allow-Methods"].ShouldBe("POST");
        preflight.Headers["Access-Control-Allow-Headers"].ShouldBe("Content-Type");
        preflight.Headers["Access-Control-Max-Age"].ShouldBe("86400");
        preflight.Headers.ShouldNotContainKey("Access-Control-Allow-Credentials");

        using var body = JsonContent.Create(new { email = "ada@example.org" });
        var answer = await SendAsync(site, HttpMethod.Post, "/subscribe", origin, body);
        answer.Type.ShouldBeOneOf("application/json", "application/problem+json");
        answer.Headers["Access-Control-Allow-Origin"].ShouldBe("*");
        answer.Headers.ShouldNotContainKey("Access-Control-Allow-Credentials");
        answer.Headers.ShouldNotContainKey("Set-Cookie");
    }

    [Theory]
    [InlineData("{\"email\":\"nonsense\"}", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("<x/>", "application/xml", HttpStatusCode.UnsupportedMediaType)]
    public async Task What_is_refused_can_be_read_too(string body, string type, HttpStatusCode status)
    {
        await using var site = await TestSite.StartAsync();
        using var content = new StringContent(body, Encoding.UTF8, type);
        var answer = await SendAsync(site, HttpMethod.Post, "/subscribe", Elsewhere, content, ("Accept", "application/json"));
        (answer.Status, answer.Type).ShouldBe((status, "application/problem+json"));
        answer.Headers["Access-Control-Allow-Origin"].ShouldBe("*");
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_so_that_the_page_can_say_why()
    {
        await using var site = await TestSite.StartAsync();
        using var content = new StringContent($"{{\"email\":\"{new string('a', 70_000)}\"}}", Encoding.UTF8, "application/json");
        var answer = await SendAsync(site, HttpMethod.Post, "/subscribe", Elsewhere, content);
        (answer.Status, answer.Headers["Access-Control-Allow-Origin"]).ShouldBe((HttpStatusCode.RequestEntityTooLarge, "*"));
    }

    [Fact]
    public async Task Nothing_else_can_be_read_from_elsewhere()
    {
        await using var site = await TestSite.StartAsync();
        foreach (var path in new[] { "/", "/editions", "/admin", "/admin/embed", "/preferences/forged", "/subscribers" })
        {
            (await SendAsync(site, HttpMethod.Get, path, Elsewhere)).Headers.ShouldNotContainKey("Access-Control-Allow-Origin", path);
            var preflight = await SendAsync(site, HttpMethod.Options, path, Elsewhere, content: null, ("Access-Control-Request-Method", "POST"));
            preflight.Headers.ShouldNotContainKey("Access-Control-Allow-Origin", path);
        }
        // Another method is not offered, and the browser sends none.
        (await SendAsync(site, HttpMethod.Options, "/subscribe", Elsewhere, content: null, ("Access-Control-Request-Method", "DELETE"))).Headers["Access-Control-Allow-Methods"].ShouldBe("POST");
    }

    [Fact]
    public async Task The_script_is_small_keeps_to_itself_and_may_be_loaded_by_any_page()
    {
        await using var site = await TestSite.StartAsync();
        var script = await SendAsync(site, HttpMethod.Get, "/embed.js", Elsewhere);
        (script.Status, script.Type).ShouldBe((HttpStatusCode.OK, "text/javascript"));
        script.Headers["Access-Control-Allow-Origin"].ShouldBe("*");
        script.Headers["Cross-Origin-Resource-Policy"].ShouldBe("cross-origin");
        script.Headers["Cache-Control"].ShouldBe("public, max-age=3600");
        Encoding.UTF8.GetByteCount(script.Body).ShouldBeLessThan(3000);
        foreach (var word in new[] { "cookie", "localStorage", "innerHTML", "insertAdjacentHTML", "eval(", "new Function", ".style", "http:", "https:" })
            script.Body.ShouldNotContain(word, Case.Sensitive);
    }

    [Fact]
    public async Task The_admin_shows_the_form_to_copy_with_and_without_script_and_as_it_looks()
    {
        await using var site = await TestSite.StartAsync(("Site:Name", "The \"Ferry\" & <b>Times</b></textarea>"));
        using var ada = await site.SignedInBrowserAsync();
        var answer = await ada.GetAsync("/admin/embed");
        answer.Status.ShouldBe(HttpStatusCode.OK);
        var page = await new HtmlParser().ParseDocumentAsync(answer.Body);
        page.QuerySelector("nav [aria-current='page']")!.TextContent.ShouldBe("Embed");
        var texts = page.QuerySelectorAll("textarea[readonly]").Select(area => area.TextContent).ToList();
        texts.Count.ShouldBe(2);
        (texts[0].Contains("<script", StringComparison.Ordinal), texts[0].Contains("data-digest", StringComparison.Ordinal)).ShouldBe((false, false));
        texts[1].ShouldContain($"<script src=\"{TestSite.Url}/embed.js\" async></script>");
        texts[1].ShouldContain(" data-digest>");
        foreach (var text in texts)
        {
            text.ShouldNotContain("style");
            var form = (await new HtmlParser().ParseDocumentAsync(text)).QuerySelector("form").ShouldNotBeNull();
            form.GetAttribute("method").ShouldBe("post");
            form.GetAttribute("action")!.Split('?')[0].ShouldBe($"{TestSite.Url}/subscribe");
            form.QuerySelector("label input[type=email][name=email][required]").ShouldNotBeNull();
            form.QuerySelector("button[type=submit]")!.TextContent.ShouldBe("Sign up");
            form.QuerySelector("p")!.TextContent.ShouldContain("The \"Ferry\" & <b>Times</b></textarea>");
            form.QuerySelectorAll("[id]").ShouldBeEmpty();
            var trap = form.QuerySelector("div[hidden] label input[name=subject]").ShouldNotBeNull();
            (trap.GetAttribute("tabindex"), trap.GetAttribute("autocomplete"), trap.HasAttribute("required")).ShouldBe(("-1", "off", false));
        }
        var preview = page.QuerySelector("form[data-digest]").ShouldNotBeNull();
        preview.GetAttribute("action")!.Split('?')[0].ShouldBe("/subscribe");
        page.QuerySelector("script[src='/embed.js']").ShouldNotBeNull();
        page.QuerySelectorAll("script:not([src]), style, [style]").ShouldBeEmpty();
        answer.Body.ShouldContain($"form-action {TestSite.Url}");
    }

    [Fact]
    public async Task Nobody_sees_the_page_without_a_sign_in_and_an_unknown_language_is_the_sites()
    {
        await using var site = await TestSite.StartAsync();
        (await site.GetAsync("/admin/embed")).Headers["Location"].ShouldContain("/admin/sign-in");
        using var ada = await site.SignedInBrowserAsync();
        (await ada.GetAsync("/admin/embed?lang=%22%3E%3Cb%3E")).Body.ShouldContain("lang=\"en\"");
    }

    private static async Task<PageAnswer> SendAsync(TestSite site, HttpMethod method, string path, string origin, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        request.Headers.TryAddWithoutValidation("Origin", origin);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await site.Http.SendAsync(request);
        return await PageAnswer.ReadAsync(answer);
    }
}
