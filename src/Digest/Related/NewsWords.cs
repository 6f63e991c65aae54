namespace Digest.Related;

/// <summary>A language whose words are known.</summary>
[Flags]
internal enum TextLanguages
{
    None = 0,
    English = 1,
    Spanish = 2,
    German = 4,
    French = 8,
}

/// <summary>
/// What is known of words before an archive is large enough to tell by itself: which say nothing of any matter in a
/// language ("die" in German, not in English), and how often others stand in news. In an archive of forty stories
/// "market" is as rare as the name of a ship, and yet says much less.
/// </summary>
internal static class NewsWords
{
    /// <summary>How many stories the prior knowledge weighs as much as.</summary>
    public const double Stories = 2_000;

    public static readonly IReadOnlyList<TextLanguages> Known = [TextLanguages.English, TextLanguages.Spanish, TextLanguages.German, TextLanguages.French];

    private static readonly Dictionary<string, TextLanguages> Functions = new(StringComparer.Ordinal);
    private static readonly Dictionary<(TextLanguages Language, string Stem), float> Shares = [];

    static NewsWords()
    {
        foreach (var (language, file) in Known.Zip(["en", "es", "de", "fr"]))
        {
            using var stream = typeof(NewsWords).Assembly.GetManifestResourceStream($"Related/Words/{file}.txt")!;
            using var reader = new StreamReader(stream);
            Read(reader, language);
        }
    }

    /// <summary>The languages in which the folded word says nothing.</summary>
    public static TextLanguages FunctionIn(string folded) => Functions.GetValueOrDefault(folded);

    /// <summary>The share of stories that are expected to have a word of that stem.</summary>
    public static float ShareOf(string stem, TextLanguages language) => Shares.GetValueOrDefault((language, stem), 0.001f);

    /// <summary>Whether a word of that stem is listed.</summary>
    public static bool IsKnown(string stem, TextLanguages language) => Shares.ContainsKey((language, stem));

    private static void Read(StreamReader reader, TextLanguages language)
    {
        var section = "";
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('['))
            {
                section = line;
                continue;
            }
            foreach (var word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Terms.Fold))
            {
                if (section is "[function]")
                    Functions[word] = Functions.GetValueOrDefault(word) | language;
                else if (section is "[everyday]")
                    Shares[(language, Stems.Of(word, language))] = 0.05f;
                else
                    Shares.TryAdd((language, Stems.Of(word, language)), 0.01f);
            }
        }
    }
}
