namespace Digest.Mail.Smtp;

/// <summary>An open connection that takes messages, one after the other.</summary>
internal sealed class SmtpSession(SmtpConnection connection, ServerOffers offers, SmtpTimeouts timeouts) : ITransportSession
{
    private bool broken;
    private bool needsReset;
    private bool hasRefused;
    // Its commands have been sent, its answers are to come.
    private Announced? underWay;

    public bool Usable => !broken && (underWay is not null || !connection.HasHungUpOrSpoken);

    public async Task<SubmissionOutcome> SubmitAsync(Envelope envelope, ReadOnlyMemory<byte> message, CancellationToken cancellation = default) =>
        (await SubmitAsync(new Submission(envelope, message), cancellation))!;

    public async Task<SubmissionOutcome?> SubmitAsync(Submission submission, CancellationToken cancellation = default)
    {
        var isUnderWay = underWay is not null;
        if (isUnderWay && underWay!.Submission != submission)
            throw new InvalidOperationException("Another message was announced.");
        var announced = underWay ?? Announced.Of(submission, offers);
        underWay = null;
        if (announced.Impossible is { } impossible)
            return impossible;
        if (broken)
            return new SubmissionOutcome.ConnectionLost("the connection has ended before");

        var transaction = new MailTransaction(connection, timeouts, offers.Pipelining, followsRefused: isUnderWay && hasRefused);
        try
        {
            if (needsReset && !isUnderWay && await ResetAsync(cancellation) is { } closed)
                return closed;
            var outcome = await transaction.RunAsync(announced, isUnderWay, async () => Announced.Possible(await submission.Next(), offers), cancellation);
            underWay = transaction.Followed;
            hasRefused = outcome is not SubmissionOutcome.Submitted;
            needsReset = hasRefused && underWay is null;
            broken = transaction.EndsConnection;
            return outcome;
        }
        catch (ConnectionBrokenException problem)
        {
            broken = true;
            return transaction.HasSentDot ? new SubmissionOutcome.Uncertain(problem.Message) : new SubmissionOutcome.ConnectionLost(problem.Message);
        }
        catch (OperationCanceledException)
        {
            broken = true;
            if (transaction.HasSentDot)
                return new SubmissionOutcome.Uncertain("stopped while the answer was waited for");
            throw;
        }
        catch
        {
            broken = true;
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            // A server that waits for an announced message would take the word for a part of it.
            if (underWay is null && Usable)
                await connection.AskAsync("QUIT", timeouts.Quit, CancellationToken.None);
        }
        catch (ConnectionBrokenException)
        {
            // It is being closed anyway.
        }
        await connection.DisposeAsync();
    }

    private async Task<SubmissionOutcome?> ResetAsync(CancellationToken cancellation)
    {
        var answer = await connection.AskAsync("RSET", timeouts.Command, cancellation);
        if (answer.IsDone)
            return null;
        broken = true;
        return answer.IsNotNow ? new SubmissionOutcome.Deferred(answer, SmtpStage.Mail) : new SubmissionOutcome.ConnectionLost($"the server would not begin anew: {answer}");
    }
}
