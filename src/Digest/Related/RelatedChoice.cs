namespace Digest.Related;

/// <summary>Which stories may stand beside the one asked about, and how much the time between them takes away.</summary>
internal sealed class RelatedChoice(IndexedStory asked, DateTimeOffset now, RelatedDirection direction, IReadOnlySet<long> exclude)
{
    private readonly long present = now.ToUnixTimeMilliseconds();
    private readonly long time = Math.Min(asked.Published, now.ToUnixTimeMilliseconds());

    public bool Allows(IndexedStory story) =>
        story.Id != asked.Id
        && (story.Link == 0 || story.Link != asked.Link)
        && !exclude.Contains(story.Id)
        && (direction == RelatedDirection.Either || asked.Published == IndexedStory.Unknown || Math.Min(story.Published, present) <= time);

    /// <summary>1 for a story of the same time, half of it for each half-life between them; unknown times cost nothing.</summary>
    public double Freshness(IndexedStory story, int halfLifeDays) =>
        asked.Published == IndexedStory.Unknown || story.Published == IndexedStory.Unknown
            ? 1
            : Math.Pow(0.5, TimeSpan.FromMilliseconds(Math.Abs(time - Math.Min(story.Published, present))).TotalDays / halfLifeDays);
}
