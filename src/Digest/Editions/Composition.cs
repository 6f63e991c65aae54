using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Digest.Editions.Corrections;
using Digest.Languages;
using Digest.Rendering;

namespace Digest.Editions;

/// <summary>One choice put together: the items with the stories related to them, before rendering.</summary>
/// <param name="Items">The items shown, the top one first.</param>
/// <param name="Content">What the templates show.</param>
public sealed record Composition(IReadOnlyList<ComposedItem> Items, DigestContent Content)
{
    /// <summary>The subject that an editor wrote; null: the program's.</summary>
    public string? OwnSubject { get; init; }

    /// <summary>The preheader that an editor wrote; null: the program's.</summary>
    public string? OwnPreheader { get; init; }

    /// <summary>In which version each story is shown.</summary>
    public IReadOnlyDictionary<long, int> Versions { get; init; } = new Dictionary<long, int>();

    /// <summary>The same of the stories of its blocks.</summary>
    public IReadOnlyDictionary<long, int> Recalled { get; init; } = new Dictionary<long, int>();

    /// <summary>The corrections at its top.</summary>
    public IReadOnlyList<CorrectionBox> Boxes { get; init; } = [];

    /// <summary>What makes two variants of an edition one: what they show, never the choices that led to it.</summary>
    /// <param name="site">The publication.</param>
    /// <param name="language">The readers' language; null: they chose none.</param>
    public string Key(SiteOptions site, Language? language)
    {
        var what = new StringBuilder();
        foreach (var item in Items)
            what.Append(CultureInfo.InvariantCulture, $"{string.Join('~', item.StoryIds.Select(Version))}+{string.Join('+', item.RelatedIds.Select(Version))};");
        foreach (var box in Boxes)
            what.Append(CultureInfo.InvariantCulture, $"{box.Key};");
        what.Append(CultureInfo.InvariantCulture, $"{site.Language};{(language ?? ReaderLanguages.Find(site.Language) ?? ReaderLanguages.English).Code};html;");
        if (Content.HasAppeal)
            what.Append(CultureInfo.InvariantCulture, $"{site.Appeal.Headline};{site.Appeal.Text};{site.Appeal.Link};{site.Appeal.LinkText}");
        Add("subject", OwnSubject);
        Add("preheader", OwnPreheader);
        foreach (var picture in Content.Stories.Select(story => story.Picture))
            Add("picture", picture is null ? null : $"{picture.Url} {picture.Alt} {picture.Caption} {picture.Credit}");
        if (Content.Note is { IsEmpty: false } note)
            what.Append(CultureInfo.InvariantCulture, $";note {note.Source.Length}:{note.Source}");
        foreach (var block in Content.Blocks)
            what.Append(CultureInfo.InvariantCulture, $";{block.Kind} {block.Place} {(block.Story?.Id is { } recalled ? Version(recalled) : null)} {block.Text.Source.Length}:{block.Text.Source}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what.ToString())));

        void Add(string name, string? text) => what.Append(CultureInfo.InvariantCulture, $";{name} {text?.Length}:{text}");
    }

    /// <summary>What stands beside its stories: related ones, and those of blocks.</summary>
    public IReadOnlySet<long> Beside => Items.SelectMany(item => item.RelatedIds).Concat(Content.Blocks.Select(block => block.Story?.Id).OfType<long>()).ToHashSet();

    /// <summary>The same for readers who are to see the appeal, or not.</summary>
    public Composition WithAppeal(bool hasAppeal) => this with { Content = Content with { HasAppeal = hasAppeal } };

    /// <summary>Whether something may still be left out: any item but the first, then any block.</summary>
    public bool CanBeShorter => Items.Count > 1 || Content.Blocks.Count > 0;

    /// <summary>The same without its last item, whose stories are counted as left out and are not announced beside the subject; where only one is left, without its last block.</summary>
    public Composition Shorter()
    {
        if (Items.Count == 1)
            return this with { Content = Content with { Blocks = [.. Content.Blocks.SkipLast(1)] } };
        var stories = Content.Stories.SkipLast(1).ToList();
        return this with
        {
            Items = [.. Items.SkipLast(1)],
            Content = Content with { Stories = stories, Preheader = OwnPreheader ?? Preheader.Of(Content.Subject, stories), LeftOut = Content.LeftOut + Items[^1].StoryIds.Count },
        };
    }

    /// <summary>The same with corrections at its top.</summary>
    public Composition With(IReadOnlyList<CorrectionBox> boxes) => this with { Boxes = boxes, Content = Content with { Corrections = [.. boxes.Select(box => box.Content)] } };

    // A story that was corrected is not the same content.
    private string Version(long id) => Versions.GetValueOrDefault(id, Recalled.GetValueOrDefault(id, 1)) is var version and > 1 ? string.Create(CultureInfo.InvariantCulture, $"{id}v{version}") : id.ToString(CultureInfo.InvariantCulture);
}

/// <summary>An item with what stands beside it.</summary>
/// <param name="StoryIds">The lead, then the stories listed under it, the latest first.</param>
/// <param name="RelatedIds">The stories related to the lead.</param>
public sealed record ComposedItem(IReadOnlyList<long> StoryIds, IReadOnlyList<long> RelatedIds)
{
    public long LeadId => StoryIds[0];
}
