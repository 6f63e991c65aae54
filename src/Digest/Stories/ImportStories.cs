using System.Collections.Concurrent;
using System.Data.Common;
using Digest.Net;
using Digest.Storage;
using Microsoft.Extensions.Logging;

namespace Digest.Stories;

/// <summary>
/// The job that polls feeds: fetches, reads, stores. A feed that cannot be read leaves the stories as they were, says why in
/// its row, and is tried again later. Safe to run twice and in two processes at once.
/// </summary>
/// <param name="database">Where feeds and stories are kept.</param>
/// <param name="client">Fetches what lies at addresses.</param>
/// <param name="options">The feeds.</param>
/// <param name="clock">The time.</param>
/// <param name="log">Is told what changed and what failed.</param>
/// <param name="random">By how much waits differ; null: as it comes.</param>
public sealed class ImportStories(Database database, GuardedClient client, FeedsOptions options, TimeProvider clock, ILogger<ImportStories> log, Random? random = null) : IDisposable
{
    private readonly FeedLog feedLog = new(database, clock, random ?? Random.Shared);
    private readonly HostQueues queues = new(clock);

    // Reading a large feed keeps a core busy for a tenth of a second; who looks at a page meanwhile must find another one free.
    private readonly SemaphoreSlim cores = new(Math.Max(1, Environment.ProcessorCount / 2));
    private readonly StoryWriter writer = new(database, clock);

    /// <summary>Polls the feeds that are due.</summary>
    public Task RunAsync(CancellationToken cancellation = default) => RunAsync(progress: null, cancellation);

    /// <summary>Polls the feeds that are due.</summary>
    /// <param name="progress">Is told how many of them are read.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task RunAsync(IProgress<WorkDone>? progress, CancellationToken cancellation)
    {
        var now = clock.Milliseconds();
        return PollAsync(row => row.NextPollAt <= now, mustClaim: true, progress, cancellation);
    }

    /// <summary>Polls every feed of the settings now, whatever is due; feeds that are gone for good only report so.</summary>
    public Task<PollReport> PollAllAsync(CancellationToken cancellation = default) => PollAsync(_ => true, mustClaim: false, progress: null, cancellation);

    private async Task<PollReport> PollAsync(Func<FeedRow, bool> isWanted, bool mustClaim, IProgress<WorkDone>? progress, CancellationToken cancellation)
    {
        if (options.Feeds.Count == 0)
            return new PollReport([]);
        var settings = options.Feeds.DistinctBy(feed => feed.Url).ToDictionary(feed => feed.Url, StringComparer.Ordinal);
        var rows = await feedLog.RowsAsync(options.Feeds, cancellation);
        var wanted = rows.Where(row => isWanted(row) && !(mustClaim && row.Gone)).ToList();
        var polls = new ConcurrentDictionary<long, FeedPoll>();
        var read = 0;
        await queues.RunAsync(wanted, async (feed, token) =>
        {
            TimeSpan? patience = null;
            if (!mustClaim || await feedLog.ClaimAsync(feed, settings[feed.Url], token))
                (polls[feed.Id], patience) = await PollOneAsync(feed, settings[feed.Url], token);
            if (patience is { } after)
                await feedLog.PutOffAsync(rows.Where(other => other.Host is not null && other.Host == feed.Host && other.Id != feed.Id), after);
            progress?.Report(new WorkDone(Interlocked.Increment(ref read), wanted.Count, "feeds"));
            return patience is null;
        }, cancellation);
        return new PollReport([.. wanted.Select(feed => polls.GetValueOrDefault(feed.Id)).OfType<FeedPoll>()]);
    }

    public void Dispose() => cores.Dispose();

    /// <summary>Polls one feed; with what came of it, the patience that its host asks for.</summary>
    private async Task<(FeedPoll Poll, TimeSpan? Patience)> PollOneAsync(FeedRow feed, FeedOptions settings, CancellationToken cancellation)
    {
        try
        {
            if (feed.Gone)
                return (new FeedPoll(feed.Id, feed.Url, New: 0, Updated: 0, "The feed is gone for good (410); name its new address in the settings."), null);
            var answer = await FeedFetch.GetAsync(client, feed.FetchUrl, feed.Etag, feed.LastModified, cancellation);
            await cores.WaitAsync(cancellation);
            try
            {
                return (await TakeAsync(feed, settings, answer, cancellation), (answer as FetchResult.RetryLater)?.After);
            }
            finally
            {
                cores.Release();
            }
        }
        catch (Exception bug) when (bug is not (OperationCanceledException or DbException))
        {
            // What one feed trips over must not keep the others from being read.
            log.LogError(bug, "Feed {FeedId} tripped the reader", feed.Id);
            return (await FailAsync(feed, settings, "The feed could not be understood; the log says more."), null);
        }
    }

    private async Task<FeedPoll> TakeAsync(FeedRow feed, FeedOptions settings, FetchResult answer, CancellationToken cancellation)
    {
        switch (answer)
        {
            case FetchResult.Fetched fetched:
                return await StoreAsync(feed, settings, fetched, cancellation);
            case FetchResult.NotModified unchanged:
                await feedLog.SucceededAsync(feed, settings, read: null, feed.Etag, feed.LastModified, unchanged.PermanentAddress);
                return new FeedPoll(feed.Id, feed.Url, New: 0, Updated: 0, Problem: null);
            case FetchResult.Gone when !feed.HasMoved:
                const string gone = "The server says that the feed is gone for good (410); it is not polled any more. Name its new address in the settings.";
                await feedLog.GoneAsync(feed, gone);
                return Failure(feed, gone);
            case FetchResult.Gone:
                return await FailAsync(feed, settings, "The address that the feed moved to is gone (410); the address in the settings is tried again.");
            case FetchResult.RetryLater later:
                return await FailAsync(feed, settings, $"The feed cannot be read now: {later.Why}, and asks for patience.", later.After);
            case FetchResult.Refused refused:
                return await FailAsync(feed, settings, $"The feed is not fetched: {refused.Why}.");
            case FetchResult.Failed failed:
                return await FailAsync(feed, settings, $"The feed cannot be read: {failed.Why}.");
            case var other:
                throw new InvalidOperationException($"Nobody handles {other.GetType().Name}.");
        }
    }

    private async Task<FeedPoll> StoreAsync(FeedRow feed, FeedOptions settings, FetchResult.Fetched fetched, CancellationToken cancellation)
    {
        var document = FeedReader.Read(fetched.Bytes, fetched.ContentType, fetched.Address, clock.GetUtcNow());
        if (document.Kind == FeedKind.None)
            return await FailAsync(feed, settings, document.Problems[0] + ".");
        // The feeds page shows them as long as they last; the log has them when they come.
        if (FeedLog.Remarks(document) != feed.Remarks)
        {
            foreach (var problem in document.Problems)
                log.LogInformation("Feed {FeedId}: {Problem}", feed.Id, problem);
        }
        var (added, changed) = await writer.StoreAsync(feed.Id, document, cancellation);
        // Last: should this process die before, the next poll reads everything again.
        await feedLog.SucceededAsync(feed, settings, document, fetched.ETag, fetched.LastModified, fetched.PermanentAddress);
        if (added + changed > 0)
            log.LogInformation("Feed {FeedId} brought {New} new stories and changed {Updated}", feed.Id, added, changed);
        return new FeedPoll(feed.Id, feed.Url, added, changed, Problem: null);
    }

    private async Task<FeedPoll> FailAsync(FeedRow feed, FeedOptions settings, string problem, TimeSpan? retryAfter = null)
    {
        await feedLog.FailedAsync(feed, settings, problem, retryAfter);
        return Failure(feed, problem);
    }

    private FeedPoll Failure(FeedRow feed, string problem)
    {
        log.LogWarning("Feed {FeedId}: {Problem}", feed.Id, problem);
        return new FeedPoll(feed.Id, feed.Url, New: 0, Updated: 0, problem);
    }
}
