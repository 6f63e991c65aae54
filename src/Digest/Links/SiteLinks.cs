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
}
