namespace Digest.Editions;

/// <summary>Articles, prepositions and conjunctions: a subject that ends in one waits for its noun.</summary>
internal sealed class SmallWords
{
    private static readonly Lists[] Languages =
    [
        new("a an the one his her its their our your my this these that those every each",
            "of in on at by for to from with without into onto over under after before between against about as than via per amid among around across along behind below beneath beside near off out past since through throughout towards toward until till up upon within during despite",
            "and or but nor so yet if because while when where whether who whose which although though unless"),
        new("der die das den dem des ein eine einen einem einer eines sein seine seinen seinem seiner ihr ihre ihren ihrem ihrer unser unsere dieser diese dieses diesen diesem kein keine keinen keinem keiner",
            "in im ins an am ans auf aus bei beim mit nach von vom vor zu zum zur für über unter um durch gegen ohne seit bis zwischen neben hinter wegen trotz während ab laut per gegenüber samt statt",
            "und oder aber denn sondern doch dass daß weil wenn als wie ob obwohl damit nachdem bevor sowie"),
        new("el la los las lo un una unos unas su sus mi mis tu tus este esta estos estas ese esa cada",
            "a al de del en con sin por para sobre entre hacia hasta desde contra según ante bajo tras durante mediante",
            "y e o u ni que pero sino si aunque porque cuando como mientras donde"),
        new("le la les l un une des ce cet cette ces son sa ses leur leurs mon ma mes notre nos votre vos chaque",
            "à au aux de du d en dans sur sous par pour avec sans chez vers contre entre depuis pendant selon après avant dès jusque jusqu malgré",
            "et ou mais donc or ni car que qu qui dont où si comme quand lorsque puisque"),
    ];

    private readonly IReadOnlyList<Lists> spoken;
    private readonly bool isShouted;

    /// <summary>Those of the language that most small words of the text are in: "die" is no article where "the" is one.</summary>
    public SmallWords(string text)
    {
        isShouted = !text.Any(char.IsLower);
        var words = text.Split(' ').Select(Bare).ToList();
        var hits = Languages.Select(language => words.Count(language.Has)).ToList();
        spoken = [.. Languages.Where((_, at) => hits[at] == hits.Max())];
    }

    /// <summary>Whether nothing may end in the word.</summary>
    public bool Has(string word) => Is(word, (list, bare) => list.Has(bare));

    /// <summary>Whether the word leads to something else ("after", "and"), which an article does not.</summary>
    public bool Leads(string word) => Is(word, (list, bare) => list.Prepositions.Contains(bare) || list.Conjunctions.Contains(bare));

    private bool Is(string word, Func<Lists, string, bool> listed)
    {
        var letters = word.Where(char.IsLetter).ToList();
        // "IT", "WHO" and "US" are names, unless all is in capitals.
        if (!isShouted && letters.Count > 1 && letters.TrueForAll(char.IsUpper))
            return false;
        var bare = Bare(word);
        return spoken.Any(list => listed(list, bare));
    }

    private static string Bare(string word)
    {
        var (start, end) = (0, word.Length);
        while (start < end && !char.IsLetterOrDigit(word[start]))
            start++;
        while (end > start && !char.IsLetterOrDigit(word[end - 1]))
            end--;
        return word[start..end].Normalize().ToLowerInvariant();
    }

    private sealed class Lists(string articles, string prepositions, string conjunctions)
    {
        public HashSet<string> Prepositions { get; } = Set(prepositions);

        public HashSet<string> Conjunctions { get; } = Set(conjunctions);

        private HashSet<string> Articles { get; } = Set(articles);

        public bool Has(string word) => Articles.Contains(word) || Prepositions.Contains(word) || Conjunctions.Contains(word);

        private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.Ordinal);
    }
}
