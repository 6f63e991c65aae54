using System.Text;
using Digest.Mail;

namespace Digest.Tests.Mail;

public sealed class SmtpPipeliningTests
{
    private const string PipeliningHello = "S: 220 mail.example ready\nC: EHLO \nS: 250-mail.example\nS: 250 PIPELINING\n";
    private const string ThreeCommands = "C: MAIL FROM:\nC: RCPT TO:\nC: DATA\n";

    [Fact]
    public async Task With_pipelining_the_three_commands_go_together()
    {
        await using var server = new ScriptedServer($"{PipeliningHello}{ThreeCommands}S: 250 ok\nS: 250 ok\nS: 354 go on\nmessage\nS: 250 queued\n{ThreeCommands}S: 250 ok\nS: 250 ok\nS: 354 go on\nmessage\nS: 250 queued\nC: QUIT\nS: 221 bye");
        await using (var session = await server.Transport().OpenAsync())
        {
            (await session.SubmitAsync(Samples.Envelope, Samples.Bytes())).ShouldBeOfType<SubmissionOutcome.Submitted>();
            (await session.SubmitAsync(Samples.Envelope, Samples.Bytes())).ShouldBeOfType<SubmissionOutcome.Submitted>();
        }
        await server.FinishedAsync();
        server.Messages.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("S: 451 no\nS: 503 no\nS: 503 no", SmtpStage.Mail, 451)]
    [InlineData("S: 250 ok\nS: 550 unknown\nS: 554 no recipients", SmtpStage.Recipient, 550)]
    [InlineData("S: 250 ok\nS: 550 unknown\nS: 354 go on\nmessage\nS: 554 no recipients", SmtpStage.Recipient, 550)]
    [InlineData("S: 250 ok\nS: 450 later\nS: 354 go on\nmessage\nS: 250 thrown away", SmtpStage.Recipient, 450)]
    [InlineData("S: 250 ok\nS: 250 ok\nS: 451 later", SmtpStage.Data, 451)]
    public async Task With_pipelining_the_first_refusal_counts_and_nothing_is_sent(string answers, SmtpStage stage, int code)
    {
        await using var server = new ScriptedServer($"{PipeliningHello}{ThreeCommands}{answers}\nC: RSET\nS: 250 ok\n{ThreeCommands}S: 250 ok\nS: 250 ok\nS: 354 go on\nmessage\nS: 250 queued");
        await using (var session = await server.Transport().OpenAsync())
        {
            var outcome = await session.SubmitAsync(Samples.Envelope, Samples.Bytes());
            (outcome switch
            {
                SubmissionOutcome.Deferred deferred => (deferred.Stage, deferred.Answer.Code),
                SubmissionOutcome.Refused refused => (refused.Stage, refused.Answer.Code),
                _ => throw new InvalidOperationException($"{outcome}"),
            }).ShouldBe((stage, code));
            (await session.SubmitAsync(Samples.Envelope, Samples.Bytes())).ShouldBeOfType<SubmissionOutcome.Submitted>();
        }
        await server.FinishedAsync();
        server.Messages.Where(message => message.Length > 0).ShouldBe([Encoding.UTF8.GetString(Samples.Bytes())]);
    }

    [Fact]
    public async Task With_pipelining_a_refusal_counts_even_when_the_connection_ends_after_it()
    {
        await using var server = new ScriptedServer($"{PipeliningHello}{ThreeCommands}S: 250 ok\nS: 550 5.1.1 unknown\ndrop");
        await using var session = await server.Transport().OpenAsync();
        (await session.SubmitAsync(Samples.Envelope, Samples.Bytes())).ShouldBe(new SubmissionOutcome.Refused(new SmtpAnswer(550, "5.1.1", "unknown"), SmtpStage.Recipient));
        session.Usable.ShouldBeFalse();
    }
}
