using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Digest.Tests.Safety.Server;

/// <summary>
/// A mail server on a loopback port that keeps what it took for whom, and does what a test thinks up. It takes commands one by
/// one, together, and behind the final dot (RFC 2920).
/// </summary>
internal sealed class RecordingServer : IAsyncDisposable
{
    public const string AllOffers = "250-mail.example\n250-PIPELINING\n250-SIZE 50000000\n250-8BITMIME\n250-SMTPUTF8\n250 ENHANCEDSTATUSCODES";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<int, Conversation> open = new();
    private readonly ConcurrentQueue<Receipt> receipts = new();
    private readonly Task accepting;
    private int connections;
    private int messages;

    public RecordingServer(X509Certificate2? certificate = null, bool keepsMessages = false)
    {
        Certificate = certificate;
        KeepsMessages = keepsMessages;
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>What it does instead of the usual; null: the usual.</summary>
    public Func<Standing, ValueTask<Deed?>> Oddity { get; set; } = _ => ValueTask.FromResult<Deed?>(null);

    /// <summary>What it says to EHLO.</summary>
    public string Offers { get; init; } = AllOffers;

    /// <summary>Every answer comes byte by byte.</summary>
    public bool SpeaksByteByByte { get; init; }

    public X509Certificate2? Certificate { get; }

    public bool KeepsMessages { get; }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>What it took, in order.</summary>
    public IReadOnlyCollection<Receipt> Receipts => receipts;

    /// <summary>The command lines of all clients.</summary>
    public ConcurrentQueue<string> Commands { get; } = new();

    public int Count => receipts.Count;

    public int Connections => Volatile.Read(ref connections);

    /// <summary>Waits until it has taken so many messages.</summary>
    public async Task UntilTakenAsync(int count, CancellationToken cancellation = default)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        while (Count < count)
            await Task.Delay(1, patience.Token);
    }

    public int NextMessage() => Interlocked.Increment(ref messages);

    public void Keep(Receipt receipt) => receipts.Enqueue(receipt);

    public async ValueTask DisposeAsync()
    {
        listener.Dispose();
        await accepting;
        foreach (var conversation in open.Values)
            await conversation.DisposeAsync();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await listener.AcceptSocketAsync(), Interlocked.Increment(ref connections));
        }
        catch (Exception problem) when (problem is SocketException or ObjectDisposedException)
        {
            // The listener was closed.
        }
    }

    private async Task ServeAsync(Socket socket, int number)
    {
        socket.NoDelay = true;
        await using var conversation = new Conversation(this, new NetworkStream(socket, ownsSocket: true), number);
        open[number] = conversation;
        await conversation.RunAsync();
        open.TryRemove(number, out _);
    }
}
