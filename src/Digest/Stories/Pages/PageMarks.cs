using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Digest.Stories.Pages;

/// <summary>What the names that pages give to their parts (class, id, role, itemprop) tell of them.</summary>
internal static partial class PageMarks
{
    // Elements that hold something else than a story, or nothing that is seen.
    public static readonly FrozenSet<string> Aside = new[]
    {
        "aside", "audio", "button", "canvas", "datalist", "dialog", "footer", "form", "head", "iframe", "math", "menu", "nav", "noscript", "object", "select", "svg", "template", "video",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> AsideWords = new[]
    {
        "ad", "ads", "advert", "advertisement", "adslot", "appeal", "breadcrumb", "breadcrumbs", "comments", "complementary", "consent", "contentinfo", "cookie", "cookies", "cta",
        "donate", "donation", "footer", "fundraising", "latest", "menu", "modal", "morestories", "nav", "navbar", "navigation", "newsletter", "outbrain", "popular", "popup", "promo", "promotion",
        "readmore", "recirc", "recirculation", "recommended", "recommendations", "related", "search", "share", "sharing", "sidebar", "signup", "skip", "skiplink", "social", "subscribe",
        "subscription", "support", "taboola", "toolbar", "trending",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Negations = new[] { "has", "with", "no", "without", "is", "js" }.ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> DekWords = new[] { "dek", "deck", "standfirst", "subtitle", "subhead", "subheadline", "subheading", "description", "summary", "excerpt", "lede", "alternativeheadline", "intro", "chapo", "entradilla", "vorspann" }
        .ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> CreditWords = new[] { "credit", "credits", "copyright", "photographer", "photocredit", "copyrightholder", "credittext", "source", "attribution" }.ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> NoPhotoWords = new[] { "avatar", "author", "logo", "icon", "icons", "sprite", "pixel", "badge", "emoji", "spacer", "tracking", "gravatar", "headshot" }.ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> NoNameWords = new[] { "bio", "box", "avatar", "image", "img", "photo", "card", "social", "follow", "description", "meta", "info", "more" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The words of names, such as <c>c-article__standfirst--wide</c>, in lower case.</summary>
    public static IReadOnlyList<string> Words(params ReadOnlySpan<string?> names)
    {
        List<string>? words = null;
        foreach (var name in names)
        {
            if (name is { Length: > 0 and < 1000 })
            {
                foreach (Match word in Word().Matches(OfStory().Replace(name, " ")))
                    (words ??= []).Add(word.Value.ToLowerInvariant());
            }
        }
        return words ?? (IReadOnlyList<string>)[];
    }

    /// <summary>Whether a part is beside the story. "has-sidebar" says something of the page, not of the part.</summary>
    public static bool IsAside(IReadOnlyList<string> words)
    {
        for (var at = 0; at < words.Count; at++)
        {
            if (AsideWords.Contains(words[at]) && (at == 0 || !Negations.Contains(words[at - 1])))
                return true;
            if (words[at] is "more" && at + 1 < words.Count && words[at + 1] is "stories" or "news" or "articles" or "from")
                return true;
            if ((words[at] is "visually" && at + 1 < words.Count && words[at + 1] is "hidden") || (words[at] is "sr" && at + 1 < words.Count && words[at + 1] is "only") || (words[at] is "screen" && at + 1 < words.Count && words[at + 1] is "reader"))
                return true;
        }
        return false;
    }

    public static bool IsDek(IReadOnlyList<string> words) => words.Any(DekWords.Contains) && !words.Contains("author");

    public static bool IsCredit(IReadOnlyList<string> words) => words.Any(CreditWords.Contains);

    public static bool IsCaption(IReadOnlyList<string> words) => words.Contains("caption") || words.Contains("legend");

    public static bool IsNoPhoto(IReadOnlyList<string> words) => words.Any(NoPhotoWords.Contains);

    public static bool IsByline(IReadOnlyList<string> words) => (words.Contains("byline") || words.Contains("bylines")) && !words.Contains("bio");

    public static bool IsAuthor(IReadOnlyList<string> words) => words.Contains("author") && !words.Any(NoNameWords.Contains);

    // What weblog programs say of a story this way is no part of the page: "category-social", "comments-open"
    [GeneratedRegex(@"\b(category|tag|type|status|format|post|author)-\S+|\bcomments?-(open|closed|on|off)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OfStory();

    [GeneratedRegex("[A-Z]?[a-z]+|[A-Z]+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
