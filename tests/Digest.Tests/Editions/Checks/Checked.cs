using Digest.Editions;
using Digest.Editions.Checks;
using Digest.Rendering;
using Digest.Tests.Rendering;

namespace Digest.Tests.Editions.Checks;

/// <summary>Editions to be checked, rendered with the real templates.</summary>
internal static class Checked
{
    public static StoryContent Story(int id, string? headline = null) => new()
    {
        Id = id,
        Headline = headline ?? $"Story number {id}",
        Link = $"https://gazette.example/news/{id}",
        Dek = "What happened, in a sentence.",
        Topics = ["Harbour"],
        Picture = new PictureContent($"https://gazette.example/pictures/{id}.jpg", "A boat at the quay", "The quay on Tuesday.", "O. Tarn", 1200, 800),
        Related = [new RelatedContent("Earlier", $"https://gazette.example/news/{id}/earlier", null)],
    };

    public static StoryContent[] Stories(int count) => [.. Enumerable.Range(1, count).Select(id => Story(id))];

    /// <summary>An edition of some stories; null: as the templates write it.</summary>
    public static async Task<CheckedEdition> OfAsync(IReadOnlyList<StoryContent> stories, SiteOptions? site = null, Func<string, string>? html = null, Func<string, string>? text = null)
    {
        var publication = site ?? Some.Site;
        var content = Some.Digest([.. stories]);
        var message = await Some.Renderer(publication).DigestAsync(content);
        return new CheckedEdition(publication)
        {
            Composition = new Composition([.. stories.Select((story, at) => new ComposedItem([story.Id ?? at + 1], []))], content),
            Message = message with { Html = html?.Invoke(message.Html) ?? message.Html, Text = text?.Invoke(message.Text) ?? message.Text },
        };
    }

    public static IReadOnlyList<Finding> Findings(this CheckedEdition edition) => EditionChecks.Find(edition);

    public static IEnumerable<string> Codes(this CheckedEdition edition) => edition.Findings().Select(finding => finding.Code);

    /// <summary>Writes something below the publication's name, on white paper.</summary>
    public static Func<string, string> With(string what) => html => html.Replace("</h1>", $"</h1><div style=\"background-color:#ffffff;color:#000000;\">{what}</div>", StringComparison.Ordinal);
}
