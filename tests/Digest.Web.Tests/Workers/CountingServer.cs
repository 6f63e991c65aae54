using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Digest.Web.Tests.Workers;

/// <summary>A mail server on a loopback port that takes everything at once and notes what came, for whom, over which connection.</summary>
internal sealed class CountingServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task accepting;
    private int connections;

    public CountingServer()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>What was taken, with the final dot.</summary>
    public ConcurrentQueue<Arrival> Arrivals { get; } = new();

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await listener.AcceptSocketAsync(stop.Token);
                socket.NoDelay = true;
                serving.Add(Task.Run(() => ServeAsync(socket, Interlocked.Increment(ref connections))));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(Socket socket, int connection)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
        try
        {
            await writer.WriteLineAsync("220 counting");
            var to = "";
            while (await reader.ReadLineAsync(stop.Token) is { } line)
            {
                var verb = line.Split(' ')[0].ToUpperInvariant();
                if (verb is "RCPT")
                    to = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
                if (verb is "DATA")
                    await TakeAsync(reader, writer, to, connection);
                else
                    await writer.WriteLineAsync(verb is "EHLO" ? "250-counting\r\n250 PIPELINING" : verb is "QUIT" ? "221 bye" : "250 ok");
            }
        }
        catch (Exception problem) when (problem is IOException or OperationCanceledException)
        {
            // The client was killed, or the test is over.
        }
    }

    private async Task TakeAsync(StreamReader reader, StreamWriter writer, string to, int connection)
    {
        await writer.WriteLineAsync("354 go on");
        var id = "";
        while (await reader.ReadLineAsync(stop.Token) is { } line)
        {
            if (line.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase))
                id = line["Message-ID:".Length..].Trim();
            if (line != ".")
                continue;
            Arrivals.Enqueue(new Arrival(to, id, connection));
            await writer.WriteLineAsync("250 taken");
            return;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await accepting;
        listener.Dispose();
        stop.Dispose();
    }

    internal sealed record Arrival(string To, string MessageId, int Connection);
}
