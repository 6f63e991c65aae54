using Digest.Related;
using Digest.Storage;

namespace Digest.Editions;

/// <summary>Why items are what they are, for those who may split and join them.</summary>
public sealed class ItemReasons(Database database, RelatedArchive related)
{
    private const int MostWords = 20;

    /// <summary>What made one item of several stories, and what editors said of any of them.</summary>
    public async Task<ItemsExplained> OfAsync(IReadOnlyList<EditionItem> items, CancellationToken cancellation = default)
    {
        var common = new Dictionary<long, SharedWords>();
        foreach (var item in items.Where(item => item.Size > 1))
        {
            foreach (var (story, words) in await related.WordsAsync(item.StoryIds, cancellation))
                common.Add(story, words);
        }
        var ids = items.SelectMany(item => item.StoryIds).ToList();
        return new ItemsExplained(common, await database.ReadAsync(session => StoryTies.OfAsync(session, ids, MostWords), cancellation));
    }
}

/// <summary>Why items are what they are.</summary>
/// <param name="InCommon">What stories have in common with the others of their item; of one that stands alone nothing is known, nor of the last ones of very many.</param>
/// <param name="Said">What editors said, undone words too, the latest first.</param>
public sealed record ItemsExplained(IReadOnlyDictionary<long, SharedWords> InCommon, IReadOnlyList<StoryWord> Said)
{
    /// <summary>Why a story is one of its item, in a few words.</summary>
    public string Why(EditionItem item, long story)
    {
        if (!InCommon.TryGetValue(story, out var words))
            return "one of many";
        if (words.IsVersion)
            return "a version of the same story";
        if (words.Words.Count > 0)
            return $"in common: {string.Join(", ", words.Words)}";
        return Said.FirstOrDefault(word => word is { What: TieKind.Joined, UndoneAt: null } && item.StoryIds.Contains(word.StoryId) && item.StoryIds.Contains(word.OtherId)) is { } joined
            ? $"joined by {joined.ByAdmin}"
            : "alike on the whole";
    }
}
