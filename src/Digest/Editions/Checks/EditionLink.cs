using Digest.Rendering;

namespace Digest.Editions.Checks;

/// <summary>An address that an edition leads to or shows.</summary>
/// <param name="Url">http or https.</param>
/// <param name="IsPicture">Whether it is a picture's.</param>
/// <param name="Where">Where it stands.</param>
public sealed record EditionLink(string Url, bool IsPicture, FindingPlace Where)
{
    /// <summary>So many addresses of an edition are asked for.</summary>
    public const int Most = 200;

    public Uri Address => new(Url);

    /// <summary>All of an edition, each once: stories and pictures from the top, then what stands beside them, then the appeal.</summary>
    internal static IReadOnlyList<EditionLink> Of(Composition composition, SiteOptions site)
    {
        var links = new List<EditionLink>();
        void Add(string? address, bool isPicture, string name, long? story)
        {
            if (PlainText.Address(address) is { } url)
                links.Add(new EditionLink(url, isPicture, new FindingPlace(isPicture ? FindingSubject.Picture : FindingSubject.Link, name) { StoryId = story }));
        }
        var stories = composition.Content.Stories.Zip(composition.Items, (story, item) => (Story: story, item.LeadId)).ToList();
        foreach (var (story, id) in stories)
        {
            Add(story.Link, isPicture: false, story.Headline, id);
            Add(story.Picture?.Url, isPicture: true, story.Headline, id);
        }
        foreach (var (story, id) in stories)
        {
            foreach (var earlier in story.Timeline.Take(DigestParts.MostInTimeline))
                Add(earlier.Link, isPicture: false, earlier.Headline, id);
            foreach (var related in story.Related)
                Add(related.Link, isPicture: false, related.Headline, id);
        }
        if (site.Appeal.Text.Length > 0)
            Add(site.Appeal.Link, isPicture: false, site.Appeal.LinkText, story: null);
        return [.. links.DistinctBy(link => link.Url, StringComparer.Ordinal).Take(Most)];
    }
}
