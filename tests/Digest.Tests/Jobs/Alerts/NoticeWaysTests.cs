using System.Text.Json;
using Digest.Jobs.Alerts;
using Digest.Mail;
using Digest.Mail.Dkim;
using Digest.Tests.Net;
using Digest.Tests.Outbox;
using Digest.Tests.Tools;
using Microsoft.Extensions.Logging.Abstractions;

namespace Digest.Tests.Jobs.Alerts;

/// <summary>How notices leave the house.</summary>
public sealed class NoticeWaysTests
{
    private static readonly Alert Fire = new()
    {
        Id = 7,
        Key = "fire:kitchen",
        Problem = "The house is on fire since 07:00: “550 no” & more.",
        Remedy = "Put it out.",
        Link = "/admin/jobs",
        LinkText = "Look at the jobs",
        OpenedAt = 1_772_434_800_000,
        SeenAt = 1_772_434_800_000,
    };

    [PythonFact]
    public async Task A_mail_is_read_by_Python_as_it_was_meant()
    {
        var transport = new ScriptedTransport();
        var way = Mail(transport, "Night desk <desk@news.example>, ops@news.example");
        way.Channels.ShouldBe(["desk@news.example", "ops@news.example"]);
        foreach (var channel in way.Channels)
            (await way.SendAsync(Fire, channel, CancellationToken.None)).ShouldBe(NoticeOutcome.Sent);
        (await way.SendAsync(Fire with { EndedAt = 1_772_438_400_000 }, "ops@news.example", CancellationToken.None)).ShouldBe(NoticeOutcome.Sent);
        var folder = Directory.CreateTempSubdirectory("digest-mail-");
        foreach (var (place, (envelope, message)) in transport.Taken.Index())
        {
            envelope.From.ShouldBe("news@news.example");
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"{place}.eml"), message);
        }
        var read = await Python.RunAsync("email", "Mail/read_messages.py", folder.FullName);
        folder.Delete(recursive: true);
        read.GetArrayLength().ShouldBe(3);
        foreach (var mail in read.EnumerateArray())
        {
            mail.GetProperty("defects").GetArrayLength().ShouldBe(0, mail.ToString());
            mail.GetProperty("types").EnumerateArray().Select(one => one.GetString()).ShouldBe(["multipart/alternative", "text/plain", "text/html"]);
            var headers = mail.GetProperty("headers").EnumerateArray().Select(one => (Name: one[0].GetString()!, Value: one[1].GetString())).ToList();
            headers.Single(one => one.Name == "Auto-Submitted").Value.ShouldBe("auto-generated");
            headers.ShouldNotContain(one => one.Name.StartsWith("List-", StringComparison.OrdinalIgnoreCase) || one.Name == "Precedence");
        }
        var (first, second, over) = (read[0], read[1], read[2]);
        first.GetProperty("to")[0].EnumerateArray().Select(one => one.GetString()).ShouldBe(["Night desk", "desk@news.example"]);
        second.GetProperty("to")[0][1].GetString().ShouldBe("ops@news.example");
        first.GetProperty("subject").GetString().ShouldBe("[The Größe Times] The house is on fire since 07:00");
        over.GetProperty("subject").GetString().ShouldStartWith("[The Größe Times] It is over: The house is on fire");
        var text = first.GetProperty("text").GetString()!;
        text.ShouldContain(Fire.Problem);
        text.ShouldContain("What to do: Put it out.");
        text.ShouldContain("https://news.example/admin/jobs");
        text.ShouldContain("2 March 2026, 08:00 (Europe/Madrid)");
        first.GetProperty("html").GetString()!.ShouldContain("“550 no” &amp; more");
    }

    [Fact]
    public async Task What_the_mail_server_says_decides_whether_it_is_tried_again()
    {
        async Task<NoticeOutcome> With(SubmissionOutcome outcome) => await Mail(new ScriptedTransport(_ => outcome), "desk@news.example").SendAsync(Fire, "desk@news.example", CancellationToken.None);
        (await With(new SubmissionOutcome.Uncertain("lost"))).ShouldBe(NoticeOutcome.Sent);
        (await With(new SubmissionOutcome.ConnectionLost("lost"))).ShouldBe(NoticeOutcome.Unreachable);
        (await With(new SubmissionOutcome.Refused(new SmtpAnswer(550, "5.1.1", "no"), SmtpStage.Recipient))).ShouldBe(NoticeOutcome.Refused);
        var closed = new ScriptedTransport { Closed = new OpeningFailedException(OpeningFailure.SignInRefused, "535 no") };
        (await Mail(closed, "desk@news.example").SendAsync(Fire, "desk@news.example", CancellationToken.None)).ShouldBe(NoticeOutcome.Unreachable);
    }

    [Fact]
    public async Task A_webhook_gets_the_notice_as_JSON_with_the_text_that_chats_show()
    {
        JsonElement body = default;
        await using var server = await LocalServer.StartAsync(async context =>
        {
            context.Request.ContentLength.ShouldNotBeNull();
            body = (await JsonDocument.ParseAsync(context.Request.Body)).RootElement;
            context.Response.StatusCode = 204;
        });
        using var way = Webhook(server.At("/hook/secret").AbsoluteUri);
        (await way.SendAsync(Fire, way.Channels.ShouldHaveSingleItem(), CancellationToken.None)).ShouldBe(NoticeOutcome.Sent);
        server.Requests.ShouldHaveSingleItem().Headers.ContentType.ToString().ShouldStartWith("application/json");
        body.GetProperty("text").GetString().ShouldBe($"The Größe Times: {Fire.Problem}\nPut it out.\nhttps://news.example/admin/jobs");
        (body.GetProperty("state").GetString(), body.GetProperty("key").GetString(), body.GetProperty("severity").GetString()).ShouldBe(("open", "fire:kitchen", "serious"));
        body.GetProperty("since").GetString().ShouldBe("2026-03-02T07:00:00Z");
        body.GetProperty("ended").ValueKind.ShouldBe(JsonValueKind.Null);
        (await way.SendAsync(Fire with { EndedAt = 1_772_438_400_000 }, NoticeByWebhook.Channel, CancellationToken.None)).ShouldBe(NoticeOutcome.Sent);
        (body.GetProperty("state").GetString(), body.GetProperty("ended").GetString()).ShouldBe(("over", "2026-03-02T08:00:00Z"));
    }

    [Fact]
    public async Task A_webhook_that_fails_redirects_or_is_not_there_has_not_been_told()
    {
        using var nobody = new Canary();
        using var nowhere = Webhook("http://127.0.0.1:1/hook");
        (await nowhere.SendAsync(Fire, NoticeByWebhook.Channel, CancellationToken.None)).ShouldBe(NoticeOutcome.Unreachable);
        await using var broken = await LocalServer.StartAsync(context => { context.Response.StatusCode = 500; return Task.CompletedTask; });
        using var failing = Webhook(broken.At("/hook").AbsoluteUri);
        (await failing.SendAsync(Fire, NoticeByWebhook.Channel, CancellationToken.None)).ShouldBe(NoticeOutcome.Unreachable);
        await using var moved = await LocalServer.StartAsync(context => { context.Response.Redirect($"http://127.0.0.1:{nobody.Port}/"); return Task.CompletedTask; });
        using var redirected = Webhook(moved.At("/hook").AbsoluteUri);
        (await redirected.SendAsync(Fire, NoticeByWebhook.Channel, CancellationToken.None)).ShouldBe(NoticeOutcome.Unreachable);
        nobody.WasTouched.ShouldBeFalse();
    }

    [Fact]
    public void Without_settings_nobody_is_told()
    {
        Mail(new ScriptedTransport(), "").Channels.ShouldBeEmpty();
        using var way = Webhook("");
        way.Channels.ShouldBeEmpty();
    }

    [Fact]
    public void A_list_of_mailboxes_is_read_with_commas_in_names_and_each_address_once()
    {
        var options = new AlertOptions { To = " desk@news.example ,\"Desk, night\" <night@news.example>, DESK@news.example,, Ops <ops@bücher.example>" };
        options.Validate(new(options)).ShouldBeEmpty();
        options.Recipients.Select(one => one.ToString()).ShouldBe(["desk@news.example", "Desk, night <night@news.example>", "Ops <ops@xn--bcher-kva.example>"]);
    }

    [Theory]
    [InlineData("550 5.7.1 <ada@reader.example>: refused", "550 5.7.1 (an address): refused")]
    [InlineData("no such user 'o.hara+news@sub.reader.example' here\r\n  at all", "no such user (an address) here at all")]
    [InlineData("mail.news.example:587: Connection refused", "mail.news.example:587: Connection refused")]
    public void Words_of_others_lose_their_addresses_and_line_breaks(string words, string scrubbed) => Scrubbed.Of(words).ShouldBe(scrubbed);

    private static NoticeByMail Mail(ITransport transport, string to) =>
        new(new AlertOptions { To = to }, AlertBench.Site, transport, MessageSigners.None, AlertBench.Words, new Clock(), NullLogger<NoticeByMail>.Instance);

    private static NoticeByWebhook Webhook(string url) => new(new AlertOptions { WebhookUrl = url }, AlertBench.Site, AlertBench.Words, new Clock());
}
