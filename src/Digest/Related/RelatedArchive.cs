using Digest.Stories;
using Microsoft.Extensions.Logging;

namespace Digest.Related;

/// <summary>The index over the whole archive: read from its file or built when it is first asked, then extended by what is new or changed.</summary>
public sealed class RelatedArchive : IDisposable
{
    private const int Page = 500;

    /// <summary>So many changes are worth a new file.</summary>
    private const int Many = 500;

    private readonly StoryArchive archive;
    private readonly RelatedOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger<RelatedArchive>? logger;
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly RelatedIndex index;
    private readonly RelatedSnapshot? snapshot;
    private (long ChangedAt, long Id) upTo = (-1, 0);
    private long archiveId;
    private bool isRead;
    private int unsaved;

    /// <summary>Reads nothing yet.</summary>
    /// <param name="archive">The stories.</param>
    /// <param name="options">What counts as related.</param>
    /// <param name="clock">The present.</param>
    /// <param name="file">Where the index is kept between starts; null: nowhere.</param>
    /// <param name="logger">Told when it cannot be kept.</param>
    public RelatedArchive(StoryArchive archive, RelatedOptions options, TimeProvider clock, string? file = null, ILogger<RelatedArchive>? logger = null)
    {
        this.archive = archive;
        this.options = options;
        this.clock = clock;
        this.logger = logger;
        index = new RelatedIndex(options);
        snapshot = file is null ? null : new RelatedSnapshot(file);
    }

    /// <summary>Earlier stories about the same matter as a story of the archive, the most related first; empty when there are none.</summary>
    /// <param name="id">The story.</param>
    /// <param name="max">How many at most.</param>
    /// <param name="exclude">Stories that are not offered.</param>
    /// <param name="cancellation">Ends the extension of the index.</param>
    public Task<IReadOnlyList<RelatedStory>> FindAsync(long id, int max, IReadOnlySet<long> exclude, CancellationToken cancellation = default) =>
        AskAsync(() => max == 0 ? [] : index.Find(id, max, exclude, clock.GetUtcNow()), cancellation);

    /// <summary>A story as the index takes it.</summary>
    public static RelatedDocument Document(Story story) => new(story.Id, story.Headline, story.Dek, story.Text, story.Published ?? story.FirstSeen, story.CanonicalLink);

    /// <summary>Which of some stories are about one event.</summary>
    /// <param name="stories">The stories.</param>
    /// <param name="ties">What editors said, the latest word first.</param>
    /// <param name="cancellation">Ends the extension of the index.</param>
    public Task<StoryClusters> ClustersAsync(IReadOnlyCollection<DatedStory> stories, IReadOnlyCollection<StoryTie> ties, CancellationToken cancellation = default) =>
        AskAsync(() => new StoryClusters(stories, ties, index.Likeness, options), cancellation);

    /// <summary>The words that some of the stories about one event have in common with others of them, the strongest first; of a large cluster for its first stories only.</summary>
    public Task<IReadOnlyDictionary<long, SharedWords>> WordsAsync(IReadOnlyList<long> cluster, CancellationToken cancellation = default) =>
        AskAsync(() => SharedWords.Of(cluster, index, clock.GetUtcNow()), cancellation);

    private async Task<T> AskAsync<T>(Func<T> ask, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            if (!isRead)
                await ReadAsync(cancellation);
            isRead = true;
            await ExtendAsync(cancellation);
            if (unsaved >= Many)
                Save();
            return ask();
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        if (snapshot is null)
            return;
        archiveId = await archive.IdentityAsync(cancellation);
        if (snapshot.Read(index, archiveId) is not { } read)
            return;
        // An archive that was set back to an earlier state has fewer stories, or others, than the file knows.
        var known = (await archive.IdsAsync(read.ChangedAt, read.Id, cancellation)).ToHashSet();
        foreach (var gone in index.Ids().Where(id => !known.Contains(id)).ToList())
            index.Remove(gone);
        foreach (var missing in known.Where(id => !index.Contains(id)).Chunk(Page))
            Take(await archive.ByIdsAsync(missing, cancellation));
        upTo = read;
    }

    private async Task ExtendAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var page = await archive.ChangedAsync(upTo.ChangedAt, upTo.Id, Page, cancellation);
            Take(page);
            if (page.Count > 0)
                upTo = (page[^1].ChangedAt, page[^1].Id);
            if (page.Count < Page)
                return;
        }
    }

    private void Take(IReadOnlyList<Story> stories)
    {
        foreach (var story in stories)
        {
            // The sample site's, in a site that has its own: see SampleStories; and what is withdrawn.
            if (story.Number < 0 || story.Removed is not null)
                index.Remove(story.Id);
            else
                index.Add(Document(story));
        }
        unsaved += stories.Count;
    }

    private void Save()
    {
        try
        {
            snapshot?.Write(index, archiveId, upTo);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            logger?.LogWarning("The index of related stories is not kept, and will be built again at the next start: {Reason}", problem.Message);
        }
        unsaved = 0;
    }

    public void Dispose()
    {
        if (unsaved > 0)
            Save();
        gate.Dispose();
    }
}
