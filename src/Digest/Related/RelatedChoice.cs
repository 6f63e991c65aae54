namespace Digest.Related;

/// <summary>Which stories may stand beside the one asked about, and how much the time between them takes away.</summary>
internal sealed class RelatedChoice(IndexedStory asked, DateTimeOffset now, RelatedDirection direction, IReadOnlySet<long> exclude)
{
    private readonly DateTimeOffset? time = Until(asked.Published, now);

    public IndexedStory Asked => asked;

    public bool Allows(IndexedStory story) =>
        story.Id != asked.Id
        && (story.Link.Length == 0 || story.Link != asked.Link)
        && !exclude.Contains(story.Id)
        && (direction == RelatedDirection.Either || !(Until(story.Published, now) > time));

    /// <summary>1 for a story of the same time, half of it for each half-life between them; unknown times cost nothing.</summary>
    public double Freshness(IndexedStory story, int halfLifeDays) =>
        time is { } one && Until(story.Published, now) is { } other ? Math.Pow(0.5, Math.Abs((one - other).TotalDays) / halfLifeDays) : 1;

    private static DateTimeOffset? Until(DateTimeOffset? time, DateTimeOffset now) => time > now ? now : time;
}
