namespace Digest.Related;

/// <summary>
/// Which stories are about the same matter, by the words they share: see <see cref="RelatedQuery"/>. Grows story by story;
/// may be used from several threads.
/// </summary>
public sealed class RelatedIndex(RelatedOptions options)
{
    /// <summary>So many stories with the most in common are looked at closely.</summary>
    private const int Candidates = 200;

    private const int WordsShown = 6;
    private readonly Lock gate = new();
    private StoryStore store = new();
    private RelatedQuery? latest;

    public static RelatedIndex Build(IEnumerable<RelatedDocument> documents, RelatedOptions? options = null)
    {
        var index = new RelatedIndex(options ?? new RelatedOptions());
        foreach (var document in documents)
            index.Add(document);
        return index;
    }

    public int Count
    {
        get
        {
            lock (gate)
                return store.Count;
        }
    }

    public bool Contains(long id)
    {
        lock (gate)
            return store.Find(id) is not null;
    }

    /// <summary>Takes a story in, in place of what was known under its id.</summary>
    public void Add(RelatedDocument document)
    {
        lock (gate)
        {
            latest = null;
            store.Add(document);
        }
    }

    /// <summary>Leaves a story out from now on.</summary>
    public void Remove(long id)
    {
        lock (gate)
        {
            latest = null;
            store.Remove(id);
        }
    }

    /// <summary>The stories that belong beside one, best first; none where nothing is close enough.</summary>
    /// <param name="id">The story asked about; an unknown one has none.</param>
    /// <param name="max">How many at most.</param>
    /// <param name="exclude">Stories that must not be offered.</param>
    /// <param name="now">The present: a time beyond it is a mistake and counts as now.</param>
    /// <param name="direction">Whether newer stories may be offered too.</param>
    public IReadOnlyList<RelatedStory> Find(long id, int max, IReadOnlySet<long> exclude, DateTimeOffset now, RelatedDirection direction = RelatedDirection.Earlier)
    {
        lock (gate)
        {
            if (store.Find(id) is not { } asked)
                return [];
            var query = new RelatedQuery(store, asked);
            var near = new RelatedChoice(asked, now, direction, exclude);
            var ranked = query.Nearest(Candidates, near.Allows)
                .Select(match => match with { Strength = match.Strength * near.Freshness(match.Story, options.HalfLifeDays) })
                .Where(match => match.Score >= options.MinimumScore)
                .OrderByDescending(match => Math.Round(match.Strength, 6)).ThenByDescending(match => match.Story.Published).ThenBy(match => match.Story.Id);
            return Choose(query, ranked, max).ConvertAll(match => new RelatedStory(match.Story.Id, Math.Round(match.Score, 4), query.Words(match.Story, WordsShown)));
        }
    }

    /// <summary>
    /// How much two stories have in common, whatever time lies between them: 0 where nothing tells that they are about one matter
    /// or one is unknown, 1 where they are versions of one story. Fast: asked of all pairs.
    /// </summary>
    public double Likeness(long one, long other)
    {
        lock (gate)
        {
            // Whichever is asked about, rounding included.
            if (store.Find(Math.Min(one, other)) is not { } asked || store.Find(Math.Max(one, other)) is not { } story)
                return 0;
            if (latest?.Asked != asked)
                latest = new RelatedQuery(store, asked);
            var match = latest.Compare(story);
            return match.IsVersion ? 1 : Math.Round(Math.Min(0.999, match.Score), 6);
        }
    }

    /// <summary>The best, but no version of what was asked about and no two of one another.</summary>
    private List<RelatedMatch> Choose(RelatedQuery query, IEnumerable<RelatedMatch> ranked, int max)
    {
        var chosen = new List<(RelatedMatch Match, RelatedQuery Query)>();
        foreach (var match in ranked)
        {
            if (chosen.Count >= max)
                break;
            if (!match.IsVersion && chosen.TrueForAll(one => !one.Query.Compare(match.Story).IsVersion))
                chosen.Add((match, new RelatedQuery(store, match.Story)));
        }
        return chosen.ConvertAll(one => one.Match);
    }

    internal void Write(BinaryWriter writer)
    {
        lock (gate)
            store.Write(writer);
    }

    internal void Read(BinaryReader reader)
    {
        var read = StoryStore.Read(reader);
        lock (gate)
            (store, latest) = (read, null);
    }

    internal IReadOnlyList<long> Ids()
    {
        lock (gate)
            return store.Ids();
    }
}
