using System.Net;
using System.Net.Sockets;
using System.Text;
using Digest.Links;

namespace Digest.Web.Tests;

public sealed class BadInputJourneys
{
    private static readonly LinkPurpose[] Purposes = [LinkPurpose.Confirm, LinkPurpose.Preferences, LinkPurpose.Unsubscribe];

    [Fact]
    public async Task Looking_at_a_page_changes_nothing()
    {
        await using var site = await TestSite.StartAsync();
        var reader = await site.ReaderAsync("ada@example.org");
        var pending = await site.AskAsync("bob@example.org");
        var before = await site.DumpAsync();
        foreach (var path in Purposes.SelectMany(purpose => new[] { site.Link(purpose, reader.Id), site.Link(purpose, pending.Id) }).Append("/").Append("/subscribe").Append("/editions"))
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Options, HttpMethod.Put, HttpMethod.Delete })
                await site.SendAsync(method, path + "?by=page&undo=1&List-Unsubscribe=One-Click&action=save&cadence=Weekly&email=eve@example.org");
        }
        (await site.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_token_that_is_forged_cut_or_of_another_purpose_opens_nothing()
    {
        await using var site = await TestSite.StartAsync();
        var reader = await site.ReaderAsync("ada@example.org");
        var before = await site.DumpAsync();
        foreach (var purpose in Purposes)
        {
            var right = site.Link(purpose, reader.Id);
            var page = right[..(right.LastIndexOf('/') + 1)];
            var token = right[page.Length..];
            var strangers = Purposes.Where(other => other != purpose).Select(other => site.Link(other, reader.Id).Split('/')[^1]);
            foreach (var wrong in new[] { token[..^1], token + "A", token[..^1] + (token[^1] == 'A' ? 'B' : 'A'), "x", "%20", new string('A', 5000), site.Link(purpose, 4711).Split('/')[^1] }.Concat(strangers))
            {
                (await site.GetAsync(page + wrong)).ShouldBeClearPage(HttpStatusCode.NotFound);
                (await site.PostAsync(page + wrong, ("List-Unsubscribe", "One-Click"))).ShouldBeClearPage(HttpStatusCode.NotFound);
                (await site.PostAsync(page + wrong, ("undo", "1"))).ShouldBeClearPage(HttpStatusCode.NotFound);
            }
        }
        (await site.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task An_over_long_field_is_named_and_not_echoed_whole()
    {
        await using var site = await TestSite.StartAsync();
        var page = await site.SignUpAsync(new string('a', 20_000) + "@example.org");
        page.ShouldBeClearPage(HttpStatusCode.BadRequest);
        page.Body.ShouldContain("254");
        page.Body.Length.ShouldBeLessThan(10_000);
    }

    [Theory]
    [InlineData("text/plain", "email=ada@example.org", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/xml", "<email/>", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("multipart/form-data", "no boundary", HttpStatusCode.BadRequest)]
    [InlineData("multipart/form-data; boundary=x", "--x\r\ncut off", HttpStatusCode.BadRequest)]
    public async Task A_body_of_the_wrong_kind_gets_a_clear_page(string type, string body, HttpStatusCode status)
    {
        await using var site = await TestSite.StartAsync();
        using var content = new StringContent(body);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        (await site.PostAsync("/subscribe", content)).ShouldBeClearPage(status);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{\"email\":")]
    [InlineData("[]")]
    [InlineData("{\"email\":7}")]
    [InlineData("{\"email\":\"\\ud800\"}")]
    public async Task Json_that_says_nothing_is_refused_in_json(string body)
    {
        await using var site = await TestSite.StartAsync();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var answer = await site.PostAsync("/subscribe", content);
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Type.ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("/subscribe")]
    [InlineData("/unsubscribe/")]
    public async Task A_body_of_ten_megabytes_is_refused_before_it_is_read(string path)
    {
        await using var site = await TestSite.StartAsync();
        var reader = await site.ReaderAsync("ada@example.org");
        if (path.EndsWith('/'))
            path = site.Link(LinkPurpose.Unsubscribe, reader.Id);
        using var client = new TcpClient();
        await client.ConnectAsync(site.Address.Host, site.Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 10485760\r\n\r\nemail="));
        using var lines = new StreamReader(stream);
        (await lines.ReadLineAsync())!.ShouldContain("413");
        (await lines.ReadToEndAsync()).ShouldContain("<h1>That was too much</h1>");
    }

    [Fact]
    public async Task An_unknown_page_and_an_unknown_method_are_answered_in_the_asker_s_language()
    {
        await using var site = await TestSite.StartAsync();
        (await site.GetAsync("/nowhere")).ShouldBeClearPage(HttpStatusCode.NotFound);
        var json = await site.GetAsync("/nowhere", accept: "application/json");
        (json.Status, json.Type).ShouldBe((HttpStatusCode.NotFound, "application/problem+json"));
        var wrongMethod = await site.PostAsync("/", ("email", "ada@example.org"));
        wrongMethod.ShouldBeClearPage(HttpStatusCode.MethodNotAllowed);
        wrongMethod.Headers["Allow"].ShouldBe("GET, HEAD");
        (await site.GetAsync("/problem")).ShouldBeClearPage(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_broken_machine_shows_a_page_and_nothing_of_its_inside()
    {
        await using var site = await TestSite.StartAsync();
        await site.ExecuteAsync("DROP TABLE signup_requests");
        var page = await site.SignUpAsync("ada@example.org");
        page.ShouldBeClearPage(HttpStatusCode.InternalServerError);
        page.Body.ShouldNotContain("SQLite");
        page.Headers.ShouldContainKey("Content-Security-Policy");
    }
}
