using System.Net;

namespace Digest.Net;

/// <summary>Which addresses may be fetched.</summary>
internal sealed class AddressRules(NetOptions options)
{
    /// <summary>The ports of the web: others belong to services that are not meant to be asked for feeds.</summary>
    public IReadOnlyList<int> Ports { get; init; } = [80, 443];

    /// <summary>One end point that is allowed in any case; a test's own server, which cannot lie at a public address.</summary>
    public IPEndPoint? Trusted { get; init; }

    /// <summary>Why an address must not even be tried; null: it may, if its host lies where <see cref="Allows"/> says.</summary>
    public string? Objection(Uri address)
    {
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https"))
            return "the address is neither http nor https";
        if (address.UserInfo.Length > 0)
            return "the address contains a user name or a password";
        if (options.AllowPrivateAddresses || address.Port == Trusted?.Port)
            return null;
        return Ports.Contains(address.Port) ? null : $"port {address.Port} is not one of the web's (80, 443), and Net:AllowPrivateAddresses is off";
    }

    public bool Allows(IPAddress address, int port) =>
        options.AllowPrivateAddresses || (Trusted is not null && Trusted.Port == port && Trusted.Address.Equals(address)) || !SpecialAddresses.Contain(address);
}
