using Digest.Related;
using Digest.Storage;
using Digest.Stories;

namespace Digest.Editions;

/// <summary>Which stories of an edition are about one event: what editors said, and else the index.</summary>
public sealed class EditionClusters(Database database, RelatedArchive related)
{
    /// <summary>Reads what editors said until a time and compares the stories.</summary>
    /// <param name="stories">All that any of the edition's readers may get.</param>
    /// <param name="until">When the edition was closed: what is said later is for the next one.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<StoryClusters> OfAsync(IReadOnlyCollection<NumberedStory> stories, DateTimeOffset until, CancellationToken cancellation = default)
    {
        IReadOnlyList<StoryTie> ties = stories.Count < 2 ? [] : await database.ReadAsync(session => StoryTies.AfterAsync(session, stories.Min(story => story.Number) - 1, until), cancellation);
        return await related.ClustersAsync([.. stories.Select(story => new DatedStory(story.Id, story.Time))], ties, cancellation);
    }
}
