using System.Text.Json;
using Digest.Storage;
using Digest.Stories;

namespace Digest.Editions.Corrections;

/// <summary>What was left of a variant when its stories were withdrawn.</summary>
internal static class WithdrawnItems
{
    /// <summary>The headlines of a variant's items, as its readers would have seen them, where all its stories were withdrawn by a time; empty where one stood.</summary>
    /// <param name="session">A reading.</param>
    /// <param name="variantId">The variant.</param>
    /// <param name="by">The time, in milliseconds.</param>
    public static async Task<IReadOnlyList<string>> OfAsync(Session session, long variantId, long by)
    {
        if (await session.ScalarAsync<string>("SELECT items FROM variant_makings WHERE variant_id = @variantId", new { variantId }) is not { } items)
            return [];
        var made = JsonSerializer.Deserialize<List<ComposedItem>>(items)!;
        var ids = made.SelectMany(item => item.StoryIds).ToList();
        // One that stands again had been found withdrawn.
        var withdrawn = await session.QueryAsync<Shown>(
            """
            SELECT s.id, COALESCE(x.version, s.version) AS version FROM stories s LEFT JOIN variant_stories x ON x.story_id = s.id AND x.variant_id = @variantId
            WHERE s.id IN @ids
              AND (s.removed_at <= @by
                   OR EXISTS (SELECT 1 FROM corrections c WHERE c.story_id = s.id AND c.kind = 'Removed' AND c.found_at <= @by AND (c.state <> 'ChangedBack' OR c.ended_at >= @by)))
            """, new { variantId, ids, by });
        if (withdrawn.Count < ids.Count)
            return [];
        var versions = withdrawn.ToDictionary(one => one.Id, one => one.Version);
        var headlines = new List<string>();
        foreach (var story in await StoryArchive.ByIdsAsync(session, made.Select(item => item.LeadId)))
            headlines.Add(SaidWords.Of(story, await StoryVersions.OfAsync(session, story.Id), versions[story.Id]).Headline);
        return headlines;
    }

    private sealed record Shown
    {
        public long Id { get; init; }

        public int Version { get; init; }
    }
}
