using Digest.Editions;

namespace Digest.Web.Pages.Archive;

/// <summary>What stood in an edition, in few words.</summary>
internal static class EditionHeadlines
{
    /// <summary>The headlines of an edition without the one that it is named after.</summary>
    public static IReadOnlyList<string> BesidesTitle(PublishedEdition edition, IEnumerable<PublishedHeadline> headlines, int most = int.MaxValue) =>
        [.. headlines.Select(one => one.Headline).Where(headline => headline != edition.Title).Take(most)];
}
