using Digest.Stories;

namespace Digest.Related;

/// <summary>The index over the whole archive: built when it is first asked, then extended by what is new or changed.</summary>
public sealed class RelatedArchive(StoryArchive archive, RelatedOptions options, TimeProvider clock) : IDisposable
{
    private const int Page = 500;
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly RelatedIndex index = new(options);
    private (long ChangedAt, long Id) upTo = (-1, 0);

    /// <summary>Earlier stories about the same matter as a story of the archive, the most related first; empty when there are none.</summary>
    /// <param name="id">The story.</param>
    /// <param name="max">How many at most.</param>
    /// <param name="exclude">Stories that are not offered.</param>
    /// <param name="cancellation">Ends the extension of the index.</param>
    public async Task<IReadOnlyList<RelatedStory>> FindAsync(long id, int max, IReadOnlySet<long> exclude, CancellationToken cancellation = default)
    {
        await UpToDateAsync(cancellation);
        return max == 0 || !index.Contains(id) ? [] : index.Find(id, max, exclude, clock.GetUtcNow());
    }

    /// <summary>Which of some stories are about one event.</summary>
    /// <param name="stories">The stories.</param>
    /// <param name="ties">What editors said, the latest word first.</param>
    /// <param name="cancellation">Ends the extension of the index.</param>
    public async Task<StoryClusters> ClustersAsync(IReadOnlyCollection<DatedStory> stories, IReadOnlyCollection<StoryTie> ties, CancellationToken cancellation = default)
    {
        if (stories.Count > 1 && options.ClusterHours > 0)
            await UpToDateAsync(cancellation);
        return new StoryClusters(stories, ties, index.Likeness, options);
    }

    /// <summary>The words that some of the stories about one event have in common with others of them, the strongest first; of a large cluster for its first stories only.</summary>
    public async Task<IReadOnlyDictionary<long, SharedWords>> WordsAsync(IReadOnlyList<long> cluster, CancellationToken cancellation = default)
    {
        await UpToDateAsync(cancellation);
        return SharedWords.Of(cluster, index, clock.GetUtcNow());
    }

    /// <summary>A story as the index takes it.</summary>
    public static RelatedDocument Document(Story story) => new(story.Id, story.Headline, story.Dek, story.Text, story.Published ?? story.FirstSeen, story.Link);

    private async Task UpToDateAsync(CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            await ExtendAsync(cancellation);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task ExtendAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var page = await archive.ChangedAsync(upTo.ChangedAt, upTo.Id, Page, cancellation);
            foreach (var story in page)
            {
                // The sample site's, in a site that has its own: see SampleStories.
                if (story.Number < 0)
                    index.Remove(story.Id);
                else
                    index.Add(Document(story) with { Link = story.CanonicalLink });
            }
            if (page.Count > 0)
                upTo = (page[^1].ChangedAt, page[^1].Id);
            if (page.Count < Page)
                return;
        }
    }

    public void Dispose() => gate.Dispose();
}
