using Digest.Stories.Discovery;

namespace Digest.Stories.Pages;

/// <summary>A page with its parts: the head, what it describes for machines, and the story as it is shown.</summary>
internal sealed record OpenedPage
{
    public required PageFacts Head { get; init; }

    public required PageAddresses Addresses { get; init; }

    /// <summary>Under which address its head says that it is known.</summary>
    public string? Canonical { get; private init; }

    public StructuredArticle? Data { get; private init; }

    public VisibleStory Visible { get; private init; } = VisibleStory.Nothing;

    /// <summary>What its head calls it, the best first.</summary>
    public IReadOnlyList<string> Titles { get; private init; } = [];

    /// <summary>Opens a page; null: it is none.</summary>
    /// <param name="bytes">As they were fetched, decompressed.</param>
    /// <param name="contentType">The answer's Content-Type.</param>
    /// <param name="address">Where the page was found, after all redirects.</param>
    public static OpenedPage? Of(byte[] bytes, string? contentType, Uri address)
    {
        if (bytes.Length > StoryPage.MaxBytes || PictureBytes.Foreign(bytes) is not null || !PageBytes.MayBeHtml(contentType))
            return null;
        var html = PageBytes.Decode(bytes, contentType).Replace("\0", "", StringComparison.Ordinal);
        var page = PageFacts.Read(html);
        return page.IsHtml ? Of(html, page, address) : null;
    }

    private static OpenedPage Of(string html, PageFacts page, Uri address)
    {
        var addresses = new PageAddresses(page, address);
        var canonical = addresses.Canonical([.. page.Links.Where(link => link.Is("canonical")).Select(link => link.Address), page.Meta("og:url")]);
        var data = StructuredArticle.Find(page.Data, [CanonicalLink.Of(address.AbsoluteUri), .. canonical is null ? Array.Empty<string>() : [CanonicalLink.Of(canonical)]]);
        var titles = new[] { page.Meta("og:title", "twitter:title"), data?.Headline, page.Title }.OfType<string>().ToList();
        var visible = VisibleStory.Of(VisibleReader.Read(html), titles);
        // Some pages call the box around everything what others call a box beside it.
        if (visible.Headline is null)
            visible = VisibleStory.Of(VisibleReader.Read(html, trustsNames: false), titles);
        return new OpenedPage { Head = page, Addresses = addresses, Canonical = canonical, Data = data, Visible = visible, Titles = titles };
    }
}
