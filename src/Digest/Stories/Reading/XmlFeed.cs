namespace Digest.Stories.Reading;

/// <summary>Reads RSS, RDF and Atom out of an element tree. One reader for all: real feeds mix the formats' elements.</summary>
internal sealed class XmlFeed
{
    private static readonly string[] Published = ["published", "pubdate", "issued", "atom:published", "dcterms:issued", "dcterms:available", "dcterms:created", "created", "prism:publicationdate"];
    private static readonly string[] Updated = ["updated", "modified", "atom:updated", "dcterms:modified"];

    private readonly FeedElement root;
    private readonly FeedKind kind;
    private readonly Uri? document;
    private readonly StoryNotes notes;

    private XmlFeed(FeedElement root, FeedKind kind, Uri? document, DateTimeOffset? now)
    {
        notes = new StoryNotes(now);
        this.root = root;
        this.kind = kind;
        this.document = document;
    }

    /// <summary>Reads a feed whose root element is known; null when it is no feed.</summary>
    public static FeedDocument? Read(FeedElement root, Uri? address, DateTimeOffset? now, int most)
    {
        var format = root.Name switch
        {
            "rdf" => FeedKind.Rdf,
            "rss" or "channel" => FeedKind.Rss,
            "feed" or "entry" => FeedKind.Atom,
            _ => FeedKind.None,
        };
        if (format == FeedKind.None)
            return null;
        var channel = root.Name == "channel" ? root : root.Elements.FirstOrDefault(element => element.Name == "channel") ?? root;
        // A file's own address says nothing about where relative links lead; the site's does.
        if ((address is null || address.IsFile) && new XmlFeed(root, format, document: null, now).Link(channel) is { } link)
            address = new Uri(link);
        return new XmlFeed(root, format, address, now).Read(channel, most);
    }

    private FeedDocument Read(FeedElement channel, int most)
    {
        var feed = Item(channel);
        var items = Items(channel).Take(most + 1).ToList();
        var authors = kind == FeedKind.Atom ? Authors(feed) : [];
        var read = new FeedDocument
        {
            Kind = kind,
            Title = feed.Line("title", "dc:title", "atom:title", "media:title") is { } title ? PlainText.Shorten(title, StoryText.LongestHeadline) : null,
            Link = Link(channel),
            Language = LanguageTag.Of(feed.First("language", "dc:language")?.Text ?? channel.Attribute("xml", "lang") ?? root.Attribute("xml", "lang")),
            Licence = Licences.Of(feed),
            Stories = items.Take(most).Select(item => Story(Item(item), authors)).ToList(),
        };
        return read with { Problems = [.. FeedReader.TooMany(items.Count, most), .. root.Name == "entry" ? [] : notes.Problems(read)] };
    }

    private IEnumerable<FeedElement> Items(FeedElement channel)
    {
        if (root.Name == "entry")
            return [root];
        var parents = channel == root ? [root] : new[] { channel, root };
        return parents.SelectMany(parent => parent.Elements.Where(element => element.Name is "item" or "entry"));
    }

    private FeedStory Story(FeedItem item, IReadOnlyList<string?> feedAuthors)
    {
        var link = Link(item.Element);
        var (summaryElement, contentElement) = Bodies(item);
        var content = Content(contentElement);
        var summary = Content(summaryElement);
        var titleElement = item.First("title", "dc:title", "atom:title", "media:title");
        var title = (titleElement is null ? null : HtmlReader.Read(Markup.Of(titleElement)).Line) ?? PlainText.CleanLine(item.First("itunes:title")?.Text);
        var text = StoryText.Of(title, summary, content, link);
        var authors = Authors(item);
        var date = item.Time("dc:date");
        var story = new FeedStory
        {
            Id = Id(item) ?? link,
            Headline = text.Headline,
            Link = link,
            Dek = text.Dek,
            Byline = Bylines.Of(authors.Exists(name => !string.IsNullOrWhiteSpace(name)) ? authors : feedAuthors),
            Published = item.Time(Published) ?? date,
            Updated = item.Time(Updated) ?? date,
            Picture = Pictures.Of(item, content, summary),
            Text = text.Text,
            Topics = Topics.Of(item),
            Licence = Licences.Of(item),
        };
        notes.Add(story, title is not null, link is null ? WrittenLink(item) : null, (story.Published ?? story.Updated) is null ? item.First([.. Published, .. Updated, "dc:date"])?.Text : null, titleElement is not null && Markup.IsEscapedTwice(titleElement));
        return story;
    }

    /// <summary>The summary and the content. A feed that has a description and a summary begins with the shorter one.</summary>
    private static (FeedElement? Summary, FeedElement? Content) Bodies(FeedItem item)
    {
        var content = item.First("content:encoded", "content", "atom:content", "xhtml:body", "body", "fullitem", "xhtml:div", "content:item");
        var summary = item.First("description", "summary", "atom:summary", "dc:description", "dcterms:abstract", "tagline", "itunes:summary", "itunes:subtitle", "media:description")
            ?? item.Other("media", "group").SelectMany(group => group.Elements).FirstOrDefault(one => one is { Space: "media", Name: "description" });
        if (content is null && item.First("description") is { } description && item.First("summary") is { } other)
            return item.Element.Elements.First(one => one == description || one == other) == description ? (description, other) : (other, description);
        return (summary, content);
    }

    private static string? WrittenLink(FeedItem item) =>
        item.Own("link").Select(link => link.Attribute("href") is null ? link.Text : null).Concat(item.WrittenLinks("alternate")).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));

    private static HtmlContent Content(FeedElement? element) =>
        element is null || element.Attribute("src") is not null || !IsReadable(element) ? HtmlContent.Nothing : HtmlReader.Read(Markup.Of(element));

    /// <summary>Content of other types is encoded bytes (RFC 4287 §4.1.3.3).</summary>
    private static bool IsReadable(FeedElement element)
    {
        var type = element.Attribute("type")?.Trim().ToLowerInvariant();
        return string.IsNullOrEmpty(type) || element.Space != Namespaces.Atom || type is "html" or "xhtml" or "text" or "plain"
            || type == "application/octet-stream" || type.StartsWith("text/", StringComparison.Ordinal) || type.EndsWith("xml", StringComparison.Ordinal) || !type.Contains('/', StringComparison.Ordinal);
    }

    private static string? Id(FeedItem item) =>
        StoryId.Of(item.First("guid", "id", "atom:id")?.Text) ?? StoryId.Of(item.Element.Attribute("rdf", "about")) ?? StoryId.Of(item.First("dc:identifier")?.Text);

    /// <summary>The page: what a redirecting service says was the original, the link, the alternate link, a guid that is one.</summary>
    private string? Link(FeedElement element)
    {
        var item = Item(element);
        if (Addresses.Resolve(item.First("feedburner:origlink", "pheedo:origlink")?.Text, item.Base) is { } original)
            return original;
        var written = item.Own("link").FirstOrDefault(link => link.Attribute("href") is null && !string.IsNullOrWhiteSpace(link.Text));
        if (written is not null && Addresses.Resolve(written.Text, written.Base(document)) is { } link)
            return link;
        foreach (var (_, address) in item.Links("alternate"))
            return address;
        if (kind == FeedKind.Atom)
            return null;
        var guid = item.First("guid");
        return guid is not null && !string.Equals(guid.Attribute("ispermalink"), "false", StringComparison.OrdinalIgnoreCase) && guid.Text.Contains("://", StringComparison.Ordinal)
            ? Addresses.Resolve(guid.Text, baseAddress: null)
            : Addresses.Resolve(element.Attribute("rdf", "about"), baseAddress: null);
    }

    private static List<string?> Authors(FeedItem item)
    {
        foreach (var name in new[] { "dc:creator", "author", "atom:author", "dc:author", "itunes:author" })
        {
            var found = item.All(name).Select(AuthorName).Where(author => !string.IsNullOrWhiteSpace(author)).ToList();
            if (found.Count > 0)
                return found;
        }
        return [];
    }

    private static string? AuthorName(FeedElement author)
    {
        if (!author.HasElements)
            return author.Text;
        var parts = author.Elements.ToLookup(part => part.Name, part => part.Text);
        return parts["name"].Concat(parts["email"]).FirstOrDefault(part => !string.IsNullOrWhiteSpace(part)) ?? (parts["name"].Any() ? null : author.Text);
    }

    private FeedItem Item(FeedElement element) => new(element, Core(element), document);

    /// <summary>The format's own elements are in no namespace, in the item's, in the root's, or in a known one of the format.</summary>
    private HashSet<string> Core(FeedElement element)
    {
        var core = new HashSet<string>(StringComparer.Ordinal) { "", root.Space, kind == FeedKind.Atom ? Namespaces.Atom : Namespaces.Rss };
        if (element.Name is "channel" or "item" or "entry")
            core.Add(element.Space);
        core.Remove("rdf");
        return core;
    }
}
