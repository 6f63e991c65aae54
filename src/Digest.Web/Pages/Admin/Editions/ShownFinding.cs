using Digest.Editions.Checks;

namespace Digest.Web.Pages.Admin.Editions;

/// <summary>A finding as a page shows it, with the place where it can be mended.</summary>
/// <param name="Finding">What was found.</param>
/// <param name="Link">Where it can be mended; null: not on these pages.</param>
/// <param name="LinkText">The words on the link.</param>
internal sealed record ShownFinding(Finding Finding, string? Link, string? LinkText)
{
    public bool Blocks => Finding.Level is FindingLevel.Block;

    public string Word => Blocks ? "Blocks" : "Warning";

    public string Style => Blocks ? "bad" : "warn";

    /// <summary>Gives each finding its place.</summary>
    /// <param name="finding">What was found.</param>
    /// <param name="composition">Whose stories have links; null: there is none.</param>
    public static ShownFinding Of(Finding finding, Digest.Editions.Composition? composition)
    {
        var (link, text) = Place(finding, composition);
        return new ShownFinding(finding, link, text);
    }

    private static (string? Link, string? Text) Place(Finding finding, Digest.Editions.Composition? composition) => finding.Code switch
    {
        "postal-address" or "sample-address" => ("/admin/settings/publication#site-postaladdress", "Set the postal address"),
        "stories-none" or "stories-few" => ("/admin/feeds", "Look at the feeds"),
        "message-too-long" => ("/admin/settings/appeal", "Shorten the appeal"),
        "link-answer" or "picture-answer" when finding.Where.Name is { } address && Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" => (address, "Open it"),
        _ when finding.Where.StoryId is { } story && composition is not null && LinkOf(story, composition) is { } address => (address, "Open the story"),
        _ => (null, null),
    };

    private static string? LinkOf(long story, Digest.Editions.Composition composition)
    {
        var at = composition.Items.Select((item, place) => (item, place)).FirstOrDefault(one => one.item.LeadId == story);
        return at.item is null ? null : composition.Content.Stories[at.place].Link is { } link && Uri.TryCreate(link, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? link : null;
    }
}
