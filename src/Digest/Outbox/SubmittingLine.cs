using System.Text.Json;
using Digest.Mail;
using Microsoft.Extensions.Logging;

namespace Digest.Outbox;

/// <summary>
/// One connection's work: takes messages from the queue and submits them one after the other. An answer is handed to the ledger
/// while the next message goes over the wire; its final dot waits until the answer is on disk.
/// </summary>
internal sealed class SubmittingLine(
    OutboxQueue queue, Ledger ledger, OutboxClaims claims, MessageBuilders builders, ITransport transport,
    SmtpOptions smtp, MessageHeaders headers, Verdict verdict, SenderRefusals refusals, Outage outage, SubmittingActivity activity, Pace pace, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan LastChance = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(5);
    private readonly TakenMessages taken = new(queue, builders);
    private readonly LineConnection connection = new(transport, smtp, outage, activity, pace, logger);
    // The first of them, when its envelope went with the dot of the message on the wire.
    private ReadyMessage? upcoming;
    private ClaimedMessage? answered;
    private Answer? answer;

    /// <summary>Runs until the queue is completed and empty.</summary>
    /// <param name="stopping">Nothing new is begun.</param>
    /// <param name="abandon">What is on the wire is abandoned; its row stays Submitting and is taken up at the next start.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken abandon)
    {
        try
        {
            while (await NextAsync(abandon) is { } next)
            {
                if (stopping.IsCancellationRequested || outage.Lasts)
                    await ReleaseAsync(next, abandon);
                else
                    await SubmitAsync(next, stopping, abandon);
            }
        }
        finally
        {
            // Whatever ended this line: an answer in hand is written down.
            using var lastChance = new CancellationTokenSource(LastChance, clock);
            await FlushAsync(lastChance.Token);
            await connection.CloseAsync();
        }
    }

    private async Task<TakenMessage?> NextAsync(CancellationToken abandon)
    {
        if (taken.Count > 0 || taken.TryTake(abandon))
            return taken.First;
        await FlushAsync(abandon);
        while (true)
        {
            var (isThere, isCompleted) = await taken.TakeAsync(connection.IsOpen ? IdleTime : Timeout.InfiniteTimeSpan, abandon);
            if (isThere || isCompleted)
                return isThere ? taken.First : null;
            await connection.CloseAsync();
        }
    }

    private async Task SubmitAsync(TakenMessage next, CancellationToken stopping, CancellationToken abandon)
    {
        if (await ReadyAsync(next, stopping, abandon) is not { } ready)
            return;
        var message = next.Message;
        var record = ledger.Record(answered, answer, begun: message);
        ready.MayComplete = () => record(abandon);
        (answered, answer, upcoming) = (null, null, null);
        taken.RemoveFirst();
        var given = await OnTheWireAsync(ready, abandon);
        connection.Count();
        taken.UseAgain(next);
        if (!await ready.MayComplete() || given is null)
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
    private async Task<ReadyMessage?> ReadyAsync(TakenMessage next, CancellationToken stopping, CancellationToken abandon)
    {
        try
        {
            await next.Building;
        }
        catch (Exception problem) when (CannotBeBuilt(problem))
        {
            await AnswerAsync(next, Unbuilt(next.Message, problem), abandon);
            return null;
        }
        if (!await OpenAsync(next.Message, abandon))
        {
            Forget(next);
            return null;
        }
        if (upcoming is not null)
            return upcoming;
        try
        {
            await pace.WaitAsync(stopping);
            return Ready(next, connection.IsUsed, stopping, abandon);
        }
        catch (OperationCanceledException) when (!abandon.IsCancellationRequested)
        {
            await ReleaseAsync(next, abandon);
            return null;
        }
    }

    private ReadyMessage Ready(TakenMessage next, bool followsAnother, CancellationToken stopping, CancellationToken abandon) =>
        new(next.Message, ready => new Submission(new Envelope(headers.Sender.Address, next.Message.Address), next.Bytes.Written)
        {
            IsWireForm = true,
            GoesWhole = next.Message is { Status: MessageStatus.Prepared, Attempts: 0, Breaks: 0 },
            MayComplete = () => new ValueTask<bool>(ready.MayComplete()),
            Next = async () => (await FollowAsync(stopping, abandon))?.Submission,
        })
        {
            FollowedAnother = followsAnother,
        };

    /// <summary>The message that follows, where one is at hand that may go at once.</summary>
    private async ValueTask<ReadyMessage?> FollowAsync(CancellationToken stopping, CancellationToken abandon)
    {
        // Asked before, for a connection that broke before the dot.
        if (upcoming is not null)
            return upcoming;
        if (stopping.IsCancellationRequested || !connection.TakesAnother || (taken.Count == 0 && !taken.TryTake(abandon)))
            return null;
        var next = taken.First;
        try
        {
            await next.Building;
        }
        catch (Exception problem) when (CannotBeBuilt(problem))
        {
            // It has its answer when it is its turn.
            return null;
        }
        if (!pace.TryTake())
            return null;
        upcoming = Ready(next, followsAnother: true, stopping, abandon);
        if (builders.TakeTime && taken.Count == 1)
            taken.TryTake(abandon);
        return upcoming;
    }

    /// <summary>Submits it.</summary>
    /// <returns>The answer; null: it was withdrawn before its end, or answered for want of a connection.</returns>
    private async Task<Answer?> OnTheWireAsync(ReadyMessage ready, CancellationToken abandon)
    {
        var message = ready.Message;
        try
        {
            var outcome = await connection.SubmitAsync(ready.Submission, abandon);
            // A server may end a connection between two messages: this one was only announced there.
            if (outcome is SubmissionOutcome.ConnectionLost && ready.FollowedAnother)
                outcome = await OpenAsync(message, abandon) ? await connection.SubmitAsync(ready.Submission, abandon) : null;
            if (outcome is null)
                return null;
            await refusals.NoteAsync(message, outcome);
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
        if (connection.TakesOne)
            return true;
        await FlushAsync(abandon);
        if (await connection.OpenAsync(abandon) is not { } why)
            return true;
        await ledger.RecordAsync(message, verdict.NotReached(message, why, outage.Until), begun: null, abandon);
        return false;
    }

    private async Task AnswerAsync(TakenMessage next, Answer given, CancellationToken abandon)
    {
        await FlushAsync(abandon);
        Forget(next);
        await ledger.RecordAsync(next.Message, given, begun: null, abandon);
    }

    private async Task ReleaseAsync(TakenMessage next, CancellationToken abandon)
    {
        Forget(next);
        await claims.ReleaseAsync([next.Message.Id], abandon);
    }

    private void Forget(TakenMessage next)
    {
        // Another that was taken meanwhile is still to come.
        if (taken.Count == 0 || taken.First != next)
            return;
        taken.RemoveFirst();
        upcoming = null;
        taken.UseAgain(next);
    }

    private async Task FlushAsync(CancellationToken abandon)
    {
        if (answer is null)
            return;
        await ledger.RecordAsync(answered, answer, begun: null, abandon);
        (answered, answer) = (null, null);
    }
}
