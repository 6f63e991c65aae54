using System.Security.Cryptography.X509Certificates;
using Digest.Mail;
using Digest.Mail.Smtp;
using Digest.Tests.Safety;

namespace Digest.Tests.Mail;

public sealed class SmtpTlsTests
{
    private const string Greeting = "S: 220 mail.example ready\nC: EHLO \n";
    private const string Submission = "C: MAIL FROM:\nS: 250 ok\nC: RCPT TO:\nS: 250 ok\nC: DATA\nS: 354 go on\nmessage\nS: 250 queued\nC: QUIT\nS: 221 bye";

    private static readonly X509Certificate2 Certificate = Certificates.SelfSigned("localhost");

    [Theory]
    [InlineData(SmtpSecurity.StartTls)]
    [InlineData(SmtpSecurity.StartTlsWhenAvailable)]
    public async Task After_STARTTLS_everything_is_encrypted_and_asked_anew(SmtpSecurity security)
    {
        await using var server = new ScriptedServer($"{Greeting}S: 250-x\nS: 250-SIZE 1\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go on\ntls\nC: EHLO \nS: 250-x\nS: 250 AUTH PLAIN\nC: AUTH PLAIN AGFkYQBzZWNyZXQ=\nS: 235 welcome\n{Submission}", Certificate);
        (await SubmitAsync(server, security, Certificate)).ShouldBeOfType<SubmissionOutcome.Submitted>();
        await server.FinishedAsync();
    }

    [Fact]
    public async Task With_implicit_TLS_the_greeting_is_encrypted_already()
    {
        await using var server = new ScriptedServer($"tls\n{Greeting}S: 250-x\nS: 250 AUTH PLAIN\nC: AUTH PLAIN\nS: 235 welcome\n{Submission}", Certificate);
        (await SubmitAsync(server, SmtpSecurity.Tls, Certificate)).ShouldBeOfType<SubmissionOutcome.Submitted>();
        await server.FinishedAsync();
    }

    [Fact]
    public async Task Without_STARTTLS_nothing_is_sent_where_it_is_required()
    {
        await using var server = new ScriptedServer($"{Greeting}S: 250-x\nS: 250 AUTH PLAIN\nstall");
        (await FailureAsync(server, SmtpSecurity.StartTls)).Failure.ShouldBe(OpeningFailure.StartTlsMissing);
        server.Heard.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_only_knows_HELO_has_no_STARTTLS()
    {
        await using var server = new ScriptedServer("S: 220 x\nC: EHLO\nS: 502 what?\nC: HELO\nS: 250 x\nstall");
        (await FailureAsync(server, SmtpSecurity.StartTls)).Failure.ShouldBe(OpeningFailure.StartTlsMissing);
    }

    [Theory]
    [InlineData(SmtpSecurity.StartTls)]
    [InlineData(SmtpSecurity.StartTlsWhenAvailable)]
    [InlineData(SmtpSecurity.Tls)]
    public async Task A_certificate_that_nobody_vouches_for_is_not_trusted(SmtpSecurity security)
    {
        var failure = await TrustAsync(security, Certificate, trusted: Certificates.SelfSigned("localhost"));
        failure.Failure.ShouldBe(OpeningFailure.TlsFailed);
        failure.Message.ShouldContain("certificate");
    }

    [Theory]
    [InlineData(SmtpSecurity.StartTls)]
    [InlineData(SmtpSecurity.StartTlsWhenAvailable)]
    [InlineData(SmtpSecurity.Tls)]
    public async Task A_certificate_of_another_name_is_not_trusted(SmtpSecurity security)
    {
        var other = Certificates.SelfSigned("mail.other.example");
        (await TrustAsync(security, other, trusted: other)).Failure.ShouldBe(OpeningFailure.TlsFailed);
    }

    [Fact]
    public async Task The_platform_judges_where_no_test_gives_it_roots()
    {
        await using var server = new ScriptedServer("tls\nstall", Certificate);
        var options = server.Options(SmtpSecurity.Tls);
        options.Host = "localhost";
        (await Should.ThrowAsync<OpeningFailedException>(() => new SmtpTransport(options).OpenAsync())).Failure.ShouldBe(OpeningFailure.TlsFailed);
    }

    [Fact]
    public async Task A_clear_text_server_where_TLS_was_expected_gets_nothing()
    {
        await using var server = new ScriptedServer("S: 220 mail.example ready\nstall");
        (await FailureAsync(server, SmtpSecurity.Tls)).Failure.ShouldBe(OpeningFailure.TlsFailed);
        server.Heard.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("454 4.7.0 not now", OpeningFailure.Unreachable)]
    [InlineData("501 5.5.4 never", OpeningFailure.TlsFailed)]
    public async Task STARTTLS_that_is_offered_and_refused_is_not_passed_over(string answer, OpeningFailure expected)
    {
        await using var server = new ScriptedServer($"{Greeting}S: 250-x\nS: 250 STARTTLS\nC: STARTTLS\nS: {answer}\nstall");
        (await FailureAsync(server, SmtpSecurity.StartTlsWhenAvailable)).Failure.ShouldBe(expected);
    }

    [Fact]
    public async Task What_was_said_in_clear_text_after_STARTTLS_is_forgotten()
    {
        await using var server = new ScriptedServer(Greeting + """
            S: 250-x
            S: 250 STARTTLS
            C: STARTTLS
            S: 220 go on\r\n250-injected\r\n250 PIPELINING
            tls
            C: EHLO 
            S: 250-x
            S: 250 AUTH PLAIN
            C: AUTH PLAIN
            S: 235 ok

            """ + Submission, Certificate);
        (await SubmitAsync(server, SmtpSecurity.StartTls, Certificate)).ShouldBeOfType<SubmissionOutcome.Submitted>();
        await server.FinishedAsync();
    }

    private static async Task<OpeningFailedException> TrustAsync(SmtpSecurity security, X509Certificate2 certificate, X509Certificate2 trusted)
    {
        var start = security == SmtpSecurity.Tls ? "" : $"{Greeting}S: 250-x\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go on\n";
        await using var server = new ScriptedServer($"{start}tls\nstall", certificate);
        return await Should.ThrowAsync<OpeningFailedException>(() => Transport(server, security, trusted).OpenAsync());
    }

    private static Task<OpeningFailedException> FailureAsync(ScriptedServer server, SmtpSecurity security) =>
        Should.ThrowAsync<OpeningFailedException>(() => Transport(server, security, Certificate).OpenAsync());

    private static async Task<SubmissionOutcome> SubmitAsync(ScriptedServer server, SmtpSecurity security, X509Certificate2 trusted)
    {
        await using var session = await Transport(server, security, trusted).OpenAsync();
        return await session.SubmitAsync(Samples.Envelope, Samples.Bytes());
    }

    private static SmtpTransport Transport(ScriptedServer server, SmtpSecurity security, X509Certificate2 trusted)
    {
        var options = server.Options(security);
        (options.Host, options.UserName, options.Password) = ("localhost", "ada", "secret");
        return new SmtpTransport(options, SmtpTimeouts.Default, [trusted]);
    }
}
