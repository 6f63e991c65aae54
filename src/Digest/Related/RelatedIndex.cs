namespace Digest.Related;

/// <summary>
/// Which stories are about the same matter: BM25 over weighted fields, asked with a story's own most telling terms and
/// put in relation to what the story would score itself. Grows story by story; may be used from several threads.
/// </summary>
public sealed class RelatedIndex(RelatedOptions options)
{
    private const int QueryTerms = 30;
    private const int WordsShown = 6;

    // In terms of Rarity: in fewer than about four stories of a hundred; in fewer than one; as much as four rather rare ones.
    private const double Telling = 3.3;
    private const double Rare = 4.6;
    private const double Several = 14;

    // Distinct terms.
    private const int LongText = 60;
    private readonly Lock gate = new();
    private readonly Vocabulary vocabulary = new();
    private readonly LanguageCounts languages = new();
    private readonly List<IndexedStory?> stories = [];
    private readonly Dictionary<long, int> places = [];
    private readonly List<Postings> postings = [];
    private readonly Dictionary<int, Question> questions = [];
    private float[] sums = [];

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
                return places.Count;
        }
    }

    public bool Contains(long id)
    {
        lock (gate)
            return places.ContainsKey(id);
    }

    /// <summary>Takes a story in, in place of what was known under its id.</summary>
    public void Add(RelatedDocument document)
    {
        lock (gate)
        {
            questions.Clear();
            if (places.Remove(document.Id, out var old))
                Forget(old);
            var story = IndexedStory.Read(document, vocabulary, languages);
            places.Add(document.Id, stories.Count);
            for (var i = 0; i < story.Terms.Length; i++)
            {
                while (postings.Count <= story.Terms[i])
                    postings.Add(new Postings());
                postings[story.Terms[i]].Add(stories.Count, story.Weights[i]);
            }
            stories.Add(story);
        }
    }

    /// <summary>Leaves a story out from now on.</summary>
    public void Remove(long id)
    {
        lock (gate)
        {
            questions.Clear();
            if (places.Remove(id, out var old))
                Forget(old);
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
            if (!places.TryGetValue(id, out var place))
                return [];
            var asked = stories[place]!;
            var terms = Query(asked);
            var whole = terms.Sum(term => term.Weight * asked.Weight(term.Id));
            if (whole <= 0)
                return [];
            var near = new RelatedChoice(asked, now, direction, exclude);
            var front = terms.FindAll(term => asked.HasInFront(term.Id));
            var frontWhole = front.Sum(term => term.Weight * asked.Weight(term.Id));
            var ranked = Sums(terms)
                // The front adds at most its share, so that less than half of the minimum cannot reach it.
                .Where(found => stories[found.Place] is not null && found.Sum / whole >= options.MinimumScore / 2 && near.Allows(stories[found.Place]!))
                .Select(found => (Story: stories[found.Place]!, Score: Score(stories[found.Place]!, found.Sum / whole)))
                .Where(found => found.Score >= options.MinimumScore)
                .OrderByDescending(found => Math.Round(found.Score, 6)).ThenByDescending(found => found.Story.Published).ThenBy(found => found.Story.Id);
            return Choose(ranked, terms, near, max);

            double Score(IndexedStory story, double share)
            {
                var inFront = frontWhole <= 0 ? share : front.Where(term => story.HasInFront(term.Id)).Sum(term => term.Weight * story.Weight(term.Id)) / frontWhole;
                return (share + inFront) / 2 * near.Freshness(story, options.HalfLifeDays);
            }
        }
    }

    /// <summary>
    /// How much two stories have in common, whichever is asked about and whatever time lies between them: 0 where nothing tells that
    /// they are about one matter, 1 where they are versions of one story (their headlines say the same). Fast: asked of all pairs.
    /// </summary>
    public double Likeness(long one, long other)
    {
        lock (gate)
        {
            if (!places.TryGetValue(one, out var place) || !places.TryGetValue(other, out var otherPlace))
                return 0;
            var (story, otherStory) = (stories[place]!, stories[otherPlace]!);
            if (story.SaysTheSameAs(otherStory))
                return 1;
            return Math.Round(Math.Min(0.999, (Share(place, otherStory) + Share(otherPlace, story)) / 2), 6);
        }
    }

    private double Share(int place, IndexedStory story)
    {
        var asked = stories[place]!;
        if (!questions.TryGetValue(place, out var question))
            questions.Add(place, question = Question.Of(asked, Query(asked)));
        var (sum, inFront) = (0d, 0d);
        var shared = 0;
        foreach (var term in question.Terms)
        {
            if (story.Weight(term.Id) is > 0 and var weight)
            {
                shared++;
                sum += term.Weight * weight;
                if (question.Front.Contains(term.Id) && story.HasInFront(term.Id))
                    inFront += term.Weight * weight;
            }
        }
        if (shared == 0 || sum / question.Whole < options.MinimumScore / 2)
            return 0;
        var share = sum / question.Whole;
        var score = (share + (question.FrontWhole <= 0 ? share : inFront / question.FrontWhole)) / 2;
        return IsEvidence(asked, story, question.Terms.FindAll(term => story.Weight(term.Id) > 0), score) ? score : 0;
    }

    private List<RelatedStory> Choose(IEnumerable<(IndexedStory Story, double Score)> ranked, List<QueryTerm> terms, RelatedChoice near, int max)
    {
        var chosen = new List<(IndexedStory Story, double Score, List<QueryTerm> Shared)>();
        foreach (var (story, score) in ranked)
        {
            if (chosen.Count >= max)
                break;
            var shared = terms.Where(term => story.Weight(term.Id) > 0).OrderByDescending(term => term.Weight * story.Weight(term.Id)).ToList();
            if (IsEvidence(near.Asked, story, shared, score) && !near.Asked.SaysTheSameAs(story) && chosen.TrueForAll(other => !other.Story.SaysTheSameAs(story)))
                chosen.Add((story, score, shared));
        }
        return chosen.ConvertAll(one => new RelatedStory(
            one.Story.Id,
            Math.Round(Math.Min(1, one.Score), 4),
            one.Shared.Take(WordsShown).Select(term => vocabulary.Spelling(term.Id)).ToList()));
    }

    /// <summary>
    /// Words in common are no matter in common: it takes two telling ones (of long texts, which meet in many words, three),
    /// one of them rare, or several; or a single one that hardly any other story has. And one must stand at the front of both.
    /// </summary>
    private bool IsEvidence(IndexedStory asked, IndexedStory story, List<QueryTerm> shared, double score)
    {
        var telling = shared.FindAll(term => term.Rarity >= Telling);
        if (!telling.Exists(term => asked.HasInFront(term.Id) && story.HasInFront(term.Id)))
            return false;
        var isLong = Math.Min(asked.Terms.Length, story.Terms.Length) >= LongText;
        return telling.Count switch
        {
            1 => !isLong && postings[telling[0].Id].Live <= places.Count / 100 && score >= 2 * options.MinimumScore,
            2 when isLong => false,
            _ => telling.Exists(term => term.Rarity >= Rare) || telling.Sum(term => term.Rarity) >= Several,
        };
    }

    private List<QueryTerm> Query(IndexedStory story)
    {
        var terms = new List<QueryTerm>(story.Terms.Length);
        for (var i = 0; i < story.Terms.Length; i++)
        {
            var rarity = Rarity(story.Terms[i]);
            terms.Add(new QueryTerm(story.Terms[i], rarity, story.Weights[i] / 255d * Math.Pow(rarity, 1.5)));
        }
        return terms.OrderByDescending(term => term.Weight).ThenBy(term => term.Id).Take(QueryTerms).ToList();
    }

    /// <summary>BM25's inverse document frequency, in this archive and in news at large.</summary>
    private double Rarity(int term)
    {
        var having = postings[term].Live + (vocabulary.ShareOf(term) * Commonness.Stories);
        return Math.Log(1 + ((places.Count + Commonness.Stories - having + 0.5) / (having + 0.5)));
    }

    private List<(int Place, double Sum)> Sums(List<QueryTerm> terms)
    {
        if (sums.Length < stories.Count)
            sums = new float[Math.Max(stories.Count, sums.Length * 2)];
        var touched = new List<int>();
        // What an eighth of all stories say is the site's common matter: it tells few of them apart and costs the most to add up.
        foreach (var term in terms.Where(term => postings[term.Id].Live <= Math.Max(25, places.Count / 8)))
        {
            var having = postings[term.Id].Stories;
            var weights = postings[term.Id].Weights;
            var each = (float)(term.Weight / 255);
            for (var i = 0; i < having.Length; i++)
            {
                ref var sum = ref sums[having[i]];
                if (sum == 0)
                    touched.Add(having[i]);
                sum += each * weights[i];
            }
        }
        var found = touched.ConvertAll(place => (place, (double)sums[place]));
        foreach (var place in touched)
            sums[place] = 0;
        return found;
    }

    private void Forget(int place)
    {
        foreach (var term in stories[place]!.Terms)
            postings[term].Live--;
        stories[place] = null;
    }

    private sealed record QueryTerm(int Id, double Rarity, double Weight);

    /// <summary>A story's own terms as it is asked with them, until another story changes how rare they are.</summary>
    private sealed record Question(List<QueryTerm> Terms, HashSet<int> Front, double Whole, double FrontWhole)
    {
        public static Question Of(IndexedStory asked, List<QueryTerm> terms)
        {
            var front = terms.FindAll(term => asked.HasInFront(term.Id));
            return new Question(terms, [.. front.Select(term => term.Id)], terms.Sum(term => term.Weight * asked.Weight(term.Id)), front.Sum(term => term.Weight * asked.Weight(term.Id)));
        }
    }
}
