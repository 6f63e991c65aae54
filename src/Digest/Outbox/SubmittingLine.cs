using System.Text.Json;
using System.Threading.Channels;
using Digest.Mail;
using Microsoft.Extensions.Logging;

namespace Digest.Outbox;

/// <summary>One connection's work: takes messages from the queue, submits them one after the other, hands each answer to the ledger.</summary>
internal sealed class SubmittingLine(
    ChannelReader<ClaimedMessage> queue, Ledger ledger, OutboxClaims claims, PreparedVariants variants, ITransport transport,
    SmtpOptions smtp, MessageHeaders headers, Verdict verdict, SenderRefusals refusals, Outage outage, SubmittingActivity activity, Pace pace, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan LastChance = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(5);
    private ITransportSession? session;
    private int submitted;
    private ClaimedMessage? answered;
    private Answer? answer;

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
                    await claims.ReleaseAsync([message.Id], abandon);
                else
                    await SubmitAsync(message, stopping, abandon);
            }
        }
        finally
        {
            // Whatever ended this line: an answer in hand is written down.
            using var lastChance = new CancellationTokenSource(LastChance, clock);
            await FlushAsync(begun: null, lastChance.Token);
            await CloseAsync();
        }
    }

    private async Task<ClaimedMessage?> NextAsync(CancellationToken abandon)
    {
        if (queue.TryRead(out var message))
            return message;
        await FlushAsync(begun: null, abandon);
        while (true)
        {
            var more = queue.WaitToReadAsync(abandon).AsTask();
            if (session is not null && await Task.WhenAny(more, Task.Delay(IdleTime, clock, abandon)) != more)
                await CloseAsync();
            if (!await more)
                return null;
            if (queue.TryRead(out message))
                return message;
        }
    }

    private async Task SubmitAsync(ClaimedMessage message, CancellationToken stopping, CancellationToken abandon)
    {
        byte[] bytes;
        try
        {
            bytes = await variants.FillAsync(message, abandon);
        }
        catch (Exception problem) when (CannotBeBuilt(problem))
        {
            await AnswerAsync(message, Unbuilt(message, problem), abandon);
            return;
        }
        if (!await OpenAsync(message, abandon))
            return;
        try
        {
            await pace.WaitAsync(stopping);
        }
        catch (OperationCanceledException) when (!abandon.IsCancellationRequested)
        {
            await claims.ReleaseAsync([message.Id], abandon);
            return;
        }
        if (!await FlushAsync(message, abandon))
        {
            await claims.ReleaseAsync([message.Id], abandon);
            return;
        }
        answered = message;
        answer = await OnTheWireAsync(message, bytes, abandon);
        submitted++;
        activity.Answered();
        if (answer.Status is not MessageStatus.Submitted)
            logger.LogInformation("Message {Message} is {Status}: {Code}", message.Id, answer.Status, answer.Code);
    }

    private async Task<Answer> OnTheWireAsync(ClaimedMessage message, byte[] bytes, CancellationToken abandon)
    {
        try
        {
            var outcome = await session!.SubmitAsync(new Envelope(headers.Sender.Address, message.Address), bytes, abandon);
            await refusals.NoteAsync(message, outcome);
            if (outcome is SubmissionOutcome.Deferred { Answer: { } said } && Verdict.HasHadEnough(said))
                SlowDown(Codes(said));
            return verdict.On(message, outcome);
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
        await FlushAsync(begun: null, abandon);
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
        await FlushAsync(begun: null, abandon);
        await ledger.RecordAsync(message, given, begun: null, abandon);
    }

    private async Task<bool> FlushAsync(ClaimedMessage? begun, CancellationToken abandon)
    {
        if (answer is null && begun is null)
            return true;
        var mayBegin = await ledger.RecordAsync(answered, answer, begun, abandon);
        answered = null;
        answer = null;
        return mayBegin;
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
