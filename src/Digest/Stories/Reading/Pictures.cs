namespace Digest.Stories.Reading;

/// <summary>The picture of a story: media elements first, then enclosures, then the first image of the content.</summary>
internal static class Pictures
{
    private static readonly string[] Endings = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"];

    public static Picture? Of(FeedItem item, HtmlContent content, HtmlContent summary)
    {
        var inText = content.Pictures.Concat(summary.Pictures)
            .Select(found => (Found: found, Url: Addresses.Resolve(found.Source, item.Base)))
            .Where(one => one.Url is not null)
            .ToList();
        var picture = MediaPictures.Of(item) ?? Enclosed(item);
        if (picture is null)
            return inText.Count == 0 ? null : Merge(new Picture { Url = inText[0].Url! }, inText[0].Found);
        var same = inText.Find(one => CanonicalLink.Of(one.Url!) == CanonicalLink.Of(picture.Url));
        return same.Found is null ? picture : Merge(picture, same.Found);
    }

    /// <summary>Whether an address that comes without a type ends like a picture's.</summary>
    public static bool EndsLikePicture(string? url)
    {
        var path = url?.Split('?', '#')[0];
        return Array.Exists(Endings, ending => path?.EndsWith(ending, StringComparison.OrdinalIgnoreCase) == true);
    }

    private static Picture? Enclosed(FeedItem item)
    {
        foreach (var (element, written) in item.Enclosures())
        {
            if (Addresses.Resolve(written, element.Base(item.Document)) is not { } url)
                continue;
            var type = element.Attribute("type");
            if (element.Name == "image" || element is { Space: "itunes", Name: "link" } || (type?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) ?? false) || (string.IsNullOrEmpty(type) && EndsLikePicture(url)))
                return new Picture { Url = url };
        }
        return null;
    }

    private static Picture Merge(Picture picture, HtmlPicture found) => picture with
    {
        Alt = found.Alt ?? picture.Alt,
        Caption = picture.Caption ?? found.Caption,
        Credit = picture.Credit ?? found.Credit,
        Width = picture.Width ?? found.Width,
        Height = picture.Height ?? found.Height,
    };
}
