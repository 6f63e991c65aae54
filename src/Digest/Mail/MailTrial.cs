using System.Diagnostics;
using Digest.Mail.Dkim;
using Digest.Mail.Smtp;

namespace Digest.Mail;

/// <summary>Tries a mail server with options that nobody has kept yet: opens, signs in, submits one small message.</summary>
public sealed class MailTrial(MessageSigners signers, TimeProvider clock)
{
    /// <summary>Nobody waits longer than this before a page.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);

    /// <summary>Tries.</summary>
    /// <param name="options">Where to; without a host the message goes to the folder.</param>
    /// <param name="from">The sender.</param>
    /// <param name="to">Who gets the message.</param>
    /// <param name="siteName">Whose message it says it is.</param>
    /// <param name="cancellation">The caller gives up.</param>
    public async Task<TrialReport> RunAsync(SmtpOptions options, MailboxAddress from, string to, string siteName, CancellationToken cancellation = default)
    {
        var transcript = new SmtpTranscript();
        var started = Stopwatch.GetTimestamp();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        var (outcome, failed) = (default(SubmissionOutcome), default(OpeningFailedException));
        var late = false;
        try
        {
            await using var session = await OpenAsync(options, transcript, patience.Token);
            outcome = await session.SubmitAsync(new Envelope(from.Address, to), Message(from, to, siteName), patience.Token);
        }
        catch (OpeningFailedException problem)
        {
            failed = problem;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            late = true;
        }
        return TrialReport.Of(outcome, failed, late, transcript.Lines, Stopwatch.GetElapsedTime(started));
    }

    private static async Task<ITransportSession> OpenAsync(SmtpOptions options, SmtpTranscript transcript, CancellationToken cancellation)
    {
        if (options.Host.Length == 0)
            return await new PickupTransport(options).OpenAsync(cancellation);
        var timeouts = new SmtpTimeouts { Connect = Step, Greeting = Step, Command = Step, Data = Step, Block = Step, FinalDot = Step, FinalDotWhenCancelled = TimeSpan.FromSeconds(1) };
        return await new SmtpOpening(options, timeouts, trustedRoots: null, transcript).RunAsync(cancellation);
    }

    private byte[] Message(MailboxAddress from, string to, string siteName)
    {
        var text = $"This is a test message from {siteName}.\r\n\r\nIt was submitted by Digest to see whether the mail server takes messages. If you read this, it does, and they arrive.\r\n";
        return PreparedMessage.Prepare(new MessageTemplate
        {
            From = from,
            Subject = $"A test message from {siteName}",
            Text = text,
            Html = $"<!DOCTYPE html><html lang=\"en\"><head><title>Test</title></head><body><p>{System.Net.WebUtility.HtmlEncode(text).Replace("\r\n\r\n", "</p><p>", StringComparison.Ordinal)}</p></body></html>",
            Headers = [new("Auto-Submitted", "auto-generated")],
        }, signers).Fill(new MessageFill { To = to, MessageId = $"trial-{Guid.NewGuid():N}@{from.Domain}", Date = clock.GetUtcNow() });
    }
}

/// <summary>What came of a trial.</summary>
/// <param name="Works">The server took the message.</param>
/// <param name="Summary">What happened, in a sentence.</param>
/// <param name="Meaning">What it usually means and what helps; null: nobody knows.</param>
/// <param name="Transcript">What was said, line by line, without password and message.</param>
/// <param name="Took">How long it took.</param>
public sealed record TrialReport(bool Works, string Summary, string? Meaning, IReadOnlyList<string> Transcript, TimeSpan Took)
{
    internal static TrialReport Of(SubmissionOutcome? outcome, OpeningFailedException? failed, bool late, IReadOnlyList<string> transcript, TimeSpan took)
    {
        var (works, summary, meaning) = (outcome, failed) switch
        {
            (_, { } opening) => (false, $"The server did not let us in: {opening.Message}", AnswerMeaning.Of(opening)),
            (SubmissionOutcome.Submitted submitted, _) => (true, $"The server took the message: {submitted.Answer}", null),
            (SubmissionOutcome.Deferred deferred, _) => (false, $"Not now, the server says: {deferred.Answer}", AnswerMeaning.Of(deferred.Answer)),
            (SubmissionOutcome.Refused refused, _) => (false, $"The server refuses the message: {refused.Answer}", AnswerMeaning.Of(refused.Answer)),
            (SubmissionOutcome.ConnectionLost lost, _) => (false, $"The connection was lost before the message was taken: {lost.Why}", AnswerMeaning.Of(lost.Why)),
            (SubmissionOutcome.Uncertain uncertain, _) => (false, $"The message was transmitted, but the server's answer is not known: {uncertain.Why}", "It may have arrived: look whether it did, and try again."),
            _ => (false, late ? $"It was not done after {MailTrial.Patience.TotalSeconds:0} seconds." : "Nothing happened.", AnswerMeaning.Of("nothing happened")),
        };
        return new TrialReport(works, summary, meaning, transcript, took);
    }
}
