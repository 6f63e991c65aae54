using Digest.Mail;
using Digest.Mail.Dkim;
using Digest.Outbox;
using Digest.Tests.Safety;
using Digest.Tests.Safety.Server;
using Digest.Tests.Tools;

namespace Digest.Tests.Outbox;

/// <summary>Signed messages are built before their turn, and answers are written together.</summary>
public sealed class AheadTests
{
    [Fact]
    public async Task What_was_built_ahead_is_given_back_when_the_loop_stops()
    {
        await using var server = new RecordingServer();
        using var stop = new CancellationTokenSource();
        var stopped = new TaskCompletionSource();
        server.Oddity = async standing =>
        {
            if (standing is { Moment: Moment.Dot, Message: 3 })
            {
                await stop.CancelAsync();
                stopped.TrySetResult();
            }
            return null;
        };
        await using var bench = await SignedAsync(server, recipients: 40);
        await bench.Submitting.RunAsync(stop.Token);
        await stopped.Task;
        var rows = await DeliveryRow.ReadAllAsync(bench.Database);
        rows.Count(row => row.Status == MessageStatus.Submitted).ShouldBe(server.Count);
        server.Count.ShouldBeInRange(3, 5);
        (await bench.Database.ReadAsync(session => session.ScalarAsync<int>("SELECT COUNT(*) FROM messages WHERE lease IS NOT NULL OR status = 'Submitting'"))).ShouldBe(0, "nothing stays taken");
    }

    [Fact]
    public async Task A_message_that_cannot_be_built_stops_none_of_those_behind_it()
    {
        await using var server = new RecordingServer();
        await using var bench = await SignedAsync(server, recipients: 2);
        await bench.PrepareDigestAsync("odd@reader.example", said: new VariantContent("Odd", "<p>UNSUB</p>", "UNSUB", new Dictionary<string, string>(StringComparer.Ordinal) { ["nobody knows it"] = "UNSUB" }));
        foreach (var address in new[] { "r7@reader.example", "r8@reader.example", "r9@reader.example" })
            await bench.PrepareDigestAsync(address);
        await bench.SubmitAsync();
        var rows = await DeliveryRow.ReadAllAsync(bench.Database);
        rows.Count(row => row.Status == MessageStatus.Failed && row.Answer!.StartsWith("the message could not be built", StringComparison.Ordinal)).ShouldBe(1);
        rows.Count(row => row.Status == MessageStatus.Submitted).ShouldBe(5);
        server.Receipts.Select(receipt => receipt.Recipient).ShouldBeUnique();
    }

    [DatabaseFact]
    public async Task An_answer_that_nobody_waits_for_is_on_disk_a_moment_later()
    {
        await using var bench = await OutboxBench.CreateAsync(new ScriptedTransport());
        var reader = await bench.PrepareDigestAsync("ada@x.example");
        foreach (var address in new[] { "bob@x.example", "eve@x.example" })
            await bench.PrepareDigestAsync(address);
        var claims = new OutboxClaims(bench.Database, bench.Clock);
        var messages = await claims.TakeAsync(claims.Worker, 3);
        // Two are on the wire; the second connection hears nothing for long.
        await Task.WhenAll(messages.Take(2).Select(message => bench.Ledger.RecordAsync(null, null, begun: message)));
        _ = bench.Ledger.Record(messages[0], new Answer(MessageStatus.Submitted, 250, "ok", RetryAt: null), begun: messages[2]);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await bench.MessageOfAsync(reader)).Status != MessageStatus.Submitted)
            await Task.Delay(1, patience.Token);
    }

    private static async Task<OutboxBench> SignedAsync(RecordingServer server, int recipients)
    {
        var options = new SmtpOptions { Host = "127.0.0.1", Port = server.Port, Security = SmtpSecurity.None, MaxConnections = 1 };
        var signers = new MessageSigners(new DkimSigner(DkimKey.Create(), "news.example", "s"));
        var bench = await OutboxBench.CreateAsync(new SmtpTransport(options), options, signers: signers);
        for (var number = 0; number < recipients; number++)
            await bench.PrepareDigestAsync($"r{number}@reader.example");
        return bench;
    }
}
