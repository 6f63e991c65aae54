using System.Net;
using System.Text.Json;

namespace Digest.Stories.Reading;

/// <summary>Reads JSON Feed 1 and 1.1.</summary>
internal static class JsonFeed
{
    private static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 };

    public static FeedDocument Read(string text, Uri? address)
    {
        try
        {
            using var json = JsonDocument.Parse(text, Options);
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Array)
                return FeedDocument.Unusable("This is JSON, but not a JSON Feed: it has no items");
            return Read(json.RootElement, items, address);
        }
        catch (JsonException problem)
        {
            return FeedDocument.Unusable($"This is not well-formed JSON, line {problem.LineNumber + 1}");
        }
    }

    private static FeedDocument Read(JsonElement feed, JsonElement items, Uri? address)
    {
        var link = Addresses.Resolve(String(feed, "home_page_url"), address);
        var document = (address is null || address.IsFile) && link is not null ? new Uri(link) : address;
        var authors = Authors(feed).ToList();
        return new FeedDocument
        {
            Kind = FeedKind.Json,
            Title = PlainText.CleanLine(String(feed, "title")),
            Link = link,
            Language = PlainText.Clean(String(feed, "language")),
            Stories = items.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object).Take(FeedReader.MaxStories).Select(item => Story(item, authors, document)).ToList(),
        };
    }

    private static FeedStory Story(JsonElement item, IReadOnlyList<string?> feedAuthors, Uri? document)
    {
        var link = Addresses.Resolve(String(item, "url"), document) ?? Addresses.Resolve(String(item, "external_url"), document);
        var content = HtmlReader.Read(String(item, "content_html") ?? WebUtility.HtmlEncode(String(item, "content_text")));
        var summary = HtmlReader.Read(WebUtility.HtmlEncode(String(item, "summary")));
        var text = StoryText.Of(PlainText.CleanLine(String(item, "title")), summary, content, link);
        var authors = Authors(item).ToList();
        var id = PlainText.Clean(String(item, "id"));
        return new FeedStory
        {
            Id = id ?? link,
            Headline = text.Headline,
            Link = link ?? Addresses.Resolve(id, baseAddress: null),
            Dek = text.Dek,
            Byline = Bylines.Of(authors.Count > 0 ? authors : feedAuthors),
            Published = FeedDates.Read(String(item, "date_published")),
            Updated = FeedDates.Read(String(item, "date_modified")),
            Picture = Picture(item, content, document),
            Text = text.Text,
            Topics = item.TryGetProperty("tags", out var tags) && tags.ValueKind == JsonValueKind.Array ? Topics.Clean(tags.EnumerateArray().Select(tag => WebUtility.HtmlEncode(Text(tag)))) : [],
        };
    }

    private static Picture? Picture(JsonElement item, HtmlContent content, Uri? document)
    {
        var named = Addresses.Resolve(String(item, "image"), document) ?? Addresses.Resolve(String(item, "banner_image"), document) ?? Attached(item, document);
        var found = content.Pictures.FirstOrDefault(picture => Addresses.Resolve(picture.Source, document) is { } url && (named is null || url == named));
        var chosen = named ?? Addresses.Resolve(found?.Source, document);
        return chosen is null
            ? null
            : new Picture { Url = chosen, Alt = found?.Alt, Caption = found?.Caption, Credit = found?.Credit, Width = found?.Width, Height = found?.Height };
    }

    private static string? Attached(JsonElement item, Uri? document)
    {
        if (!item.TryGetProperty("attachments", out var attachments) || attachments.ValueKind != JsonValueKind.Array)
            return null;
        return attachments.EnumerateArray()
            .Where(one => one.ValueKind == JsonValueKind.Object && String(one, "mime_type")?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true)
            .Select(one => Addresses.Resolve(String(one, "url"), document))
            .FirstOrDefault(url => url is not null);
    }

    private static IEnumerable<string?> Authors(JsonElement of)
    {
        // 1.1 has a list, 1.0 had one
        if (of.TryGetProperty("authors", out var authors) && authors.ValueKind == JsonValueKind.Array)
            return authors.EnumerateArray().Where(author => author.ValueKind == JsonValueKind.Object).Select(author => WebUtility.HtmlEncode(String(author, "name"))).Where(name => !string.IsNullOrWhiteSpace(name));
        return of.TryGetProperty("author", out var one) && one.ValueKind == JsonValueKind.Object && String(one, "name") is { } only ? [WebUtility.HtmlEncode(only)] : [];
    }

    private static string? String(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? Text(value) : null;

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => JsonText.Of(value),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}
