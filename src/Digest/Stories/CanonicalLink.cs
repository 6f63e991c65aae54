using System.Collections.Frozen;

namespace Digest.Stories;

/// <summary>
/// What makes two links the same story: scheme, "www.", default port, fragment, trailing slash, index page, the order of parameters and
/// those that only count readers do not tell stories apart.
/// </summary>
public static class CanonicalLink
{
    private static readonly FrozenSet<string> Tracking = new[]
    {
        "fbclid", "gclid", "gclsrc", "gbraid", "wbraid", "dclid", "msclkid", "yclid", "twclid", "ttclid", "igsh", "igshid", "li_fat_id",
        "mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi", "__hstc", "__hssc", "hsctatracking", "vero_id", "oly_anon_id", "oly_enc_id",
        "wickedid", "_ga", "_gl", "s_cid", "xtor", "cmpid", "icid", "ncid", "cid_source", "smid", "smtyp", "sr_share", "ref_src", "ref_url", "ito", "ftag", "ocid",
        "partner_id", "guccounter", "feedname", "feedtype", "rss", "amp", "outputtype", "at_campaign", "at_medium", "at_format", "at_link_id", "at_link_type", "at_bbc_team",
        "srsltid", "sfmc_id", "trk", "trkcampaign", "__twitter_impression", "share", "shared", "jsessionid", "phpsessid", "sessionid",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Parameters that tell where somebody came from, when they say: from a feed.
    private static readonly FrozenSet<string> Origins = new[] { "source", "src", "ref", "from", "via", "cmp", "campaign", "partner", "medium", "output" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Families = ["utm_", "mtm_", "pk_", "piwik_", "matomo_", "hsa_", "ns_"];

    private static readonly string[] Indexes = ["/index.html", "/index.htm", "/index.php", "/amp"];

    /// <summary>The form under which a link is compared; what is no http or https address comes back trimmed.</summary>
    public static string Of(string link)
    {
        if (!Uri.TryCreate(link.Trim(), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            return link.Trim();
        var host = Host(address)?.TrimEnd('.') ?? address.Host;
        if (host.StartsWith("www.", StringComparison.Ordinal) && host.IndexOf('.', 4) > 0)
            host = host[4..];
        var port = address.IsDefaultPort ? "" : $":{address.Port}";
        return $"https://{host}{port}{Path(address.AbsolutePath)}{Query(address.Query)}";
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

    private static string Path(string path)
    {
        var session = path.IndexOf(";jsessionid=", StringComparison.OrdinalIgnoreCase);
        var plain = (session < 0 ? path : path[..session]).TrimEnd('/');
        return Array.Find(Indexes, index => plain.Length > index.Length && plain.EndsWith(index, StringComparison.OrdinalIgnoreCase)) is { } index ? plain[..^index.Length].TrimEnd('/') : plain;
    }

    private static string Query(string query)
    {
        var kept = query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Where(parameter => !IsTracking(parameter)).Order(StringComparer.Ordinal).ToList();
        return kept.Count == 0 ? "" : "?" + string.Join('&', kept);
    }

    private static bool IsTracking(string parameter)
    {
        var (name, value) = parameter.Split('=', 2) is [var before, var after] ? (before, after) : (parameter, "");
        return Array.Exists(Families, family => name.StartsWith(family, StringComparison.OrdinalIgnoreCase))
            || Tracking.Contains(name)
            || (Origins.Contains(name) && (value.Contains("rss", StringComparison.OrdinalIgnoreCase) || value.Contains("feed", StringComparison.OrdinalIgnoreCase)
                || value.Equals("amp", StringComparison.OrdinalIgnoreCase) || value.Contains("newsletter", StringComparison.OrdinalIgnoreCase)));
    }
}
