using Digest.Editions.Blocks;
using Digest.Editions.Desk;
using Digest.Languages;
using Digest.Links;
using Digest.Related;
using Digest.Rendering;
using Digest.Stories;

namespace Digest.Editions;

/// <summary>Puts a choice of stories together with what is related to each, and renders it.</summary>
public sealed class EditionComposer(EditionOptions options, EditionClock calendar, StoryArchive archive, RelatedArchive related, EditionBlocks blocks, MessageRenderer renderer, SiteLinks links, SiteOptions site)
{
    /// <summary>Gmail cuts a message at 102 KB; encoded HTML stays below this many bytes.</summary>
    public const int MaxHtmlBytes = 100_000;

    /// <summary>What a reader's own links take beyond the markers that stand for them while a message is rendered.</summary>
    private const int RoomForLinks = 2_000;

    /// <summary>The same for the link beside each story.</summary>
    private const int RoomForStoryLink = 120;

    /// <summary>Finds what is related to each item's lead, never a story that is in the edition already, each at most once.</summary>
    /// <param name="choice">The items, the top one first.</param>
    /// <param name="desk">What editors said of the edition.</param>
    /// <param name="slug">The edition's.</param>
    /// <param name="closedAt">When the edition closed.</param>
    /// <param name="without">What is not offered as related besides; null: nothing.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<Composition> ComposeAsync(IReadOnlyList<EditionItem> choice, DeskWords desk, string slug, DateTimeOffset closedAt, IReadOnlySet<long>? without = null, CancellationToken cancellation = default)
    {
        var shown = choice.SelectMany(item => item.StoryIds).ToHashSet();
        var taken = shown.Union(without ?? new HashSet<long>()).ToHashSet();
        var items = new List<ComposedItem>();
        foreach (var item in choice)
        {
            items.Add(new ComposedItem(item.StoryIds, desk.Related.TryGetValue(item.Lead.Id, out var chosen)
                ? [.. chosen.Where(id => !taken.Contains(id))]
                : [.. (await related.FindAsync(item.Lead.Id, options.RelatedPerStory, taken, cancellation)).Select(one => one.Id)]));
            shown.UnionWith(items[^1].RelatedIds);
            taken.UnionWith(items[^1].RelatedIds);
        }
        var composition = Compose(items, desk, (await archive.ByIdsAsync([.. shown], cancellation)).ToDictionary(story => story.Id), slug, closedAt);
        return desk.Kind is EditionKind.Special ? composition : await WithBlocksAsync(composition, slug, taken, besides: null, cancellation);
    }

    /// <summary>Puts items together once more with what their stories say now; those that are withdrawn are left out.</summary>
    /// <param name="items">As they were.</param>
    /// <param name="desk">What editors said of the edition.</param>
    /// <param name="slug">The edition's.</param>
    /// <param name="closedAt">When the edition closed.</param>
    /// <param name="leftOut">How many stories had not fitted in.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Null when nothing is left.</returns>
    public async Task<Composition?> ComposeAgainAsync(IReadOnlyList<ComposedItem> items, DeskWords desk, string slug, DateTimeOffset closedAt, int leftOut, CancellationToken cancellation = default)
    {
        var stories = (await archive.ByIdsAsync(items.SelectMany(item => item.StoryIds.Concat(item.RelatedIds)), cancellation)).Where(story => story.Removed is null).ToDictionary(story => story.Id);
        var left = items.Select(item => new ComposedItem([.. item.StoryIds.Where(stories.ContainsKey)], [.. item.RelatedIds.Where(stories.ContainsKey)])).Where(item => item.StoryIds.Count > 0).ToList();
        if (left.Count == 0)
            return null;
        var composition = Compose(left, desk, stories, slug, closedAt);
        composition = composition with { Content = composition.Content with { LeftOut = leftOut } };
        return desk.Kind is EditionKind.Special ? composition : await WithBlocksAsync(composition, slug, stories.Keys.ToHashSet(), besides: null, cancellation);
    }

    private Composition Compose(List<ComposedItem> items, DeskWords desk, Dictionary<long, Story> stories, string slug, DateTimeOffset closedAt)
    {
        var contents = items.ConvertAll(item => Content(stories[item.LeadId], desk, item.StoryIds.Skip(1).Select(one => stories[one]), item.RelatedIds.Where(stories.ContainsKey).Select(one => stories[one])));
        // What an editor wrote names a story: whoever does not get that one gets a line of their own.
        string? Own(DeskLine? line) => line is not null && items.Exists(item => item.StoryIds.Contains(line.Story)) ? line.Text : null;
        var (ownSubject, ownPreheader) = (Own(desk.Subject), Own(desk.Preheader));
        var subject = ownSubject ?? SubjectLine.Of(contents[0].Headline, contents[0].Dek);
        var content = new DigestContent(subject, ownPreheader ?? Preheader.Of(subject, contents), calendar.DayOf(closedAt), contents, links.Edition(slug)) { Note = MarkdownText.ReadSome(desk.Note), IsSpecial = desk.Kind is EditionKind.Special };
        return new Composition(items, content) { OwnSubject = ownSubject, OwnPreheader = ownPreheader, Versions = stories.ToDictionary(one => one.Key, one => one.Value.Version) };
    }

    /// <summary>The same with the blocks of its day.</summary>
    /// <param name="composition">Its blocks are left out.</param>
    /// <param name="slug">The edition's.</param>
    /// <param name="taken">Stories that no block shows.</param>
    /// <param name="besides">A block that is shown whether its day is come or not; null: none.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<Composition> WithBlocksAsync(Composition composition, string slug, IReadOnlySet<long> taken, long? besides, CancellationToken cancellation = default)
    {
        var shown = await blocks.OfAsync(composition.Content.Date, slug, taken, besides, cancellation);
        var content = composition.Content with { Blocks = [.. shown.Select(one => new BlockContent(one.Block.Kind, one.Block.Place, MarkdownText.Read(one.Block.Text)) { Story = one.Story is { } story ? Content(story, DeskWords.None, [], []) : null })] };
        return composition with { Content = content, Recalled = shown.Select(one => one.Story).OfType<Story>().DistinctBy(story => story.Id).ToDictionary(story => story.Id, story => story.Version) };
    }

    /// <summary>Renders the edition for mail; items are dropped from the end until the HTML fits, then blocks, the footer never.</summary>
    public async Task<Rendered> RenderAsync(Composition composition, Language? language = null) => (await RenderFittingAsync(composition, language)).Message;

    /// <summary>The same, with what is left of the composition.</summary>
    public async Task<(Rendered Message, Composition Shown)> RenderFittingAsync(Composition composition, Language? language = null)
    {
        while (true)
        {
            var rendered = await renderer.DigestAsync(UnderOneLicence(composition.Content), language);
            if (!composition.CanBeShorter || Fits(rendered, composition.Items.Count))
                return (rendered, composition);
            composition = composition.Shorter();
        }
    }

    /// <summary>Whether a message stays below <see cref="MaxHtmlBytes"/> when its markers are filled.</summary>
    internal static bool Fits(Rendered message, int items) => message.EncodedHtmlBytes < MaxHtmlBytes - RoomForLinks - (RoomForStoryLink * items);

    /// <summary>Renders the edition as a page of the archive: all of it and under its whole headline, as nothing clips a page.</summary>
    public Task<Rendered> RenderPageAsync(Composition composition) => renderer.ArchiveAsync(UnderOneLicence(composition.Content) with { Subject = composition.OwnSubject ?? composition.Content.Stories[0].Headline });

    /// <summary>
    /// A licence that the stories share is said once, in the footer; a story says its own wherever it differs, also in a list under
    /// another. One of which no licence is known keeps the footer from speaking for it.
    /// </summary>
    private DigestContent UnderOneLicence(DigestContent content)
    {
        var all = content.Stories.Concat(content.Blocks.Select(block => block.Story).OfType<StoryContent>())
            .SelectMany(story => story.Timeline.Select(one => one.Licence).Concat(story.Related.Select(one => one.Licence)).Prepend(story.Licence)).ToList();
        if (site.Licence.Length == 0 && all.Contains(null))
            return content;
        var common = site.Licence.Length > 0 ? site.Licence : all
            .GroupBy(licence => licence, StringComparer.Ordinal)
            .OrderByDescending(stories => stories.Count())
            .Select(stories => stories.Key)
            .First();
        string? Own(string? licence) => licence == common ? null : licence;
        StoryContent Said(StoryContent story) => story with
        {
            Licence = Own(story.Licence),
            Timeline = [.. story.Timeline.Select(one => one with { Licence = Own(one.Licence) })],
            Related = [.. story.Related.Select(one => one with { Licence = Own(one.Licence) })],
        };
        return content with
        {
            Licence = common,
            Stories = [.. content.Stories.Select(Said)],
            Blocks = [.. content.Blocks.Select(block => block with { Story = block.Story is null ? null : Said(block.Story) })],
        };
    }

    private StoryContent Content(Story story, DeskWords desk, IEnumerable<Story> earlier, IEnumerable<Story> related) => new()
    {
        Id = story.Id,
        Headline = story.Headline,
        Link = story.Link,
        Dek = story.Dek,
        Byline = story.Byline,
        Published = Local(story.Published),
        Topics = story.Topics,
        Licence = story.Licence,
        Picture = desk.Pictures.TryGetValue(story.Id, out var own) ? Picture(own, story) : Picture(story.Picture, story.Headline),
        Timeline = [.. earlier.Select(one => new TimelineContent(one.Headline, one.Link, Local(one.Published)) { Licence = one.Licence })],
        Related = [.. related.Select(one => new RelatedContent(one.Headline, one.Link, Local(one.Published)) { Licence = one.Licence })],
    };

    private static PictureContent? Picture(Picture? picture, string headline) =>
        picture is null ? null : new PictureContent(picture.Url, picture.Alt ?? picture.Caption ?? headline, picture.Caption, picture.Credit, picture.Width, picture.Height) { AltStandsIn = picture.Alt is null };

    /// <summary>An editor's; where that is the story's own with other words, its size is known.</summary>
    private static PictureContent? Picture(DeskPicture own, Story story) => own.Url is not { } url ? null
        : Picture(new Picture { Url = url, Alt = own.Alt, Caption = own.Caption, Credit = own.Credit, Width = story.Picture?.Url == url ? story.Picture.Width : null, Height = story.Picture?.Url == url ? story.Picture.Height : null }, story.Headline);

    // Days and hours are the edition's.
    private DateTimeOffset? Local(DateTimeOffset? time) => time is { } known ? TimeZoneInfo.ConvertTime(known, calendar.Zone) : null;
}
