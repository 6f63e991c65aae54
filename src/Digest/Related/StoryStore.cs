namespace Digest.Related;

/// <summary>The stories of an index, and for each term those that have it.</summary>
internal sealed class StoryStore
{
    private readonly Vocabulary vocabulary;
    private readonly StoryReading reading;
    private readonly List<IndexedStory?> stories = [];
    private readonly Dictionary<long, int> places = [];
    private Postings[] postings = new Postings[1024];
    private readonly StoryTally tally = new();
    private (int Changes, float Rarity, float Worth)[] rarities = [];
    private int changes = 1;

    public StoryStore()
        : this(new Vocabulary())
    {
    }

    private StoryStore(Vocabulary vocabulary)
    {
        this.vocabulary = vocabulary;
        reading = new StoryReading(vocabulary);
    }

    public int Count => places.Count;

    /// <summary>For one question at a time.</summary>
    public StoryTally Tally
    {
        get
        {
            tally.Reserve(stories.Count);
            return tally;
        }
    }

    public IndexedStory? Find(long id) => places.TryGetValue(id, out var place) ? stories[place] : null;

    public IndexedStory? At(int place) => stories[place];

    public IReadOnlyList<long> Ids() => [.. places.Keys];

    public ref readonly Postings Having(int term) => ref postings[term];

    public string Spelling(int term) => vocabulary.Spelling(term);

    /// <summary>BM25's inverse document frequency, in this archive and in news at large.</summary>
    /// <returns>The rarity, and its power of 1.5: what a term that is fully prominent in two stories is worth as evidence.</returns>
    public (float Rarity, float Worth) Rarity(int term)
    {
        if (rarities.Length < postings.Length)
            Array.Resize(ref rarities, postings.Length);
        // The same few thousand terms are asked for again and again: what was found holds until a story comes or goes.
        ref var one = ref rarities[term];
        if (one.Changes != changes)
        {
            // What everybody writes here is common here, however rare it is elsewhere.
            var atLarge = IsCommon(term) ? 0 : NewsWords.Stories;
            var having = postings[term].Live + (vocabulary.ShareOf(term) * atLarge);
            var rarity = (float)Math.Log(1 + ((places.Count + atLarge - having + 0.5) / (having + 0.5)));
            one = (changes, rarity, rarity * MathF.Sqrt(rarity));
        }
        return (one.Rarity, one.Worth);
    }

    /// <summary>Whether more than an eighth of all stories say it: the site's common matter, which tells few of them apart.</summary>
    public bool IsCommon(int term) => postings[term].Live > Math.Max(8, places.Count / 8);

    public void Add(RelatedDocument document)
    {
        Remove(document.Id);
        var (terms, spellings) = reading.Read(document);
        Add(new IndexedStory(document.Id, document.Link.Length == 0 ? 0 : Vocabulary.Hash(document.Link), document.Published?.ToUnixTimeMilliseconds() ?? IndexedStory.Unknown, StoryTerms.Pack(terms)));
        for (var i = 0; i < terms.Count; i++)
        {
            if (postings[terms[i].Id].Live > 1)
                vocabulary.Show(terms[i].Id, spellings[i]);
        }
    }

    public void Remove(long id)
    {
        if (!places.Remove(id, out var place))
            return;
        foreach (var term in stories[place]!.Terms)
            postings[term.Id].Live--;
        stories[place] = null;
        changes++;
        // What was replaced still stands in the lists of stories: once that is as much as what lives, they are written anew.
        if (stories.Count > 2 * (places.Count + 1_000))
            Compact();
    }

    public void Write(BinaryWriter writer)
    {
        vocabulary.Write(writer);
        writer.Write(places.Count);
        foreach (var story in stories.OfType<IndexedStory>())
        {
            writer.Write(story.Id);
            writer.Write(story.Link);
            writer.Write(story.Published);
            writer.Write((ushort)story.Packed.Length);
            writer.Write(story.Packed);
        }
    }

    public static StoryStore Read(BinaryReader reader)
    {
        var store = new StoryStore(Vocabulary.Read(reader));
        for (var left = reader.ReadInt32(); left > 0; left--)
            store.Add(new IndexedStory(reader.ReadInt64(), reader.ReadUInt64(), reader.ReadInt64(), reader.ReadBytes(reader.ReadUInt16())));
        return store;
    }

    private void Add(IndexedStory story)
    {
        if (stories.Count == Postings.MostPlaces)
            throw new InvalidOperationException($"The index of related stories holds at most {Postings.MostPlaces} stories.");
        if (postings.Length < vocabulary.Count)
            Array.Resize(ref postings, Math.Max(vocabulary.Count, postings.Length + (postings.Length / 4)));
        foreach (var term in story.Terms)
            postings[term.Id].Add(stories.Count, term.Weight);
        places.Add(story.Id, stories.Count);
        stories.Add(story);
        changes++;
    }

    private void Compact()
    {
        var living = stories.OfType<IndexedStory>().ToList();
        stories.Clear();
        places.Clear();
        Array.Clear(postings);
        living.ForEach(Add);
    }
}
