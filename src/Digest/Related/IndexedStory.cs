using System.Runtime.InteropServices;

namespace Digest.Related;

/// <summary>A story as the index keeps it: its terms with their weights, sorted by term.</summary>
internal sealed class IndexedStory(RelatedDocument document, int[] terms, byte[] weights, int[] headline, int[] front)
{
    /// <summary>More distinct terms than this add nothing but noise and memory.</summary>
    private const int MaxTerms = 256;
    private const double Saturation = 1.2;

    public long Id { get; } = document.Id;

    public string Link { get; } = document.Link;

    public DateTimeOffset? Published { get; } = document.Published;

    public int[] Terms { get; } = terms;

    /// <summary>How prominent each term is in the story, from 1 to 255: its weighted frequency, saturated as in BM25.</summary>
    public byte[] Weights { get; } = weights;

    /// <summary>The distinct terms of the headline, sorted.</summary>
    public int[] Headline { get; } = headline;

    /// <summary>The distinct terms of headline and dek, sorted: what the story says it is about.</summary>
    public int[] Front { get; } = front;

    /// <summary>The prominence of a term, 0 to 1.</summary>
    public double Weight(int term)
    {
        var at = Array.BinarySearch(Terms, term);
        return at < 0 ? 0 : Weights[at] / 255d;
    }

    public bool HasInFront(int term) => Array.BinarySearch(Front, term) >= 0;

    /// <summary>Whether the headlines say the same, give or take a word: the same story again, or a version of it.</summary>
    public bool SaysTheSameAs(IndexedStory other)
    {
        if (Headline.Length == 0 || other.Headline.Length == 0)
            return false;
        var shared = Headline.Count(term => Array.BinarySearch(other.Headline, term) >= 0);
        return shared >= 0.8 * (Headline.Length + other.Headline.Length - shared);
    }

    public static IndexedStory Read(RelatedDocument document, Vocabulary vocabulary, LanguageCounts languages)
    {
        (List<Vocabulary.Word> Words, double Weight, double UsualLength)[] fields =
        [
            (vocabulary.Read(document.Headline, 64), 3, 9),
            (vocabulary.Read(document.Dek, 200), 2, 22),
            (vocabulary.Read(document.Text, 3_000), 1, 300),
        ];
        var language = languages.Guess(fields.Select(field => field.Words));
        var frequencies = new Dictionary<int, double>();
        foreach (var (words, weight, usualLength) in fields)
        {
            // Half of BM25's length norm, against usual lengths: a story's weights do not change as others join the index.
            var each = weight / (0.5 + 0.5 * Math.Max(0.5, words.Count / usualLength));
            foreach (var word in words)
            {
                if (Speaks(word, language))
                    CollectionsMarshal.GetValueRefOrAddDefault(frequencies, word.Term, out _) += each;
            }
        }
        var kept = frequencies.ToArray();
        if (kept.Length > MaxTerms)
        {
            Array.Sort(kept, (one, other) => one.Value != other.Value ? other.Value.CompareTo(one.Value) : one.Key.CompareTo(other.Key));
            kept = kept[..MaxTerms];
        }
        Array.Sort(kept, (one, other) => one.Key.CompareTo(other.Key));
        return new IndexedStory(
            document,
            Array.ConvertAll(kept, term => term.Key),
            Array.ConvertAll(kept, term => (byte)Math.Max(1, Math.Round(255 * term.Value / (Saturation + term.Value)))),
            Distinct(fields[0].Words, language),
            Distinct([.. fields[0].Words, .. fields[1].Words], language));
    }

    private static int[] Distinct(List<Vocabulary.Word> words, Languages language) =>
        words.Where(word => Speaks(word, language)).Select(word => word.Term).Distinct().Order().ToArray();

    private static bool Speaks(Vocabulary.Word word, Languages language) => word.Term >= 0 && (word.Nothing & language) == Languages.None;
}

/// <summary>Guesses a story's language by its function words; a headline without any is taken to be in the language of most.</summary>
internal sealed class LanguageCounts
{
    private static readonly Languages[] All = [Languages.English, Languages.Spanish, Languages.German, Languages.French];
    private readonly int[] stories = new int[All.Length];

    public Languages Guess(IEnumerable<List<Vocabulary.Word>> fields)
    {
        var votes = new int[All.Length];
        foreach (var field in fields)
        {
            foreach (var word in field)
            {
                for (var i = 0; i < All.Length && word.Term >= 0 && word.Nothing != Languages.None; i++)
                    votes[i] += (word.Nothing & All[i]) != Languages.None ? 1 : 0;
            }
        }
        var best = Enumerable.Range(0, All.Length).MaxBy(i => (votes[i], stories[i], -i));
        stories[best] += votes[best] > 0 ? 1 : 0;
        return All[best];
    }
}
