using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Digest.Languages;
using Digest.Rendering;

namespace Digest.Editions;

/// <summary>One choice put together: the stories with those related to them, before rendering.</summary>
/// <param name="StoryIds">The stories shown, the top story first.</param>
/// <param name="RelatedIds">The related stories beside each of them, in the same order.</param>
/// <param name="Content">What the templates show.</param>
public sealed record Composition(IReadOnlyList<long> StoryIds, IReadOnlyList<IReadOnlyList<long>> RelatedIds, DigestContent Content)
{
    /// <summary>What makes two variants of an edition one: what they show, never the choices that led to it.</summary>
    /// <param name="site">The publication.</param>
    /// <param name="language">The readers' language; null: they chose none.</param>
    public string Key(SiteOptions site, Language? language)
    {
        var what = new StringBuilder();
        for (var at = 0; at < StoryIds.Count; at++)
            what.Append(CultureInfo.InvariantCulture, $"{StoryIds[at]}+{string.Join('+', RelatedIds[at])};");
        what.Append(CultureInfo.InvariantCulture, $"{site.Language};{(language ?? ReaderLanguages.Find(site.Language) ?? ReaderLanguages.English).Code};html;{site.Appeal.Headline};{site.Appeal.Text};{site.Appeal.Link};{site.Appeal.LinkText}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what.ToString())));
    }

    /// <summary>The same without its last story, which is counted as left out.</summary>
    public Composition Shorter() => new(
        [.. StoryIds.SkipLast(1)], [.. RelatedIds.SkipLast(1)], Content with { Stories = [.. Content.Stories.SkipLast(1)], LeftOut = Content.LeftOut + 1 });
}
