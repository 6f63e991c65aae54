using Digest.Mail;

namespace Digest.Outbox;

/// <summary>What a mail server said to a sample, and what that usually means.</summary>
/// <param name="IsSubmitted">Whether it took the message.</param>
/// <param name="Words">The server's words, or what happened instead.</param>
/// <param name="Meaning">A sentence for who runs the site; null: the words say it all.</param>
public sealed record SampleAnswer(bool IsSubmitted, string Words, string? Meaning)
{
    public static SampleAnswer Of(SubmissionOutcome outcome) => outcome switch
    {
        SubmissionOutcome.Submitted submitted => new(IsSubmitted: true, submitted.Answer.ToString(), Meaning: null),
        SubmissionOutcome.Refused refused => new(IsSubmitted: false, refused.Answer.ToString(), MeaningOf(refused.Answer, refused.Stage)),
        SubmissionOutcome.Deferred deferred => new(IsSubmitted: false, deferred.Answer.ToString(), "The server says \"not now\": it is busy, slows unknown senders down, or the mailbox is full. Messages of an edition would be tried again by themselves."),
        SubmissionOutcome.ConnectionLost lost => new(IsSubmitted: false, lost.Why, "The connection ended before the message was handed over. Messages of an edition would be tried again by themselves."),
        SubmissionOutcome.Uncertain uncertain => new(IsSubmitted: false, uncertain.Why, "The message was handed over, but no answer came: it may have arrived or not."),
        _ => throw new InvalidOperationException($"Nobody has said what {outcome.GetType().Name} means."),
    };

    public static SampleAnswer NotOpened(OpeningFailedException problem) => new(IsSubmitted: false, problem.Answer is null ? problem.Message : $"{problem.Message} ({problem.Answer})", problem.Failure switch
    {
        OpeningFailure.SignInRefused => "The mail server does not accept the name or password. Check Smtp:UserName and Smtp:Password.",
        OpeningFailure.TlsFailed => "The mail server's certificate could not be trusted. Check that Smtp:Host is the name in its certificate.",
        OpeningFailure.StartTlsMissing => "The server offers no encryption on this port. Check Smtp:Port and Smtp:Security.",
        _ => "Nothing could be handed over. Check Smtp:Host and Smtp:Port, or for a folder Smtp:PickupFolder, and that a firewall lets this machine through.",
    });

    private static string MeaningOf(SmtpAnswer answer, SmtpStage stage) => (answer.Enhanced ?? "", stage) switch
    {
        ("5.1.1" or "5.1.2" or "5.1.3" or "5.1.6" or "5.1.10", _) => "The address does not exist there. Look for a slip of the fingers.",
        ("5.1.7" or "5.1.8", _) or (_, SmtpStage.Mail) => "The sender is refused: the server does not let this installation write as Site:From, or does not know its domain.",
        ({ } code, _) when code.StartsWith("5.2", StringComparison.Ordinal) => "The mailbox cannot take messages: it is full or closed.",
        ({ } code, _) when code.StartsWith("5.7", StringComparison.Ordinal) => "A rule of the server forbids it: the sign-in is missing, this machine may not relay, or the sender's domain lacks SPF or DKIM.",
        ("5.3.4", _) => "The message is too large for the server.",
        (_, SmtpStage.Recipient) => "The server refuses this recipient: the address does not exist there, or this machine may not write to it.",
        _ => "The server refuses the message itself, usually as too large or as spam.",
    };
}
