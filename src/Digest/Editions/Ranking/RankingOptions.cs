using System.ComponentModel.DataAnnotations;

namespace Digest.Editions.Ranking;

/// <summary>
/// What puts an item of an edition before others (settings section <c>Editions:Ranking</c>). What an editor pinned comes first; of the
/// rest each item's parts, from 0 to 1, are multiplied with these weights and added. A weight of 0 leaves its part out; with all but
/// <see cref="Freshness"/> at 0 the order is that of time. Items that are worth the same stand by time.
/// </summary>
public sealed class RankingOptions
{
    /// <summary>The weight of being new, 0 to 10. Default: 1, which is more than all others together.</summary>
    [Range(0.0, 10.0)]
    public double Freshness { get; set; } = 1;

    /// <summary>Hours after which an item's latest story is half as fresh, 1 to 720. Default: 24. Fewer make the order stricter by time among new stories, and leave more to the other weights among old ones.</summary>
    [Range(1, 720)]
    public int FreshnessHours { get; set; } = 24;

    /// <summary>The weight of how many stories there are about the event, 0 to 10: nothing for one story, a third for two, two thirds for four, all for eight or more. Default: 0.3.</summary>
    [Range(0.0, 10.0)]
    public double ClusterSize { get; set; } = 0.3;

    /// <summary>The weight of the place in the feed when that was last read, 0 to 10: all for the first story, falling to nothing after the twentieth. Default: 0.2.</summary>
    [Range(0.0, 10.0)]
    public double FeedOrder { get; set; } = 0.2;

    /// <summary>The weight of the latest story's having a picture, 0 to 10. Default: 0.05.</summary>
    [Range(0.0, 10.0)]
    public double Pictures { get; set; } = 0.05;

    /// <summary>The weight of the share of the item's topics that the reader follows, 0 to 10. Default: 0.1.</summary>
    [Range(0.0, 10.0)]
    public double FollowedTopics { get; set; } = 0.1;

    /// <summary>
    /// The share of its worth that an item loses for each item above it with the same topic, and again for each from the same feed, 0 to 1.
    /// Default: 0.1. A topic or feed that all items have does not count. 0: what is worth most stands first, whatever it is about.
    /// </summary>
    [Range(0.0, 1.0)]
    public double Variety { get; set; } = 0.1;
}
