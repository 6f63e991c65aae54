namespace Digest.Related;

/// <summary>Guesses a story's language by its function words; a headline without any is taken to be in the language of most.</summary>
internal sealed class LanguageGuess
{
    private readonly int[] stories = new int[NewsWords.Known.Count];

    /// <summary>The language; <see cref="TextLanguages.None"/> where a text of some length has hardly any function word of those known.</summary>
    public TextLanguages Of(IEnumerable<Vocabulary.Word> words)
    {
        var votes = new int[NewsWords.Known.Count];
        var all = 0;
        foreach (var word in words)
        {
            all++;
            if (word.FunctionIn == TextLanguages.None)
                continue;
            for (var i = 0; i < votes.Length; i++)
                votes[i] += (word.FunctionIn & NewsWords.Known[i]) != TextLanguages.None ? 1 : 0;
        }
        var best = Enumerable.Range(0, votes.Length).MaxBy(i => (votes[i], stories[i], -i));
        if (all >= 15 && votes[best] * 5 < all)
            return TextLanguages.None;
        stories[best] += votes[best] > 0 ? 1 : 0;
        return NewsWords.Known[best];
    }
}
