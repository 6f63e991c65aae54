using Digest.Storage;
using Digest.Stories;
using Digest.Web.Settings;

namespace Digest.Web.Sample;

/// <summary>Whether the sample site stands in for a feed of one's own, and which feeds are read in either case.</summary>
/// <param name="FeedFile">The sample site's feed; null: the site has a feed of its own, and nothing of the sample is shown.</param>
/// <param name="Feeds">What to poll.</param>
internal sealed record SampleSiteState(string? FeedFile, FeedsOptions Feeds)
{
    public static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "sample");

    public static SampleSiteState Prepare(AppSettings settings, Database database, TimeProvider clock)
    {
        if (settings.Feeds.Feeds.Count > 0)
            return new SampleSiteState(FeedFile: null, settings.Feeds);
        var file = new SampleSite(settings.Site, clock).Materialise(AppContext.BaseDirectory, Path.GetDirectoryName(database.File)!);
        return new SampleSiteState(file, new FeedsOptions { Feeds = [new FeedOptions { Url = file }] });
    }
}
