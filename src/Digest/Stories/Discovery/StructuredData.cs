using System.Text.Json;
using Digest.Stories.Reading;

namespace Digest.Stories.Discovery;

/// <summary>What a page's JSON-LD says of the publication (schema.org).</summary>
internal static class StructuredData
{
    private const int Deepest = 8;
    private static readonly string[] Publications = ["WebSite", "NewsMediaOrganization", "Organization", "Newspaper", "LocalBusiness", "Blog"];
    private static readonly string[] Articles = ["Article", "NewsArticle", "BlogPosting", "ReportageNewsArticle", "OpinionNewsArticle", "AnalysisNewsArticle", "LiveBlogPosting"];

    /// <summary>The publication's name; null: none is said.</summary>
    public static string? Name(IEnumerable<string> blocks) => Nodes(blocks)
        .Select(node => (Rank: Rank(node), Name: Text(node, "name")))
        .Where(found => found is { Rank: >= 0, Name: not null })
        .OrderBy(found => found.Rank)
        .Select(found => found.Name).FirstOrDefault();

    /// <summary>Whether the page is one story's.</summary>
    public static bool IsArticle(IEnumerable<string> blocks) => Nodes(blocks).Any(node => Types(node).Any(Articles.Contains));

    private static int Rank(JsonElement node) => Types(node).Select(type => Array.IndexOf(Publications, type)).DefaultIfEmpty(-1).Max();

    /// <summary>The blocks that are JSON.</summary>
    internal static IEnumerable<JsonElement> Roots(IEnumerable<string> blocks)
    {
        foreach (var block in blocks)
        {
            JsonElement root;
            try
            {
                using var document = JsonDocument.Parse(JsonText.WithoutHalves(block), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 32 });
                root = document.RootElement.Clone();
            }
            catch (JsonException)
            {
                continue;
            }
            yield return root;
        }
    }

    private static IEnumerable<JsonElement> Nodes(IEnumerable<string> blocks) => Roots(blocks).SelectMany(root => Within(root, 0));

    internal static IEnumerable<JsonElement> Within(JsonElement element, int depth)
    {
        if (depth > Deepest)
            return [];
        return element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Within(property.Value, depth + 1)).Prepend(element),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(one => Within(one, depth + 1)),
            _ => [],
        };
    }

    internal static IEnumerable<string> Types(JsonElement node) => node.TryGetProperty("@type", out var type)
        ? type.ValueKind switch
        {
            JsonValueKind.String => [JsonText.Of(type)],
            JsonValueKind.Array => type.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(JsonText.Of),
            _ => [],
        }
        : [];

    private static string? Text(JsonElement node, string name) =>
        node.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? PlainText.CleanLine(JsonText.Of(value)) : null;
}
