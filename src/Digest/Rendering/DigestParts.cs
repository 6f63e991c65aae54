namespace Digest.Rendering;

/// <summary>Turns a digest's content into the parts that its templates write: cleaned, dated, measured, links numbered in reading order.</summary>
internal sealed class DigestParts(SiteContent site, DateOnly day)
{
    /// <summary>The column's width less its padding.</summary>
    private const int PictureWidth = 552;

    // A size that is not known is taken to be a photograph's; clients that honour styles keep the true proportion.
    private const int UnknownWidth = 3;
    private const int UnknownHeight = 2;
    private int links;

    public string Date => day.ToString("D", site.Culture);

    public IReadOnlyList<StoryPart> Stories(IReadOnlyList<StoryContent> stories) => [.. stories.Select(Story)];

    private StoryPart Story(StoryContent story)
    {
        var headline = PlainText.Line(story.Headline) ?? "…";
        var link = PlainText.Address(story.Link);
        return new StoryPart
        {
            Headline = headline,
            Link = link,
            LinkNumber = Number(link),
            Dek = PlainText.Line(story.Dek),
            Details = Details(story),
            Picture = story.Picture is null ? null : Picture(story.Picture, headline),
            Licence = PlainText.Line(story.Licence),
            Related = [.. story.Related.Select(Related)],
        };
    }

    private RelatedPart Related(RelatedContent related)
    {
        var link = PlainText.Address(related.Link);
        return new RelatedPart(PlainText.Line(related.Headline) ?? "…", link, Number(link), Day(related.Published));
    }

    private int Number(string? link) => link is null ? 0 : ++links;

    private string? Details(StoryContent story)
    {
        var byline = PlainText.Line(story.Byline);
        if (byline?.StartsWith("By ", StringComparison.OrdinalIgnoreCase) == false)
            byline = $"By {byline}";
        var details = string.Join(" · ", new[] { byline, Day(story.Published) }.Concat(story.Topics.Select(PlainText.Line)).OfType<string>());
        return details.Length == 0 ? null : details;
    }

    private string? Day(DateTimeOffset? time) => time?.ToString(time.Value.Year == day.Year ? "m" : "y", site.Culture);

    private static PicturePart? Picture(PictureContent picture, string headline)
    {
        if (PlainText.Address(picture.Url) is not { } url)
            return null;
        var (width, height) = picture is { Width: > 0, Height: > 0 } ? (picture.Width.Value, picture.Height.Value) : (UnknownWidth * PictureWidth, UnknownHeight * PictureWidth);
        var shown = Math.Min(width, PictureWidth);
        var caption = PlainText.Line(picture.Caption);
        var legend = string.Join(" ", new[] { caption, Credit(PlainText.Line(picture.Credit)) }.OfType<string>());
        return new PicturePart(url, PlainText.Line(picture.Alt) ?? caption ?? headline, shown, (int)Math.Max(1, Math.Round((double)height * shown / width)), legend.Length == 0 ? null : legend);
    }

    private static string? Credit(string? credit) => credit is null || credit.StartsWith('(') ? credit : $"({credit})";
}
