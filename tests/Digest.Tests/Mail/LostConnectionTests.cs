using Digest.Mail;
using Digest.Mail.Smtp;

namespace Digest.Tests.Mail;

public sealed class LostConnectionTests
{
    private const string Hello = "S: 220 mail.example ready\nC: EHLO \nS: 250-mail.example\nS: 250 SIZE 50000\n";
    private const string ToTheDot = "C: MAIL FROM:<bounces@courier.example>\nS: 250 2.1.0 Ok\nC: RCPT TO:<ada@reader.example>\nS: 250 2.1.5 Ok\nC: DATA\nS: 354 go on\nmessage\n";

    [Theory]
    [InlineData("drop")]
    [InlineData("C: MAIL\ndrop")]
    [InlineData("C: MAIL\nS: 250 ok\nC: RCPT\ndrop")]
    [InlineData("C: MAIL\nS: 250 ok\nC: RCPT\nS: 250 ok\nC: DATA\ndrop")]
    [InlineData("C: MAIL\nS: hello?")]
    [InlineData("C: MAIL\nS: 250x")]
    [InlineData("C: MAIL\nS: 250-one\nS: 550 other")]
    [InlineData("C: MAIL\nS: 354 what?")]
    [InlineData("C: MAIL\nS: 250 ok\nC: RCPT\nS: 250 ok\nC: DATA\nS: 250 what?")]
    [InlineData("C: MAIL\nS: 999999")]
    public async Task A_connection_lost_before_the_final_dot_accepted_nothing(string script)
    {
        await using var server = new ScriptedServer(Hello + script);
        await using var session = await server.Transport().OpenAsync();
        (await session.SubmitAsync(Samples.Envelope, Samples.Bytes())).ShouldBeOfType<SubmissionOutcome.ConnectionLost>();
        session.Usable.ShouldBeFalse();
    }

    [Theory]
    [InlineData("drop")]
    [InlineData("S: garbage")]
    [InlineData("S: 354 again?")]
    public async Task A_connection_lost_after_the_final_dot_leaves_the_message_uncertain(string script)
    {
        await using var server = new ScriptedServer(Hello + ToTheDot + script);
        await using var session = await server.Transport().OpenAsync();
        (await session.SubmitAsync(Samples.Envelope, Samples.Bytes())).ShouldBeOfType<SubmissionOutcome.Uncertain>();
        session.Usable.ShouldBeFalse();
    }

    [Fact]
    public async Task An_answer_that_never_ends_is_not_kept_in_memory()
    {
        await using var server = new ScriptedServer(Hello + "C: MAIL\nS: 250-" + new string('x', 5000) + "\nstall");
        (await server.SubmitAsync()).ShouldBe(new SubmissionOutcome.ConnectionLost("the server's answer has a line without end"));
        await using var other = new ScriptedServer(Hello + "C: MAIL\n" + string.Concat(Enumerable.Repeat("S: 250-more\n", 200)) + "stall");
        (await other.SubmitAsync()).ShouldBe(new SubmissionOutcome.ConnectionLost("the server's answer does not end"));
    }

    [Fact]
    public async Task A_silent_server_is_left_after_the_time_out()
    {
        var impatient = new SmtpTimeouts { Data = TimeSpan.FromMilliseconds(100), FinalDot = TimeSpan.FromMilliseconds(100) };
        await using var server = new ScriptedServer(Hello + "C: MAIL\nS: 250 ok\nC: RCPT\nS: 250 ok\nC: DATA\nstall\nnext\n" + Hello + ToTheDot + "stall");
        await using (var session = await new SmtpTransport(server.Options(), impatient).OpenAsync())
            (await session.SubmitAsync(Samples.Envelope, Samples.Bytes())).ShouldBe(new SubmissionOutcome.ConnectionLost("nothing happened for 0.1 s"));
        await using (var session = await new SmtpTransport(server.Options(), impatient).OpenAsync())
            (await session.SubmitAsync(Samples.Envelope, Samples.Bytes())).ShouldBe(new SubmissionOutcome.Uncertain("nothing happened for 0.1 s"));
    }

    [Fact]
    public async Task Stopping_before_the_final_dot_ends_the_session_and_after_it_leaves_the_message_uncertain()
    {
        var timeouts = new SmtpTimeouts { FinalDotWhenCancelled = TimeSpan.FromMilliseconds(100) };
        await using var server = new ScriptedServer(Hello + "C: MAIL\nstall\nnext\n" + Hello + ToTheDot + "stall");
        await using (var session = await new SmtpTransport(server.Options(), timeouts).OpenAsync())
        {
            using var stop = new CancellationTokenSource();
            var submission = session.SubmitAsync(Samples.Envelope, Samples.Bytes(), stop.Token);
            await UntilAsync(() => server.Heard.Count == 2);
            await stop.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(submission);
            session.Usable.ShouldBeFalse();
        }
        await using (var session = await new SmtpTransport(server.Options(), timeouts).OpenAsync())
        {
            using var stop = new CancellationTokenSource();
            var submission = session.SubmitAsync(Samples.Envelope, Samples.Bytes(), stop.Token);
            await UntilAsync(() => server.Messages.Count == 1);
            await stop.CancelAsync();
            (await submission).ShouldBeOfType<SubmissionOutcome.Uncertain>();
        }
    }

    [Fact]
    public async Task A_server_that_hangs_up_between_messages_is_noticed()
    {
        await using var server = new ScriptedServer(Hello + ToTheDot + "S: 250 ok\nS: 421 idle for too long\ndrop");
        await using var session = await server.Transport().OpenAsync();
        await session.SubmitAsync(Samples.Envelope, Samples.Bytes());
        await server.FinishedAsync();
        session.Usable.ShouldBeFalse();
    }

    [Fact]
    public async Task An_answer_nobody_asked_for_is_never_taken_for_the_answer_to_the_message()
    {
        await using var server = new ScriptedServer(Hello + @"C: MAIL
S: 250 ok
C: RCPT
S: 250 ok
C: DATA
S: 354 go on\r\n250 2.0.0 already queued
stall");
        (await server.SubmitAsync()).ShouldBeOfType<SubmissionOutcome.ConnectionLost>();
    }

    [Fact]
    public async Task A_refusal_in_the_middle_of_the_message_is_heard()
    {
        await using var server = new ScriptedServer(Hello + @"C: MAIL
S: 250 ok
C: RCPT
S: 250 ok
C: DATA
S: 354 go on\r\n552 5.3.4 too much
stall");
        (await server.SubmitAsync()).ShouldBe(new SubmissionOutcome.Refused(new SmtpAnswer(552, "5.3.4", "too much"), SmtpStage.Message));
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var deadline = Environment.TickCount64 + 10_000; !condition(); await Task.Delay(5))
            Environment.TickCount64.ShouldBeLessThan(deadline);
    }
}
