namespace Digest.Related;

/// <summary>
/// From a folded word to what is the same in its inflected forms: endings that say number, case, gender or tense are taken
/// off, as long as enough is left to be told from other words. It need not be a word.
/// </summary>
internal static class Stems
{
    private const int Shortest = 4;

    /// <summary>Plurals that no ending tells, each before its singular.</summary>
    private static readonly Dictionary<string, string> EnglishPlurals =
        "wolves wolf knives knife wives wife lives life leaves leaf shelves shelf thieves thief halves half calves calf loaves loaf men man women woman children child mice mouse feet foot teeth tooth geese goose"
            .Split(' ').Chunk(2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    private static readonly string[] English = ["ingly", "edly", "ing", "ed", "ly"];

    private static readonly string[] German =
        ["erinnen", "innen", "ungen", "heiten", "keiten", "erin", "ung", "heit", "keit", "ern", "em", "en", "er", "es", "e", "s", "n"];

    private static readonly string[] Spanish =
    [
        "amientos", "imientos", "amiento", "imiento", "aciones", "uciones", "acion", "ucion", "adoras", "adores", "adora", "ador", "ancias",
        "ancia", "mente", "idades", "idad", "ieron", "iendo", "aron", "ando", "ados", "adas", "idos", "idas", "ado", "ada", "ido", "ida", "es", "as", "os", "ar",
        "er", "ir", "an", "en", "a", "o", "e", "s",
    ];

    private static readonly string[] French =
    [
        "issements", "issement", "ements", "ement", "ations", "ation", "euses", "euse", "aient", "eurs", "eur", "ives", "ive", "ees", "ant", "ent",
        "ait", "ee", "es", "er", "ez", "e", "s", "x",
    ];

    public static string Of(string folded, TextLanguages language) => language switch
    {
        TextLanguages.English => OfEnglish(folded),
        TextLanguages.German => Without(folded, German),
        TextLanguages.Spanish => Without(folded, Spanish),
        TextLanguages.French => Without(folded, French),
        _ => WithoutPlural(folded),
    };

    private static string OfEnglish(string folded)
    {
        var stem = EnglishPlurals.GetValueOrDefault(folded) ?? WithoutPlural(folded);
        var bare = Without(stem, English);
        if (bare.Length < stem.Length && bare.Length > 2 && bare[^1] == bare[^2] && bare[^1] is not ('l' or 's' or 'z'))
            bare = bare[..^1];
        if (bare.Length <= Shortest)
            return bare;
        return bare[^1] switch
        {
            'e' => bare[..^1],
            'y' => bare[..^1] + "i",
            _ => bare,
        };
    }

    private static string Without(string word, string[] endings)
    {
        foreach (var ending in endings)
        {
            if (word.Length - ending.Length >= Shortest && word.EndsWith(ending, StringComparison.Ordinal))
                return word[..^ending.Length];
        }
        return word;
    }

    private static string WithoutPlural(string folded)
    {
        if (folded.Length < Shortest || folded[^1] != 's')
            return folded;
        if (folded.EndsWith("ies", StringComparison.Ordinal))
            return folded.Length > Shortest ? folded[..^3] + "y" : folded;
        if (folded.EndsWith("sses", StringComparison.Ordinal) || folded.EndsWith("ches", StringComparison.Ordinal) || folded.EndsWith("shes", StringComparison.Ordinal) || folded.EndsWith("xes", StringComparison.Ordinal))
            return folded[..^2];
        return folded[^2] is 's' or 'u' or 'i' ? folded : folded[..^1];
    }
}
