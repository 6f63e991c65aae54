using System.Text.RegularExpressions;
using Digest.Stories.Reading;

namespace Digest.Stories;

/// <summary>What newsrooms put before a headline or a paragraph to say that a story was corrected or is withdrawn, in English, German, Spanish and French.</summary>
public static partial class StoryMarks
{
    private const int LongestNote = 500;

    // A colon, a dash or brackets make it a mark: "Withdrawal from the valley" is a headline like any other.
    private const string Corrections = "corrections?|corrected|corrigend(?:um|a)|errat(?:um|a)|editor['’]s note|berichtigung(?:en)?|berichtigt|korrektur(?:en)?|korrigiert|richtigstellung(?:en)?|correcci[oó]n(?:es)?|corregido|fe de erratas|rectificaci[oó]n(?:es)?|rectificado|rectificatifs?|rectification|rectifié|corrig[ée]|erratum";
    private const string Updates = "updates?|updated|aktualisiert|aktualisierung|actualizaci[oó]n|actualizado|mise à jour|actualisé|mis à jour";
    private const string Clarifications = "clarifications?|clarified|klarstellung(?:en)?|pr[aä]zisierung|anmerkung der redaktion|aclaraci[oó]n(?:es)?|nota de la redacci[oó]n|pr[eé]cisions?|note de la r[eé]daction";
    private const string Retractions = "retracted|retraction|withdrawn|removed|zur[uü]ckgezogen|widerrufen|widerruf|retractado|retractaci[oó]n|retirado|r[eé]tract[ée]|r[eé]tractation|retir[ée]";
    private const string Whole =
        "(?:this|the) (?:article|story|report|piece) (?:has been|was|is|had been) (?:retracted|withdrawn|removed|taken down)|dieser (?:artikel|beitrag|bericht|text) (?:wurde|ist|wird) zur[uü]ckgezogen|este (?:art[ií]culo|texto|reportaje) (?:ha sido|fue) (?:retirado|retractado)|(?:cet article|ce texte) a été (?:retir[ée]|r[eé]tract[ée])";

    /// <summary>The mark that a story bears: that it is withdrawn, else the first of its other marks; null: none.</summary>
    /// <param name="headline">Its headline.</param>
    /// <param name="dek">Its dek.</param>
    /// <param name="text">Its text; blank lines between paragraphs.</param>
    public static StoryMark? Of(string headline, string? dek, string? text)
    {
        var found = new[] { OfHeadline(headline), OfParagraph(dek) }.Concat((text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(OfParagraph)).OfType<StoryMark>().ToList();
        return found.Find(mark => mark.Kind is StoryMarkKind.Retraction) ?? found.Find(mark => mark.Note is not null) ?? found.FirstOrDefault();
    }

    /// <summary>The mark before a headline, or in brackets after it; null: none.</summary>
    public static StoryMark? OfHeadline(string? headline) => headline is null ? null : Kind(Before().Match(headline.Trim())) is { } before ? new StoryMark(before, Note: null)
        : Kind(After().Match(headline.Trim())) is { } after ? new StoryMark(after, Note: null) : null;

    /// <summary>A headline without the mark that it bears; whole where nothing else would be left.</summary>
    public static string WithoutMark(string headline)
    {
        var whole = headline.Trim();
        var bare = After().Replace(Before().Replace(whole, ""), "").Trim();
        return bare.Length == 0 ? whole : bare;
    }

    private static StoryMark? OfParagraph(string? paragraph)
    {
        if (paragraph is null)
            return null;
        var match = Before().Match(paragraph);
        if (Kind(match) is { } kind)
            return new StoryMark(kind, PlainText.Shorten(paragraph[match.Length..].Trim(), LongestNote) is { Length: > 0 } note ? note : null);
        return Notice().IsMatch(paragraph) ? new StoryMark(StoryMarkKind.Retraction, PlainText.Shorten(paragraph, LongestNote)) : null;
    }

    private static StoryMarkKind? Kind(Match match) => !match.Success ? null
        : match.Groups["retraction"].Success ? StoryMarkKind.Retraction
        : match.Groups["correction"].Success ? StoryMarkKind.Correction
        : match.Groups["clarification"].Success ? StoryMarkKind.Clarification : StoryMarkKind.Update;

    private const string Marks = $"(?:(?<retraction>{Retractions})|(?<correction>{Corrections})|(?<clarification>{Clarifications})|(?<update>{Updates}))";

    // "Correction (3 March):", "[Updated]", "UPDATE –"
    [GeneratedRegex($@"^(?:{Marks}(?:\s*\([^)\n]{{1,60}}\)|\s+[^:\n]{{0,25}}[0-9][^:\n]{{0,15}}(?=:))?\s*(?::|\s[–—|-]\s)|[\[(]\s*{Marks}\s*[\])]:?)\s*", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Before();

    [GeneratedRegex($@"[\[(]\s*{Marks}\s*[\])]$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex After();

    [GeneratedRegex($@"^(?:{Whole})\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Notice();
}

/// <summary>A mark and what its paragraph says.</summary>
/// <param name="Kind">What it marks.</param>
/// <param name="Note">The newsroom's own words, at most 500 characters; null: the mark stands alone.</param>
public sealed record StoryMark(StoryMarkKind Kind, string? Note);

/// <summary>What a mark says of its story.</summary>
public enum StoryMarkKind
{
    Update,
    Clarification,
    Correction,

    /// <summary>The story is withdrawn.</summary>
    Retraction,
}
