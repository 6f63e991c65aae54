using System.Globalization;
using Digest.Languages;

namespace Digest.Rendering;

/// <summary>Turns a digest's content into the parts that its templates write: cleaned, dated, measured, numbered.</summary>
/// <param name="site">The publication.</param>
/// <param name="words">What the program itself says.</param>
/// <param name="day">The edition's.</param>
/// <param name="fewer">What stands before a story's number where a reader asks for fewer like it; null: nobody does.</param>
internal sealed class DigestParts(SiteContent site, Words words, DateOnly day, string? fewer)
{
    public IReadOnlyList<StoryPart> Stories(IReadOnlyList<StoryContent> stories) => [.. stories.Select(Story)];

    private StoryPart Story(StoryContent story, int index)
    {
        var headline = PlainText.Line(story.Headline) ?? "…";
        return new StoryPart
        {
            Headline = headline,
            Number = index + 1,
            Link = PlainText.Address(story.Link),
            Dek = PlainText.Line(story.Dek),
            Details = Details(story),
            Fewer = fewer is not null && story is { Id: { } id, Topics.Count: > 0 } ? string.Create(CultureInfo.InvariantCulture, $"{fewer}{id}") : null,
            Picture = story.Picture is null ? null : Picture(story.Picture, headline, isLead: index == 0),
            Licence = PlainText.Line(story.Licence),
            Related = [.. story.Related.Select((related, at) => Related(related, index + 1, at))],
        };
    }

    private RelatedPart Related(RelatedContent related, int story, int at)
    {
        // Editions:RelatedPerStory stays far below the letters of the alphabet.
        var number = string.Create(CultureInfo.InvariantCulture, $"{story}{(char)('a' + (at % 26))}");
        return new RelatedPart(PlainText.Line(related.Headline) ?? "…", PlainText.Address(related.Link), number, Day(related.Published));
    }

    private string? Details(StoryContent story)
    {
        var byline = PlainText.Line(story.Byline);
        var details = string.Join(" · ", new[] { byline is null ? null : site.By(byline), Day(story.Published) }.Concat(story.Topics.Select(PlainText.Line)).OfType<string>());
        return details.Length == 0 ? null : details;
    }

    private string? Day(DateTimeOffset? time) => time?.ToString(time.Value.Year == day.Year ? "m" : "y", site.Culture);

    private PicturePart? Picture(PictureContent picture, string headline, bool isLead)
    {
        if (PlainText.Address(picture.Url) is not { } url)
            return null;
        var caption = PlainText.Line(picture.Caption);
        var credit = PlainText.Line(picture.Credit);
        if (credit is ['(', .. var inner, ')'] && PlainText.Line(inner) is { } bare)
            credit = bare;
        var size = PictureSize.Of(picture.Width, picture.Height, isLead);
        return new PicturePart(url, PlainText.Line(picture.Alt) ?? caption ?? headline, size.Width, size.Height, size.IsBig, caption, credit is null ? null : Credit(credit));
    }

    // What says by itself what it is (Drawing: …, © …) is left alone.
    private string Credit(string credit) => credit.Contains(':', StringComparison.Ordinal) || credit[0] == '©' ? credit : $"{words["mail.picture"]}: {credit}";
}
