using Digest.Net;

namespace Digest.Stories.Discovery;

/// <summary>A site's icon: the largest that its page names and that is a picture, else <c>/favicon.ico</c>.</summary>
public sealed class IconSearch(GuardedClient client)
{
    /// <summary>A larger icon is refused.</summary>
    public const int MaxBytes = 512 * 1024;

    private const int Tries = 3;
    private const int UsualTouchIcon = 180;
    private static readonly FetchTerms Terms = new("image/png, image/webp, image/jpeg, image/gif, image/x-icon, image/*;q=0.5", MaxBytes, TimeSpan.FromSeconds(8));

    /// <summary>Fetches one icon.</summary>
    /// <returns>The picture, or why it cannot be used, in a sentence.</returns>
    public async Task<(SitePicture? Picture, string? Problem)> FetchAsync(Uri address, CancellationToken cancellation = default) =>
        await client.GetAsync(address, Terms, cancellation) switch
        {
            FetchResult.Fetched fetched when PictureBytes.Read(fetched.Bytes) is { } known => (new SitePicture(address.AbsoluteUri, fetched.Bytes, known.Type, known.Width, known.Height), null),
            FetchResult.Fetched => (null, "It is not a PNG, JPEG, GIF, WebP or ICO picture."),
            FetchResult.Failed failed => (null, $"It cannot be read: {failed.Why}."),
            FetchResult.Refused refused => (null, $"It is not fetched: {refused.Why}."),
            FetchResult.RetryLater later => (null, $"It cannot be read now: {later.Why}."),
            _ => (null, "It is gone for good (410)."),
        };

    internal async Task<SitePicture?> FindAsync(PageFacts page, Uri address, CancellationToken cancellation)
    {
        var named = page.Links
            .Where(link => link.Is("apple-touch-icon") || link.Is("apple-touch-icon-precomposed") || link.Is("icon"))
            .Select(link => (Address: FeedSearch.Resolve(page, address, link.Address), Rank: Rank(link)))
            .Where(link => link is { Address: not null, Rank: > 0 })
            .OrderByDescending(link => link.Rank)
            .Select(link => link.Address!)
            .Distinct().Take(Tries).Append(new Uri(address, "/favicon.ico"));
        foreach (var candidate in named)
        {
            if (await FetchAsync(candidate, cancellation) is ({ } picture, _))
                return picture;
        }
        return null;
    }

    /// <summary>How good an icon promises to be; 0: it is of a kind that is not taken.</summary>
    private static int Rank(PageLink link)
    {
        if (link.Type == "image/svg+xml" || link.Address.Split('?')[0].EndsWith(".svg", StringComparison.OrdinalIgnoreCase))
            return 0;
        var size = link.Sizes?.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(one => int.TryParse(one.Split('x', 'X')[0], out var pixels) ? pixels : 0).DefaultIfEmpty(0).Max() ?? 0;
        if (size == 0)
            size = link.Is("icon") ? 16 : UsualTouchIcon;
        // What is meant for a whole wall takes long and shows no better; mails show no ICO.
        var wanted = size > 512 ? 256 : size;
        return (wanted * 2) + (link.Is("icon") ? 0 : 1) + (link.Address.Contains(".ico", StringComparison.OrdinalIgnoreCase) ? 0 : 32);
    }
}
