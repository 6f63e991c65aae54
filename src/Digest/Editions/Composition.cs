using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Digest.Languages;
using Digest.Rendering;

namespace Digest.Editions;

/// <summary>One choice put together: the items with the stories related to them, before rendering.</summary>
/// <param name="Items">The items shown, the top one first.</param>
/// <param name="Content">What the templates show.</param>
public sealed record Composition(IReadOnlyList<ComposedItem> Items, DigestContent Content)
{
    /// <summary>What makes two variants of an edition one: what they show, never the choices that led to it.</summary>
    /// <param name="site">The publication.</param>
    /// <param name="language">The readers' language; null: they chose none.</param>
    public string Key(SiteOptions site, Language? language)
    {
        var what = new StringBuilder();
        foreach (var item in Items)
            what.Append(CultureInfo.InvariantCulture, $"{string.Join('~', item.StoryIds)}+{string.Join('+', item.RelatedIds)};");
        what.Append(CultureInfo.InvariantCulture, $"{site.Language};{(language ?? ReaderLanguages.Find(site.Language) ?? ReaderLanguages.English).Code};html;");
        if (Content.HasAppeal)
            what.Append(CultureInfo.InvariantCulture, $"{site.Appeal.Headline};{site.Appeal.Text};{site.Appeal.Link};{site.Appeal.LinkText}");
        if (Content.Note is { IsEmpty: false } note)
            what.Append(CultureInfo.InvariantCulture, $";note {note.Source.Length}:{note.Source}");
        foreach (var block in Content.Blocks)
            what.Append(CultureInfo.InvariantCulture, $";{block.Kind} {block.Place} {block.Story?.Id} {block.Text.Source.Length}:{block.Text.Source}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what.ToString())));
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
        return new([.. Items.SkipLast(1)], Content with { Stories = stories, Preheader = Preheader.Of(Content.Subject, stories), LeftOut = Content.LeftOut + Items[^1].StoryIds.Count });
    }
}

/// <summary>An item with what stands beside it.</summary>
/// <param name="StoryIds">The lead, then the stories listed under it, the latest first.</param>
/// <param name="RelatedIds">The stories related to the lead.</param>
public sealed record ComposedItem(IReadOnlyList<long> StoryIds, IReadOnlyList<long> RelatedIds)
{
    public long LeadId => StoryIds[0];
}
