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

    public string NotNow(long subscriberId) => $"{site.Url}/appeal/{signer.Sign(LinkPurpose.NotNow, subscriberId)}";

    /// <summary>For how long the link to a reader's data is good.</summary>
    public static readonly TimeSpan DataTime = TimeSpan.FromMinutes(30);

    /// <summary>For how long both addresses can agree to a change.</summary>
    public static readonly TimeSpan AddressTime = TimeSpan.FromHours(24);

    public string Data(long subscriberId, DateTimeOffset at) => $"{site.Url}/preferences/data/{Ending(LinkPurpose.Data, subscriberId, at + DataTime)}";

    public string AddressOld(long subscriberId, DateTimeOffset at) => $"{site.Url}/preferences/address/{Ending(LinkPurpose.AddressOld, subscriberId, at + AddressTime)}";

    public string AddressNew(long subscriberId, DateTimeOffset at) => $"{site.Url}/preferences/address/{Ending(LinkPurpose.AddressNew, subscriberId, at + AddressTime)}";

    /// <summary>What fills a slot (<see cref="LinkSlot"/>) in a subscriber's message.</summary>
    /// <param name="slot">Its name.</param>
    /// <param name="subscriberId">Whose message.</param>
    /// <param name="at">The message's time, from which links that end count theirs.</param>
    /// <exception cref="InvalidOperationException">There is no such slot.</exception>
    public string Fill(string slot, long subscriberId, DateTimeOffset at) => slot switch
    {
        LinkSlot.Confirm => Confirm(subscriberId),
        LinkSlot.Preferences => Preferences(subscriberId),
        LinkSlot.Unsubscribe => Unsubscribe(subscriberId),
        LinkSlot.Fewer => $"{Preferences(subscriberId)}?fewer=",
        LinkSlot.NotNow => NotNow(subscriberId),
        LinkSlot.Data => Data(subscriberId, at),
        LinkSlot.AddressOld => AddressOld(subscriberId, at),
        LinkSlot.AddressNew => AddressNew(subscriberId, at),
        _ => throw new InvalidOperationException($"Nobody knows what fills the slot '{slot}'."),
    };

    private string Ending(LinkPurpose purpose, long subscriberId, DateTimeOffset end) => signer.SignUntil(purpose, subscriberId, end.ToUnixTimeMilliseconds());
}
