using System.ComponentModel.DataAnnotations;

namespace Digest.Stories.Pages;

/// <summary>Whether and for which stories their own pages are read (settings section <c>StoryPages</c>).</summary>
public sealed class StoryPagesOptions
{
    /// <summary>
    /// Whether the pages of stories whose feed says little of them are read, for what is missing: dek, byline, picture with caption and
    /// credit, topic, time, licence; and whether those of stories that readers got lately are looked at, for corrections and withdrawals. A host's
    /// robots.txt is obeyed. Default: true.
    /// </summary>
    public bool Read { get; set; } = true;

    /// <summary>Only pages of stories that are not older than so many days, 1 to 365. Default: 7.</summary>
    [Range(1, 365)]
    public int MaxAgeDays { get; set; } = 7;
}
