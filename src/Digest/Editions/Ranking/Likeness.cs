namespace Digest.Editions.Ranking;

/// <summary>How many of the items above one have a topic or the feed in common with it. What all have in common tells nothing.</summary>
internal sealed class Likeness
{
    private readonly HashSet<string> common;
    private readonly bool hasOneFeed;
    private readonly List<Candidate> above = [];

    public Likeness(IReadOnlyList<Candidate> all)
    {
        common = all.Count == 0 ? [] : new(all[0].Topics, StringComparer.OrdinalIgnoreCase);
        foreach (var candidate in all)
            common.IntersectWith(candidate.Topics);
        hasOneFeed = all.Select(candidate => candidate.FeedId).Distinct().Take(2).Count() < 2;
    }

    public void Place(Candidate candidate) => above.Add(candidate);

    /// <summary>One for each item above with a topic in common, and one for each from the same feed.</summary>
    public int Above(Candidate candidate) => above.Sum(other =>
        (candidate.Topics.Any(topic => !common.Contains(topic) && other.Topics.Contains(topic, StringComparer.OrdinalIgnoreCase)) ? 1 : 0)
        + (!hasOneFeed && candidate.FeedId is not null && candidate.FeedId == other.FeedId ? 1 : 0));
}
