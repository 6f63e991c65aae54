using Digest.Editions;
using Digest.Storage;
using Digest.Stories;

namespace Digest.Web.Pages.Admin.Editions;

/// <summary>The stories that a special edition has or may have, with what an editor should know of each.</summary>
internal sealed class SpecialStories(StorySearch search, StoryArchive archive, StoryEditions editions, Database database)
{
    private const int Shown = 12;

    /// <summary>Those of some ids, in their order.</summary>
    public async Task<IReadOnlyList<PickedStory>> OfAsync(IReadOnlyList<long> ids, CancellationToken cancellation)
    {
        var known = (await archive.ByIdsAsync(ids, cancellation)).ToDictionary(story => story.Id);
        return await WithEditionsAsync([.. ids.Where(known.ContainsKey).Select(id => new PickedStory(id, known[id].Headline, known[id].Link, known[id].Published, known[id].Topics))], cancellation);
    }

    /// <summary>The newest, or those whose headlines have some words; without those that are picked already.</summary>
    public async Task<IReadOnlyList<PickedStory>> FindAsync(string words, IReadOnlyCollection<long> picked, CancellationToken cancellation)
    {
        var found = await search.FindAsync(words, after: null, Shown + picked.Count, cancellation);
        var stories = found.Where(story => !picked.Contains(story.Id)).Take(Shown).Select(story => new PickedStory(story.Id, story.Headline, story.Link, story.Time.ToTime(), story.Topics));
        return [.. (await WithEditionsAsync([.. stories], cancellation)).Where(story => story.CanGo)];
    }

    private async Task<IReadOnlyList<PickedStory>> WithEditionsAsync(IReadOnlyList<PickedStory> stories, CancellationToken cancellation)
    {
        var ids = stories.Select(story => story.Id).ToList();
        var usable = (await database.ReadAsync(session => StoryNumbers.OfAsync(session, ids), cancellation)).Select(story => story.Id).ToHashSet();
        var had = await editions.OfAsync(ids, cancellation);
        return [.. stories.Select(story => story with { CanGo = usable.Contains(story.Id), Editions = [.. had[story.Id].Select(edition => edition.Slug)] })];
    }
}

/// <summary>A story on the page of a special edition.</summary>
internal sealed record PickedStory(long Id, string Headline, string Link, DateTimeOffset? Published, IReadOnlyList<string> Topics)
{
    /// <summary>False: it is withdrawn, or kept out of all editions.</summary>
    public bool CanGo { get; init; } = true;

    /// <summary>The editions whose pages have it, the earliest first.</summary>
    public IReadOnlyList<string> Editions { get; init; } = [];
}
