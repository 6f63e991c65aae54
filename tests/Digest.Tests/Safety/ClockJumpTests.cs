using Digest.Mail;
using Digest.Tests.Outbox;
using Digest.Tests.Safety.Server;

namespace Digest.Tests.Safety;

/// <summary>A clock that is set while messages are on the wire loses none and repeats none.</summary>
public sealed class ClockJumpTests
{
    private const int Readers = 40;

    [Theory]
    [InlineData("00:31:00", "a little longer than a claim holds")]
    [InlineData("02:00:00", "to summer time and further")]
    [InlineData("30.00:00:00", "by a month")]
    [InlineData("-01:00:00", "back an hour")]
    [InlineData("-30.00:00:00", "back a month")]
    public async Task Everybody_gets_it_once_when_the_clock_jumps(string by, string how)
    {
        var jump = TimeSpan.Parse(by);
        await using var server = new RecordingServer();
        var options = new SmtpOptions { Host = "127.0.0.1", Port = server.Port, MaxConnections = 2 };
        await using var bench = await OutboxBench.CreateAsync(new SmtpTransport(options), options);
        for (var number = 0; number < Readers; number++)
            await bench.PrepareDigestAsync($"r{number}@reader.example");
        var jumps = 0;
        server.Oddity = standing =>
        {
            // While messages are claimed and not begun, begun and not answered, answered and not written down, and put off.
            if (standing is { Moment: Moment.Data, Message: 10 })
            {
                jumps++;
                bench.Clock.Advance(jump);
            }
            return ValueTask.FromResult<Deed?>(standing is { Moment: Moment.Recipient, Message: 5 } ? Deed.Says("450 4.2.0 later") : null);
        };

        await bench.SubmitAsync();
        Accounts.ShouldBeTrue(await DeliveryRow.ReadAllAsync(bench.Database), server.Receipts);
        // Time goes on: the clock passes the moment at which it was set back, and the one that was put off comes due.
        bench.Clock.Advance(TimeSpan.FromMinutes(2) + (jump < TimeSpan.Zero ? -jump : TimeSpan.Zero));
        await bench.SubmitAsync();

        jumps.ShouldBe(1, how);
        server.Count.ShouldBe(Readers);
        Accounts.ShouldBeComplete(await DeliveryRow.ReadAllAsync(bench.Database), server.Receipts);
    }
}
