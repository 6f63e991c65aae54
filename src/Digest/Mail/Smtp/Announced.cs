using System.Text;
using Digest.Mail.Mime;

namespace Digest.Mail.Smtp;

/// <summary>A message with the commands that announce it to a server.</summary>
internal sealed class Announced
{
    private Announced(Submission submission, ServerOffers offers)
    {
        var (envelope, message) = (submission.Envelope, submission.Message);
        if (envelope.From.Length > 0)
            AddressRules.Refuse("The envelope's sender", envelope.From);
        AddressRules.Refuse("The recipient", envelope.To);
        Submission = submission;
        WireForm = submission.IsWireForm ? message : Smtp.WireForm.Of(message);
        var isAscii = Ascii.IsValid(message.Span);
        Impossible = WhyNot(envelope, message.Length, isAscii, offers);
        Mail = MailCommand(envelope, message.Length, isAscii, offers);
        Recipient = $"RCPT TO:<{envelope.To}>";
    }

    public Submission Submission { get; }

    public ReadOnlyMemory<byte> WireForm { get; }

    public string Mail { get; }

    public string Recipient { get; }

    /// <summary>What the server would say if it were asked: it cannot take such a message. Null: it can.</summary>
    public SubmissionOutcome.Refused? Impossible { get; }

    /// <summary>Writes the commands for a message.</summary>
    /// <exception cref="HeaderException">An address cannot stand in a command.</exception>
    /// <exception cref="ArgumentException">The message is empty or has a line end other than CRLF.</exception>
    public static Announced Of(Submission submission, ServerOffers offers) => new(submission, offers);

    /// <summary>The same for a message that may follow; null where nothing follows, or it has to be looked at by itself.</summary>
    public static Announced? Possible(Submission? submission, ServerOffers offers)
    {
        try
        {
            return submission is not null && new Announced(submission, offers) is { Impossible: null } announced ? announced : null;
        }
        catch (Exception problem) when (problem is HeaderException or ArgumentException)
        {
            return null;
        }
    }

    private static string MailCommand(Envelope envelope, int length, bool isAscii, ServerOffers offers)
    {
        var command = new StringBuilder($"MAIL FROM:<{envelope.From}>");
        if (offers.Size)
            command.Append(" SIZE=").Append(length);
        if (!isAscii)
            command.Append(" BODY=8BITMIME");
        if (envelope.NeedsSmtpUtf8)
            command.Append(" SMTPUTF8");
        return command.ToString();
    }

    private static SubmissionOutcome.Refused? WhyNot(Envelope envelope, int length, bool isAscii, ServerOffers offers)
    {
        if (envelope.NeedsSmtpUtf8 && !offers.SmtpUtf8)
            return Refused(new SmtpAnswer(553, "5.6.7", "The mail server does not offer SMTPUTF8, without which an address with characters other than ASCII before the @ cannot be reached."));
        if (!offers.EightBitMime && !isAscii)
            return Refused(new SmtpAnswer(554, "5.6.3", "The mail server does not offer 8BITMIME, and the message has bytes above 127."));
        if (offers.MaxSize > 0 && length > offers.MaxSize)
            return Refused(new SmtpAnswer(552, "5.3.4", $"The message has {length} octets, the mail server takes {offers.MaxSize}."));
        return null;
    }

    private static SubmissionOutcome.Refused Refused(SmtpAnswer answer) => new(answer, SmtpStage.Mail);
}
