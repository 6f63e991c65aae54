using System.Numerics;

namespace Digest.Related;

/// <summary>Every term that the index has met. A term is a stem; what people read instead is kept once two stories have it.</summary>
internal sealed class Vocabulary
{
    /// <summary>Spellings whose terms are remembered: most words of a text are among a few thousand.</summary>
    private const int Remembered = 30_000;

    private readonly Dictionary<string, Word> words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Word>.AlternateLookup<ReadOnlySpan<char>> known;
    private readonly Dictionary<ulong, int> ids = [];
    private readonly List<Term> terms = [];

    public Vocabulary() => known = words.GetAlternateLookup<ReadOnlySpan<char>>();

    public int Count => terms.Count;

    /// <summary>What is known of a word of a text.</summary>
    public Word Look(ReadOnlySpan<char> spelling)
    {
        if (known.TryGetValue(spelling, out var word))
            return word;
        if (words.Count == Remembered)
            words.Clear();
        word = new Word(spelling.ToString());
        words.Add(word.Spelling, word);
        return word;
    }

    /// <summary>The word's term in a text of that language.</summary>
    public int TermOf(Word word, TextLanguages language)
    {
        ref var term = ref word.TermIn(language);
        if (term < 0)
            term = TermOf(Stems.Of(word.Folded, language), language);
        return term;
    }

    /// <summary>The terms of the words that a German word is made of; empty where it is no compound of words that the archive or the lists know.</summary>
    public IReadOnlyList<int> PartsOf(Word word) => word.Parts ??= Compounds.Split(word.Folded, stem => NewsWords.IsKnown(stem, TextLanguages.German) || ids.ContainsKey(Hash(stem))) is { } parts
        ? [TermOf(parts.Head, TextLanguages.German), TermOf(parts.Tail, TextLanguages.German)]
        : [];

    /// <summary>The term as people write it: in small letters where it was met so, since headlines capitalise anything. Empty while one story has it.</summary>
    public string Spelling(int term) => terms[term].Spelling ?? "";

    /// <inheritdoc cref="NewsWords.ShareOf"/>
    public float ShareOf(int term) => terms[term].Share;

    /// <summary>Keeps how a term is written, where that is plainer than what was kept: in small letters, with its accents, without more of an ending than needed.</summary>
    public void Show(int term, string spelling)
    {
        var kept = terms[term].Spelling;
        if (kept is not null && Plainness(spelling).CompareTo(Plainness(kept)) >= 0)
            return;
        // What is in capitals in a headline is a name or a word; "NATO" stays as it is.
        terms[term] = terms[term] with { Spelling = spelling.Length > 5 && Terms.IsAcronym(spelling) ? char.ToUpperInvariant(spelling[0]) + spelling[1..].ToLowerInvariant() : spelling };
    }

    private static (bool HasCapitals, bool IsAscii, int Length) Plainness(string spelling) => (spelling.Any(char.IsUpper), System.Text.Ascii.IsValid(spelling), spelling.Length);

    public void Write(BinaryWriter writer)
    {
        writer.Write(terms.Count);
        foreach (var term in terms)
        {
            writer.Write(term.Hash);
            writer.Write(term.Share);
            writer.Write(term.Spelling ?? "");
        }
    }

    public static Vocabulary Read(BinaryReader reader)
    {
        var vocabulary = new Vocabulary();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var (hash, share, spelling) = (reader.ReadUInt64(), reader.ReadSingle(), reader.ReadString());
            vocabulary.ids.Add(hash, vocabulary.terms.Count);
            vocabulary.terms.Add(new Term(hash, share, spelling.Length == 0 ? null : spelling));
        }
        return vocabulary;
    }

    private int TermOf(string stem, TextLanguages language)
    {
        var hash = Hash(stem);
        if (!ids.TryGetValue(hash, out var term))
        {
            ids.Add(hash, term = terms.Count);
            terms.Add(new Term(hash, NewsWords.ShareOf(stem, language), Spelling: null));
        }
        return term;
    }

    /// <summary>FNV-1a in 64 bits: of a million terms two meet once in thirty million archives.</summary>
    public static ulong Hash(string stem)
    {
        var hash = 14_695_981_039_346_656_037;
        foreach (var c in stem)
            hash = (hash ^ c) * 1_099_511_628_211;
        return hash;
    }

    private readonly record struct Term(ulong Hash, float Share, string? Spelling);

    /// <summary>A word as it is written somewhere.</summary>
    internal sealed class Word
    {
        private readonly int[] terms = [-1, -1, -1, -1, -1];

        public Word(string spelling)
        {
            Spelling = spelling;
            Folded = Terms.Fold(spelling);
            FunctionIn = NewsWords.FunctionIn(Folded);
            IsNothing = Folded.Length < 2 || Terms.IsBareNumber(Folded);
            IsShort = Folded.Length < 4 && Terms.IsAlphabetic(Folded) && !Terms.IsAcronym(spelling);
            IsCapitalised = char.IsUpper(spelling[0]);
        }

        public string Spelling { get; }

        public string Folded { get; }

        /// <summary>The languages in which it says nothing.</summary>
        public TextLanguages FunctionIn { get; }

        /// <summary>Whether it says nothing in any language.</summary>
        public bool IsNothing { get; }

        /// <summary>Whether it is as short as the function words of a language that is not known.</summary>
        public bool IsShort { get; }

        public bool IsCapitalised { get; }

        /// <summary>See <see cref="PartsOf"/>; null: not asked for yet.</summary>
        public IReadOnlyList<int>? Parts { get; set; }

        public bool Speaks(TextLanguages language) => !IsNothing && (language == TextLanguages.None ? !IsShort : (FunctionIn & language) == TextLanguages.None);

        public ref int TermIn(TextLanguages language) => ref terms[language == TextLanguages.None ? 0 : 1 + BitOperations.Log2((uint)language)];
    }
}
