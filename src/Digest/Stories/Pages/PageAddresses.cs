using System.Net;
using Digest.Net;
using Digest.Stories.Discovery;
using Digest.Stories.Reading;

namespace Digest.Stories.Pages;

/// <summary>Addresses that a page gives: only what may lead a reader somewhere is kept.</summary>
/// <param name="page">The page's head.</param>
/// <param name="address">Where the page was found.</param>
internal sealed class PageAddresses(PageFacts page, Uri address)
{
    private readonly Uri from = page.Base is { } written && Addresses.Resolve(written, address) is { } begins ? new Uri(begins) : address;

    /// <summary>The absolute address; null: it is none of the web's, or lies inside somebody's network where the page does not.</summary>
    public string? Resolve(string? written) =>
        Addresses.Resolve(written, from) is { } resolved && Uri.TryCreate(resolved, UriKind.Absolute, out var found) && found.UserInfo.Length == 0 && (found.Host == address.Host || IsPublic(found)) ? resolved : null;

    /// <summary>Under which address the page says that it is known: a page of the same site, and not its front page.</summary>
    public string? Canonical(params IEnumerable<string?> written) => written
        .Select(Resolve).OfType<string>()
        .FirstOrDefault(link => new Uri(link) is var found && (found.AbsolutePath.Trim('/').Length > 0 || found.Query.Length > 1) && IsSameSite(found.Host, address.Host));

    /// <summary>Whether one host is the other, or lies below it.</summary>
    internal static bool IsSameSite(string one, string other)
    {
        var (first, second) = (Bare(one), Bare(other));
        return first == second || (second.Contains('.') && first.EndsWith("." + second, StringComparison.Ordinal)) || (first.Contains('.') && second.EndsWith("." + first, StringComparison.Ordinal));
    }

    private static string Bare(string host) => host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? host[4..].ToLowerInvariant() : host.ToLowerInvariant();

    private static bool IsPublic(Uri found) => found.HostNameType switch
    {
        UriHostNameType.IPv4 or UriHostNameType.IPv6 => IPAddress.TryParse(found.IdnHost, out var number) && !SpecialAddresses.Contain(number),
        _ => found.Host.TrimEnd('.').Contains('.') && !found.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase) && !found.Host.EndsWith(".internal", StringComparison.OrdinalIgnoreCase) && !found.Host.EndsWith(".local", StringComparison.OrdinalIgnoreCase),
    };
}
