using Digest.Net;
using Digest.Stories.Reading;

namespace Digest.Stories.Discovery;

/// <summary>
/// Looks at a site as somebody typed its address, and finds what Digest needs to speak for it. A feed's address or a story's
/// will do as well. Asks for little: the page, the site's front page where that is another, its feeds, one icon.
/// </summary>
public sealed class SiteDiscovery(GuardedClient client)
{
    private static readonly FetchTerms PageTerms = new("text/html, application/xhtml+xml, application/xml;q=0.8, */*;q=0.5", 3 * 1024 * 1024, TimeSpan.FromSeconds(10));
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    /// <summary>Looks.</summary>
    /// <param name="typed">An address, with or without a scheme.</param>
    /// <param name="cancellation">The caller gives up.</param>
    /// <returns>Never null; what could not be looked at says why.</returns>
    public async Task<DiscoveredSite> FindAsync(string typed, CancellationToken cancellation = default)
    {
        var (candidates, problem) = TypedAddress.Read(typed);
        if (problem is not null)
            return new DiscoveredSite { Typed = typed, Problem = problem };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            return await FindAsync(typed, candidates, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new DiscoveredSite { Typed = typed, Problem = $"{candidates[0].Host} is too slow: it was not done after {Patience.TotalSeconds:0} seconds. Try again, or type name and feed yourself." };
        }
    }

    private async Task<DiscoveredSite> FindAsync(string typed, IReadOnlyList<Uri> candidates, CancellationToken cancellation)
    {
        string? firstProblem = null;
        foreach (var candidate in candidates)
        {
            var result = await client.GetAsync(candidate, PageTerms, cancellation);
            if (result is FetchResult.Fetched fetched)
                return await ReadAsync(typed, fetched, cancellation);
            firstProblem ??= WhyNot(candidate, result);
            // What must not be fetched is not tried by another road; what answers, answers.
            if (result is FetchResult.Refused or FetchResult.Gone or FetchResult.RetryLater || IsAnswer(result))
                break;
        }
        return new DiscoveredSite { Typed = typed, Problem = firstProblem };
    }

    private async Task<DiscoveredSite> ReadAsync(string typed, FetchResult.Fetched fetched, CancellationToken cancellation)
    {
        if (fetched.Bytes.Length == 0)
            return new DiscoveredSite { Typed = typed, Address = fetched.Address.AbsoluteUri, Problem = $"{fetched.Address.Host} answers with an empty page." };
        if (PictureBytes.Foreign(fetched.Bytes) is { } foreign)
            return new DiscoveredSite { Typed = typed, Address = fetched.Address.AbsoluteUri, Problem = $"{fetched.Address} is {foreign}. The address of the front page is expected." };
        var feeds = new FeedSearch(client);
        var feed = FeedReader.Read(fetched.Bytes, fetched.ContentType, fetched.Address);
        if (feed.Kind != FeedKind.None)
        {
            feeds.Take(fetched.Address, feed, title: null);
            return await OfFeedAsync(typed, feed, feeds, fetched.Address, cancellation);
        }
        var page = PageFacts.Read(FeedBytes.Decode(fetched.Bytes, fetched.ContentType));
        if (!page.IsHtml)
            return new DiscoveredSite { Typed = typed, Address = fetched.Address.AbsoluteUri, Problem = $"{fetched.Address} is neither a web page nor a feed. The address of the front page is expected." };
        var address = fetched.Address;
        // A page that only sends browsers on
        if (page.Refresh is not null && Addresses.Resolve(page.Refresh, address) is { } onward && onward != address.AbsoluteUri
            && await PageAsync(new Uri(onward), cancellation) is { } next)
            (page, address) = next;
        var home = await HomeAsync(page, address, cancellation);
        return await PutTogetherAsync(typed, page, address, home, feeds, feedDocument: null, cancellation);
    }

    private async Task<DiscoveredSite> OfFeedAsync(string typed, FeedDocument feed, FeedSearch feeds, Uri address, CancellationToken cancellation)
    {
        var link = feed.Link is { } written && Uri.TryCreate(written, UriKind.Absolute, out var site) && site.Scheme is "http" or "https" ? new Uri(feed.Link) : new Uri(address, "/");
        var home = await PageAsync(link, cancellation);
        var (page, at) = home ?? (PageFacts.Read(""), link);
        return await PutTogetherAsync(typed, page, at, (page, at), feeds, feed, cancellation);
    }

    /// <summary>The front page: the page itself, unless it is a story's.</summary>
    private async Task<(PageFacts Page, Uri Address)> HomeAsync(PageFacts page, Uri address, CancellationToken cancellation)
    {
        var isStory = address.AbsolutePath.Length > 1
            && (page.Meta("og:type")?.Equals("article", StringComparison.OrdinalIgnoreCase) == true || StructuredData.IsArticle(page.Data));
        return isStory && await PageAsync(new Uri(address, "/"), cancellation) is { } home ? home : (page, address);
    }

    private async Task<(PageFacts Page, Uri Address)?> PageAsync(Uri address, CancellationToken cancellation) =>
        await client.GetAsync(address, PageTerms, cancellation) is FetchResult.Fetched fetched && PictureBytes.Foreign(fetched.Bytes) is null
            ? (PageFacts.Read(FeedBytes.Decode(fetched.Bytes, fetched.ContentType)), fetched.Address)
            : null;

    private async Task<DiscoveredSite> PutTogetherAsync(string typed, PageFacts page, Uri address, (PageFacts Page, Uri Address) home, FeedSearch feeds, FeedDocument? feedDocument, CancellationToken cancellation)
    {
        // Feeds and icon come from hosts that wait for nobody: side by side.
        var icon = new IconSearch(client).FindAsync(home.Page, home.Address, cancellation);
        await feeds.SearchAsync([(home.Page, home.Address), (page, address)], cancellation);
        var picture = await icon;
        var document = feedDocument ?? feeds.Main;
        var name = SiteWords.Name(home.Page, page, document?.Title, home.Address);
        var colour = CssColour.Read(home.Page.ThemeColour);
        return new DiscoveredSite
        {
            Typed = typed,
            Address = home.Address.AbsoluteUri,
            Name = name,
            Tagline = SiteWords.Tagline(home.Page, name, home.Address),
            Language = SiteWords.Language(home.Page.Language, page.Language, document?.Language),
            Colour = (colour is not null && CssColour.Tells(colour) ? colour : null) ?? (picture is { Type: "image/png" } ? PngColour.Of(picture.Bytes) : null),
            Licence = SiteWords.Licence(page, address) ?? SiteWords.Licence(home.Page, home.Address) ?? document?.Licence,
            Icon = picture,
            Feeds = feeds.Found,
            Remarks = feeds.Remarks,
        };
    }

    private static bool IsAnswer(FetchResult result) => result is FetchResult.Failed failed && failed.Why.StartsWith("the server answered", StringComparison.Ordinal);

    private static string WhyNot(Uri address, FetchResult result) => result switch
    {
        FetchResult.Refused refused when refused.Why.Contains("AllowPrivateAddresses", StringComparison.Ordinal) =>
            $"{address.Authority} is not fetched: {refused.Why}. To try a site on this machine or an inside network, start Digest with Net__AllowPrivateAddresses=true in the environment.",
        FetchResult.Refused refused => $"{address.Authority} is not fetched: {refused.Why}.",
        FetchResult.Gone => $"{address} is gone for good (410).",
        FetchResult.RetryLater later => $"{address.Authority} cannot be read now: {later.Why}. Try again in a few minutes.",
        FetchResult.Failed { Why: var why } when FeedSearch.AsksForLogin(why) => $"{address.Authority} asks for a login ({why["the server answered ".Length..]}); Digest reads what everybody can read.",
        FetchResult.Failed { Why: var why } when why.Contains("cannot be resolved", StringComparison.Ordinal) => $"{address.Host} cannot be found: {why}. Is there a typing mistake in it?",
        FetchResult.Failed failed => $"{address.Authority} cannot be read: {failed.Why}.",
        _ => $"{address.Authority} cannot be read.",
    };
}
