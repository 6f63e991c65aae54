using System.Globalization;
using Digest.Stories;

namespace Digest.Web.Commands;

/// <summary>What was read from a feed, for programs and for people.</summary>
internal static class FeedInspection
{
    public static object ToJson(string source, FeedDocument feed) => new
    {
        source,
        kind = feed.Kind == FeedKind.None ? null : Kind(feed.Kind),
        title = feed.Title,
        link = feed.Link,
        stories = feed.Stories.Select(story => new
        {
            id = story.Id,
            headline = story.Headline.Length == 0 ? null : story.Headline,
            link = story.Link,
            dek = story.Dek,
            byline = story.Byline,
            published = Time(story.Published),
            updated = Time(story.Updated),
            picture = story.Picture is { } picture ? new { url = picture.Url, caption = picture.Caption, credit = picture.Credit } : null,
            topics = story.Topics,
            licence = story.Licence ?? feed.Licence,
        }),
        problems = feed.Problems,
    };

    public static async Task PrintAsync(IEnumerable<(string Source, FeedDocument Document)> feeds, TextWriter output)
    {
        foreach (var (source, feed) in feeds.Where(feed => feed.Document.Kind != FeedKind.None))
        {
            await output.WriteLineAsync($"{source}: {feed.Title ?? "(no title)"} ({Kind(feed.Kind)}, {feed.Stories.Count} {(feed.Stories.Count == 1 ? "story" : "stories")})");
            await LineAsync(output, "link", feed.Link);
            await LineAsync(output, "licence", feed.Licence);
            foreach (var problem in feed.Problems)
                await LineAsync(output, "problem", problem);
            foreach (var story in feed.Stories)
                await PrintAsync(story, output);
            await output.WriteLineAsync();
        }
    }

    private static async Task PrintAsync(FeedStory story, TextWriter output)
    {
        await output.WriteLineAsync();
        await output.WriteLineAsync($"  {(story.Headline.Length == 0 ? "(no headline)" : story.Headline)}");
        await LineAsync(output, "dek", story.Dek);
        await LineAsync(output, "byline", story.Byline);
        await LineAsync(output, "published", Time(story.Published));
        await LineAsync(output, "updated", Time(story.Updated));
        await LineAsync(output, "link", story.Link);
        await LineAsync(output, "id", story.Id == story.Link ? null : story.Id);
        await LineAsync(output, "picture", story.Picture?.Url);
        await LineAsync(output, "caption", story.Picture?.Caption);
        await LineAsync(output, "credit", story.Picture?.Credit);
        await LineAsync(output, "topics", story.Topics.Count == 0 ? null : string.Join(", ", story.Topics));
        await LineAsync(output, "licence", story.Licence);
        await LineAsync(output, "text", story.Text is { } text ? string.Create(CultureInfo.InvariantCulture, $"{text.Length} characters") : null);
    }

    private static async Task LineAsync(TextWriter output, string name, string? value)
    {
        if (value is not null)
            await output.WriteLineAsync($"    {name,-10} {value}");
    }

    private static string Kind(FeedKind kind) => kind switch
    {
        FeedKind.Rss => "rss",
        FeedKind.Rdf => "rdf",
        FeedKind.Atom => "atom",
        FeedKind.Json => "json",
        _ => "none",
    };

    private static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
