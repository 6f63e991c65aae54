namespace Digest.Editions.Ranking;

/// <summary>In which order an edition's items stand; what comes late may be cut. Nothing but what it is given makes a difference.</summary>
public static class ItemRanking
{
    /// <summary>The last place in a feed that is worth anything; see <see cref="RankingOptions.FeedOrder"/>.</summary>
    public const int FeedPlaces = Stories.FeedPlaces.Most;

    /// <summary>So many stories about one event are worth as much as any number.</summary>
    private const int LargeCluster = 8;

    /// <summary>Puts candidates in order, the top one first: pins as they were made, then by worth, time and id.</summary>
    /// <param name="candidates">In any order.</param>
    /// <param name="options">The weights.</param>
    /// <param name="now">What ages are counted from.</param>
    /// <param name="top">For so many places variety counts; below them nobody sees what stands beside what.</param>
    public static IReadOnlyList<Ranked> Order(IEnumerable<Candidate> candidates, RankingOptions options, DateTimeOffset now, int top)
    {
        var all = candidates.Select(candidate => new Ranked(candidate, Score(candidate, options, now)))
            .OrderByDescending(one => one.Score.Worth).ThenByDescending(one => one.Candidate.LatestAt).ThenByDescending(one => one.Candidate.StoryIds[0]).ToList();
        var placed = all.Where(one => one.Candidate.Pin is not null).OrderBy(one => one.Candidate.Pin!.Order).ToList();
        var rest = new LinkedList<Ranked>(all.Where(one => one.Candidate.Pin is null));
        var likeness = new Likeness(all.ConvertAll(one => one.Candidate));
        foreach (var pinned in placed)
            likeness.Place(pinned.Candidate);
        while (options.Variety > 0 && placed.Count < top && rest.First is not null)
        {
            var next = Best(rest, likeness, options.Variety);
            rest.Remove(next.Node);
            placed.Add(next.Ranked);
            likeness.Place(next.Ranked.Candidate);
        }
        return [.. placed, .. rest];
    }

    private static (LinkedListNode<Ranked> Node, Ranked Ranked) Best(LinkedList<Ranked> rest, Likeness likeness, double variety)
    {
        (LinkedListNode<Ranked> Node, Ranked Ranked)? best = null;
        // They come by worth: once one is worth no more than the best of those before, none after it can be the best.
        for (var node = rest.First; node is not null && (best is null || node.Value.Score.Worth > best.Value.Ranked.Score.Total); node = node.Next)
        {
            var kept = Math.Pow(1 - variety, likeness.Above(node.Value.Candidate));
            var score = node.Value.Score with { Variety = Math.Round(node.Value.Score.Worth * (kept - 1), 9) };
            if (best is null || score.Total > best.Value.Ranked.Score.Total)
                best = (node, node.Value with { Score = score });
        }
        return best!.Value;
    }

    private static ItemScore Score(Candidate candidate, RankingOptions options, DateTimeOffset now)
    {
        var hours = Math.Max(0, (now.ToUnixTimeMilliseconds() - candidate.LatestAt) / 3_600_000.0);
        return new ItemScore
        {
            PinnedBy = candidate.Pin?.By,
            Freshness = options.Freshness * Math.Pow(0.5, hours / options.FreshnessHours),
            ClusterSize = options.ClusterSize * Math.Min(1, Math.Log(candidate.StoryIds.Count) / Math.Log(LargeCluster)),
            FeedOrder = options.FeedOrder * (candidate.FeedPlace is { } place ? Math.Max(0, 1 - ((place - 1) / (double)FeedPlaces)) : 0),
            Pictures = candidate.HasPicture ? options.Pictures : 0,
            FollowedTopics = candidate.Topics.Count == 0 ? 0 : options.FollowedTopics * candidate.Topics.Count(candidate.Followed.Contains) / candidate.Topics.Count,
        };
    }
}
