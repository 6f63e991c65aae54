namespace Digest.Stories.Reading;

/// <summary>Pictures in Media RSS: the largest of the sizes given, else a thumbnail, with what is said of them.</summary>
internal static class MediaPictures
{
    private const int MostSaid = 10;

    public static Picture? Of(FeedItem item)
    {
        var parents = item.Other("media", "group").Prepend(item.Element).ToList();
        var contents = parents.SelectMany(parent => Media(parent, "content")).ToList();
        var thumbnails = parents.Concat(contents).SelectMany(parent => Media(parent, "thumbnail"));
        var chosen = Largest(item, contents.Where(IsPicture)) ?? Largest(item, thumbnails);
        return chosen is null
            ? null
            : new Picture
            {
                Url = Url(item, chosen)!,
                Alt = Said(item, chosen, "title"),
                Caption = Said(item, chosen, "description") ?? Said(item, chosen, "text"),
                Credit = Said(item, chosen, "credit") ?? Said(item, chosen, "copyright"),
                Width = HtmlReader.Pixels(chosen.Attribute("width")),
                Height = HtmlReader.Pixels(chosen.Attribute("height")),
            };
    }

    private static FeedElement? Largest(FeedItem item, IEnumerable<FeedElement> elements) => elements
        .Where(element => Url(item, element) is not null)
        .OrderByDescending(element => element.Attribute("isdefault") == "true")
        .ThenByDescending(element => HtmlReader.Pixels(element.Attribute("width")) ?? 0)
        .FirstOrDefault();

    /// <summary>What is said of a group, or of the item, is said of each picture in it; the item's title and description are its own.</summary>
    private static string? Said(FeedItem item, FeedElement element, string name)
    {
        for (var scope = element; scope is not null; scope = scope == item.Element ? null : scope.Parent)
        {
            if (scope == item.Element && name is "title" or "description")
                return null;
            var texts = Media(scope, name).Select(one => HtmlReader.Read(Markup.Of(one)).Line).OfType<string>().Distinct().Take(MostSaid).ToList();
            if (texts.Count > 0)
                return PlainText.Remark(string.Join(", ", texts));
        }
        return null;
    }

    private static bool IsPicture(FeedElement element)
    {
        if (element.Attribute("medium") is { } medium)
            return medium.Trim() == "image";
        var type = element.Attribute("type");
        return type is not null ? type.TrimStart().StartsWith("image/", StringComparison.OrdinalIgnoreCase) : Pictures.EndsLikePicture(element.Attribute("url"));
    }

    private static string? Url(FeedItem item, FeedElement element) =>
        Addresses.Resolve(element.Attribute("url") ?? element.Attribute("href") ?? element.Text, element.Base(item.Document));

    private static IEnumerable<FeedElement> Media(FeedElement parent, string name) => parent.Elements.Where(element => element.Space == "media" && element.Name == name);
}
