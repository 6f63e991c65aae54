using System.Text;
using Digest.Mail;
using Digest.Mail.Smtp;

namespace Digest.Tests.Mail;

public sealed class SmtpContentTests
{
    private const string Hello = "S: 220 mail.example ready\nC: EHLO \nS: 250-mail.example\nS: 250 SIZE 50000\n";
    private const string ToTheDot = "C: MAIL FROM:<bounces@courier.example>\nS: 250 2.1.0 Ok\nC: RCPT TO:<ada@reader.example>\nS: 250 2.1.5 Ok\nC: DATA\nS: 354 go on\nmessage\n";

    [Fact]
    public async Task An_address_that_the_server_cannot_take_is_refused_without_asking_it()
    {
        await using var server = new ScriptedServer($"{Hello}C: MAIL FROM:<bounces@courier.example> SIZE=\nS: 250 ok\n{ToTheDot[(ToTheDot.IndexOf("C: RCPT", StringComparison.Ordinal))..]}S: 250 ok");
        await using var session = await server.Transport().OpenAsync();
        var refused = (await session.SubmitAsync(new Envelope("bounces@courier.example", "jürgen@reader.example"), Samples.Bytes())).ShouldBeOfType<SubmissionOutcome.Refused>();
        refused.Answer.Enhanced.ShouldBe("5.6.7");
        refused.Answer.Text.ShouldContain("SMTPUTF8");
        (await session.SubmitAsync(Samples.Envelope, Samples.Bytes())).ShouldBeOfType<SubmissionOutcome.Submitted>();
    }

    [Fact]
    public async Task Where_SMTPUTF8_is_offered_such_an_address_is_reached()
    {
        await using var server = new ScriptedServer("S: 220 x\nC: EHLO \nS: 250-x\nS: 250-8BITMIME\nS: 250 SMTPUTF8\nC: MAIL FROM:<> BODY=8BITMIME SMTPUTF8\nS: 250 ok\nC: RCPT TO:<jürgen@reader.example>\nS: 250 ok\nC: DATA\nS: 354 ok\nmessage\nS: 250 ok");
        (await server.SubmitAsync(new Envelope("", "jürgen@reader.example"), Samples.Bytes(fill: Samples.Fill with { To = "jürgen@reader.example" })))
            .ShouldBeOfType<SubmissionOutcome.Submitted>();
        server.Messages[0].ShouldContain("\r\nTo: jürgen@reader.example\r\n");
    }

    [Fact]
    public async Task A_message_larger_than_the_server_takes_is_refused_without_sending_it()
    {
        await using var server = new ScriptedServer(Hello + "C: QUIT\nS: 221 bye");
        (await server.SubmitAsync(message: Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("x\r\n", 20_000)))))
            .ShouldBeOfType<SubmissionOutcome.Refused>().Answer.Enhanced.ShouldBe("5.3.4");
        await server.FinishedAsync();
    }

    [Fact]
    public async Task Dots_at_the_start_of_lines_are_doubled_on_the_wire()
    {
        await using var server = new ScriptedServer(Hello + ToTheDot + "S: 250 ok");
        await server.SubmitAsync(message: ".\r\nX: y\r\n\r\n..\r\na.\r\n.b\r\n"u8.ToArray());
        server.Messages.ShouldBe(["..\r\nX: y\r\n\r\n...\r\na.\r\n..b\r\n"]);
    }

    [Fact]
    public void What_we_prepare_has_no_dot_to_double()
    {
        ReadOnlyMemory<byte> message = Samples.Bytes(Samples.Template with { Text = ".\n..\nLINKMARKER\n.", Html = ".LINKMARKER." }, Samples.Fill with { Slots = new Dictionary<string, string> { ["link"] = ".x" } });
        WireForm.Of(message).ShouldBe(message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("X: y")]
    [InlineData("X: y\n")]
    [InlineData("X: y\r\n\r\n\n.\r\nMAIL FROM:<eve@evil.example>\r\n")]
    [InlineData("X: y\r\n\r\n\r.\r\n")]
    public async Task A_message_that_some_server_could_take_for_two_is_not_sent(string message)
    {
        await using var server = new ScriptedServer(Hello + "C: QUIT\nS: 221 bye");
        await Should.ThrowAsync<ArgumentException>(() => server.SubmitAsync(message: Encoding.ASCII.GetBytes(message)));
        await server.FinishedAsync();
    }

    [Theory]
    [InlineData("a@b.example>\r\nRSET\r\nMAIL FROM:<x@y.example", "ada@reader.example")]
    [InlineData("bounces@courier.example", "ada@reader.example> NOTIFY=NEVER")]
    [InlineData("bounces@courier.example", "")]
    public async Task An_address_that_could_become_a_command_is_not_sent(string from, string to)
    {
        await using var server = new ScriptedServer(Hello + "C: QUIT\nS: 221 bye");
        await Should.ThrowAsync<HeaderException>(() => server.SubmitAsync(new Envelope(from, to)));
        await server.FinishedAsync();
    }
}
