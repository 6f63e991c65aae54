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
    /// <summary>So many stories are listed under one about the same event; of the others only the number is told.</summary>
    public const int MostInTimeline = 5;

    public IReadOnlyList<StoryPart> Stories(IReadOnlyList<StoryContent> stories) => [.. stories.Select(Story)];

    public static IReadOnlyList<CorrectionPart> Corrections(IReadOnlyList<CorrectionContent> corrections) => [.. corrections.Select((one, at) => new CorrectionPart(
        PlainText.Line(one.Headline), PlainText.Line(one.Said) ?? "…", PlainText.Line(one.Right), one.Link is null ? null : PlainText.Address(one.Link), $"{(char)('A' + (at % 26))}", one.IsWithdrawn)
    {
        Standing = one.IsWithdrawn ? "mail.correction.withdrawn" : one.IsRestored ? "mail.correction.restored" : null,
        LinkWords = one.IsRestored ? "mail.correction.read" : "mail.correction.link",
    })];

    /// <summary>A block's story is no item of the edition: of what stands beside one it has the byline, the licence and, since years are what it is about, the whole day.</summary>
    public IReadOnlyList<BlockPart> Blocks(IReadOnlyList<BlockContent> blocks) =>
        [.. blocks.Select(block => new BlockPart(block.Place, Label(block.Kind), block.Text.IsEmpty ? null : block.Text) { Story = block.Story is { } story ? Recalled(story) : null })];

    private StoryPart Recalled(StoryContent story) => Story(story with { Id = null, Picture = null }, index: 0) with { Details = Details(story.Byline, story.Published?.ToString("D", site.Culture), []) };

    // Advertising that does not say so is against the law in many places: no setting leaves the word out.
    private string Label(BlockKind kind) => words[kind switch
    {
        BlockKind.Sponsor => "mail.block-sponsor",
        BlockKind.Events => "mail.block-events",
        _ => "mail.block-year-ago",
    }];

    private StoryPart Story(StoryContent story, int index)
    {
        var headline = PlainText.Line(story.Headline) ?? "…";
        var timeline = story.Timeline.Take(MostInTimeline).ToList();
        return new StoryPart
        {
            Headline = headline,
            Number = index + 1,
            Link = PlainText.Address(story.Link),
            Dek = PlainText.Line(story.Dek),
            Details = Details(story.Byline, Day(story.Published), story.Topics),
            Fewer = fewer is not null && story is { Id: { } id, Topics.Count: > 0 } ? string.Create(CultureInfo.InvariantCulture, $"{fewer}{id}") : null,
            Picture = story.Picture is null ? null : Picture(story.Picture, headline, isLead: index == 0),
            Licence = PlainText.Line(story.Licence),
            Timeline = [.. timeline.Select((one, at) => new TimelinePart(PlainText.Line(one.Headline) ?? "…", PlainText.Address(one.Link), Number(index + 1, at), DayOrTime(one.Published, story.Published)) { Licence = PlainText.Line(one.Licence) })],
            TimelineRest = story.Timeline.Count - timeline.Count,
            Related = [.. story.Related.Select((related, at) => new RelatedPart(PlainText.Line(related.Headline) ?? "…", PlainText.Address(related.Link), Number(index + 1, timeline.Count + at), Day(related.Published)) { Licence = PlainText.Line(related.Licence) })],
        };
    }

    // The timeline and Editions:RelatedPerStory together stay far below the letters of the alphabet.
    private static string Number(int story, int at) => string.Create(CultureInfo.InvariantCulture, $"{story}{(char)('a' + (at % 26))}");

    // On the day of the latest story the day tells nothing.
    private string? DayOrTime(DateTimeOffset? time, DateTimeOffset? latest) =>
        // Some versions of the machine's rules for languages set a narrow space before AM and PM, which few fonts have.
        time?.Date == latest?.Date ? time?.ToString("t", site.Culture).Replace('\u202f', '\u00a0') : Day(time);

    private string? Details(string? byline, string? day, IEnumerable<string> topics)
    {
        var by = PlainText.Line(byline) is { } name ? site.By(name) : null;
        var details = string.Join(" · ", new[] { by, day }.Concat(topics.Select(PlainText.Line)).OfType<string>());
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
