using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Digest.Net.Names;

/// <summary>Asks resolvers, one after the other; over UDP, and over TCP where the answer is too long for that.</summary>
internal sealed class DnsClient(IReadOnlyList<IPEndPoint> servers)
{
    private const int LargestDatagram = 4096;
    private static readonly TimeSpan OneServer = TimeSpan.FromMilliseconds(900);

    /// <summary>The first answer; null: there is none.</summary>
    public async Task<DnsReply?> AskAsync(string name, DnsType type, CancellationToken cancellation)
    {
        foreach (var server in servers)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(OneServer);
            try
            {
                var question = DnsMessage.Ask((ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue + 1), name, type);
                var reply = await OverUdpAsync(server, question, limit.Token);
                if (reply.IsCut)
                    reply = await OverTcpAsync(server, question, limit.Token);
                if (reply is { Code: DnsReply.NoError or DnsReply.NoSuchName })
                    return reply;
            }
            catch (Exception trouble) when (trouble is SocketException or IOException or OperationCanceledException)
            {
                if (cancellation.IsCancellationRequested)
                    return null;
            }
        }
        return null;
    }

    private static async Task<DnsReply> OverUdpAsync(IPEndPoint server, byte[] question, CancellationToken cancellation)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        // Only what comes from this server's address is received.
        await socket.ConnectAsync(server, cancellation);
        await socket.SendAsync(question, cancellation);
        var buffer = new byte[LargestDatagram];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, cancellation);
            if (DnsMessage.Read(buffer.AsSpan(0, received), question) is { } reply)
                return reply;
        }
    }

    private static async Task<DnsReply?> OverTcpAsync(IPEndPoint server, byte[] question, CancellationToken cancellation)
    {
        using var client = new TcpClient(server.AddressFamily);
        await client.ConnectAsync(server, cancellation);
        await using var stream = client.GetStream();
        var framed = new byte[question.Length + 2];
        BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)question.Length);
        question.CopyTo(framed, 2);
        await stream.WriteAsync(framed, cancellation);
        await stream.ReadExactlyAsync(framed.AsMemory(0, 2), cancellation);
        var answer = new byte[BinaryPrimitives.ReadUInt16BigEndian(framed)];
        await stream.ReadExactlyAsync(answer, cancellation);
        return DnsMessage.Read(answer, question);
    }
}
