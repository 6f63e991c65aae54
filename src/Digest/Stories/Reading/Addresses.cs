using System.Buffers;
using System.Text.RegularExpressions;

namespace Digest.Stories.Reading;

/// <summary>Addresses in feeds: relative ones resolved, only http and https kept (and files beside a feed that is a file).</summary>
internal static partial class Addresses
{
    private const int Longest = 4000;
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%");

    /// <summary>The absolute address, as written where that will do; null where there is none that may be used.</summary>
    public static string? Resolve(string? written, Uri? baseAddress)
    {
        var text = Tidy(written);
        if (text is null)
            return null;
        if (text.StartsWith("//", StringComparison.Ordinal))
            text = $"{(baseAddress?.Scheme == Uri.UriSchemeHttp ? "http" : "https")}:{text}";
        if (Scheme().IsMatch(text))
            return Absolute(text);
        if (baseAddress is null || !Uri.TryCreate(baseAddress, text, out var resolved))
            return null;
        if (resolved.IsFile)
            return baseAddress.IsFile && IsBeside(resolved, baseAddress) ? resolved.AbsoluteUri : null;
        return Usable(resolved) ? Ascii(resolved) : null;
    }

    /// <summary>Whether it says how to get there, usable or not.</summary>
    public static bool HasScheme(string written) => Scheme().IsMatch(written) || written.StartsWith("//", StringComparison.Ordinal);

    private static string? Tidy(string? written)
    {
        if (written is null || written.Length > Longest)
            return null;
        // An ampersand that was escaped twice is no part of any address.
        var text = LineBreaks().Replace(written.Trim(), "").Replace("&amp;", "&", StringComparison.Ordinal);
        return text.Length == 0 ? null : text;
    }

    private static string? Absolute(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || !Usable(address))
            return null;
        return text.AsSpan().ContainsAnyExcept(Plain) ? Ascii(address) : text;
    }

    private static bool Usable(Uri address) => address.Scheme is "http" or "https" && address.Host.Length > 0;

    /// <summary>As it goes over the wire; null when the host's name has no such form.</summary>
    private static string? Ascii(Uri address)
    {
        if (CanonicalLink.Host(address) is not { } host)
            return null;
        var written = address.HostNameType == UriHostNameType.Dns && host != address.Host
            ? new UriBuilder(address) { Host = host, Port = address.IsDefaultPort ? -1 : address.Port }.ToString()
            : address.AbsoluteUri;
        // Of some names of hosts only one of the two forms is an address.
        return Uri.TryCreate(written, UriKind.Absolute, out var wire) && Usable(wire) ? wire.AbsoluteUri : null;
    }

    private static bool IsBeside(Uri file, Uri feed) =>
        file.LocalPath.StartsWith(Path.GetDirectoryName(feed.LocalPath) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]*:", RegexOptions.NonBacktracking)]
    private static partial Regex Scheme();

    [GeneratedRegex("[\t\r\n]+", RegexOptions.NonBacktracking)]
    private static partial Regex LineBreaks();
}
