using Digest.Stories.Discovery;
using Digest.Web.Settings;

namespace Digest.Web.Pages.Admin.Steps;

/// <summary>What the first steps write into a field: what holds, or what was found while it is still the sample's.</summary>
internal static class Proposal
{
    /// <summary>The field as it is shown.</summary>
    /// <param name="stands">The field as it holds.</param>
    /// <param name="found">The site that was looked at; null: none was.</param>
    /// <param name="isKept">Whether what was found has been looked over and kept.</param>
    /// <param name="siteName">The name that holds.</param>
    public static FieldView Of(FieldView stands, DiscoveredSite? found, bool isKept, string siteName)
    {
        if (stands.Place is not null || (isKept && stands.Field.Key is not "Site:From"))
            return stands;
        // Looked at a moment ago: that is what the page is about.
        if (found is { Problem: null })
            return stands with { Value = Found(stands, found) };
        var isOwn = siteName != SettingsCatalogue.Field("Site:Name").Default;
        return isOwn && !stands.IsKept && stands.Field.Key is "Site:From" ? stands with { Value = "" } : stands;
    }

    private static string Found(FieldView stands, DiscoveredSite found) => stands.Field.Key switch
    {
        "Site:Name" => found.Name ?? (stands.IsKept ? stands.Value : ""),
        "Site:Tagline" => found.Tagline ?? (stands.IsKept ? stands.Value : ""),
        "Site:Colour" => found.Colour ?? stands.Value,
        "Site:Icon" => found.Icon?.Url ?? stands.Value,
        "Site:Language" => found.Language ?? stands.Value,
        "Site:Licence" => found.Licence ?? stands.Value,
        "Site:From" when !stands.IsKept && Sender(found) is { } sender => sender,
        _ => stands.Value,
    };

    /// <summary>A mailbox at the site's own domain; null: its address names none.</summary>
    private static string? Sender(DiscoveredSite found)
    {
        if (found is not { Address: { } address, Name: { } name }
            || new Uri(address) is not { HostNameType: UriHostNameType.Dns } uri || !uri.Host.Contains('.', StringComparison.Ordinal))
            return null;
        var domain = uri.IdnHost.StartsWith("www.", StringComparison.Ordinal) ? uri.IdnHost[4..] : uri.IdnHost;
        return $"{string.Concat(name.Where(character => character is not ('<' or '>' or '"')))} <newsletter@{domain}>";
    }
}
