namespace Digest.Links;

/// <summary>The absolute addresses of this installation's pages.</summary>
public sealed class SiteLinks(SiteOptions site, LinkSigner signer)
{
    public string Home => site.Url + "/";

    public string Editions => site.Url + "/editions";

    public string Edition(string slug) => $"{site.Url}/editions/{slug}";

    public string Confirm(long subscriberId) => $"{site.Url}/confirm/{signer.Sign(LinkPurpose.Confirm, subscriberId)}";

    public string Preferences(long subscriberId) => $"{site.Url}/preferences/{signer.Sign(LinkPurpose.Preferences, subscriberId)}";

    public string Unsubscribe(long subscriberId) => $"{site.Url}/unsubscribe/{signer.Sign(LinkPurpose.Unsubscribe, subscriberId)}";

    /// <summary>What fills a slot (<see cref="LinkSlot"/>) in a subscriber's message.</summary>
    /// <exception cref="InvalidOperationException">There is no such slot.</exception>
    public string Fill(string slot, long subscriberId) => slot switch
    {
        LinkSlot.Confirm => Confirm(subscriberId),
        LinkSlot.Preferences => Preferences(subscriberId),
        LinkSlot.Unsubscribe => Unsubscribe(subscriberId),
        _ => throw new InvalidOperationException($"Nobody knows what fills the slot '{slot}'."),
    };
}
