namespace Digest.Stories.Reading;

/// <summary>An item, entry or channel with the questions that are asked of it.</summary>
/// <param name="element">The element.</param>
/// <param name="core">The namespaces of the format's own elements in this feed.</param>
/// <param name="document">Where the feed lies.</param>
internal sealed class FeedItem(FeedElement element, IReadOnlySet<string> core, Uri? document)
{
    public FeedElement Element => element;

    public Uri? Document => document;

    public Uri? Base { get; } = element.Base(document);

    /// <summary>The format's own elements of a name.</summary>
    public IEnumerable<FeedElement> Own(string name) => element.Elements.Where(one => one.Name == name && IsOwn(one));

    /// <summary>Whether an element is the format's own.</summary>
    public bool IsOwn(FeedElement one) => core.Contains(one.Space);

    public IEnumerable<FeedElement> Other(string space, string name) => element.Elements.Where(one => one.Name == name && one.Space == space);

    /// <summary>The first of several elements that holds anything; names as <c>title</c> or <c>dc:title</c>.</summary>
    public FeedElement? First(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            foreach (var one in All(name))
            {
                if (one.HasElements || !string.IsNullOrWhiteSpace(one.Text))
                    return one;
            }
        }
        return null;
    }

    public IEnumerable<FeedElement> All(string name) => name.IndexOf(':', StringComparison.Ordinal) is var colon and > 0
        ? Other(name[..colon], name[(colon + 1)..])
        : Own(name);

    public string? Line(params ReadOnlySpan<string> names) => First(names) is { } one ? HtmlReader.Read(Markup.Of(one)).Line : null;

    public DateTimeOffset? Time(params ReadOnlySpan<string> names)
    {
        DateTimeOffset? last = null;
        foreach (var name in names)
        {
            foreach (var one in All(name))
            {
                // Programs that date an item again write the new date below the old one.
                last = FeedDates.Read(one.Text) ?? last;
            }
            if (last is not null)
                return last;
        }
        return null;
    }

    /// <summary>Links of a relation (RFC 4287 §4.2.7.2), the one to a web page first.</summary>
    public IEnumerable<(FeedElement Element, string Address)> Links(string relation) => Related(relation)
        .OrderBy(link => link.Attribute("type") is null or "text/html" or "application/xhtml+xml" or "" ? 0 : 1)
        .Select(link => (link, Addresses.Resolve(link.Attribute("href"), link.Base(document))))
        .Where(link => link.Item2 is not null)
        .Select(link => (link.link, link.Item2!));

    /// <summary>The same as they are written, usable or not.</summary>
    public IEnumerable<string> WrittenLinks(string relation) => Related(relation).Select(link => link.Attribute("href")!);

    private IEnumerable<FeedElement> Related(string relation) => Own("link").Concat(Other(Namespaces.Atom, "link")).Distinct()
        .Where(link => link.Attribute("href") is not null && Relation(link) == relation);

    /// <summary>Files that come with the item, and the pictures that podcasts name.</summary>
    public IEnumerable<(FeedElement Element, string? Written)> Enclosures()
    {
        foreach (var enclosure in Own("enclosure"))
            yield return (enclosure, enclosure.Attribute("url") ?? enclosure.Attribute("rdf", "resource"));
        foreach (var (link, address) in Links("enclosure"))
            yield return (link, address);
        foreach (var image in Other("itunes", "image"))
            yield return (image, image.Attribute("href") ?? image.Attribute("url") ?? image.Text);
        foreach (var link in Other("itunes", "link").Where(link => link.Attribute("rel") == "image"))
            yield return (link, link.Attribute("href"));
        foreach (var image in Own("image"))
            yield return (image, image.Elements.FirstOrDefault(one => one.Name == "url")?.Text ?? image.Attribute("href") ?? image.Attribute("rdf", "resource") ?? image.Text);
    }

    private static string Relation(FeedElement link)
    {
        var relation = link.Attribute("rel")?.Trim().ToLowerInvariant();
        const string registered = "http://www.iana.org/assignments/relation/";
        if (string.IsNullOrEmpty(relation))
            return "alternate";
        return relation.StartsWith(registered, StringComparison.Ordinal) ? relation[registered.Length..] : relation;
    }
}
