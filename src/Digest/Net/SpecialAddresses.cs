using System.Net;
using System.Net.Sockets;

namespace Digest.Net;

/// <summary>
/// Addresses that lead somewhere else than to a host of the public network: this machine, its own network, a cloud's
/// inside, or through a translator to any of them (RFC 6890 and the registries that it began).
/// </summary>
internal static class SpecialAddresses
{
    private static readonly IPNetwork[] Version4 =
    [
        IPNetwork.Parse("0.0.0.0/8"),
        IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("100.64.0.0/10"), // carrier-grade NAT, and what some clouds use inside
        IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("168.63.129.16/32"), // Azure's own services
        IPNetwork.Parse("169.254.0.0/16"), // link-local, and the clouds' metadata
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.0.0.0/24"),
        IPNetwork.Parse("192.0.2.0/24"),
        IPNetwork.Parse("192.88.99.0/24"), // 6to4 relays
        IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("198.18.0.0/15"),
        IPNetwork.Parse("198.51.100.0/24"),
        IPNetwork.Parse("203.0.113.0/24"),
        IPNetwork.Parse("224.0.0.0/4"),
        IPNetwork.Parse("240.0.0.0/4"),
    ];

    // Everything outside is loopback, link-local, unique local, multicast, NAT64 (64:ff9b::/96) or not given out.
    private static readonly IPNetwork PublicVersion6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] Version6 =
    [
        IPNetwork.Parse("2001::/23"), // Teredo, ORCHID, benchmarks
        IPNetwork.Parse("2001:db8::/32"),
        IPNetwork.Parse("2002::/16"), // 6to4: an IPv4 address in disguise
        IPNetwork.Parse("3fff::/20"),
    ];

    public static bool Contain(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (plain.AddressFamily == AddressFamily.InterNetwork)
            return Array.Exists(Version4, network => network.Contains(plain));
        return plain.AddressFamily != AddressFamily.InterNetworkV6
            || plain.ScopeId != 0
            || !PublicVersion6.Contains(plain)
            || Array.Exists(Version6, network => network.Contains(plain));
    }
}
