using System.Net;
using System.Net.Sockets;

namespace Digest.Signup;

/// <summary>What counts as one client: an IPv4 address; of IPv6 the /64, within which a client takes whichever address it likes.</summary>
internal static class ClientNetwork
{
    /// <summary>One for all whose address is not known.</summary>
    public const string Unknown = "unknown";

    private const int NetworkBytes = 8;

    public static string Of(string? client)
    {
        if (!IPAddress.TryParse(client, out var address))
            return Unknown;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return $"{new IPAddress(bytes)}/64";
    }

    /// <summary>Whether clients can be told apart: those on this machine are readers behind a proxy, all alike.</summary>
    public static bool IsOneClient(string network) => network is not (Unknown or "::/64") && !IPAddress.IsLoopback(IPAddress.Parse(network.Split('/')[0]));
}
