using System.Text;
using Digest.Mail;

namespace Digest.Tests.Mail;

public sealed class SmtpSessionTests
{
    private const string Hello = "S: 220 mail.example ready\nC: EHLO \nS: 250-mail.example\nS: 250 SIZE 50000\n";
    private const string ToTheDot = "C: MAIL FROM:<bounces@courier.example>\nS: 250 2.1.0 Ok\nC: RCPT TO:<ada@reader.example>\nS: 250 2.1.5 Ok\nC: DATA\nS: 354 go on\nmessage\n";

    [Fact]
    public async Task A_message_arrives_as_it_was_and_the_answer_is_kept()
    {
        await using var server = new ScriptedServer(Hello + ToTheDot + "S: 250 2.0.0 queued as 1A\nC: QUIT\nS: 221 bye");
        var outcome = await server.SubmitAsync();
        outcome.ShouldBe(new SubmissionOutcome.Submitted(new SmtpAnswer(250, "2.0.0", "queued as 1A")));
        await server.FinishedAsync();
        server.Messages.ShouldBe([Encoding.UTF8.GetString(Samples.Bytes())]);
        server.Heard[1].ShouldBe($"MAIL FROM:<bounces@courier.example> SIZE={Samples.Bytes().Length}");
    }

    [Fact]
    public async Task Several_messages_go_over_one_connection()
    {
        await using var server = new ScriptedServer(Hello + ToTheDot + "S: 250 one\n" + ToTheDot + "S: 250 two\n" + "C: QUIT\nS: 221 bye");
        await using (var session = await server.Transport().OpenAsync())
        {
            (await session.SubmitAsync(Samples.Envelope, Samples.Bytes())).ShouldBe(new SubmissionOutcome.Submitted(new SmtpAnswer(250, null, "one")));
            (await session.SubmitAsync(Samples.Envelope, Samples.Bytes())).ShouldBe(new SubmissionOutcome.Submitted(new SmtpAnswer(250, null, "two")));
            session.Usable.ShouldBeTrue();
        }
        await server.FinishedAsync();
    }

    [Fact]
    public async Task Answers_in_many_lines_or_one_byte_at_a_time_are_read_whole()
    {
        await using var server = new ScriptedServer("""
            s: 220-mail.example
            s: 220 ready
            C: EHLO
            s: 250-mail.example
            s: 250-SIZE 50000
            s: 250 8BITMIME
            C: MAIL
            s: 250 ok
            C: RCPT
            s: 250-2.1.5 one
            s: 250 2.1.5 two
            C: DATA
            s: 354
            message
            s: 250-2.6.0 first
            s: 250-2.6.0 second
            s: 250 2.6.0 third
            """);
        (await server.SubmitAsync()).ShouldBe(new SubmissionOutcome.Submitted(new SmtpAnswer(250, "2.6.0", "first second third")));
    }

    [Theory]
    [InlineData(SmtpStage.Mail, "C: MAIL\nS: {0}")]
    [InlineData(SmtpStage.Recipient, "C: MAIL\nS: 250 ok\nC: RCPT\nS: {0}")]
    [InlineData(SmtpStage.Data, "C: MAIL\nS: 250 ok\nC: RCPT\nS: 250 ok\nC: DATA\nS: {0}")]
    [InlineData(SmtpStage.Message, ToTheDot + "S: {0}")]
    public async Task A_refusal_at_any_stage_is_told_and_the_next_message_begins_anew(SmtpStage stage, string until)
    {
        foreach (var (text, expected) in new (string, SubmissionOutcome)[]
        {
            ("451 4.3.0 try later", new SubmissionOutcome.Deferred(new SmtpAnswer(451, "4.3.0", "try later"), stage)),
            ("550 5.7.1 no, thank you", new SubmissionOutcome.Refused(new SmtpAnswer(550, "5.7.1", "no, thank you"), stage)),
        })
        {
            var script = until.Replace("{0}", text, StringComparison.Ordinal);
            await using var server = new ScriptedServer($"{Hello}{script}\nC: RSET\nS: 250 ok\n{ToTheDot}S: 250 ok\nC: QUIT\nS: 221 bye");
            await using (var session = await server.Transport().OpenAsync())
            {
                (await session.SubmitAsync(Samples.Envelope, Samples.Bytes())).ShouldBe(expected);
                session.Usable.ShouldBeTrue();
                (await session.SubmitAsync(Samples.Envelope, Samples.Bytes())).ShouldBeOfType<SubmissionOutcome.Submitted>();
            }
            await server.FinishedAsync();
        }
    }

    [Theory]
    [InlineData("C: MAIL\nS: 421 4.3.2 closing")]
    [InlineData("C: MAIL\nS: 250 ok\nC: RCPT\nS: 421 4.3.2 closing")]
    [InlineData("C: MAIL\nS: 250 ok\nC: RCPT\nS: 250 ok\nC: DATA\nS: 421 4.3.2 closing")]
    [InlineData(ToTheDot + "S: 421 4.3.2 closing")]
    public async Task After_421_the_message_is_deferred_and_the_session_is_over(string script)
    {
        await using var server = new ScriptedServer(Hello + script);
        await using var session = await server.Transport().OpenAsync();
        var outcome = await session.SubmitAsync(Samples.Envelope, Samples.Bytes());
        outcome.ShouldBeOfType<SubmissionOutcome.Deferred>().Answer.ShouldBe(new SmtpAnswer(421, "4.3.2", "closing"));
        session.Usable.ShouldBeFalse();
        (await session.SubmitAsync(Samples.Envelope, Samples.Bytes())).ShouldBeOfType<SubmissionOutcome.ConnectionLost>();
    }
}
