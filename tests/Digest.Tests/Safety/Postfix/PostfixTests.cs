using System.Text;
using System.Text.Json;
using Digest.Mail;
using Digest.Mail.Dkim;
using Digest.Mail.Smtp;
using Digest.Outbox;
using Digest.Subscribers;
using Digest.Tests.Outbox;
using Digest.Tests.Tools;

namespace Digest.Tests.Safety.Postfix;

/// <summary>Messages of all kinds through a real mail server into a maildir, read and verified by programs that we did not write.</summary>
public sealed class PostfixTests
{
    private const string Domain = "news.example";
    private const string Selector = "digest";

    [PostfixFact]
    public async Task Messages_of_all_kinds_arrive_once_and_whole_and_every_signature_verifies()
    {
        var count = FullSize.Or(full: 1_000, reduced: 112);
        using var key = DkimKey.Create();
        await using var server = await PostfixServer.StartAsync();
        var options = new SmtpOptions { Host = "localhost", Port = server.Port, Security = SmtpSecurity.StartTls, UserName = PostfixServer.UserName, Password = PostfixServer.Password };
        await using var bench = await BenchAsync(server, options, new MessageSigners(new DkimSigner(key, Domain, Selector)));
        var sent = new Dictionary<string, Kind>(StringComparer.Ordinal);
        for (var number = 0; number < count; number++)
        {
            var kind = Kind.All[number % Kind.All.Count];
            EmailAddress.TryParse($"{number}.{kind.Local}@{kind.Domain}", out var address, out var problem).ShouldBeTrue(problem?.English);
            sent.Add(address!.Value, kind);
            await bench.PrepareDigestAsync(address.Value, name: kind.Name, said: kind.Content);
        }

        await bench.SubmitAsync();
        (await DeliveryRow.ReadAllAsync(bench.Database)).ShouldAllBe(row => row.Status == MessageStatus.Submitted);
        await UntilAsync(() => server.Delivered >= count);
        var read = (await Python.RunAsync("email", "Mail/read_messages.py", server.Maildir)).EnumerateArray().ToList();
        read.Select(To).ShouldBe(sent.Keys, ignoreOrder: true);
        foreach (var message in read)
            ShouldBeWhole(message, sent[To(message)]);
        var verified = await Python.RunAsync("dkim", "Mail/Dkim/verify_messages.py", server.Maildir, DkimNames.RecordName(Selector, Domain), DkimRecord.Value(key));
        verified.EnumerateArray().Select(one => one.GetBoolean()).ShouldBe(Enumerable.Repeat(true, count));
    }

    [PostfixFact]
    public async Task A_wrong_password_and_a_certificate_of_another_name_send_nothing_and_lose_nothing()
    {
        await using var server = await PostfixServer.StartAsync();
        var options = new SmtpOptions { Host = "localhost", Port = server.Port, Security = SmtpSecurity.StartTls, UserName = PostfixServer.UserName, Password = "wrong" };
        await using var bench = await BenchAsync(server, options, MessageSigners.None);
        for (var number = 0; number < 5; number++)
            await bench.PrepareDigestAsync($"r{number}@reader.example");

        await bench.SubmitAsync();
        (await DeliveryRow.ReadAllAsync(bench.Database)).ShouldAllBe(row => row.Status == MessageStatus.Deferred && row.Answer!.Contains("refused the sign-in: 535 5.7.8", StringComparison.Ordinal));
        (options.Host, options.Password) = ("127.0.0.1", PostfixServer.Password);
        bench.Clock.Advance(TimeSpan.FromMinutes(6));
        await bench.SubmitAsync();
        (await DeliveryRow.ReadAllAsync(bench.Database)).ShouldAllBe(row => row.Status == MessageStatus.Deferred && row.Answer!.Contains("certificate", StringComparison.Ordinal));
        server.Delivered.ShouldBe(0);

        options.Host = "localhost";
        bench.Clock.Advance(TimeSpan.FromMinutes(6));
        await bench.SubmitAsync();
        (await DeliveryRow.ReadAllAsync(bench.Database)).ShouldAllBe(row => row.Status == MessageStatus.Submitted);
        await UntilAsync(() => server.Delivered >= 5);
        server.Delivered.ShouldBe(5);
    }

    private static Task<OutboxBench> BenchAsync(PostfixServer server, SmtpOptions options, MessageSigners signers) =>
        OutboxBench.CreateAsync(new SmtpTransport(options, SmtpTimeouts.Default, [server.Certificate]), options, signers: signers);

    private static void ShouldBeWhole(JsonElement message, Kind kind)
    {
        // Python's reader of addresses knows ASCII only and says so of others.
        message.GetProperty("defects").EnumerateArray().Select(defect => defect.GetString()!).Where(defect => !defect.Contains("non-ASCII", StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
        message.GetProperty("subject").GetString()!.ShouldBe(kind.Subject.Replace('\u2028', ' ').Replace('\u0085', ' '));
        // Of its two readers of names one does not read headers in UTF-8, the other keeps a space too many in long ones.
        (Ascii.IsValid(kind.Local) ? message.GetProperty("names")[1] : message.GetProperty("to")[0][0]).GetString().ShouldBe(kind.Name);
        message.GetProperty("text").GetString()!.ReplaceLineEndings("\n").ShouldStartWith($"{kind.Text}|https://{Domain}/unsubscribe/");
        message.GetProperty("html").GetString()!.ReplaceLineEndings("\n").ShouldStartWith($"<pre>{kind.Text}</pre><a href=\"https://{Domain}/unsubscribe/");
    }

    private static string To(JsonElement message) => message.GetProperty("to")[0][1].GetString()!;

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!holds())
            await Task.Delay(20, patience.Token);
    }
}
