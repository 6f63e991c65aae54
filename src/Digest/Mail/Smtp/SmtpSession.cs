using System.Text;
using Digest.Mail.Mime;

namespace Digest.Mail.Smtp;

/// <summary>An open connection that takes messages, one after the other.</summary>
internal sealed class SmtpSession(SmtpConnection connection, ServerOffers offers, SmtpTimeouts timeouts) : ITransportSession
{
    private bool broken;
    private bool needsReset;

    public bool Usable => !broken && !connection.HasHungUpOrSpoken;

    public async Task<SubmissionOutcome> SubmitAsync(Envelope envelope, ReadOnlyMemory<byte> message, CancellationToken cancellation = default)
    {
        if (envelope.From.Length > 0)
            AddressRules.Refuse("The envelope's sender", envelope.From);
        AddressRules.Refuse("The recipient", envelope.To);
        var wireForm = WireForm.Of(message);
        if (Impossible(envelope, message) is { } impossible)
            return impossible;
        if (broken)
            return new SubmissionOutcome.ConnectionLost("the connection has ended before");

        var transaction = new MailTransaction(connection, timeouts, offers.Pipelining);
        try
        {
            if (needsReset && await ResetAsync(cancellation) is { } closed)
                return closed;
            var outcome = await transaction.RunAsync(MailCommand(envelope, message), $"RCPT TO:<{envelope.To}>", wireForm, cancellation);
            needsReset = outcome is not SubmissionOutcome.Submitted;
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
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (Usable)
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

    private string MailCommand(Envelope envelope, ReadOnlyMemory<byte> message)
    {
        var command = new StringBuilder($"MAIL FROM:<{envelope.From}>");
        if (offers.Size)
            command.Append(" SIZE=").Append(message.Length);
        if (!Ascii.IsValid(message.Span))
            command.Append(" BODY=8BITMIME");
        if (envelope.NeedsSmtpUtf8)
            command.Append(" SMTPUTF8");
        return command.ToString();
    }

    private SubmissionOutcome.Refused? Impossible(Envelope envelope, ReadOnlyMemory<byte> message)
    {
        if (envelope.NeedsSmtpUtf8 && !offers.SmtpUtf8)
            return Refused(new SmtpAnswer(553, "5.6.7", "The mail server does not offer SMTPUTF8, without which an address with characters other than ASCII before the @ cannot be reached."));
        if (!offers.EightBitMime && !Ascii.IsValid(message.Span))
            return Refused(new SmtpAnswer(554, "5.6.3", "The mail server does not offer 8BITMIME, and the message has bytes above 127."));
        if (offers.MaxSize > 0 && message.Length > offers.MaxSize)
            return Refused(new SmtpAnswer(552, "5.3.4", $"The message has {message.Length} octets, the mail server takes {offers.MaxSize}."));
        return null;
    }

    private static SubmissionOutcome.Refused Refused(SmtpAnswer answer) => new(answer, SmtpStage.Mail);
}
