namespace Digest.Mail;

/// <summary>How the submission of one message ended, by what the caller does next.</summary>
public abstract record SubmissionOutcome
{
    private SubmissionOutcome()
    {
    }

    /// <summary>The server answered 2yz to the final dot: the message is its responsibility now (RFC 5321 §6.1).</summary>
    public sealed record Submitted(SmtpAnswer Answer) : SubmissionOutcome;

    /// <summary>4yz: not now, the same message may be tried again. After 421 it is the connection that ended, not the address that was at fault.</summary>
    public sealed record Deferred(SmtpAnswer Answer, SmtpStage Stage) : SubmissionOutcome;

    /// <summary>5yz: this message is refused for good. Also given without asking the server when the server cannot take such a message.</summary>
    public sealed record Refused(SmtpAnswer Answer, SmtpStage Stage) : SubmissionOutcome;

    /// <summary>The connection was lost before the final dot: nothing was accepted, the message may be tried again.</summary>
    public sealed record ConnectionLost(string Why) : SubmissionOutcome;

    /// <summary>The connection was lost after the final dot: whether the message was accepted is not known.</summary>
    public sealed record Uncertain(string Why) : SubmissionOutcome;
}

/// <summary>What a server's answer was the answer to.</summary>
public enum SmtpStage
{
    /// <summary>MAIL: the sender, the size, the right to send.</summary>
    Mail,

    /// <summary>RCPT: the recipient.</summary>
    Recipient,

    /// <summary>DATA, before the message.</summary>
    Data,

    /// <summary>The message itself.</summary>
    Message,
}
