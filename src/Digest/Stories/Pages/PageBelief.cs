using System.Collections.Frozen;

namespace Digest.Stories.Pages;

/// <summary>
/// Whether another headline on a story's page is the story's. A page may answer with an error, a notice or another story, and say that all is well.
/// </summary>
internal static class PageBelief
{
    private const int LeastLetters = 3;

    // As long as words that tell something, and as good as any on a page that is not there.
    private static readonly FrozenSet<string> Common = new[]
    {
        "all", "and", "any", "are", "but", "can", "for", "get", "had", "has", "her", "his", "how", "its", "may", "new", "not", "now", "off", "one", "our", "out", "own", "say", "says", "see", "the", "try", "use", "via", "was", "who", "why", "you",
        "als", "auf", "aus", "bei", "bis", "das", "dem", "den", "der", "des", "die", "ein", "für", "hat", "ihr", "ist", "man", "mit", "nur", "sie", "und", "von", "vor", "wer", "wie", "wir", "zum", "zur",
        "con", "del", "fue", "hay", "las", "los", "más", "por", "que", "ser", "sin", "sus", "una",
        "aux", "est", "été", "les", "nos", "par", "pas", "qui", "ses", "son", "sur", "une", "vos",
        "about", "access", "after", "available", "been", "before", "browser", "click", "continue", "denied", "does", "error", "exist", "file", "find", "found", "from", "have", "here", "home", "homepage", "into",
        "longer", "maintenance", "more", "moved", "news", "only", "over", "page", "pages", "please", "removed", "request", "requested", "server", "service", "site", "some", "sorry", "story", "subscribe", "temporarily",
        "than", "that", "their", "them", "then", "there", "they", "this", "unavailable", "under", "website", "what", "when", "where", "which", "will", "with", "wrong", "your",
        "aber", "artikel", "auch", "dass", "dein", "denn", "diese", "dieser", "dieses", "durch", "eine", "einem", "einen", "einer", "eines", "entfernt", "existiert", "fehler", "gefunden", "gibt", "haben", "hier", "ihre", "konnte",
        "kein", "keine", "mehr", "nach", "nicht", "noch", "oder", "seite", "seiten", "sich", "sind", "über", "verfügbar", "wartung", "wegen", "weiter", "wenn", "wird", "wurde", "zugriff",
        "acceso", "artículo", "como", "cuando", "desde", "disponible", "encontrada", "encontrado", "error", "esta", "este", "existe", "hasta", "lamentamos", "noticia", "para", "pero", "página", "pagina", "porque", "sobre", "sitio", "solo", "también",
        "accès", "article", "avec", "cette", "comme", "dans", "demandée", "désolé", "elle", "erreur", "indisponible", "introuvable", "leur", "mais", "plus", "pour", "quand", "sans", "sont", "sous", "trouvée", "trouvé", "votre",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether it is the story's.</summary>
    /// <param name="said">The story's headline.</param>
    /// <param name="other">What the page has in its place.</param>
    /// <param name="page">What the page says.</param>
    /// <param name="own">The story's addresses, as links are compared.</param>
    public static bool IsOfStory(string said, string other, PageHeadlines page, IReadOnlyCollection<string> own)
    {
        var (before, now) = (Telling(StoryMarks.WithoutMark(said)), Telling(StoryMarks.WithoutMark(other)));
        var shared = before.Count(now.Contains);
        // It leads elsewhere now: to the story under another name, or to another story about the same matter.
        if (!page.Addresses.Any(own.Contains))
            return BareWords.AreSame(StoryMarks.WithoutMark(said), StoryMarks.WithoutMark(other)) || (shared > 0 && shared * 2 >= Math.Min(before.Count, now.Count));
        return shared > 0
            || BareWords.AreSame(StoryMarks.WithoutMark(said), StoryMarks.WithoutMark(other))
            || StoryMarks.OfHeadline(other) is not null
            || (page.At(HeadlinePlace.Data) is { } data && BareWords.AreSame(data, other));
    }

    private static HashSet<string> Telling(string headline) =>
        BareWords.Of(headline).Where(word => char.IsDigit(word[0]) || (word.Length >= LeastLetters && !Common.Contains(word))).ToHashSet(StringComparer.OrdinalIgnoreCase);
}
