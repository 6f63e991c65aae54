using Digest.Stories.Reading;

namespace Digest.Stories.Pages;

/// <summary>Where a page says what its story is called, the place that is trusted most first.</summary>
internal enum HeadlinePlace
{
    /// <summary>Where readers see it.</summary>
    Shown,

    /// <summary>In its JSON-LD.</summary>
    Data,

    /// <summary>For those who share it.</summary>
    Shared,

    /// <summary>In its <c>title</c>.</summary>
    Title,
}

/// <summary>What a page calls its story, as plain text that is no longer than a feed's headline.</summary>
internal sealed record PageHeadlines
{
    public static readonly PageHeadlines None = new();

    public static readonly IReadOnlyList<HeadlinePlace> Places = Enum.GetValues<HeadlinePlace>();

    private readonly Dictionary<HeadlinePlace, string> headlines = [];

    /// <summary>What the page calls itself; null: nothing.</summary>
    public string? Title => At(HeadlinePlace.Shared) ?? At(HeadlinePlace.Title);

    /// <summary>Where it was found, and where it says that it lies, as links are compared.</summary>
    public IReadOnlyList<string> Addresses { get; private init; } = [];

    /// <summary>What it says in one place; null: nothing.</summary>
    public string? At(HeadlinePlace place) => headlines.GetValueOrDefault(place);

    /// <inheritdoc cref="OpenedPage.Of(byte[], string?, Uri)"/>
    /// <returns>Never null; what is no page calls nothing by a name.</returns>
    public static PageHeadlines Read(byte[] bytes, string? contentType, Uri address)
    {
        if (OpenedPage.Of(bytes, contentType, address) is not { } page)
            return None;
        var read = new PageHeadlines { Addresses = [.. new[] { address.AbsoluteUri, page.Canonical }.OfType<string>().Select(CanonicalLink.Of).Distinct()] };
        read.Add(HeadlinePlace.Shown, PlainText.CleanLine(page.Visible.Headline));
        read.Add(HeadlinePlace.Data, page.Data?.Headline);
        read.Add(HeadlinePlace.Shared, HtmlReader.Read(page.Head.Meta("og:title", "twitter:title")).Line);
        read.Add(HeadlinePlace.Title, PlainText.CleanLine(page.Head.Title));
        return read;
    }

    private void Add(HeadlinePlace place, string? headline)
    {
        if (headline is { Length: > 0 })
            headlines[place] = PlainText.Shorten(headline, StoryText.LongestHeadline);
    }
}
