using Digest.Storage;
using Digest.Stories;

namespace Digest.Web.Sample;

/// <summary>Whether the sample site stands in for a feed of one's own. It comes and goes with the settings.</summary>
internal sealed class SampleSiteState(SiteOptions site, Database database, SampleStories stories, TimeProvider clock)
{
    public static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "sample");

    /// <summary>The sample site's feed; null: the site has a feed of its own, and nothing of the sample is shown.</summary>
    public string? FeedFile { get; private set; }

    /// <summary>Which feeds are read: the site's own, or the sample's while there are none.</summary>
    public IReadOnlyList<FeedOptions> Feeds(IReadOnlyList<FeedOptions> own)
    {
        if (own.Count > 0)
        {
            FeedFile = null;
            return own;
        }
        FeedFile = new SampleSite(site, clock).Materialise(AppContext.BaseDirectory, database.Folder);
        return [new FeedOptions { Url = FeedFile }];
    }

    /// <summary>Takes the sample's stories out of the choice once the site has its own, and back when it has none.</summary>
    public Task SettleAsync(CancellationToken cancellation = default) => stories.SettleAsync(SampleSite.FileIn(database.Folder), inUse: FeedFile is not null, cancellation);
}
