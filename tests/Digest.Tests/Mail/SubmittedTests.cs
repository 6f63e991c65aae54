using System.Net;
using System.Net.Sockets;
using System.Text;
using Digest.Mail;

namespace Digest.Tests.Mail;

/// <summary>Submitted is said of a message only when the server said 2yz after its final dot.</summary>
public sealed class SubmittedTests
{
    private static readonly string[] Answers = ["250 ok", "250-ok\r\n250 ok", "354 go on", "421 bye", "450 later", "550 no", "220 hm", "garbage", "250 ok\r\n250 ok", ""];

    [Fact]
    public async Task Whatever_a_server_says_only_2yz_to_the_final_dot_makes_a_message_submitted()
    {
        var random = new Random(1122);
        var submitted = 0;
        for (var round = 0; round < 400; round++)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var server = ServeAsync(listener, random.Next(2) == 0, () => random.Next(3) > 0 ? null : Answers[random.Next(Answers.Length)]);
            var transport = new SmtpTransport(new SmtpOptions { Host = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port, Security = SmtpSecurity.None });
            SubmissionOutcome outcome;
            await using (var session = await transport.OpenAsync())
                outcome = await session.SubmitAsync(Samples.Envelope, Samples.Bytes());
            var (sawDot, answer) = await server;

            var isSubmitted = outcome is SubmissionOutcome.Submitted;
            isSubmitted.ShouldBe(sawDot && answer is ['2', _, _, ' ' or '-', ..], $"round {round}: the dot was seen: {sawDot}, the answer to it: '{answer}', the outcome: {outcome}");
            if (outcome is SubmissionOutcome.ConnectionLost)
                sawDot.ShouldBeFalse();
            submitted += isSubmitted ? 1 : 0;
        }
        submitted.ShouldBeInRange(20, 380);
    }

    // Answers each command as it should be, or with what the test chose; tells whether a message's final dot came and what was answered to it.
    private static async Task<(bool SawDot, string Answer)> ServeAsync(TcpListener listener, bool pipelining, Func<string?> choose)
    {
        using var client = await listener.AcceptTcpClientAsync();
        client.NoDelay = true;
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        try
        {
            await SayAsync(stream, "220 ready");
            await reader.ReadLineAsync();
            await SayAsync(stream, pipelining ? "250-x\r\n250 PIPELINING" : "250 x");
            while (await reader.ReadLineAsync() is { } command)
            {
                var answer = choose() ?? (command == "DATA" ? "354 go on" : "250 ok");
                if (answer.Length == 0)
                    return default;
                await SayAsync(stream, answer);
                if (command != "DATA" || !answer.StartsWith('3'))
                    continue;
                var lines = 0;
                string? line;
                for (line = await reader.ReadLineAsync(); line is not (null or "."); line = await reader.ReadLineAsync())
                    lines++;
                if (line is null)
                    return default;
                // An empty message is how a client ends what it does not want to send.
                if (lines > 0)
                    return await AnswerAsync(stream, choose() ?? "250 queued");
                await SayAsync(stream, "554 nobody to send it to");
            }
        }
        catch (IOException)
        {
            // The client has had enough.
        }
        return default;
    }

    private static async Task<(bool SawDot, string Answer)> AnswerAsync(NetworkStream stream, string answer)
    {
        if (answer.Length > 0)
            await SayAsync(stream, answer);
        return (true, answer);
    }

    private static async Task SayAsync(NetworkStream stream, string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text + "\r\n"));
}
