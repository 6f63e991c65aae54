using System.Text.RegularExpressions;

namespace Digest.Stories.Pages;

/// <summary>
/// What is kept of the headlines that a watched page had. A page and its story can be compared only where the page once said what the story
/// says: then what it says otherwise in the same place is a change, and not another way of saying it.
/// </summary>
/// <param name="Said">The story's headline when the page last had the same; null: it never had.</param>
/// <param name="Place">Where the page had it.</param>
/// <param name="Tail">What followed there, after a separator: the site's name. Null: nothing.</param>
/// <param name="Other">What the page said instead at the latest look; null: nothing else.</param>
internal sealed partial record KeptHeadline(string? Said, HeadlinePlace? Place, string? Tail, string? Other)
{
    public static readonly KeptHeadline Nothing = new(null, null, null, null);

    private const int LongestTail = 80;

    /// <summary>Whether it says something that can be compared with the story.</summary>
    /// <param name="said">The story's headline.</param>
    public bool IsComparable(string said) => Said == said && Place is not null;

    /// <summary>What is kept after another look.</summary>
    /// <param name="said">The story's headline.</param>
    /// <param name="page">What the page says.</param>
    public KeptHeadline After(string said, PageHeadlines page)
    {
        if (!IsComparable(said) || page.At(Place!.Value) is not { } here)
            return Same(said, page, PageHeadlines.Places, mayHaveTail: true) ?? this with { Other = null };
        // A place that is trusted more may have come to say it.
        return Same(said, page, PageHeadlines.Places.Where(place => place < Place), mayHaveTail: false)
            ?? Same(said, page, [Place.Value], mayHaveTail: Tail is not null || Place is HeadlinePlace.Shared or HeadlinePlace.Title)
            ?? this with { Other = WithoutTail(here) };
    }

    /// <summary>That the page says what the story does, apart from white space, punctuation, capitals and the site's name; null: nowhere.</summary>
    /// <param name="said">The story's headline.</param>
    /// <param name="page">What the page says.</param>
    /// <param name="places">Where that is looked for.</param>
    /// <param name="mayHaveTail">Whether more may follow after a separator. Where nothing did before, "– corrected" is no site's name.</param>
    private static KeptHeadline? Same(string said, PageHeadlines page, IEnumerable<HeadlinePlace> places, bool mayHaveTail)
    {
        foreach (var place in places)
        {
            if (page.At(place) is not { } headline)
                continue;
            if (BareWords.AreSame(headline, said))
                return new KeptHeadline(said, place, Tail: null, Other: null);
            if (mayHaveTail && Separator().Matches(headline).FirstOrDefault(one => headline.Length - one.Index <= LongestTail && BareWords.AreSame(headline[..one.Index], said)) is { } separator)
                return new KeptHeadline(said, place, headline[separator.Index..], Other: null);
        }
        return null;
    }

    // Where the site's name has gone, nobody knows what else has.
    private string? WithoutTail(string headline) => Tail is null ? headline
        : headline.Length > Tail.Length && headline.EndsWith(Tail, StringComparison.OrdinalIgnoreCase) ? headline[..^Tail.Length].TrimEnd() : null;

    [GeneratedRegex(@"\s+(?:[|·•«»–—-]|::)\s+|\s*\|\s*", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Separator();
}
