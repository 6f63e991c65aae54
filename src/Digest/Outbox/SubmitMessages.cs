using System.Globalization;
using System.Threading.Channels;
using Digest.Mail;
using Digest.Mail.Smtp;
using Microsoft.Extensions.Logging;

namespace Digest.Outbox;

/// <summary>The submitting loop: takes due messages in small batches, so that what readers wait for soon overtakes, and spreads them over the connections.</summary>
public sealed class SubmitMessages(
    OutboxClaims claims, Ledger ledger, PreparedVariants variants, ITransport transport, SmtpOptions smtp, OutboxOptions options,
    MessageHeaders headers, Backoff backoff, SenderRefusals refusals, OutboxSignal signal, TimeProvider clock, ILogger<SubmitMessages> logger)
{
    private const int BatchPerConnection = 8;
    /// <summary>How long what is on the wire has to finish when the loop is stopped.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    // The end of the grace belongs to the sessions, which still wait for the answer to a final dot when they are abandoned.
    private static readonly TimeSpan UntilAbandoned = Grace - SmtpTimeouts.Default.FinalDotWhenCancelled;

    private readonly string worker = Guid.NewGuid().ToString("N");
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

    /// <summary>Voids the claims of a worker that is no more. Called once, when this process becomes the worker.</summary>
    public async Task RecoverAsync(CancellationToken cancellation = default)
    {
        var uncertain = await claims.RecoverAsync(options.ResubmitUncertain, worker: null, cancellation);
        if (uncertain > 0)
            logger.LogWarning("{Count} messages were on the wire when the program last ended; their answers are not known", uncertain);
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
        var queue = Channel.CreateBounded<ClaimedMessage>(connections);
        var pace = current = new Pace(perSecond, clock);
        var verdict = new Verdict(options, backoff, clock);
        var lines = Enumerable.Range(0, connections)
            .Select(_ => RunLineAsync(new SubmittingLine(queue.Reader, ledger, claims, variants, transport, smtp, headers, verdict, refusals, Outage, Activity, pace, clock, logger), feeding, stopping, abandon.Token))
            .ToList();
        try
        {
            await FeedAsync(queue.Writer, () => smtp.MaxConnections == connections && smtp.MaxPerSecond == perSecond, feeding.Token);
        }
        catch (OperationCanceledException) when (feeding.IsCancellationRequested)
        {
            // Asked to stop, or a line broke: the lines finish below, and a broken one tells.
        }
        finally
        {
            queue.Writer.TryComplete();
            await Task.WhenAll(lines);
        }
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

    private async Task FeedAsync(ChannelWriter<ClaimedMessage> queue, Func<bool> holds, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested && holds())
        {
            if (Outage.Lasts)
            {
                await claims.DeferDueAsync(Outage.Reason!, Outage.Until, TimeSpan.FromHours(options.GiveUpAfterHours), stopping);
                await signal.WaitAsync(stopping);
                continue;
            }
            var batch = await claims.TakeAsync(worker, smtp.MaxConnections * BatchPerConnection, stopping);
            if (batch.Count == 0)
                await signal.WaitAsync(stopping);
            else
                await QueueAsync(queue, batch, stopping);
        }
    }

    private async Task QueueAsync(ChannelWriter<ClaimedMessage> queue, IReadOnlyList<ClaimedMessage> batch, CancellationToken stopping)
    {
        var queued = 0;
        try
        {
            foreach (var message in batch)
            {
                await queue.WriteAsync(message, stopping);
                queued++;
            }
        }
        finally
        {
            await claims.ReleaseAsync([.. batch.Skip(queued).Select(message => message.Id)], CancellationToken.None);
        }
    }
}
