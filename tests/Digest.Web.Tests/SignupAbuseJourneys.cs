using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Digest.Links;
using Digest.Signup.Gate;

namespace Digest.Web.Tests;

/// <summary>What no form and no honest program sends: every answer is clear, and nothing is written.</summary>
public sealed class SignupAbuseJourneys
{
    private const int TenMegabytes = 10 * 1024 * 1024;
    private const string Urlencoded = "application/x-www-form-urlencoded";
    private static readonly LinkPurpose[] Purposes = [LinkPurpose.Confirm, LinkPurpose.Preferences, LinkPurpose.Unsubscribe];

    [Theory]
    [InlineData("/subscribe", Urlencoded, "email=")]
    [InlineData("/subscribe", "application/json", "{\"email\":\"")]
    [InlineData("/subscribe", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\n")]
    [InlineData("/preferences", Urlencoded, "email=")]
    public async Task Ten_megabytes_that_do_not_say_how_long_they_are_are_cut_off(string path, string type, string begin)
    {
        await using var site = await TestSite.StartAsync();
        var before = await site.DumpAsync();
        var (answer, sent) = await SendChunksAsync(site, path, type, begin);
        answer.ShouldStartWith("HTTP/1.1 413");
        answer.ShouldContain(type == "application/json" ? "application/problem+json" : "<h1>That was too much</h1>");
        sent.ShouldBeLessThan(TenMegabytes);
        (await site.DumpAsync()).ShouldBe(before);
        (await site.GetAsync("/")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("", "email=ada@example.org", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("nonsense", "email=ada@example.org", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("text/plain", "email=ada@example.org", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/octet-stream", "\u0000\u0001", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/xml", "<email/>", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("multipart/form-data", "no boundary", HttpStatusCode.BadRequest)]
    [InlineData("multipart/form-data; boundary=x", "--x\r\ncut off", HttpStatusCode.BadRequest)]
    [InlineData("multipart/mixed; boundary=x", "--x--", HttpStatusCode.UnsupportedMediaType)]
    [InlineData(Urlencoded, "", HttpStatusCode.BadRequest)]
    [InlineData(Urlencoded, "email=%00%ff%FE&nonce=%", HttpStatusCode.BadRequest)]
    [InlineData(Urlencoded + "; charset=nonsense", "email=ada", HttpStatusCode.BadRequest)]
    public async Task A_body_of_the_wrong_kind_gets_a_clear_page_on_every_form(string type, string body, HttpStatusCode status)
    {
        await using var site = await TestSite.StartAsync();
        var before = await site.DumpAsync();
        foreach (var path in new[] { "/subscribe", "/preferences" })
            (await PostAsync(site, path, type, Encoding.Latin1.GetBytes(body))).ShouldBeClearPage(status);
        (await site.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_form_of_very_many_fields_or_of_the_same_ones_is_answered_clearly()
    {
        await using var site = await TestSite.StartAsync();
        var many = string.Join('&', Enumerable.Range(0, 3000).Select(number => $"f{number}=1"));
        (await PostAsync(site, "/subscribe", Urlencoded, Encoding.ASCII.GetBytes(many))).ShouldBeClearPage(HttpStatusCode.BadRequest);
        var same = $"email=ada@example.org&email=eve@example.org&nonce={site.Nonce()}";
        (await PostAsync(site, "/subscribe", Urlencoded, Encoding.ASCII.GetBytes(same))).Status.ShouldBe(HttpStatusCode.OK);
        (await site.ColumnAsync("SELECT address FROM signup_requests")).ShouldBe("ada@example.org");
    }

    [Theory]
    [InlineData("application/json", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")]
    [InlineData("application/json", "{\"email\":\"\u00ff\u00fe\"}")]
    [InlineData("application/json", "{\"email\":{\"email\":\"ada@example.org\"}}")]
    [InlineData("application/json", "")]
    [InlineData("application/json; charset=utf-16", "{\"email\":")]
    [InlineData("application/json; charset=nonsense", "{\"email\":")]
    [InlineData("application/ld+json", "{\"email\":null}")]
    public async Task Json_that_is_broken_is_refused_in_json(string type, string body)
    {
        await using var site = await TestSite.StartAsync();
        var answer = await PostAsync(site, "/subscribe", type, Encoding.Latin1.GetBytes(body));
        (answer.Status, answer.Type).ShouldBe((HttpStatusCode.BadRequest, "application/problem+json"));
        answer.Body.ShouldNotContain("Exception");
        (await site.ScalarAsync<int>("SELECT COUNT(*) FROM signup_requests")).ShouldBe(0);
    }

    [Fact]
    public async Task Every_bit_of_a_nonce_matters()
    {
        await using var site = await TestSite.StartAsync();
        var (nonces, right) = (site.Get<FormNonces>(), Encoding.Latin1.GetBytes(site.Nonce()));
        for (var at = 0; at < right.Length; at++)
        {
            for (var bit = 0; bit < 8; bit++)
                nonces.Read(Encoding.Latin1.GetString(Flip(right, at, bit))).ShouldBeNull();
        }
        // And so it is for those who post it, in either way; the right one is good in the end.
        for (var at = 0; at < right.Length; at++)
        {
            var wrong = Encoding.Latin1.GetString(Flip(right, at, bit: at % 8));
            var page = at % 2 == 0
                ? await site.PostAsync("/subscribe", ("email", "ada@example.org"), ("nonce", wrong))
                : await PostJsonAsync(site, new { email = "ada@example.org", nonce = wrong });
            page.Body.ShouldContain(at % 2 == 0 ? "One more press" : "waitSeconds");
        }
        (await site.ScalarAsync<int>("SELECT COUNT(*) FROM signup_requests")).ShouldBe(0);
        (await site.ScalarAsync<int>("SELECT COUNT(*) FROM used_nonces")).ShouldBe(0);
        (await PostJsonAsync(site, new { email = "ada@example.org", nonce = Encoding.Latin1.GetString(right) })).Status.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task A_nonce_that_is_used_expired_or_of_the_future_is_worth_nothing_to_a_program()
    {
        await using var site = await TestSite.StartAsync();
        var used = site.Nonce();
        (await PostJsonAsync(site, new { email = "ada@example.org", nonce = used })).Status.ShouldBe(HttpStatusCode.Accepted);
        var expired = NonceAt(site, -FormNonce.LongestAge - TimeSpan.FromMilliseconds(1));
        var future = NonceAt(site, TimeSpan.FromMinutes(1));
        var before = await site.DumpAsync();
        foreach (var nonce in new[] { used, expired, future })
        {
            foreach (var address in new[] { "ada@example.org", "eve@example.org" })
            {
                var answer = await PostJsonAsync(site, new { email = address, nonce });
                answer.Status.ShouldBe(HttpStatusCode.PreconditionRequired);
                using var body = JsonDocument.Parse(answer.Body);
                body.RootElement.GetProperty("nonce").GetString().ShouldNotBe(nonce);
            }
            (await site.PostAsync("/subscribe", ("email", "eve@example.org"), ("nonce", nonce))).Body.ShouldContain("One more press");
        }
        (await site.DumpAsync()).ShouldBe(before);
        (await PostJsonAsync(site, new { email = "eve@example.org", nonce = NonceAt(site, -FormNonce.LongestAge) })).Status.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task A_flood_of_looks_at_tokened_pages_changes_nothing_and_the_links_work_afterwards()
    {
        await using var site = await TestSite.StartAsync();
        var reader = await site.ReaderAsync("ada@example.org");
        var pending = await site.AskAsync("bob@example.org");
        var before = await site.DumpAsync();
        var paths = Purposes.Select(purpose => site.Link(purpose, reader.Id)).Append(site.Link(LinkPurpose.Confirm, pending.Id)).ToList();
        await Parallel.ForAsync(0, 600, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, cancellation) =>
        {
            using var request = new HttpRequestMessage(number % 2 == 0 ? HttpMethod.Get : HttpMethod.Head, new Uri(paths[number / 2 % paths.Count], UriKind.Relative));
            // As mail scanners and browsers that load ahead do.
            request.Headers.TryAddWithoutValidation("Sec-Purpose", "prefetch");
            request.Headers.TryAddWithoutValidation("List-Unsubscribe", "One-Click");
            using var answer = await site.Http.SendAsync(request, cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            answer.Headers.ShouldNotContain(header => header.Key == "Set-Cookie");
        });
        (await site.DumpAsync()).ShouldBe(before);
        (await site.PostAsync(site.Link(LinkPurpose.Confirm, pending.Id))).Status.ShouldBe(HttpStatusCode.OK);
        (await site.FindAsync("bob@example.org"))!.Status.ShouldBe(Digest.Subscribers.SubscriberStatus.Active);
    }

    private static byte[] Flip(byte[] text, int at, int bit)
    {
        var flipped = (byte[])text.Clone();
        flipped[at] ^= (byte)(1 << bit);
        return flipped;
    }

    private static string NonceAt(TestSite site, TimeSpan from) => new FormNonces(site.Get<LinkSigner>(), new Clock(site.Clock.GetUtcNow() + from)).Issue().Text;

    private static async Task<PageAnswer> PostAsync(TestSite site, string path, string type, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return await site.PostAsync(path, content);
    }

    private static async Task<PageAnswer> PostJsonAsync(TestSite site, object body) => await PostAsync(site, "/subscribe", "application/json", JsonSerializer.SerializeToUtf8Bytes(body));

    // Sends until it is all gone or nobody takes any more.
    private static async Task<(string Answer, int Sent)> SendChunksAsync(TestSite site, string path, string type, string begin)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(site.Address.Host, site.Address.Port);
        var stream = client.GetStream();
        var read = ReadAsync(stream);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {type}\r\nTransfer-Encoding: chunked\r\n\r\n{begin.Length:x}\r\n{begin}\r\n"));
        var sent = 0;
        try
        {
            for (var chunk = Encoding.ASCII.GetBytes($"2000\r\n{new string('a', 0x2000)}\r\n"); sent < TenMegabytes && !read.IsCompleted; sent += 0x2000)
                await stream.WriteAsync(chunk);
        }
        catch (IOException)
        {
            // It has hung up, as it should.
        }
        return (await read, sent);
    }

    private static async Task<string> ReadAsync(NetworkStream stream)
    {
        var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer);
        }
        catch (IOException)
        {
            // What came before the connection was cut is the answer.
        }
        return Encoding.UTF8.GetString(answer.ToArray());
    }
}
