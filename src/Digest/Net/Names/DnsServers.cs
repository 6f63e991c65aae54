using System.Net;

namespace Digest.Net.Names;

/// <summary>Which resolvers are asked: those of the setting, else those of this machine.</summary>
internal static class DnsServers
{
    private const int Port = 53;
    private const int Most = 3;
    private const string MachinesFile = "/etc/resolv.conf";

    public static IReadOnlyList<IPEndPoint> Of(NetOptions options) => options.DnsServers.Length > 0 ? Read(options.DnsServers) : Machines();

    /// <summary>Reads a list of addresses, with or without ports.</summary>
    /// <exception cref="FormatException">One is none.</exception>
    public static IReadOnlyList<IPEndPoint> Read(string list) =>
        [.. list.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(one => WithPort(IPEndPoint.TryParse(one, out var server) ? server : throw new FormatException($"'{one}' is not an address such as 192.0.2.1 or 192.0.2.1:53")))];

    /// <summary>The name servers in the text of a resolv.conf.</summary>
    public static IReadOnlyList<IPEndPoint> OfResolvConf(string text) =>
        [.. text.Split('\n').Select(line => line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words is ["nameserver", _, ..] && IPAddress.TryParse(words[1], out _))
            .Select(words => new IPEndPoint(IPAddress.Parse(words[1]), Port)).Take(Most)];

    private static IReadOnlyList<IPEndPoint> Machines()
    {
        try
        {
            return OfResolvConf(File.ReadAllText(MachinesFile));
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IPEndPoint WithPort(IPEndPoint server) => server.Port == 0 ? new IPEndPoint(server.Address, Port) : server;
}
