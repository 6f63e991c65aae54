namespace Digest.Mail.Smtp;

/// <summary>MAIL, RCPT, DATA and the message (RFC 5321 §3.3), in one go where the server offers pipelining (RFC 2920).</summary>
/// <param name="connection">Where.</param>
/// <param name="timeouts">For each of the steps.</param>
/// <param name="pipelining">Whether the server takes several commands at once.</param>
/// <param name="followsRefused">Whether the commands went with the dot of a message that the server did not take.</param>
internal sealed class MailTransaction(SmtpConnection connection, SmtpTimeouts timeouts, bool pipelining, bool followsRefused = false)
{
    /// <summary>Whether the server may have taken responsibility for the message.</summary>
    public bool HasSentDot { get; private set; }

    /// <summary>Whether the connection is of no more use although an outcome is known.</summary>
    public bool EndsConnection { get; private set; }

    /// <summary>What travelled with the final dot; null: nothing did.</summary>
    public Announced? Followed { get; private set; }

    /// <summary>Takes one message from MAIL to the answer to the final dot.</summary>
    /// <param name="announced">The message, its commands written out.</param>
    /// <param name="isUnderWay">Its commands were sent with the dot of the message before.</param>
    /// <param name="following">Asked for what the final dot can take along.</param>
    /// <param name="cancellation">Counts until the final dot.</param>
    /// <returns>The outcome; null: it was withdrawn.</returns>
    /// <exception cref="ConnectionBrokenException">The connection ended; <see cref="HasSentDot"/> tells what that means.</exception>
    public async Task<SubmissionOutcome?> RunAsync(Announced announced, bool isUnderWay, Func<ValueTask<Announced?>> following, CancellationToken cancellation)
    {
        if (pipelining && !isUnderWay)
            await connection.TellAsync([announced.Mail, announced.Recipient, "DATA"], timeouts.Command, cancellation);
        var obstacle = pipelining
            ? await HearTogetherAsync(cancellation)
            : await AskAsync(SmtpStage.Mail, announced.Mail, cancellation)
                ?? await AskAsync(SmtpStage.Recipient, announced.Recipient, cancellation)
                ?? await AskAsync(SmtpStage.Data, "DATA", cancellation);
        return obstacle ?? await SendAsync(announced, following, cancellation);
    }

    private async Task<SubmissionOutcome?> AskAsync(SmtpStage stage, string command, CancellationToken cancellation) =>
        Obstacle(stage, await connection.AskAsync(command, Limit(stage), cancellation));

    // The first refusal is the outcome; what is asked for after it must still be answered before the connection is used again.
    private async ValueTask<SubmissionOutcome?> HearTogetherAsync(CancellationToken cancellation)
    {
        SubmissionOutcome? obstacle = null;
        try
        {
            obstacle = Obstacle(SmtpStage.Mail, InStep(await connection.ReadAsync(timeouts.Command, cancellation)));
            var toRecipient = Obstacle(SmtpStage.Recipient, await connection.ReadAsync(timeouts.Command, cancellation));
            var mailWasRefused = obstacle is not null;
            obstacle ??= toRecipient;
            var toData = Obstacle(SmtpStage.Data, await connection.ReadAsync(timeouts.Data, cancellation));
            if (obstacle is null)
                return toData;
            if (toData is null)
                await EndEmptyAsync(hasRecipient: mailWasRefused && toRecipient is null, cancellation);
            return obstacle;
        }
        catch (ConnectionBrokenException) when (obstacle is not null)
        {
            EndsConnection = true;
            return obstacle;
        }
    }

    // The server waits for a message that nobody is to get: it gets an empty one (RFC 2920 §3.1), unless it believes in a recipient.
    private async Task EndEmptyAsync(bool hasRecipient, CancellationToken cancellation)
    {
        if (hasRecipient)
        {
            EndsConnection = true;
            return;
        }
        var answer = await connection.AskAsync(".", timeouts.FinalDot, cancellation);
        EndsConnection |= answer.ClosesConnection;
    }

    private async ValueTask<SubmissionOutcome?> SendAsync(Announced announced, Func<ValueTask<Announced?>> following, CancellationToken cancellation)
    {
        var goesWhole = pipelining && announced.Submission.GoesWhole && announced.WireForm.Length <= SmtpConnection.WholeBytes;
        try
        {
            if (!goesWhole)
                await connection.WriteAsync(announced.WireForm, timeouts.Block, cancellation);
        }
        catch (ConnectionBrokenException) when (connection.HasUnasked)
        {
            return await EarlyAnswerAsync(cancellation);
        }
        // Made while the end has to wait anyway.
        var next = pipelining ? await following() : null;
        if (!await announced.Submission.MayComplete())
        {
            // The server waits for the rest; without the dot it has no message.
            EndsConnection = true;
            return null;
        }
        if (connection.HasUnasked)
            return await EarlyAnswerAsync(cancellation);
        cancellation.ThrowIfCancellationRequested();
        return await CompleteAsync(goesWhole ? announced.WireForm : default, next, cancellation);
    }

    private async ValueTask<SubmissionOutcome> CompleteAsync(ReadOnlyMemory<byte> rest, Announced? next, CancellationToken cancellation)
    {
        // From here on the answer matters more than the caller's haste.
        using var patience = new CancellationTokenSource();
        await using var impatience = cancellation.UnsafeRegister(_ => patience.CancelAfter(timeouts.FinalDotWhenCancelled), state: null);
        HasSentDot = true;
        Followed = next;
        await connection.SendAsync(rest.Span, next is null ? ["."] : [".", next.Mail, next.Recipient, "DATA"], timeouts.Block, patience.Token);
        var answer = await connection.ReadAsync(timeouts.FinalDot, patience.Token);
        if (answer.IsDone)
            return new SubmissionOutcome.Submitted(answer);
        return Obstacle(SmtpStage.Message, answer) ?? throw new ConnectionBrokenException($"the server answered {answer.Code} to the message");
    }

    // A server that speaks before the final dot has not accepted anything, whatever it says.
    private async Task<SubmissionOutcome> EarlyAnswerAsync(CancellationToken cancellation)
    {
        var answer = await connection.ReadAsync(timeouts.Command, cancellation);
        EndsConnection = true;
        if (answer.IsNotNow)
            return new SubmissionOutcome.Deferred(answer, SmtpStage.Message);
        if (answer.IsNever)
            return new SubmissionOutcome.Refused(answer, SmtpStage.Message);
        throw new ConnectionBrokenException($"the server answered {answer.Code} before the message had ended");
    }

    // Who refuses a message before its end takes the rest of it for commands: what it says to them is no answer to this one's.
    private SmtpAnswer InStep(SmtpAnswer answer) => followsRefused && answer.Code is >= 500 and <= 504
        ? throw new ConnectionBrokenException($"the server answered {answer.Code} after it had refused a message, as if it had not heard its end")
        : answer;

    /// <summary>What an answer means for the message; null: it may go on.</summary>
    private SubmissionOutcome? Obstacle(SmtpStage stage, SmtpAnswer answer)
    {
        EndsConnection |= answer.ClosesConnection;
        if (answer.IsNotNow)
            return new SubmissionOutcome.Deferred(answer, stage);
        if (answer.IsNever)
            return new SubmissionOutcome.Refused(answer, stage);
        var expected = stage == SmtpStage.Data ? answer.IsGoOn : answer.IsDone;
        return expected ? null : throw new ConnectionBrokenException($"the server answered {answer.Code} where that means nothing");
    }

    private TimeSpan Limit(SmtpStage stage) => stage == SmtpStage.Data ? timeouts.Data : timeouts.Command;
}
