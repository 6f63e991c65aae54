using System.Globalization;
using Digest.Stories.Pages;

namespace Digest.Web.Commands;

/// <summary>What stories' own pages would fill in, for programs and for people.</summary>
internal static class PageInspection
{
    public static IEnumerable<object> ToJson(IEnumerable<TriedPage> pages) => pages.Select(page => new
    {
        link = page.Link,
        problem = page.Problem,
        canonical = page.Canonical,
        filled = page.Filled,
        dek = page.Story?.Dek,
        byline = page.Story?.Byline,
        published = Time(page),
        picture = page.Story?.Picture is { } picture ? new { url = picture.Url, alt = picture.Alt, caption = picture.Caption, credit = picture.Credit, width = picture.Width, height = picture.Height } : null,
        topics = page.Story?.Topics ?? [],
        licence = page.Story?.Licence,
    });

    public static async Task PrintAsync(IReadOnlyList<TriedPage> pages, TextWriter output)
    {
        if (pages.Count > 0)
            await output.WriteLineAsync("What the stories' own pages would fill in:");
        foreach (var page in pages)
        {
            await output.WriteLineAsync();
            await output.WriteLineAsync($"  {page.Link}");
            var picture = page.Filled.Any(part => part is "picture" or "alt" or "caption" or "credit" or "size") ? page.Story?.Picture : null;
            await LineAsync(output, "problem", page.Problem);
            await LineAsync(output, "canonical", page.Canonical);
            await LineAsync(output, "dek", page.Story?.Dek);
            await LineAsync(output, "byline", page.Story?.Byline);
            await LineAsync(output, "published", Time(page));
            await LineAsync(output, "picture", picture?.Url);
            await LineAsync(output, "size", picture is { Width: { } width, Height: { } height } ? string.Create(CultureInfo.InvariantCulture, $"{width} by {height}") : null);
            await LineAsync(output, "alt", picture?.Alt);
            await LineAsync(output, "caption", picture?.Caption);
            await LineAsync(output, "credit", picture?.Credit);
            await LineAsync(output, "topics", page.Story?.Topics.Count > 0 ? string.Join(", ", page.Story.Topics) : null);
            await LineAsync(output, "licence", page.Story?.Licence);
            if (page is { Problem: null, Filled.Count: 0 })
                await output.WriteLineAsync("    nothing: the feed says it all");
        }
    }

    private static async Task LineAsync(TextWriter output, string name, string? value)
    {
        if (value is not null)
            await output.WriteLineAsync($"    {name,-10} {value}");
    }

    private static string? Time(TriedPage page) => page.Story?.Published?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
