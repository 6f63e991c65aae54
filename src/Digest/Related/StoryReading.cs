using System.Runtime.InteropServices;

namespace Digest.Related;

/// <summary>From a story's words to its terms with their weights.</summary>
internal sealed class StoryReading(Vocabulary vocabulary)
{
    /// <summary>More distinct terms than this add nothing but noise and memory.</summary>
    public const int MostTerms = 64;

    private const double Saturation = 1.2;

    /// <summary>A name in the middle of a sentence counts as so many words.</summary>
    private const double NameWeight = 1.5;

    /// <summary>A part of a German compound counts as so much of a word.</summary>
    private const double PartWeight = 0.5;

    private readonly LanguageGuess languages = new();

    public StoryTermsRead Read(RelatedDocument document)
    {
        (List<(Vocabulary.Word Word, bool IsName)> Words, Field Field, double Weight, double UsualLength)[] fields =
        [
            (Words(document.Headline, 64), Field.Headline, 3, 9),
            (Words(document.Dek, 200), Field.Dek, 2, 22),
            (Words(document.Text, 1_500), Field.Text, 1, 60),
        ];
        var language = languages.Of(fields.SelectMany(field => field.Words.Select(one => one.Word)));
        var found = new Dictionary<int, (double Frequency, Field Field, string Spelling)>();
        foreach (var (words, field, weight, usualLength) in fields)
        {
            // Half of BM25's length norm, against usual lengths: a story's weights do not change as others join the index.
            var each = weight / (0.5 + (0.5 * Math.Max(0.5, words.Count / usualLength)));
            foreach (var (word, isName) in words)
            {
                if (!word.Speaks(language))
                    continue;
                Add(vocabulary.TermOf(word, language), isName && language != TextLanguages.German ? NameWeight * each : each, field, word.Spelling);
                if (language != TextLanguages.German)
                    continue;
                foreach (var part in vocabulary.PartsOf(word))
                    Add(part, PartWeight * each, field, word.Spelling);
            }
        }
        var kept = found.OrderBy(one => one.Value.Field == Field.Text).ThenByDescending(one => one.Value.Frequency * -Math.Log(vocabulary.ShareOf(one.Key))).ThenBy(one => one.Key).Take(MostTerms).OrderBy(one => one.Key).ToList();
        return new StoryTermsRead(
            kept.ConvertAll(one => new StoryTerm(one.Key, (byte)Math.Max(1, Math.Round(255 * one.Value.Frequency / (Saturation + one.Value.Frequency))), one.Value.Field)),
            kept.ConvertAll(one => one.Value.Spelling));

        void Add(int term, double frequency, Field field, string spelling)
        {
            ref var one = ref CollectionsMarshal.GetValueRefOrAddDefault(found, term, out var isKnown);
            if (!isKnown)
                one = (0, field, spelling);
            else if (char.IsUpper(one.Spelling[0]) && char.IsLower(spelling[0]))
                one.Spelling = spelling;
            one.Frequency += frequency;
        }
    }

    /// <summary>The words of a text, and which of them are written as names: with a capital that neither a sentence's beginning nor a headline's style explains.</summary>
    private List<(Vocabulary.Word Word, bool IsName)> Words(string? text, int limit)
    {
        var words = new List<(Vocabulary.Word Word, bool IsName)>();
        var (long_, capitalised) = (0, 0);
        foreach (var (start, length) in Terms.Words(text, limit))
        {
            var word = vocabulary.Look(text.AsSpan(start, length));
            words.Add((word, word.IsCapitalised && !Terms.BeginsSentence(text, start)));
            if (length >= 4)
            {
                long_++;
                capitalised += word.IsCapitalised ? 1 : 0;
            }
        }
        // A Headline Like This One Says Nothing of Names.
        return capitalised * 10 > long_ * 6 ? words.ConvertAll(one => one with { IsName = false }) : words;
    }
}

/// <summary>The terms of a story, ascending, and how each is written in it.</summary>
internal sealed record StoryTermsRead(List<StoryTerm> Terms, List<string> Spellings);
