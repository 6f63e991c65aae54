using System.Net.Security;

namespace Digest.Tests.Safety.Server;

/// <summary>One client's connection to the recording server.</summary>
internal sealed class Conversation(RecordingServer server, Stream raw, int number) : IAsyncDisposable
{
    private WireWriter writer = new(raw, server.SpeaksByteByByte);
    private WireReader reader = new(raw);
    private Stream wire = raw;
    private int message;
    private bool hasSender;
    private string? recipient;

    /// <summary>Until one of the two hangs up.</summary>
    public async Task RunAsync()
    {
        try
        {
            await AnswerAsync(Moment.Greeting, "220 mail.example ready");
            await writer.FlushAsync();
            while (await reader.LineAsync() is { } line)
            {
                server.Commands.Enqueue(line);
                await HearAsync(line);
                // Whoever sends commands together gets the answers together.
                if (reader.IsDry)
                    await writer.FlushAsync();
            }
        }
        catch (Exception problem) when (problem is IOException or ObjectDisposedException)
        {
            // One of the two has hung up.
        }
    }

    public ValueTask DisposeAsync() => wire.DisposeAsync();

    private async Task HearAsync(string line)
    {
        switch (line.Split(' ', ':')[0])
        {
            case "EHLO" or "HELO":
                await AnswerAsync(Moment.Hello, server.Certificate is null || wire is SslStream ? server.Offers : server.Offers.Replace("\n250 ", "\n250-STARTTLS\n250 ", StringComparison.Ordinal));
                break;
            case "STARTTLS":
                await EncryptAsync();
                break;
            case "RSET":
                (hasSender, recipient) = (false, null);
                await AnswerAsync(Moment.Reset, "250 2.0.0 forgotten");
                break;
            case "MAIL":
                (message, recipient) = (server.NextMessage(), null);
                hasSender = IsDone(await AnswerAsync(Moment.Mail, "250 2.1.0 ok"));
                break;
            case "RCPT":
                recipient = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.LastIndexOf('>')];
                if (!IsDone(await AnswerAsync(Moment.Recipient, hasSender ? "250 2.1.5 ok" : "503 5.5.1 MAIL first")))
                    recipient = null;
                break;
            case "DATA":
                await TakeMessageAsync();
                break;
            case "QUIT":
                await writer.SayAsync(Deed.SaysAndHangsUp("221 2.0.0 bye"));
                break;
            default:
                await writer.SayAsync(Deed.Says("500 5.5.2 what?"));
                break;
        }
    }

    private async Task TakeMessageAsync()
    {
        var said = await AnswerAsync(Moment.Data, recipient is null ? "503 5.5.1 nobody to send it to" : "354 go on");
        if (said is not ['3', ..])
            return;
        await writer.FlushAsync();
        var body = server.Oddity(At(Moment.Body));
        if (await body is { } deed)
        {
            await reader.LineAsync();
            await writer.SayAsync(deed);
            await writer.FlushAsync();
        }
        var source = await reader.MessageAsync() ?? throw new EndOfStreamException();
        var atDot = await server.Oddity(At(Moment.Dot)) ?? Deed.Says(recipient is null ? "554 5.5.1 nobody to send it to" : "250 2.0.0 queued");
        if (recipient is not null && source.Length > 0 && (atDot.Keeps || IsDone(atDot.Words)))
            server.Keep(Receipt.Of(recipient, source, server.KeepsMessages));
        (hasSender, recipient) = (false, null);
        await writer.SayAsync(atDot);
    }

    private async Task<string?> AnswerAsync(Moment moment, string usual)
    {
        var deed = await server.Oddity(At(moment)) ?? Deed.Says(usual);
        await writer.SayAsync(deed);
        return deed.Words;
    }

    private async Task EncryptAsync()
    {
        await writer.SayAsync(Deed.Says("220 go on"));
        await writer.FlushAsync();
        var encrypted = new SslStream(wire);
        wire = encrypted;
        try
        {
            await encrypted.AuthenticateAsServerAsync(server.Certificate!);
        }
        catch (System.Security.Authentication.AuthenticationException problem)
        {
            throw new IOException("The client does not trust the server.", problem);
        }
        (writer, reader) = (new WireWriter(encrypted, server.SpeaksByteByByte), new WireReader(encrypted));
    }

    private Standing At(Moment moment) => new(moment, number, message, recipient);

    private static bool IsDone(string? words) => words is ['2', ..];
}
