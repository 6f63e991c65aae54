using System.Net;
using System.Net.Sockets;
using Digest.Mail;
using Digest.Mail.Dkim;

namespace Digest.Tests.Mail;

/// <summary>What a refused trial tells: the server's words, and what they usually mean.</summary>
public sealed class AnswerMeaningTests
{
    [Theory]
    [InlineData(535, "5.7.8", "Authentication failed", "User name or password is wrong")]
    [InlineData(535, "5.7.139", "basic authentication is disabled", "switched sign-in by password off")]
    [InlineData(530, null, "Authentication required", "wants a sign-in or an encrypted connection")]
    [InlineData(530, "5.7.0", "Must issue a STARTTLS command first", "STARTTLS (port 587)")]
    [InlineData(550, "5.7.1", "Relaying denied", "does not pass messages on")]
    [InlineData(554, "5.7.1", "you@there: Relay access denied", "does not pass messages on")]
    [InlineData(553, "5.7.1", "Sender address rejected: not owned by user", "may not use that sender's address")]
    [InlineData(553, null, "sorry, that sender is not allowed", "does not allow this sender")]
    [InlineData(421, "4.7.0", "Try later", "careful with senders")]
    [InlineData(421, null, "Service not available", "takes nothing now")]
    [InlineData(550, "5.7.60", "Client does not have permissions to send as this sender", "may not send as this sender")]
    [InlineData(550, "5.1.1", "User unknown", "no such mailbox")]
    [InlineData(451, "4.7.1", "Greylisted", "greylisting")]
    [InlineData(599, null, "no", "its words say why")]
    public void An_answer_is_put_into_words(int code, string? enhanced, string text, string means) =>
        AnswerMeaning.Of(new SmtpAnswer(code, enhanced, text)).ShouldNotBeNull().ShouldContain(means);

    [Theory]
    [InlineData("mail.news.example:587: Connection refused", "Nobody listens there")]
    [InlineData("mail.news.example:587: Name or service not known", "no host of that name")]
    [InlineData("mail.news.example:587: the server refused the sign-in: 535 5.7.8 Error: authentication failed", "User name or password is wrong")]
    [InlineData("mail.news.example:587: The remote certificate is invalid", "certificate")]
    [InlineData("mail.news.example:25: nothing happened for 30 s", "firewall")]
    [InlineData("550 5.7.26 unauthenticated mail", "SPF and DKIM")]
    [InlineData("554 5.7.1 Relay access denied", "does not pass messages on")]
    [InlineData("the folder /var/outbox cannot be written to: Permission denied", "Smtp:PickupFolder")]
    [InlineData("599 odd", "its words say why")]
    [InlineData("something else", "the system's words say why")]
    public void Words_that_were_written_down_are_explained_too(string said, string means) => AnswerMeaning.Of(said).ShouldContain(means);

    [Fact]
    public void An_answer_that_says_yes_needs_no_words() => AnswerMeaning.Of(new SmtpAnswer(250, "2.0.0", "ok")).ShouldBeNull();

    [Fact]
    public async Task A_trial_that_works_says_what_the_server_said_and_shows_no_password()
    {
        await using var server = new ScriptedServer("S: 220 mail.example ready\nC: EHLO \nS: 250-mail.example\nS: 250 AUTH PLAIN\nC: AUTH PLAIN \nS: 235 welcome\nC: MAIL FROM:<news@courier.example>\nS: 250 ok\nC: RCPT TO:<ada@reader.example>\nS: 250 ok\nC: DATA\nS: 354 go on\nmessage\nS: 250 2.0.0 queued as 17");
        var options = server.Options();
        (options.UserName, options.Password) = ("digest", "hush-hush");
        var report = await TryAsync(options);
        report.Works.ShouldBeTrue(report.Summary);
        report.Summary.ShouldContain("queued as 17");
        report.Transcript.ShouldContain("< 235 welcome");
        report.Transcript.ShouldContain("> AUTH PLAIN (not shown)");
        string.Join('\n', report.Transcript).ShouldNotContain("hush", Case.Insensitive);
        string.Join('\n', report.Transcript).ShouldNotContain(Convert.ToBase64String("\0digest\0hush-hush"u8));
        server.Messages.ShouldHaveSingleItem().ShouldContain("Subject: A test message from The Courier");
    }

    [Theory]
    [InlineData("S: 220 x\nC: EHLO\nS: 250-x\nS: 250 AUTH LOGIN\nC: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: \nS: 334 UGFzc3dvcmQ6\nC: \nS: 535 5.7.8 bad credentials", "bad credentials", "User name or password is wrong")]
    [InlineData("S: 220 x\nC: EHLO\nS: 250-x\nS: 250 AUTH PLAIN\nC: AUTH PLAIN\nS: 235 ok\nC: MAIL\nS: 553 5.7.1 not owned", "not owned", "may not use that sender's address")]
    [InlineData("S: 220 x\nC: EHLO\nS: 250-x\nS: 250 AUTH PLAIN\nC: AUTH PLAIN\nS: 235 ok\nC: MAIL\nS: 250 ok\nC: RCPT\nS: 550 5.7.1 relaying denied", "relaying denied", "does not pass messages on")]
    [InlineData("S: 421 4.3.2 closing", "closing", "takes nothing now")]
    [InlineData("drop", "closed the connection", "hung up")]
    [InlineData("S: SSH-2.0-x", "no SMTP answer", "Something else than a mail server")]
    [InlineData("S: 220 x\nC: EHLO\nS: 250 x", "offers neither SCRAM-SHA-256 nor PLAIN nor LOGIN", "offers no sign-in")]
    public async Task A_server_that_refuses_is_quoted_and_explained(string script, string says, string means)
    {
        await using var server = new ScriptedServer(script);
        var options = server.Options();
        (options.UserName, options.Password) = ("digest", "hush-hush");
        var report = await TryAsync(options);
        report.Works.ShouldBeFalse();
        report.Summary.ShouldContain(says);
        report.Meaning.ShouldNotBeNull().ShouldContain(means);
        string.Join('\n', report.Transcript).ShouldNotContain(Convert.ToBase64String("hush-hush"u8));
    }

    [Fact]
    public async Task A_port_where_nobody_listens_and_a_name_that_nobody_has_are_told_apart()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        (await TryAsync(new SmtpOptions { Host = "127.0.0.1", Port = port })).Meaning.ShouldNotBeNull().ShouldContain("Nobody listens there");
        (await TryAsync(new SmtpOptions { Host = "no-such-host.invalid" })).Meaning.ShouldNotBeNull().ShouldContain("no host of that name");
    }

    private static Task<TrialReport> TryAsync(SmtpOptions options) =>
        new MailTrial(MessageSigners.None, new Clock()).RunAsync(options, MailboxAddress.Parse("The Courier <news@courier.example>"), "ada@reader.example", "The Courier");
}
