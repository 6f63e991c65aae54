namespace Digest.Related;

/// <summary>
/// Which stories are about one event. Asked for some of them, it tells the groups that just those make, so that a reader who gets only
/// some stories of an event gets a group of these. Made once, asked often.
/// </summary>
public sealed class StoryClusters
{
    /// <summary>How many stories are compared with each other, the latest ones: of a feed that is years old no edition shows more.</summary>
    public const int MostCompared = 1_000;

    private readonly Dictionary<long, long> times;
    private readonly Dictionary<long, Dictionary<long, double>> likenesses = [];
    private readonly StorySets ties;
    private readonly double least;
    private readonly long window;

    /// <summary>Compares the stories.</summary>
    /// <param name="stories">All that may be asked for.</param>
    /// <param name="ties">What editors said, the latest word first; it may speak of other stories too.</param>
    /// <param name="likeness">How alike two stories are, 0 to 1; 1: versions of one story.</param>
    /// <param name="options">How alike and how near in time they must be.</param>
    public StoryClusters(IReadOnlyCollection<DatedStory> stories, IEnumerable<StoryTie> ties, Func<long, long, double> likeness, RelatedOptions options)
    {
        times = stories.ToDictionary(story => story.Id, story => story.Time);
        this.ties = StorySets.Of(ties);
        least = Math.Max(options.ClusterScore, options.MinimumScore);
        window = (long)TimeSpan.FromHours(options.ClusterHours).TotalMilliseconds;
        if (options.ClusterHours == 0)
            return;
        var compared = stories.OrderByDescending(story => story.Time).ThenByDescending(story => story.Id).Take(MostCompared).Select(story => story.Id).ToList();
        for (var one = 0; one < compared.Count; one++)
        {
            for (var other = one + 1; other < compared.Count; other++)
            {
                if (likeness(compared[one], compared[other]) is > 0 and var alike)
                {
                    Likenesses(compared[one]).Add(compared[other], alike);
                    Likenesses(compared[other]).Add(compared[one], alike);
                }
            }
        }
    }

    /// <summary>The groups that some of the stories make, each story in exactly one; the latest first, and so within each.</summary>
    public IReadOnlyList<IReadOnlyList<long>> Groups(IEnumerable<long> ids)
    {
        var stories = ids.Distinct().Select(id => new DatedStory(id, times[id])).OrderByDescending(story => story.Time).ThenByDescending(story => story.Id).ToList();
        var sets = ties.Copy();
        foreach (var near in Neighbourhoods(stories))
            new AlikeStories(near, Likeness, sets).Join(least, window);
        // Grouping keeps the order.
        return [.. stories.GroupBy(story => sets.Find(story.Id), story => story.Id).Select(group => group.ToList())];
    }

    /// <summary>The stories of which each is alike enough to one of the others, so that only these have to be looked at together.</summary>
    private IEnumerable<IReadOnlyList<DatedStory>> Neighbourhoods(List<DatedStory> stories)
    {
        var asked = stories.ToDictionary(story => story.Id);
        var met = new HashSet<long>();
        foreach (var story in stories)
        {
            if (!likenesses.ContainsKey(story.Id) || !met.Add(story.Id))
                continue;
            var near = new List<DatedStory> { story };
            for (var at = 0; at < near.Count; at++)
            {
                foreach (var (id, alike) in likenesses[near[at].Id])
                {
                    if (alike >= least && asked.TryGetValue(id, out var other) && met.Add(id))
                        near.Add(other);
                }
            }
            if (near.Count > 1)
                yield return [.. near.OrderByDescending(one => one.Time).ThenByDescending(one => one.Id)];
        }
    }

    private double Likeness(long one, long other) => likenesses.TryGetValue(one, out var others) ? others.GetValueOrDefault(other) : 0;

    private Dictionary<long, double> Likenesses(long story) => likenesses.TryGetValue(story, out var known) ? known : likenesses[story] = [];
}
