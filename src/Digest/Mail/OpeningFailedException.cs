namespace Digest.Mail;

/// <summary>A session could not be opened. No message and no password was sent in clear text.</summary>
/// <param name="failure">What the caller can do about it.</param>
/// <param name="message">One line for the operator.</param>
/// <param name="answer">What the server said, where it was an answer that ended the attempt.</param>
/// <param name="inner">What the platform said.</param>
public sealed class OpeningFailedException(OpeningFailure failure, string message, SmtpAnswer? answer = null, Exception? inner = null)
    : Exception(message, inner)
{
    public OpeningFailure Failure { get; } = failure;

    public SmtpAnswer? Answer { get; } = answer;
}

/// <summary>Why a session could not be opened, by what the caller does next.</summary>
public enum OpeningFailure
{
    /// <summary>Refused, timed out, unknown name, "not now", or for a folder: not writable. Try later.</summary>
    Unreachable,

    /// <summary>The name or password was not accepted, or could not be sent safely. Stop and tell the operator.</summary>
    SignInRefused,

    /// <summary>The server's certificate or name could not be trusted, or TLS could not be agreed on. Stop and tell the operator.</summary>
    TlsFailed,

    /// <summary>STARTTLS is required and the server does not offer it. Stop and tell the operator.</summary>
    StartTlsMissing,
}
