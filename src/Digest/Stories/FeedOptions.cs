using System.ComponentModel.DataAnnotations;

namespace Digest.Stories;

/// <summary>One feed to read (settings section <c>Feeds:0</c>, <c>Feeds:1</c> …).</summary>
public sealed class FeedOptions
{
    /// <summary>An http or https address, or a file's path (relative to the settings' folder).</summary>
    [Required, StringLength(2000)]
    public string Url { get; set; } = "";

    /// <summary>Minutes between two polls, 1 to 1440. Default: 15.</summary>
    [Range(1, 1440)]
    public int PollMinutes { get; set; } = 15;
}

/// <summary>All feeds of the site. Without any, the sample site's feed is read.</summary>
public sealed class FeedsOptions
{
    public IReadOnlyList<FeedOptions> Feeds { get; set; } = [];
}
