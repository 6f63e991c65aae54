using System.Collections.Frozen;

namespace Digest.Stories;

/// <summary>
/// What makes two links the same story: scheme, "www.", default port, fragment, trailing slash and the parameters that
/// only count readers do not tell stories apart.
/// </summary>
public static class CanonicalLink
{
    private static readonly FrozenSet<string> Tracking = new[]
    {
        "fbclid", "gclid", "gclsrc", "gbraid", "wbraid", "dclid", "msclkid", "yclid", "twclid", "ttclid", "igsh", "igshid", "li_fat_id",
        "mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi", "__hstc", "__hssc", "hsctatracking", "vero_id", "oly_anon_id", "oly_enc_id",
        "wickedid", "_ga", "_gl", "s_cid", "xtor",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The form under which a link is compared; what is no http or https address comes back trimmed.</summary>
    public static string Of(string link)
    {
        if (!Uri.TryCreate(link.Trim(), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            return link.Trim();
        var host = Host(address)?.TrimEnd('.') ?? address.Host;
        if (host.StartsWith("www.", StringComparison.Ordinal) && host.IndexOf('.', 4) > 0)
            host = host[4..];
        var port = address.IsDefaultPort ? "" : $":{address.Port}";
        return $"https://{host}{port}{address.AbsolutePath.TrimEnd('/')}{Query(address.Query)}";
    }

    /// <summary>The host as the network knows it, in lower case; null when its name is none.</summary>
    internal static string? Host(Uri address)
    {
        if (address.HostNameType == UriHostNameType.IPv6)
            return address.Host;
        try
        {
            return address.IdnHost.ToLowerInvariant();
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    private static string Query(string query)
    {
        var kept = query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Where(parameter => !IsTracking(parameter)).ToList();
        return kept.Count == 0 ? "" : "?" + string.Join('&', kept);
    }

    private static bool IsTracking(string parameter)
    {
        var name = parameter.Split('=', 2)[0];
        return name.StartsWith("utm_", StringComparison.OrdinalIgnoreCase) || Tracking.Contains(name);
    }
}
