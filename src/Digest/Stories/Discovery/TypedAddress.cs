using System.Net;

namespace Digest.Stories.Discovery;

/// <summary>An address as people type it: <c>example.org</c>, with or without a scheme.</summary>
internal static class TypedAddress
{
    private const string Expected = "the site's address is expected, such as example.org";

    /// <summary>What it may mean, the likeliest first; none, with the reason, where it means nothing.</summary>
    public static (IReadOnlyList<Uri> Candidates, string? Problem) Read(string typed)
    {
        var text = typed.Trim().Trim('<', '>', '"', '\'', '“', '”').Trim();
        if (text.Length == 0)
            return ([], $"Nothing was typed: {Expected}.");
        if (text.Length > 2000)
            return ([], $"That is too long: {Expected}.");
        if (text.Any(char.IsWhiteSpace))
            return ([], $"“{Short(text)}” has a space in it: {Expected}.");
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0 && text.Contains('@', StringComparison.Ordinal))
            return ([], $"“{Short(text)}” looks like a mail address: {Expected}.");
        if (scheme >= 0 && text[..scheme].ToUpperInvariant() is not ("HTTP" or "HTTPS"))
            return ([], $"“{Short(text)}” begins with {text[..scheme]}; a site's address begins with https.");
        text = scheme < 0 ? text.TrimStart('/') : text;
        var found = (scheme >= 0 ? [text] : new[] { $"https://{text}", $"http://{text}" })
            .Select(one => Uri.TryCreate(one, UriKind.Absolute, out var address) && IsHost(address) ? address : null)
            .OfType<Uri>().ToList();
        if (found.Count == 0)
            return ([], $"“{Short(text)}” is no address: {Expected}.");
        // On this machine nothing answers by https as a rule.
        return (IsThisMachine(found[0]) ? [.. found.OrderByDescending(one => one.Scheme == Uri.UriSchemeHttp)] : found, null);
    }

    private static bool IsHost(Uri address) => address.HostNameType switch
    {
        UriHostNameType.IPv4 or UriHostNameType.IPv6 => true,
        UriHostNameType.Dns => address.Host.Contains('.', StringComparison.Ordinal) || IsThisMachine(address),
        _ => false,
    };

    private static bool IsThisMachine(Uri address) => address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
