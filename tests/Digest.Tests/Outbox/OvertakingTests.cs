using System.Diagnostics;
using Digest.Mail;
using Digest.Storage;
using Digest.Tests.Tools;

namespace Digest.Tests.Outbox;

/// <summary>What readers wait for, while a large edition is under way.</summary>
public sealed class OvertakingTests
{
    private const int Readers = 100_000;

    [DatabaseFact]
    public async Task A_confirmation_is_submitted_within_two_seconds_under_a_running_edition_of_a_hundred_thousand()
    {
        var transport = new ScriptedTransport();
        await using var bench = await OutboxBench.CreateAsync(transport, new SmtpOptions { MaxConnections = 4 });
        var waiting = await bench.PrepareDigestAsync("first@x.example");
        await PrepareManyAsync(bench);
        var hundreds = new SemaphoreSlim(0);
        var confirmed = new TaskCompletionSource<TimeSpan>(TaskCreationOptions.RunContinuationsAsynchronously);
        long asked = 0;
        transport.OnTheWire = envelope =>
        {
            if (envelope.To == "new@x.example")
                confirmed.TrySetResult(Stopwatch.GetElapsedTime(asked));
            else if (transport.Taken.Count % 100 == 0)
                hundreds.Release();
            // A server takes a moment for each.
            return Task.Delay(1);
        };
        using var stop = new CancellationTokenSource();
        var running = bench.Submitting.RunAsync(stop.Token);
        for (var hundred = 0; hundred < 5; hundred++)
            (await hundreds.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue("the edition is under way");
        await bench.Database.WriteAsync(session => session.ExecuteAsync("UPDATE subscribers SET address = 'new@x.example' WHERE id = @waiting", new { waiting }));
        asked = Stopwatch.GetTimestamp();
        await bench.AskToConfirmAsync(waiting);
        bench.Signal.Ring();
        (await confirmed.Task.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeLessThan(TimeSpan.FromSeconds(2));
        transport.Taken.Count.ShouldBeLessThan(Readers, "the edition goes on");
        await stop.CancelAsync();
        await running;
    }

    private static Task PrepareManyAsync(OutboxBench bench) => bench.Database.WriteAsync(async session =>
    {
        await session.ExecuteAsync(
            """
            WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < @Readers)
            INSERT INTO subscribers (address, address_key, status, created_at) SELECT 'r' || n || '@x.example', 'r' || n || '@x.example', 'Active', 0 FROM numbers
            """, new { Readers });
        await session.ExecuteAsync(
            """
            INSERT INTO messages (kind, priority, edition_id, last_number, variant_id, subscriber_id, status, due_at, dated_at, created_at)
            SELECT m.kind, m.priority, m.edition_id, m.last_number, m.variant_id, s.id, 'Prepared', @now, @now, @now
            FROM messages m JOIN subscribers s ON s.id <> m.subscriber_id
            """, new { now = bench.Clock.Milliseconds() });
    });
}
