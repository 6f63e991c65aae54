using System.Net;
using System.Net.Sockets;

namespace Digest.Net;

/// <summary>
/// Opens the client's sockets: the name is resolved here, each address is checked, and the socket goes to exactly the
/// address that was checked, so that a name that changes its mind between check and connection gains nothing.
/// </summary>
internal sealed class GuardedConnection(AddressRules rules, GuardedConnection.Resolver? resolver = null)
{
    /// <summary>Who knows which addresses a host has; null: this machine.</summary>
    internal delegate Task<IPAddress[]> Resolver(string host, CancellationToken cancellation);

    private readonly Resolver resolve = resolver ?? Dns.GetHostAddressesAsync;

    public async ValueTask<Stream> OpenAsync(DnsEndPoint endPoint, CancellationToken cancellation)
    {
        // The resolver objects to unspecified addresses in its own way.
        IPAddress[] resolved = IPAddress.TryParse(endPoint.Host, out var literal) ? [literal] : await resolve(endPoint.Host, cancellation);
        var allowed = Array.FindAll(resolved, address => rules.Allows(address, endPoint.Port));
        if (allowed.Length == 0)
            throw new AddressRefusedException(endPoint.Host);
        SocketException? last = null;
        foreach (var address in allowed)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, endPoint.Port), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException problem)
            {
                socket.Dispose();
                last = problem;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
        throw last!;
    }
}

/// <summary>A host has no address that may be connected to.</summary>
internal sealed class AddressRefusedException(string host)
    : Exception($"{host} lies at a private or special address, and Net:AllowPrivateAddresses is off");
