using Digest.Stories.Discovery;

namespace Digest.Stories.Pages;

/// <summary>What a story's own page says of it. Text is text: entities decoded, markup removed, white space squeezed.</summary>
public sealed record StoryPage
{
    /// <summary>A page of more bytes than this is left alone.</summary>
    public const int MaxBytes = 2 * 1024 * 1024;

    /// <summary>Why nothing can be read out of it, in a sentence; null: it is a page.</summary>
    public string? Problem { get; init; }

    /// <summary>Under which address it says that it is known: one of the same site.</summary>
    public string? Canonical { get; init; }

    /// <summary>What it says of itself to those who share it. It may say the same on every page: see <see cref="StoryFilling"/>.</summary>
    public string? Description { get; init; }

    /// <summary>The dek that it shows, or the first paragraph.</summary>
    public string? Opening { get; init; }

    public string? Byline { get; init; }

    /// <summary>The picture for those who share it. It may be the same on every page.</summary>
    public Picture? Card { get; init; }

    /// <summary>That picture also stands in the story, so it is the story's.</summary>
    public bool IsCardShown { get; init; }

    /// <summary>The first picture in the story.</summary>
    public Picture? Photo { get; init; }

    public string? Section { get; init; }

    public string? Licence { get; init; }

    public DateTimeOffset? Published { get; init; }

    /// <summary>Reads a page. Asks nothing of the world.</summary>
    /// <param name="bytes">As they were fetched, decompressed.</param>
    /// <param name="contentType">The answer's Content-Type.</param>
    /// <param name="address">Where the page was found, after all redirects.</param>
    /// <returns>Never null; what is no page has a <see cref="Problem"/>.</returns>
    public static StoryPage Read(byte[] bytes, string? contentType, Uri address)
    {
        if (bytes.Length > MaxBytes)
            return new StoryPage { Problem = "The page is larger than 2 MB" };
        return OpenedPage.Of(bytes, contentType, address) is { } page ? Of(page) : new StoryPage { Problem = "It is no web page" };
    }

    private static StoryPage Of(OpenedPage opened)
    {
        var (page, addresses, canonical, data, visible, titles) = (opened.Head, opened.Addresses, opened.Canonical, opened.Data, opened.Visible, opened.Titles);
        var siteName = page.Meta("og:site_name") ?? StructuredData.Name(page.Data);
        var photo = FirstPhoto(visible, addresses);
        var card = PageCard.Of(page, data, addresses);
        var shown = card is null ? null : visible.Pictures.FirstOrDefault(picture => addresses.Resolve(picture.Source) is { } url && (url == card.Url || PictureWords.AreOne(url, card.Url)));
        return new StoryPage
        {
            Canonical = canonical ?? addresses.Canonical(data?.Link),
            Description = PageWords.Description(page, data, visible, titles),
            Opening = visible.Opening,
            Byline = PageAuthors.Byline(data?.Authors ?? [], siteName) ?? PageWords.Byline(page, siteName) ?? PageAuthors.Byline(visible.Authors, siteName),
            Card = card is null || shown is null ? card : PageCard.Merge(card, shown),
            IsCardShown = shown is not null,
            Photo = photo,
            Section = PageWords.Section(page, data),
            Licence = PageWords.Licence(page, data, visible, addresses),
            Published = data?.Published ?? PageWords.Published(page),
        };
    }

    private static Picture? FirstPhoto(VisibleStory visible, PageAddresses addresses) => visible.Pictures
        .Select(picture => addresses.Resolve(picture.Source) is { } url ? PageCard.Merge(new Picture { Url = url }, picture) : null)
        .FirstOrDefault(picture => picture is not null);
}
