using Digest.Net;
using Digest.Stories.Reading;

namespace Digest.Stories.Discovery;

/// <summary>A site's feeds: those that its pages name, else those that lie where feeds use to lie. Each one is read before it counts.</summary>
internal sealed class FeedSearch(GuardedClient client)
{
    private const int MostNamed = 8;
    private const int AtOnce = 3;
    private static readonly FetchTerms Terms = new("application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5", FeedBounds.Polled.Bytes, TimeSpan.FromSeconds(10));
    private static readonly string[] Types = ["application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "application/x-rss+xml"];
    private static readonly string[] VagueTypes = ["application/json", "text/xml", "application/xml"];
    private static readonly string[] UsualPaths = ["/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml"];

    private readonly List<(DiscoveredFeed Feed, FeedDocument Document)> found = [];
    private readonly List<string> remarks = [];

    public IReadOnlyList<DiscoveredFeed> Found => [.. found.Select(one => one.Feed)];

    public IReadOnlyList<string> Remarks => remarks;

    /// <summary>The feed that speaks for the site; null: there is none.</summary>
    public FeedDocument? Main => found.Select(one => one.Document).FirstOrDefault();

    public static bool AsksForLogin(string why) => why.StartsWith("the server answered 401", StringComparison.Ordinal) || why.StartsWith("the server answered 403", StringComparison.Ordinal);

    /// <summary>Takes a feed that has been read already.</summary>
    public void Take(Uri address, FeedDocument document, string? title)
    {
        if (found.Exists(one => one.Feed.Url == address.AbsoluteUri))
            return;
        var newest = document.Stories.MaxBy(story => story.Published ?? DateTimeOffset.MinValue);
        var feed = new DiscoveredFeed(address.AbsoluteUri, document.Title ?? title, document.Stories.Count, newest?.Headline, newest?.Published);
        var links = Links(document);
        if (Mentions(title, "comment") || Mentions(document.Title, "comments on") || Mentions(address.AbsolutePath, "comment"))
            feed = feed with { Suggested = false, Remark = "comments" };
        else if (document.Stories.Count == 0)
            feed = feed with { Suggested = false, Remark = "has no stories now" };
        else if (found.Exists(one => one.Feed.Suggested && Links(one.Document).IsSupersetOf(links)))
            feed = feed with { Suggested = false, Remark = "the same stories as another one" };
        found.Add((feed, document));
    }

    /// <summary>Searches; what was taken already stays first.</summary>
    public async Task SearchAsync(IReadOnlyList<(PageFacts Page, Uri Address)> pages, CancellationToken cancellation)
    {
        var named = pages.SelectMany(page => Named(page.Page, page.Address)).DistinctBy(one => one.Address.AbsoluteUri).Take(MostNamed).ToList();
        await CheckAsync(named, cancellation);
        if (found.Count > 0)
            return;
        var linked = pages.SelectMany(page => Linked(page.Page, page.Address)).Except(named.Select(one => one.Address)).Distinct().Take(AtOnce).ToList();
        await CheckAsync([.. linked.Select(address => (address, (string?)null))], cancellation);
        foreach (var path in UsualPaths)
        {
            if (found.Count > 0)
                return;
            // Nothing is there, as a rule; that is no news.
            var address = new Uri(pages[0].Address, path);
            if (!named.Exists(one => one.Address == address) && await ReadAsync(address, cancellation) is ({ } document, var final, _))
                Take(final, document, title: null);
        }
    }

    private async Task CheckAsync(IReadOnlyList<(Uri Address, string? Title)> candidates, CancellationToken cancellation)
    {
        foreach (var some in candidates.Where(one => !found.Exists(known => known.Feed.Url == one.Address.AbsoluteUri)).Chunk(AtOnce))
        {
            var read = await Task.WhenAll(some.Select(one => ReadAsync(one.Address, cancellation)));
            foreach (var ((address, title), (document, final, problem)) in some.Zip(read))
            {
                if (document is not null)
                    Take(final, document, title);
                else
                    remarks.Add($"{address}: {problem}");
            }
        }
    }

    private async Task<(FeedDocument? Document, Uri Address, string? Problem)> ReadAsync(Uri address, CancellationToken cancellation)
    {
        switch (await client.GetAsync(address, Terms, cancellation))
        {
            case FetchResult.Fetched fetched:
                var document = FeedReader.Read(fetched.Bytes, fetched.ContentType, fetched.Address);
                return document.Kind == FeedKind.None
                    ? (null, address, document.Problems[0] + ".")
                    // A permanent move counts; what a redirect leads to for now is asked for again each time.
                    : (document, fetched.PermanentAddress ?? address, null);
            case FetchResult.Failed { Why: var why } when AsksForLogin(why):
                return (null, address, $"asks for a login ({why["the server answered ".Length..]}); Digest reads feeds that everybody can read.");
            case FetchResult.Failed failed:
                return (null, address, $"it cannot be read: {failed.Why}.");
            case FetchResult.Refused refused:
                return (null, address, $"it is not fetched: {refused.Why}.");
            case FetchResult.RetryLater later:
                return (null, address, $"it cannot be read now: {later.Why}.");
            default:
                return (null, address, "it is gone for good (410).");
        }
    }

    private static IEnumerable<(Uri Address, string? Title)> Named(PageFacts page, Uri address) => page.Links
        .Where(link => (link.Is("alternate") || link.Is("feed")) && link.Type is not null && (Types.Contains(link.Type) || (VagueTypes.Contains(link.Type) && (Mentions(link.Title, "feed") || Mentions(link.Title, "rss") || Mentions(link.Address, "feed")))))
        // WordPress's own interface calls itself an alternate too.
        .Where(link => !Mentions(link.Address, "wp-json") && !Mentions(link.Address, "oembed"))
        .Select(link => (Address: Resolve(page, address, link.Address), link.Title))
        .Where(link => link.Address is not null)
        .Select(link => (link.Address!, link.Title))
        .OrderBy(link => Mentions(link.Title, "comment") || Mentions(link.Item1.AbsolutePath, "comment"));

    private static IEnumerable<Uri> Linked(PageFacts page, Uri address) => page.Anchors
        .Select(link => Resolve(page, address, link.Address))
        .OfType<Uri>()
        .Where(link => link.Host == address.Host && LooksLikeFeed(link.AbsolutePath.TrimEnd('/')));

    private static bool LooksLikeFeed(string path) =>
        path.EndsWith("/feed", StringComparison.OrdinalIgnoreCase) || path.EndsWith("/rss", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".rss", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith("rss.xml", StringComparison.OrdinalIgnoreCase) || path.EndsWith("feed.xml", StringComparison.OrdinalIgnoreCase) || path.EndsWith("atom.xml", StringComparison.OrdinalIgnoreCase) || path.EndsWith("feed.json", StringComparison.OrdinalIgnoreCase);

    internal static Uri? Resolve(PageFacts page, Uri address, string written)
    {
        var from = page.Base is { } written2 && Addresses.Resolve(written2, address) is { } begins ? new Uri(begins) : address;
        return Addresses.Resolve(written, from) is { } resolved && Uri.TryCreate(resolved, UriKind.Absolute, out var found) ? found : null;
    }

    private static HashSet<string> Links(FeedDocument document) => [.. document.Stories.Select(story => story.Link ?? story.Id ?? story.Headline)];

    private static bool Mentions(string? text, string word) => text?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;
}
