namespace Digest.Stories.Reading;

/// <summary>What a story is about, in the feed's words and order.</summary>
internal static class Topics
{
    private const int Longest = 100;
    private const int Most = 30;
    private const int MostWritten = 500;

    public static IReadOnlyList<string> Of(FeedItem item) => Clean(item.Element.Elements.SelectMany(element => Written(item, element)));

    public static IReadOnlyList<string> Clean(IEnumerable<string?> written) => written
        .Take(MostWritten)
        .Select(topic => HtmlReader.Read(topic).Line)
        .OfType<string>()
        .Where(topic => topic.Length <= Longest)
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .Take(Most)
        .ToList();

    private static string?[] Written(FeedItem item, FeedElement element) => (element.Space, element.Name) switch
    {
        ("itunes", "category") => [element.Attribute("text"), .. element.Elements.Where(one => one.Name == "category").Select(one => one.Attribute("text"))],
        (_, "tags") when item.IsOwn(element) && !element.HasElements => [.. element.Text.Split(',')],
        ("media" or "itunes", "keywords") => [.. element.Text.Split(',')],
        (Namespaces.Atom, "category") => [Term(element)],
        ("dc", "subject") or ("media", "category") => [Own(element)],
        (_, "category") when item.IsOwn(element) => [Term(element) ?? Own(element)],
        _ => [],
    };

    // A term may be an address that only programs read (RFC 4287 §4.2.2); the label is for people.
    private static string? Term(FeedElement element)
    {
        var term = element.Attribute("term");
        return term is null || term.Contains("://", StringComparison.Ordinal) ? element.Attribute("label") ?? term : term;
    }

    private static string? Own(FeedElement element) =>
        string.IsNullOrWhiteSpace(element.Text) ? element.Elements.Select(one => one.Attribute("rdf", "resource")).FirstOrDefault() : element.Text;
}
