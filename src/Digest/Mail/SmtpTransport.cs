using System.Security.Cryptography.X509Certificates;
using Digest.Mail.Smtp;

namespace Digest.Mail;

/// <summary>Submits messages to a mail server (RFC 5321, RFC 6409).</summary>
public sealed class SmtpTransport : ITransport
{
    private readonly SmtpOptions options;
    private readonly SmtpOpening opening;

    public SmtpTransport(SmtpOptions options)
        : this(options, SmtpTimeouts.Default)
    {
    }

    /// <summary>As tests need it.</summary>
    /// <param name="options">Where to.</param>
    /// <param name="timeouts">How long is waited.</param>
    /// <param name="trustedRoots">Instead of what the platform trusts.</param>
    internal SmtpTransport(SmtpOptions options, SmtpTimeouts timeouts, X509Certificate2Collection? trustedRoots = null)
    {
        this.options = options;
        opening = new SmtpOpening(options, timeouts, trustedRoots);
    }

    public async Task<ITransportSession> OpenAsync(CancellationToken cancellation = default) => await opening.RunAsync(cancellation);

    public string Describe() => $"{options.Host}:{options.Port} ({Protection()})";

    private string Protection() => options.Security switch
    {
        SmtpSecurity.None => "clear text",
        SmtpSecurity.StartTls => "STARTTLS",
        SmtpSecurity.StartTlsWhenAvailable => "STARTTLS where offered",
        _ => "TLS",
    };
}
