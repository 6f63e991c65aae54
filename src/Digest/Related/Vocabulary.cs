namespace Digest.Related;

/// <summary>Every term that the index has met, with the word that stands for it when people read it.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<string, Word> words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Word>.AlternateLookup<ReadOnlySpan<char>> known;
    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);
    private readonly List<Term> terms = [];

    public Vocabulary() => known = words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The words of a text in order.</summary>
    public List<Word> Read(string? text, int limit)
    {
        var read = new List<Word>();
        foreach (var (start, length) in Terms.Words(text, limit))
            read.Add(known.TryGetValue(text.AsSpan(start, length), out var word) ? word : Learn(text!.Substring(start, length)));
        return read;
    }

    /// <summary>The term as people write it: in small letters where it was met so, since headlines capitalise anything.</summary>
    public string Spelling(int term) => terms[term].Spelling;

    /// <inheritdoc cref="Commonness.ShareOf"/>
    public double ShareOf(int term) => terms[term].Share;

    private Word Learn(string spelling)
    {
        var folded = Terms.Fold(spelling);
        var word = folded.Length < 2 || Terms.IsBareNumber(folded) ? new Word(Nothing: (Languages)~0, Term: -1) : new Word(StopWords.Of(folded), TermOf(Terms.Stem(folded), spelling));
        words.Add(spelling, word);
        return word;
    }

    private int TermOf(string stem, string spelling)
    {
        if (!ids.TryGetValue(stem, out var id))
        {
            ids.Add(stem, id = terms.Count);
            terms.Add(new Term(spelling, Commonness.ShareOf(stem)));
        }
        else if (IsPlainer(spelling, terms[id].Spelling))
        {
            terms[id] = terms[id] with { Spelling = spelling };
        }
        return id;
    }

    private static bool IsPlainer(string one, string other) =>
        !one.Any(char.IsUpper) && (other.Any(char.IsUpper) || one.Length < other.Length);

    /// <summary>A word of a text.</summary>
    /// <param name="Nothing">The languages in which the word says nothing.</param>
    /// <param name="Term">The term's id; -1 where the word says nothing in any language.</param>
    internal sealed record Word(Languages Nothing, int Term);

    private sealed record Term(string Spelling, double Share);
}
