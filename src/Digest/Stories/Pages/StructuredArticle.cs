using System.Globalization;
using System.Text.Json;
using Digest.Stories.Discovery;
using Digest.Stories.Reading;

namespace Digest.Stories.Pages;

/// <summary>The story as a page's JSON-LD describes it (schema.org NewsArticle and its kin).</summary>
internal sealed class StructuredArticle
{
    private const int MostPeople = 10;
    private const int MostNodes = 3000;
    private readonly Dictionary<string, JsonElement> byId = new(StringComparer.Ordinal);
    private readonly JsonElement article;

    private StructuredArticle(JsonElement article, IEnumerable<JsonElement> nodes)
    {
        this.article = article;
        // A node may only name another one, which stands elsewhere.
        foreach (var node in nodes.Where(node => node.EnumerateObject().Skip(1).Any()))
        {
            if (Written(node, "@id") is { } id)
                byId.TryAdd(id, node);
        }
    }

    public string? Headline => Line(article, "headline") ?? Line(article, "name");

    public string? Description => Line(article, "description") ?? Line(article, "abstract");

    public string? Licence => Values(article, "license").Select(Address).OfType<string>().FirstOrDefault();

    public string? Section => Values(article, "articleSection").Select(Text).OfType<string>().FirstOrDefault();

    public DateTimeOffset? Published => FeedDates.Read(Written(article, "datePublished")) ?? FeedDates.Read(Written(article, "dateCreated"));

    /// <summary>Where it says that it lies.</summary>
    public string? Link => Own(article);

    /// <summary>The publication's picture, which is no story's.</summary>
    public string? Logo => Values(article, "publisher").SelectMany(publisher => Values(publisher, "logo")).Select(Address).OfType<string>().FirstOrDefault();

    /// <summary>Names, each by itself.</summary>
    public IReadOnlyList<string> Authors => [.. Values(article, "author").Concat(Values(article, "creator")).Take(MostPeople).Select(Name).OfType<string>().Distinct()];

    /// <summary>Its picture, the address as written.</summary>
    public Picture? Picture => Values(article, "image").Concat(Values(article, "primaryImageOfPage")).Select(Image).OfType<Picture>().OrderByDescending(image => image.Width ?? 0).ThenByDescending(image => image.Credit is not null).FirstOrDefault();

    /// <summary>Finds the page's own article among what its JSON-LD speaks of; null: there is none.</summary>
    /// <param name="blocks">As written.</param>
    /// <param name="addresses">Under which the page is known, as they are compared.</param>
    public static StructuredArticle? Find(IEnumerable<string> blocks, IReadOnlyCollection<string> addresses)
    {
        var roots = StructuredData.Roots(blocks).SelectMany(Tops).Where(node => node.ValueKind is JsonValueKind.Object).Take(MostNodes).ToList();
        var articles = roots.Where(IsArticle).ToList();
        var own = articles.Where(node => Own(node) is { } link && addresses.Contains(CanonicalLink.Of(link))).Take(1).ToList();
        // One alone may write its address in another way; of several, those that lie elsewhere are other stories.
        if (own.Count == 0)
            own = articles.Count == 1 ? articles : [.. articles.Where(node => Own(node) is null).Take(1)];
        return own.Count == 0 ? null : new StructuredArticle(own[0], roots.SelectMany(root => StructuredData.Within(root, 0)).Where(node => node.ValueKind is JsonValueKind.Object).Take(MostNodes));
    }

    /// <summary>What stands by itself, not what is listed somewhere within.</summary>
    private static IEnumerable<JsonElement> Tops(JsonElement root) => root.ValueKind switch
    {
        JsonValueKind.Array => root.EnumerateArray().Where(one => one.ValueKind is JsonValueKind.Object).SelectMany(Tops),
        JsonValueKind.Object => Children(root, "@graph").Concat(Children(root, "mainEntity")).Prepend(root),
        _ => [],
    };

    private static List<JsonElement> Children(JsonElement node, string name)
    {
        if (!node.TryGetProperty(name, out var value))
            return [];
        return value.ValueKind is JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
    }

    private static bool IsArticle(JsonElement node) => StructuredData.Types(node).Any(type =>
        type.EndsWith("Article", StringComparison.Ordinal) || type.EndsWith("Posting", StringComparison.Ordinal) || type is "Report" or "Reportage" or "CreativeWork" or "Review");

    private static string? Own(JsonElement node) => Written(node, "url")
        ?? Children(node, "mainEntityOfPage").Select(page => page.ValueKind is JsonValueKind.Object ? Written(page, "@id") ?? Written(page, "url") : page.ValueKind is JsonValueKind.String ? JsonText.Of(page) : null).FirstOrDefault(link => link?.StartsWith("http", StringComparison.OrdinalIgnoreCase) == true);

    private IEnumerable<JsonElement> Values(JsonElement node, string name) =>
        node.ValueKind is JsonValueKind.Object ? Children(node, name).Take(MostPeople * 5).Select(Resolve) : [];

    private JsonElement Resolve(JsonElement value) =>
        value.ValueKind is JsonValueKind.Object && !value.EnumerateObject().Skip(1).Any() && Written(value, "@id") is { } id && byId.TryGetValue(id, out var whole) ? whole : value;

    private static string? Name(JsonElement value) => value.ValueKind is JsonValueKind.Object ? Line(value, "name") : Text(value);

    private static string? Address(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => JsonText.Of(value),
        JsonValueKind.Object => Written(value, "url") ?? Written(value, "contentUrl") ?? Written(value, "@id"),
        _ => null,
    };

    private Picture? Image(JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.String)
            return new Picture { Url = JsonText.Of(value) };
        if ((Written(value, "url") ?? Written(value, "contentUrl")) is not { } url)
            return null;
        var credit = Line(value, "creditText") ?? Values(value, "creator").Concat(Values(value, "author")).Select(Name).OfType<string>().FirstOrDefault() ?? Line(value, "copyrightNotice");
        return new Picture
        {
            Url = url,
            Caption = Line(value, "caption") ?? Line(value, "description"),
            Credit = credit,
            Width = Number(value, "width"),
            Height = Number(value, "height"),
        };
    }

    private static int? Number(JsonElement node, string name)
    {
        if (node.ValueKind is not JsonValueKind.Object || !node.TryGetProperty(name, out var value))
            return null;
        return value.ValueKind switch
        {
            JsonValueKind.Number => HtmlReader.Pixels(value.TryGetDouble(out var number) && number is > 0 and < 1e6 ? ((int)number).ToString(CultureInfo.InvariantCulture) : null),
            JsonValueKind.String => HtmlReader.Pixels(JsonText.Of(value)),
            JsonValueKind.Object => Number(value, "value"),
            _ => null,
        };
    }

    private static string? Line(JsonElement node, string name) => node.ValueKind is JsonValueKind.Object ? Children(node, name).Select(Text).OfType<string>().FirstOrDefault() : null;

    private static string? Text(JsonElement value) => value.ValueKind is JsonValueKind.String ? HtmlReader.Read(JsonText.Of(value)).Line : null;

    private static string? Written(JsonElement node, string name) =>
        node.ValueKind is JsonValueKind.Object && node.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? JsonText.Of(value).Trim() : null;
}
