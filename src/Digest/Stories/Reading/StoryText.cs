namespace Digest.Stories.Reading;

/// <summary>Headline, dek and text of a story, from what its feed gives as title, summary and content.</summary>
internal sealed record StoryText(string Headline, string? Dek, string? Text)
{
    private const int LongestDek = 600;
    private const int LongestMadeHeadline = 100;

    /// <summary>A longer title is shortened.</summary>
    public const int LongestHeadline = 500;

    /// <summary>A longer text is cut.</summary>
    public const int LongestText = 200_000;


    public static StoryText Of(string? title, HtmlContent summary, HtmlContent content, string? link)
    {
        summary = WithoutReferral(summary, link);
        var isSummaryTheText = summary.Text == content.Text || (content.Paragraphs.Count == 0 && IsFull(summary));
        var text = content.Text ?? (isSummaryTheText ? summary.Text : null);
        var dek = isSummaryTheText || summary.Paragraphs.Count == 0
            ? First(content.Paragraphs.Count == 0 ? summary : content)
            : summary.Line is { Length: <= LongestDek } line ? line : First(summary);
        var headline = title is null ? PlainText.Shorten(dek ?? "", LongestMadeHeadline) : PlainText.Shorten(title, LongestHeadline);
        return new StoryText(headline, dek, text?.Length > LongestText ? text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)] : text);
    }

    private static bool IsFull(HtmlContent summary) => summary.Paragraphs.Count > 2 || summary.Line?.Length > LongestDek;

    private static string? First(HtmlContent content) =>
        content.Paragraphs.Count == 0 ? null : PlainText.Shorten(content.Paragraphs[0].Text.Replace('\n', ' '), LongestDek);

    /// <summary>Weblog programs end a summary with a line that links to the story itself ("Read more", "appeared first on").</summary>
    private static HtmlContent WithoutReferral(HtmlContent summary, string? link)
    {
        if (summary.Paragraphs is not [_, .., var last] || link is null || last.Text.Length > 400)
            return summary;
        var story = CanonicalLink.Of(link);
        return last.Links.Any(target => CanonicalLink.Of(target) == story) ? summary with { Paragraphs = [.. summary.Paragraphs.SkipLast(1)] } : summary;
    }
}
