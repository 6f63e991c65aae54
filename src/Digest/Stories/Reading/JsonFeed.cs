using System.Net;
using System.Text.Json;

namespace Digest.Stories.Reading;

/// <summary>Reads JSON Feed 1 and 1.1.</summary>
internal static class JsonFeed
{
    private static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 };

    public static FeedDocument Read(string text, Uri? address, DateTimeOffset? now, int most)
    {
        try
        {
            using var json = JsonDocument.Parse(JsonText.WithoutHalves(text), Options);
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Array)
                return FeedDocument.Unusable("This is JSON, but not a JSON Feed: it has no items");
            return Read(json.RootElement, items, address, now, most);
        }
        catch (JsonException problem)
        {
            return FeedDocument.Unusable($"This is not well-formed JSON, line {problem.LineNumber + 1}");
        }
    }

    private static FeedDocument Read(JsonElement feed, JsonElement items, Uri? address, DateTimeOffset? now, int most)
    {
        var link = Addresses.Resolve(String(feed, "home_page_url"), address);
        var document = (address is null || address.IsFile) && link is not null ? new Uri(link) : address;
        var authors = Authors(feed).ToList();
        var notes = new StoryNotes(now);
        var objects = items.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object).Take(most + 1).ToList();
        var read = new FeedDocument
        {
            Kind = FeedKind.Json,
            Title = PlainText.CleanLine(String(feed, "title")) is { } title ? PlainText.Shorten(title, StoryText.LongestHeadline) : null,
            Link = link,
            Language = LanguageTag.Of(String(feed, "language")),
            Stories = objects.Take(most).Select(item => Story(item, authors, document, notes)).ToList(),
        };
        return read with { Problems = [.. FeedReader.TooMany(objects.Count, most), .. notes.Problems(read), .. Version(feed)] };
    }

    private static IEnumerable<string> Version(JsonElement feed) =>
        String(feed, "version")?.Contains("jsonfeed.org", StringComparison.OrdinalIgnoreCase) == true ? [] : ["The feed does not say which version of JSON Feed it is in"];

    private static FeedStory Story(JsonElement item, IReadOnlyList<string?> feedAuthors, Uri? document, StoryNotes notes)
    {
        var link = Addresses.Resolve(String(item, "url"), document) ?? Addresses.Resolve(String(item, "external_url"), document);
        var content = HtmlReader.Read(String(item, "content_html") ?? WebUtility.HtmlEncode(String(item, "content_text")));
        var summary = HtmlReader.Read(WebUtility.HtmlEncode(String(item, "summary")));
        var title = String(item, "title");
        var text = StoryText.Of(PlainText.CleanLine(title), summary, content, link);
        var authors = Authors(item).ToList();
        var id = StoryId.Of(String(item, "id"));
        var story = new FeedStory
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
            Topics = Tags(item),
        };
        notes.Add(story, !string.IsNullOrWhiteSpace(title), String(item, "url") ?? String(item, "external_url"), String(item, "date_published") ?? String(item, "date_modified"), title is not null && PlainText.HasReferences(title));
        return story;
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
            .Where(one => one.ValueKind == JsonValueKind.Object && (String(one, "mime_type")?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) ?? Pictures.EndsLikePicture(String(one, "url"))))
            .Select(one => Addresses.Resolve(String(one, "url"), document))
            .FirstOrDefault(url => url is not null);
    }

    private static IEnumerable<string?> Authors(JsonElement of) => Names(of, "authors").Concat(Names(of, "author")).Where(name => !string.IsNullOrWhiteSpace(name)).Distinct();

    /// <summary>1.1 has a list, 1.0 had one; some write the name alone.</summary>
    private static IEnumerable<string?> Names(JsonElement of, string property) => !of.TryGetProperty(property, out var value)
        ? []
        : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(Name) : [Name(value)];

    private static string? Name(JsonElement author) =>
        WebUtility.HtmlEncode(author.ValueKind == JsonValueKind.Object ? String(author, "name") : author.ValueKind == JsonValueKind.String ? Text(author) : null);

    private static IReadOnlyList<string> Tags(JsonElement item) => !item.TryGetProperty("tags", out var tags)
        ? []
        : Topics.Clean((tags.ValueKind == JsonValueKind.Array ? tags.EnumerateArray().Select(Text) : Text(tags)?.Split(',') ?? []).Select(WebUtility.HtmlEncode));

    private static string? String(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? Text(value) : null;

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => JsonText.Of(value),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}
