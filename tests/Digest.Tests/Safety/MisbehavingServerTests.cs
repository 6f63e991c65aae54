using Digest.Mail;
using Digest.Mail.Smtp;
using Digest.Tests.Outbox;
using Digest.Tests.Safety.Server;

namespace Digest.Tests.Safety;

/// <summary>Whatever the mail server does, each recipient gets the message once, or the row says what happened instead.</summary>
public sealed class MisbehavingServerTests
{
    private const int Recipients = 20;

    private static readonly SmtpTimeouts Impatient = new()
    {
        Greeting = Misbehaviour.Patience,
        Command = Misbehaviour.Patience,
        Data = Misbehaviour.Patience,
        FinalDot = Misbehaviour.Patience,
        Quit = TimeSpan.FromMilliseconds(50),
    };

    public static TheoryData<string> Sentences => [.. Misbehaviours.All.Keys];

    [Theory]
    [MemberData(nameof(Sentences))]
    public async Task Everybody_gets_it_once_or_is_accounted_for_when_the_server(string does)
    {
        var misbehaviour = Misbehaviours.All[does];
        var odd = 0;
        await using var server = new RecordingServer { Offers = misbehaviour.Offers, SpeaksByteByByte = misbehaviour.SpeaksByteByByte };
        server.Oddity = standing =>
        {
            var deed = misbehaviour.Does(standing);
            Interlocked.Add(ref odd, deed is null ? 0 : 1);
            return ValueTask.FromResult(deed);
        };
        // The limit keeps a server that has had enough from slowing the test down.
        var options = new SmtpOptions { Host = "127.0.0.1", Port = server.Port, Security = SmtpSecurity.None, MaxConnections = 2, MaxPerSecond = 10_000 };
        await using var bench = await OutboxBench.CreateAsync(new SmtpTransport(options, Impatient), options);
        for (var number = 0; number < Recipients; number++)
            await bench.PrepareDigestAsync($"r{number}@reader.example");

        await bench.SubmitAsync();
        var rows = await DeliveryRow.ReadAllAsync(bench.Database);
        Accounts.ShouldBeTrue(rows, server.Receipts);
        Accounts.ShouldExplainRepetitions(rows, server.Receipts);
        server.Receipts.GroupBy(receipt => receipt.Recipient).ShouldAllBe(one => one.Count() == 1);
        if (misbehaviour.IsOdd)
            odd.ShouldBeGreaterThan(0, "the server did not misbehave");

        // From now on it behaves; all that was put off comes due.
        server.Oddity = _ => ValueTask.FromResult<Deed?>(null);
        bench.Clock.Advance(TimeSpan.FromMinutes(31));
        await bench.SubmitAsync();
        rows = await DeliveryRow.ReadAllAsync(bench.Database);
        Accounts.ShouldBeComplete(rows, server.Receipts, misbehaviour.Refuses);
        Accounts.ShouldExplainRepetitions(rows, server.Receipts);
    }
}
