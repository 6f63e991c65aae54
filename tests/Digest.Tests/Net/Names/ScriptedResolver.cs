using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Digest.Net.Names;

namespace Digest.Tests.Net.Names;

/// <summary>A resolver on loopback, over UDP and TCP, that answers as a test says and remembers what it was asked.</summary>
internal sealed class ScriptedResolver : IDisposable
{
    private readonly Socket udp;
    private readonly TcpListener tcp;
    private readonly CancellationTokenSource stop = new();

    public ScriptedResolver()
    {
        (udp, tcp) = OnOnePort();
        Address = (IPEndPoint)udp.LocalEndPoint!;
        _ = Task.WhenAll(ServeUdpAsync(), ServeTcpAsync());
    }

    // A port that is free for one protocol may be taken for the other.
    private static (Socket Udp, TcpListener Tcp) OnOnePort()
    {
        while (true)
        {
            var datagrams = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            datagrams.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            var listener = new TcpListener((IPEndPoint)datagrams.LocalEndPoint!);
            try
            {
                listener.Start();
                return (datagrams, listener);
            }
            catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse)
            {
                listener.Dispose();
                datagrams.Dispose();
            }
        }
    }

    public IPEndPoint Address { get; }

    /// <summary>What was asked, in order: <c>Mx gmail.com</c>.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>The datagrams in answer to a question; empty: none.</summary>
    public Func<string, byte[], IEnumerable<byte[]>> Answer { get; set; } = (_, _) => [];

    /// <summary>The answer over TCP.</summary>
    public Func<byte[], byte[]> AnswerLong { get; set; } = question => question;

    /// <summary>An answer to a question.</summary>
    /// <param name="question">As it came.</param>
    /// <param name="code">The response code.</param>
    /// <param name="records">Type and data.</param>
    public static byte[] Reply(byte[] question, int code = 0, params (DnsType Type, byte[] Data)[] records)
    {
        var message = new List<byte>(question);
        message[2] = 0x81;
        message[3] = (byte)(0x80 | code);
        message[7] = (byte)records.Length;
        foreach (var (type, data) in records)
            message.AddRange([0xC0, 12, 0, (byte)type, 0, 1, 0, 0, 0, 60, 0, (byte)data.Length, .. data]);
        return [.. message];
    }

    public static (DnsType, byte[]) Mx(string exchange) => (DnsType.Mx, [0, 10, .. exchange.Split('.', StringSplitOptions.RemoveEmptyEntries).SelectMany(label => Encoding.ASCII.GetBytes(label).Prepend((byte)label.Length)), 0]);

    public static byte[] Cut(byte[] reply)
    {
        reply[2] |= 2;
        return reply;
    }

    public void Dispose()
    {
        stop.Cancel();
        udp.Dispose();
        tcp.Dispose();
        stop.Dispose();
    }

    private async Task ServeUdpAsync()
    {
        try
        {
            var buffer = new byte[1024];
            while (true)
            {
                var received = await udp.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Loopback, 0), stop.Token);
                var question = buffer[..received.ReceivedBytes];
                foreach (var answer in Answer(Note(question), question))
                    await udp.SendToAsync(answer, received.RemoteEndPoint, stop.Token);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeTcpAsync()
    {
        try
        {
            while (true)
            {
                using var client = await tcp.AcceptTcpClientAsync(stop.Token);
                var stream = client.GetStream();
                var length = new byte[2];
                await stream.ReadExactlyAsync(length, stop.Token);
                var question = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
                await stream.ReadExactlyAsync(question, stop.Token);
                var answer = AnswerLong(question);
                await stream.WriteAsync(new[] { (byte)(answer.Length >> 8), (byte)answer.Length }, stop.Token);
                await stream.WriteAsync(answer, stop.Token);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException or IOException)
        {
        }
    }

    private string Note(byte[] question)
    {
        var labels = new List<string>();
        var at = DnsMessage.HeaderBytes;
        for (; question[at] != 0; at += 1 + question[at])
            labels.Add(Encoding.ASCII.GetString(question, at + 1, question[at]));
        var asked = $"{(DnsType)question[at + 2]} {string.Join('.', labels)}";
        Asked.Enqueue(asked);
        return asked;
    }
}
