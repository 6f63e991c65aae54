using System.Text.Json;
using Digest.Mail;
using Microsoft.Extensions.Logging;

namespace Digest.Outbox;

/// <summary>
/// One connection's work: takes messages from the queue and submits them one after the other. An answer is handed to the ledger
/// while the next message goes over the wire; its final dot waits until the answer is on disk.
/// </summary>
internal sealed class SubmittingLine(
    OutboxQueue queue, Ledger ledger, OutboxClaims claims, PreparedVariants variants, ITransport transport,
    SmtpOptions smtp, MessageHeaders headers, Verdict verdict, SenderRefusals refusals, Outage outage, SubmittingActivity activity, Pace pace, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan LastChance = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(5);
    // One for the message on the wire, one for the message that follows it.
    private readonly MessageBuffer[] buffers = [new(), new()];
    private ITransportSession? session;
    private int submitted;
    private ClaimedMessage? answered;
    private Answer? answer;
    private int spare;
    // Taken while another was on the wire …
    private ClaimedMessage? peeked;
    // … and its envelope sent with the dot of that one.
    private ReadyMessage? upcoming;

    /// <summary>Runs until the queue is completed and empty.</summary>
    /// <param name="stopping">Nothing new is begun.</param>
    /// <param name="abandon">What is on the wire is abandoned; its row stays Submitting and is taken up at the next start.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken abandon)
    {
        try
        {
            while (await NextAsync(abandon) is { } message)
            {
                if (stopping.IsCancellationRequested || outage.Lasts)
                    await ReleaseAsync(message, abandon);
                else
                    await SubmitAsync(message, stopping, abandon);
            }
        }
        finally
        {
            // Whatever ended this line: an answer in hand is written down.
            using var lastChance = new CancellationTokenSource(LastChance, clock);
            await FlushAsync(lastChance.Token);
            await CloseAsync();
        }
    }

    private async Task<ClaimedMessage?> NextAsync(CancellationToken abandon)
    {
        if (peeked is not null)
            return peeked;
        if (queue.TryTake(out var message))
            return message;
        await FlushAsync(abandon);
        while (true)
        {
            var (taken, isCompleted) = await queue.TakeAsync(session is null ? Timeout.InfiniteTimeSpan : IdleTime, abandon);
            if (taken is not null || isCompleted)
                return taken;
            await CloseAsync();
        }
    }

    private async Task SubmitAsync(ClaimedMessage message, CancellationToken stopping, CancellationToken abandon)
    {
        if (await ReadyAsync(message, stopping, abandon) is not { } ready)
            return;
        ready.MayComplete = ledger.RecordAsync(answered, answer, begun: message, abandon);
        (answered, answer, peeked, upcoming) = (null, null, null, null);
        var given = await OnTheWireAsync(ready, abandon);
        submitted++;
        if (!await ready.MayComplete || given is null)
        {
            await claims.ReleaseAsync([message.Id], abandon);
            return;
        }
        (answered, answer) = (message, given);
        activity.Answered();
        if (given.Status is not MessageStatus.Submitted)
            logger.LogInformation("Message {Message} is {Status}: {Code}", message.Id, given.Status, given.Code);
    }

    /// <summary>The message's bytes, a connection and its turn; null: it was answered or given back instead.</summary>
    private async Task<ReadyMessage?> ReadyAsync(ClaimedMessage message, CancellationToken stopping, CancellationToken abandon)
    {
        var ready = upcoming;
        if (ready is null)
        {
            try
            {
                await variants.FillAsync(message, buffers[spare], abandon);
                ready = Ready(message, stopping);
            }
            catch (Exception problem) when (CannotBeBuilt(problem))
            {
                await AnswerAsync(message, Unbuilt(message, problem), abandon);
                return null;
            }
        }
        if (!await OpenAsync(message, abandon))
            return null;
        try
        {
            if (upcoming is null)
                await pace.WaitAsync(stopping);
            return ready;
        }
        catch (OperationCanceledException) when (!abandon.IsCancellationRequested)
        {
            await ReleaseAsync(message, abandon);
            return null;
        }
    }

    private ReadyMessage Ready(ClaimedMessage message, CancellationToken stopping, bool followsAnother = false)
    {
        var bytes = buffers[spare].Written;
        spare = 1 - spare;
        return new ReadyMessage(message, ready => new Submission(new Envelope(headers.Sender.Address, message.Address), bytes)
        {
            IsWireForm = true,
            MayComplete = () => new ValueTask<bool>(ready.MayComplete),
            Next = () => Follow(stopping)?.Submission,
        })
        {
            FollowedAnother = followsAnother,
        };
    }

    /// <summary>The message that follows, where one is at hand that may go at once.</summary>
    private ReadyMessage? Follow(CancellationToken stopping)
    {
        // Taken already, for a connection that broke before the dot.
        if (peeked is not null)
            return upcoming;
        if (stopping.IsCancellationRequested || submitted + 1 >= smtp.MessagesPerConnection || !queue.TryTake(out var message))
            return null;
        peeked = message;
        try
        {
            if (variants.TryFill(message, buffers[spare]) && pace.TryTake())
                upcoming = Ready(message, stopping, followsAnother: true);
        }
        catch (Exception problem) when (CannotBeBuilt(problem))
        {
            // It has its answer when it is its turn.
        }
        return upcoming;
    }

    /// <summary>Submits it.</summary>
    /// <returns>The answer; null: it was withdrawn before its end, or answered for want of a connection.</returns>
    private async Task<Answer?> OnTheWireAsync(ReadyMessage ready, CancellationToken abandon)
    {
        var message = ready.Message;
        try
        {
            var outcome = await session!.SubmitAsync(ready.Submission, abandon);
            // A server may end a connection between two messages: this one was only announced there.
            if (outcome is SubmissionOutcome.ConnectionLost && ready.FollowedAnother)
                outcome = await OpenAsync(message, abandon) ? await session!.SubmitAsync(ready.Submission, abandon) : null;
            if (outcome is null)
                return null;
            await refusals.NoteAsync(message, outcome);
            if (outcome is SubmissionOutcome.Deferred { Answer: { } said } && Verdict.HasHadEnough(said))
                SlowDown(Codes(said));
            if (outcome is SubmissionOutcome.Submitted)
                activity.Submitted();
            return verdict.On(message, outcome, activity.HasSubmittedLately);
        }
        catch (OperationCanceledException) when (abandon.IsCancellationRequested)
        {
            // The session says so only before the final dot. This is the last chance to write it down.
            using var lastChance = new CancellationTokenSource(LastChance, clock);
            await ledger.RecordAsync(message, verdict.Stopped(), begun: null, lastChance.Token);
            throw;
        }
        catch (Exception problem) when (CannotBeBuilt(problem))
        {
            return Unbuilt(message, problem);
        }
    }

    /// <summary>What lies in the message itself; a database that cannot be read is no message's fault.</summary>
    private static bool CannotBeBuilt(Exception problem) => problem is HeaderException or ArgumentException or InvalidOperationException or JsonException;

    private Answer Unbuilt(ClaimedMessage message, Exception problem)
    {
        logger.LogError("Message {Message} of variant {Variant} could not be built: {Problem}", message.Id, message.VariantId, problem.GetType().Name);
        return new Answer(MessageStatus.Failed, Code: null, $"the message could not be built: {problem.Message}", RetryAt: null);
    }

    /// <summary>A connection stands, or the message is put off.</summary>
    private async Task<bool> OpenAsync(ClaimedMessage message, CancellationToken abandon)
    {
        if (session is { Usable: true } && submitted < smtp.MessagesPerConnection)
            return true;
        await FlushAsync(abandon);
        await CloseAsync();
        try
        {
            session = await transport.OpenAsync(abandon);
            activity.Opened();
            outage.End();
            return true;
        }
        catch (OpeningFailedException problem)
        {
            // Others stand: it is one connection too many. Where none does, the outage's own pauses are slow enough.
            if (activity.Connections > 0)
                SlowDown(problem.Answer is { } refusal ? Codes(refusal) : "a connection was refused");
            if (outage.Report(problem.Message, problem.Failure is not OpeningFailure.Unreachable))
                logger.LogError("Nothing can be submitted to {Transport}: {Reason}. It is tried again at {Until:HH:mm:ss} UTC", transport.Describe(), problem.Message.TrimEnd('.'), outage.Until);
            await AnswerAsync(message, verdict.NotReached(message, problem.Message, outage.Until), abandon);
            return false;
        }
    }

    // Servers repeat the reader's address in their words.
    private static string Codes(SmtpAnswer answer) => $"{answer.Code} {answer.Enhanced}".TrimEnd();

    private void SlowDown(string why)
    {
        if (pace.SlowDown() is { } perSecond)
            logger.LogWarning("The mail server has had enough for the moment; messages begin at {PerSecond:0.#} a second from now on, and faster again bit by bit: {Why}", perSecond, why);
    }

    private async Task AnswerAsync(ClaimedMessage message, Answer given, CancellationToken abandon)
    {
        await FlushAsync(abandon);
        Forget(message);
        await ledger.RecordAsync(message, given, begun: null, abandon);
    }

    private async Task ReleaseAsync(ClaimedMessage message, CancellationToken abandon)
    {
        Forget(message);
        await claims.ReleaseAsync([message.Id], abandon);
    }

    private void Forget(ClaimedMessage message)
    {
        // Another that was taken meanwhile is still to come.
        if (peeked == message)
            (peeked, upcoming) = (null, null);
    }

    private async Task FlushAsync(CancellationToken abandon)
    {
        if (answer is null)
            return;
        await ledger.RecordAsync(answered, answer, begun: null, abandon);
        (answered, answer) = (null, null);
    }

    private async Task CloseAsync()
    {
        if (session is not null)
        {
            activity.Closed();
            await session.DisposeAsync();
        }
        session = null;
        submitted = 0;
    }
}
