using Digest.Rendering;

namespace Digest.Editions.Corrections;

/// <summary>A correction as a variant carries it.</summary>
/// <param name="CorrectionId">Which.</param>
/// <param name="StoryId">Of which story.</param>
/// <param name="Version">The version that its readers got.</param>
/// <param name="DecidedAt">When it was decided that it goes.</param>
/// <param name="Below">Its readers know the story in this version then.</param>
/// <param name="IsOfStanding">It tells that the story is withdrawn, or stands again, and no other words of it.</param>
/// <param name="Content">What the templates show.</param>
public sealed record CorrectionBox(long CorrectionId, long StoryId, int Version, long DecidedAt, int Below, bool IsOfStanding, CorrectionContent Content)
{
    /// <summary>What makes it another one than one of the same correction: readers of other versions are told something else.</summary>
    public string Key => $"{CorrectionId}:{Content.Headline}:{Content.Said}:{Content.Right}:{Content.Link}";
}
