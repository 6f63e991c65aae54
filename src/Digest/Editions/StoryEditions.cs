using Digest.Storage;

namespace Digest.Editions;

/// <summary>Which editions stories were in.</summary>
public sealed class StoryEditions(Database database)
{
    /// <summary>The editions of a page of stories, in the order in which they were made.</summary>
    public async Task<ILookup<long, StoryEdition>> OfAsync(IReadOnlyCollection<long> storyIds, CancellationToken cancellation = default)
    {
        var rows = await database.ReadAsync(session => session.QueryAsync<StoryEdition>(
            """
            SELECT x.story_id, e.slug, CASE WHEN e.state = 'Closed' AND e.html IS NOT NULL THEN 1 ELSE 0 END AS is_published
            FROM edition_stories x JOIN editions e ON e.id = x.edition_id
            WHERE x.story_id IN @storyIds ORDER BY e.id
            """, new { storyIds }), cancellation);
        return rows.ToLookup(row => row.StoryId);
    }
}

/// <summary>That a story was in an edition.</summary>
public sealed record StoryEdition
{
    public long StoryId { get; init; }

    public string Slug { get; init; } = "";

    /// <summary>Whether the edition has a page for everybody.</summary>
    public bool IsPublished { get; init; }
}
