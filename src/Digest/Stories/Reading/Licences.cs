namespace Digest.Stories.Reading;

/// <summary>Under which terms something may be used: a licence that is named before a statement of rights.</summary>
internal static class Licences
{
    private const int Longest = 500;

    public static string? Of(FeedItem item)
    {
        var named = item.All("cc:license").Concat(item.All("dcterms:license")).Concat(item.All("media:license"))
            .Select(element => element.Attribute("rdf", "resource") ?? element.Attribute("href") ?? element.Text)
            .Concat(item.Links("license").Select(link => link.Address))
            .Select(PlainText.CleanLine)
            .FirstOrDefault(text => text is not null);
        return (named ?? item.Line("rights", "copyright", "dc:rights", "dcterms:rights", "atom:rights")) is { } licence ? PlainText.Shorten(licence, Longest) : null;
    }
}
