using Digest.Mail;
using Microsoft.Extensions.Logging;

namespace Digest.Outbox;

/// <summary>A line's connection to the mail server: opened when it is needed, and anew after so many messages.</summary>
internal sealed class LineConnection(ITransport transport, SmtpOptions smtp, Outage outage, SubmittingActivity activity, Pace pace, ILogger logger)
{
    private ITransportSession? session;
    private int submitted;

    public bool IsOpen => session is not null;

    /// <summary>Whether the next message may go over it.</summary>
    public bool TakesOne => session is { Usable: true } && submitted < smtp.MessagesPerConnection;

    /// <summary>Whether a message went over it before: the server may have ended it meanwhile.</summary>
    public bool IsUsed => submitted > 0;

    /// <summary>Whether another may follow the one on the wire.</summary>
    public bool TakesAnother => submitted + 1 < smtp.MessagesPerConnection;

    /// <summary>Opens it, after the one before was closed.</summary>
    /// <returns>Why it could not be opened; null: it stands.</returns>
    public async Task<string?> OpenAsync(CancellationToken abandon)
    {
        await CloseAsync();
        try
        {
            session = await transport.OpenAsync(abandon);
            activity.Opened();
            outage.End();
            return null;
        }
        catch (OpeningFailedException problem)
        {
            // Others stand: it is one connection too many. Where none does, the outage's own pauses are slow enough.
            if (activity.Connections > 0)
                SlowDown(problem.Answer is { } refusal ? Codes(refusal) : "a connection was refused");
            if (outage.Report(problem.Message, problem.Failure is not OpeningFailure.Unreachable))
                logger.LogError("Nothing can be submitted to {Transport}: {Reason}. It is tried again at {Until:HH:mm:ss} UTC", transport.Describe(), problem.Message.TrimEnd('.'), outage.Until);
            return problem.Message;
        }
    }

    /// <summary>Submits a message over it.</summary>
    public async Task<SubmissionOutcome?> SubmitAsync(Submission submission, CancellationToken abandon)
    {
        var outcome = await session!.SubmitAsync(submission, abandon);
        if (outcome is SubmissionOutcome.Deferred { Answer: { } said } && Verdict.HasHadEnough(said))
            SlowDown(Codes(said));
        return outcome;
    }

    /// <summary>A message has had its turn.</summary>
    public void Count() => submitted++;

    public async Task CloseAsync()
    {
        if (session is not null)
        {
            activity.Closed();
            await session.DisposeAsync();
        }
        session = null;
        submitted = 0;
    }

    // Servers repeat the reader's address in their words.
    private static string Codes(SmtpAnswer answer) => $"{answer.Code} {answer.Enhanced}".TrimEnd();

    private void SlowDown(string why)
    {
        if (pace.SlowDown() is { } perSecond)
            logger.LogWarning("The mail server has had enough for the moment; messages begin at {PerSecond:0.#} a second from now on, and faster again bit by bit: {Why}", perSecond, why);
    }
}
