using Digest.Mail;
using Digest.Outbox;

namespace Digest.Tests.Outbox;

/// <summary>Recipients over whom the connection breaks each time.</summary>
public sealed class ParkedMessageTests
{
    [Fact]
    public async Task One_that_always_breaks_the_connection_is_parked_and_the_others_go()
    {
        await using var bench = await OutboxBench.CreateAsync(new ScriptedTransport(envelope => envelope.To.StartsWith("bad", StringComparison.Ordinal) ? new SubmissionOutcome.ConnectionLost("gone") : ScriptedTransport.Ok));
        await bench.PrepareDigestAsync("good@x.example");
        await bench.SubmitAsync();
        var bad = await bench.PrepareDigestAsync("bad@x.example");
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            var good = await bench.PrepareDigestAsync($"good{attempt}@x.example");
            await bench.SubmitAsync();
            (await bench.MessageOfAsync(good)).Status.ShouldBe(MessageStatus.Submitted);
            var row = await bench.MessageOfAsync(bad);
            row.Status.ShouldBe(attempt < 5 ? MessageStatus.Deferred : MessageStatus.Failed);
            row.Attempts.ShouldBe(0);
            row.Kept.ShouldBe(attempt);
            bench.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        (await bench.MessageOfAsync(bad)).Answer.ShouldBe("parked: the connection broke over it 5 times while others' messages went: gone");
    }

    [Fact]
    public async Task While_nobodys_messages_go_none_is_parked()
    {
        await using var bench = await OutboxBench.CreateAsync(new ScriptedTransport(_ => new SubmissionOutcome.ConnectionLost("gone")));
        var reader = await bench.PrepareDigestAsync("ada@x.example");
        for (var attempt = 1; attempt <= 8; attempt++)
        {
            await bench.SubmitAsync();
            bench.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        (await bench.MessageOfAsync(reader)).Status.ShouldBe(MessageStatus.Deferred);
    }
}
