using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Digest.Mail;

namespace Digest.Tests.Mail;

/// <summary>
/// A mail server that follows a transcript on a loopback port, one connection after the other. Its lines: <c>S: </c> it says
/// (<c>s: </c> one byte at a time); <c>C: </c> it waits for a line that begins so; <c>message</c> it reads up to the final dot;
/// <c>part</c> it reads the first line of a message; <c>tls</c> it encrypts; <c>drop</c> it hangs up; <c>stall</c> it says no more
/// until the client has gone; <c>next</c> the next connection.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private readonly TcpListener listener;
    private readonly X509Certificate2? certificate;
    private readonly Task run;

    public ScriptedServer(string transcript, X509Certificate2? certificate = null, IPAddress? address = null)
    {
        listener = new TcpListener(address ?? IPAddress.Loopback, 0);
        this.certificate = certificate;
        listener.Start();
        run = RunAsync(transcript.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>What the client sent, line by line, without messages.</summary>
    public List<string> Heard { get; } = [];

    /// <summary>The messages that came with their final dot, as they stood on the wire.</summary>
    public List<string> Messages { get; } = [];

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public SmtpOptions Options(SmtpSecurity security = SmtpSecurity.None) => new() { Host = ((IPEndPoint)listener.LocalEndpoint).Address.ToString(), Port = Port, Security = security };

    public SmtpTransport Transport(SmtpSecurity security = SmtpSecurity.None) => new(Options(security));

    /// <summary>Waits for the end of the transcript, and fails where the client did not follow it.</summary>
    public Task FinishedAsync() => run.WaitAsync(Deadline);

    /// <summary>Opens a session, submits the sample message and closes the session.</summary>
    public async Task<SubmissionOutcome> SubmitAsync(Envelope? envelope = null, byte[]? message = null)
    {
        await using var session = await Transport().OpenAsync();
        return await session.SubmitAsync(envelope ?? Samples.Envelope, message ?? Samples.Bytes());
    }

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await run.WaitAsync(Deadline).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    private async Task RunAsync(string[] script)
    {
        var connection = await AcceptAsync();
        try
        {
            foreach (var line in script)
            {
                if (line is "next")
                {
                    await connection.DisposeAsync();
                    connection = await AcceptAsync();
                }
                else
                {
                    connection = await StepAsync(connection, line);
                }
            }
        }
        finally
        {
            await connection.DisposeAsync();
        }
    }

    private async Task<Stream> StepAsync(Stream connection, string line)
    {
        switch (line)
        {
            case "message":
                Messages.Add(await ReadMessageAsync(connection));
                break;
            case "part":
                await ReadLineAsync(connection);
                break;
            case "drop":
                await connection.DisposeAsync();
                break;
            case "stall":
                while (await connection.ReadAsync(new byte[4096]) > 0)
                {
                }
                break;
            case "tls":
                var encrypted = new SslStream(connection);
                await encrypted.AuthenticateAsServerAsync(certificate!);
                return encrypted;
            case ['S', ':', ' ', .. var answer]:
                await connection.WriteAsync(Encoding.UTF8.GetBytes(answer.Replace(@"\r\n", "\r\n", StringComparison.Ordinal) + "\r\n"));
                break;
            case ['s', ':', ' ', .. var answer]:
                foreach (var value in Encoding.UTF8.GetBytes(answer + "\r\n"))
                {
                    await connection.WriteAsync(new[] { value });
                    await Task.Yield();
                }
                break;
            case ['C', ':', ' ', .. var expected]:
                var heard = await ReadLineAsync(connection);
                Heard.Add(heard);
                heard.ShouldStartWith(expected, Case.Sensitive);
                break;
            default:
                throw new ArgumentException($"'{line}' is no line of a transcript.", nameof(line));
        }
        return connection;
    }

    private async Task<Stream> AcceptAsync()
    {
        var socket = await listener.AcceptSocketAsync();
        socket.NoDelay = true;
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static async Task<string> ReadMessageAsync(Stream connection)
    {
        var message = new StringBuilder();
        while (await ReadLineAsync(connection) is var line && line != ".")
            message.Append(line).Append("\r\n");
        return message.ToString();
    }

    private static async Task<string> ReadLineAsync(Stream connection)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await connection.ReadAsync(one) == 1)
        {
            if (one[0] == '\n')
                return Encoding.UTF8.GetString(line.ToArray()).TrimEnd('\r');
            line.Add(one[0]);
        }
        throw new EndOfStreamException("The client hung up.");
    }
}
