using Digest.Rendering;

namespace Digest.Editions.Checks;

/// <summary>Links that cannot be followed, and links and pictures that did not answer when they were asked for.</summary>
internal sealed class LinkFaults : IEditionCheck
{
    /// <summary>More of one host with the same problem are told as one.</summary>
    private const int MostAlone = 3;

    public IEnumerable<Finding> Find(CheckedEdition edition)
    {
        if (edition.Composition is not { } composition)
            return [];
        var unusable = composition.Content.Stories.Zip(composition.Items, (story, item) => (Story: story, item.LeadId))
            .Where(one => PlainText.Address(one.Story.Link) is null)
            .Select(one => Finding.Warn("link-address", $"The story “{EditionPictures.Short(one.Story.Headline)}” has no link that can be followed.", "Give the story a web address in the feed, or drop it.", new FindingPlace(FindingSubject.Story, one.Story.Headline) { StoryId = one.LeadId }));
        var dead = EditionLink.Of(composition, edition.Site)
            .Select(link => (Link: link, edition.Answers.Known.GetValueOrDefault(link.Url)?.Problem))
            .Where(one => one.Problem is not null)
            .GroupBy(one => (one.Link.IsPicture, one.Link.Address.Authority, one.Problem))
            .SelectMany(same => same.Count() <= MostAlone ? same.Select(one => Alone(one.Link, one.Problem!)) : [Together([.. same.Select(one => one.Link)], same.Key.Problem!)]);
        return unusable.Concat(dead);
    }

    private static Finding Alone(EditionLink link, string problem) => Finding.Warn(
        Code(link.IsPicture),
        $"The {(link.IsPicture ? "picture" : "link")} of “{EditionPictures.Short(link.Where.Name ?? link.Url)}” {(link.IsPicture ? "is not in order" : "leads nowhere")}: {problem}.",
        Remedy(link.IsPicture), link.Where with { Name = link.Url });

    private static Finding Together(IReadOnlyList<EditionLink> links, string problem) => Finding.Warn(
        Code(links[0].IsPicture),
        $"{links.Count} {(links[0].IsPicture ? "pictures" : "links")} at {links[0].Address.Authority} {(links[0].IsPicture ? "are not in order" : "lead nowhere")}: {problem}.",
        Remedy(links[0].IsPicture), links[0].Where with { Name = links[0].Url });

    private static string Code(bool isPicture) => isPicture ? "picture-answer" : "link-answer";

    private static string Remedy(bool isPicture) => isPicture
        ? "Put the picture in its place, or give the story another one."
        : "Put the page in its place or correct the link, or leave the story out until then.";
}
