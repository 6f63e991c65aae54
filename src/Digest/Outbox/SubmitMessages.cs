using System.Globalization;
using Digest.Mail;
using Digest.Mail.Smtp;
using Microsoft.Extensions.Logging;

namespace Digest.Outbox;

/// <summary>The submitting loop: takes due messages in small batches, so that what readers wait for soon overtakes, and spreads them over the connections.</summary>
public sealed class SubmitMessages(
    OutboxClaims claims, Ledger ledger, MessageBuilders builders, ITransport transport, SmtpOptions smtp, OutboxOptions options,
    MessageHeaders headers, Backoff backoff, SenderRefusals refusals, OutboxSignal signal, TimeProvider clock, ILogger<SubmitMessages> logger)
{
    private const int BatchPerConnection = 8;
    // As many rows as one transaction may write.
    private const int LargestBatch = 500;
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(250);
    /// <summary>How long what is on the wire has to finish when the loop is stopped.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    // The end of the grace belongs to the sessions, which still wait for the answer to a final dot when they are abandoned.
    private static readonly TimeSpan UntilAbandoned = Grace - SmtpTimeouts.Default.FinalDotWhenCancelled;

    private readonly string worker = claims.Worker;
    private readonly DomainPace domains = new(smtp, clock);
    private volatile Pace? current;

    /// <summary>What keeps messages from being submitted at present.</summary>
    public Outage Outage { get; } = new(clock);

    /// <summary>What this process submits at present.</summary>
    public SubmittingActivity Activity { get; } = new(clock);

    /// <summary>What the loop does now, in a sentence for people.</summary>
    public string Says()
    {
        if (Outage.Reason is { } reason)
            return string.Create(CultureInfo.InvariantCulture, $"Nothing can be submitted: {reason.TrimEnd('.')}. Tried again at {Outage.Until.UtcDateTime:HH:mm:ss} UTC");
        var (messages, connections) = (Activity.LastMinute, Activity.Connections);
        return (messages, connections) is (0, 0)
            ? "Waits for messages"
            : string.Create(CultureInfo.InvariantCulture, $"{messages:N0} {(messages == 1 ? "message" : "messages")} in the last minute over {connections} {(connections == 1 ? "connection" : "connections")}{Slowed()}");
    }

    private string Slowed() => current?.Slowed is { } slowed
        ? string.Create(CultureInfo.InvariantCulture, $"; slowed down to {slowed:0.#} a second, as the mail server has had enough for the moment")
        : "";

    /// <summary>Voids the claims of workers that are no more.</summary>
    /// <param name="gone">Whose; null: everybody's, as this process has become the only worker.</param>
    /// <param name="cancellation">Ends the wait for the database.</param>
    public async Task RecoverAsync(IReadOnlyCollection<string>? gone = null, CancellationToken cancellation = default)
    {
        var uncertain = 0;
        foreach (var one in gone ?? (IReadOnlyCollection<string?>)[null])
            uncertain += await claims.RecoverAsync(options.ResubmitUncertain, one, cancellation);
        if (uncertain > 0)
            logger.LogWarning("{Count} messages were on the wire when a worker ended; their answers are not known", uncertain);
    }

    /// <summary>Runs until stopped; what is on the wire then has ten seconds to finish.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        // Begun again after a failure or a pause: what this worker had taken before is nobody's now.
        await claims.RecoverAsync(options.ResubmitUncertain, worker, stopping);
        using var abandon = new CancellationTokenSource();
        await using var timer = stopping.Register(() => abandon.CancelAfter(UntilAbandoned));
        // Each round has its connections and its pace; settings that change them begin another.
        do
            await RunRoundAsync(smtp.MaxConnections, smtp.MaxPerSecond, abandon, stopping);
        while (!stopping.IsCancellationRequested);
    }

    private async Task RunRoundAsync(int connections, int perSecond, CancellationTokenSource abandon, CancellationToken stopping)
    {
        using var feeding = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var queue = new OutboxQueue();
        var pace = current = new Pace(perSecond, clock);
        var verdict = new Verdict(options, backoff, clock);
        var lines = Enumerable.Range(0, connections)
            .Select(_ => RunLineAsync(new SubmittingLine(queue, ledger, claims, builders, transport, smtp, headers, verdict, refusals, Outage, Activity, pace, clock, logger), feeding, stopping, abandon.Token))
            .ToList();
        bool Holds() => smtp.MaxConnections == connections && smtp.MaxPerSecond == perSecond;
        try
        {
            // What readers wait for is fed by itself: it need not wait until there is room for more of an edition.
            await EachAsync(
                FeedAsync(DueMessages.Awaited, queue, Holds, feeding.Token),
                FeedAsync(DueMessages.Digests, queue, Holds, feeding.Token),
                feeding);
        }
        catch (OperationCanceledException) when (feeding.IsCancellationRequested)
        {
            // Asked to stop, or a line broke: the lines finish below, and a broken one tells.
        }
        finally
        {
            var left = queue.Complete();
            await Task.WhenAll([.. lines, claims.ReleaseAsync([.. left.Select(message => message.Id)], CancellationToken.None)]);
        }
    }

    /// <summary>Whichever ends, ends the other.</summary>
    private static async Task EachAsync(Task one, Task other, CancellationTokenSource both)
    {
        await Task.WhenAny(one, other);
        await both.CancelAsync();
        await Task.WhenAll(one, other);
    }

    /// <summary>A line that breaks ends the feeding: without it the queue may have no reader any more.</summary>
    private static async Task RunLineAsync(SubmittingLine line, CancellationTokenSource feeding, CancellationToken stopping, CancellationToken abandon)
    {
        try
        {
            await line.RunAsync(stopping, abandon);
        }
        catch
        {
            await feeding.CancelAsync();
            throw;
        }
    }

    private async Task FeedAsync(DueMessages which, OutboxQueue queue, Func<bool> holds, CancellationToken stopping)
    {
        var (most, found) = (smtp.MaxConnections * BatchPerConnection, false);
        while (!stopping.IsCancellationRequested && holds())
        {
            var rung = signal.Rung;
            if (Outage.Lasts)
            {
                await claims.DeferDueAsync(Outage.Reason!, Outage.Until, TimeSpan.FromHours(options.GiveUpAfterHours), stopping);
                await signal.WaitAsync(rung, stopping);
                continue;
            }
            var batch = await claims.TakeAsync(worker, which, most, looks: !found, stopping);
            found = batch.Count > 0;
            if (!found)
            {
                await signal.WaitAsync(rung, stopping);
                continue;
            }
            var began = clock.GetTimestamp();
            queue.Add(await InTurnAsync(batch), overtake: which == DueMessages.Awaited);
            if (which == DueMessages.Awaited)
                continue;
            await queue.WhenLowAsync(most / 2, stopping);
            // A batch is what goes within a moment: little is taken ahead where it goes slowly, and others may have the rest.
            most = clock.GetElapsedTime(began) < Soon ? Math.Min(most * 2, LargestBatch) : Math.Max(most / 2, smtp.MaxConnections);
        }
    }

    /// <summary>Those whose domains take them now; the others are put off.</summary>
    private async Task<IReadOnlyList<ClaimedMessage>> InTurnAsync(IReadOnlyList<ClaimedMessage> batch)
    {
        var later = new List<(long Id, DateTimeOffset Until)>();
        var now = new List<ClaimedMessage>(batch.Count);
        foreach (var message in batch)
        {
            if (domains.LaterTurn(message) is { } until)
                later.Add((message.Id, until));
            else
                now.Add(message);
        }
        // They are taken: whoever stops now would leave them so.
        await claims.PutOffAsync(later, CancellationToken.None);
        return now;
    }
}
