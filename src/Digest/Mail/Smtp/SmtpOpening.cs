using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Digest.Mail.Smtp.SigningIn;

namespace Digest.Mail.Smtp;

/// <summary>From no connection to one that takes messages: greeting, EHLO, TLS, sign-in.</summary>
internal sealed class SmtpOpening(SmtpOptions options, SmtpTimeouts timeouts, X509Certificate2Collection? trustedRoots, SmtpTranscript? transcript = null)
{
    /// <summary>Takes all steps.</summary>
    /// <exception cref="OpeningFailedException">Any step failed; the connection is closed.</exception>
    public async Task<SmtpSession> RunAsync(CancellationToken cancellation)
    {
        SmtpConnection? connection = null;
        try
        {
            connection = await SmtpConnection.ConnectAsync(options.Host, options.Port, timeouts.Connect, cancellation, transcript);
            var offers = await PrepareAsync(connection, cancellation);
            return new SmtpSession(connection, offers, timeouts);
        }
        catch (Exception problem)
        {
            if (connection is not null)
                await connection.DisposeAsync();
            throw problem switch
            {
                ConnectionBrokenException => Failure(OpeningFailure.Unreachable, problem.Message, inner: problem),
                AuthenticationException => Failure(OpeningFailure.TlsFailed, Mime.HeaderRules.Squeeze(problem.Message), inner: problem),
                OpeningFailedException known => Failure(known.Failure, known.Message, known.Answer, known),
                _ => problem,
            };
        }
    }

    private async Task<ServerOffers> PrepareAsync(SmtpConnection connection, CancellationToken cancellation)
    {
        if (options.Security == SmtpSecurity.Tls)
            await EncryptAsync(connection, cancellation);
        var greeting = await connection.ReadAsync(timeouts.Greeting, cancellation);
        if (!greeting.IsDone)
            throw Unreachable("the server takes no mail", greeting);
        var offers = await HelloAsync(connection, cancellation);
        if (options.Security == SmtpSecurity.StartTls && !offers.StartTls)
            throw new OpeningFailedException(OpeningFailure.StartTlsMissing, "the server does not offer STARTTLS, which Smtp:Security requires; nothing was sent in clear text");
        if (options.Security is SmtpSecurity.StartTls or SmtpSecurity.StartTlsWhenAvailable && offers.StartTls)
            offers = await StartTlsAsync(connection, cancellation);
        if (options.UserName.Length > 0 && !GoesWithoutSignIn(connection))
            await SignIn.RunAsync(connection, offers, options, timeouts.Command, cancellation);
        return offers;
    }

    // "When available" promises clear text without sign-in where the server has no STARTTLS.
    private bool GoesWithoutSignIn(SmtpConnection connection) =>
        options.Security == SmtpSecurity.StartTlsWhenAvailable && !connection.IsEncrypted && !connection.IsLoopback;

    private async Task<ServerOffers> HelloAsync(SmtpConnection connection, CancellationToken cancellation)
    {
        var (answer, lines) = await connection.AskForLinesAsync($"EHLO {connection.OwnName}", timeouts.Command, cancellation);
        if (answer.IsDone)
            return ServerOffers.Read(lines);
        if (answer.IsNever)
            answer = await connection.AskAsync($"HELO {connection.OwnName}", timeouts.Command, cancellation);
        return answer.IsDone ? ServerOffers.None : throw Unreachable("the server does not greet back", answer);
    }

    private async Task<ServerOffers> StartTlsAsync(SmtpConnection connection, CancellationToken cancellation)
    {
        var answer = await connection.AskAsync("STARTTLS", timeouts.Command, cancellation);
        if (answer.IsNotNow)
            throw Unreachable("the server cannot encrypt now", answer);
        if (!answer.IsDone)
            throw new OpeningFailedException(OpeningFailure.TlsFailed, $"the server offers STARTTLS and refuses it: {answer}", answer);
        await EncryptAsync(connection, cancellation);
        return await HelloAsync(connection, cancellation);
    }

    private Task EncryptAsync(SmtpConnection connection, CancellationToken cancellation)
    {
        var tls = new SslClientAuthenticationOptions { TargetHost = options.Host };
        if (trustedRoots is not null)
        {
            tls.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            tls.CertificateChainPolicy.CustomTrustStore.AddRange(trustedRoots);
        }
        return connection.EncryptAsync(tls, timeouts.Command, cancellation);
    }

    private static OpeningFailedException Unreachable(string why, SmtpAnswer answer) => new(OpeningFailure.Unreachable, $"{why}: {answer}", answer);

    private OpeningFailedException Failure(OpeningFailure failure, string why, SmtpAnswer? answer = null, Exception? inner = null) =>
        new(failure, $"{options.Host}:{options.Port}: {why}", answer, inner);
}
