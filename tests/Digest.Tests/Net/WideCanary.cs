using System.Net;
using System.Net.Sockets;

namespace Digest.Tests.Net;

/// <summary>Listens at every address of this machine, of both kinds, and knows whether anybody knocked.</summary>
internal sealed class WideCanary : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true };

    public WideCanary()
    {
        socket.Bind(new IPEndPoint(IPAddress.IPv6Any, 0));
        socket.Listen();
    }

    public int Port => ((IPEndPoint)socket.LocalEndPoint!).Port;

    public bool WasTouched => socket.Poll(0, SelectMode.SelectRead);

    public void Dispose() => socket.Dispose();
}
